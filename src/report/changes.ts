import {checkNamed, type NamedCheck} from '../guide/checks.ts';
import {type Guide, numberedChecks} from '../guide/step.ts';
import {becauseOf, type Look, lookOf, outcomeWord} from '../guide/words.ts';
import type {Session} from '../session/session.ts';

/** A check that is not what it was. */
export type Change = {readonly check: NamedCheck; readonly was: Look; readonly is: Look; readonly because: string};

/** Every check whose outcome differs between two states of a session, in the guide's order. What nobody had looked at then is no change. */
export const changesBetween = (guide: Guide, then: Pick<Session, 'findings'>, now: Pick<Session, 'findings'>): readonly Change[] =>
	numberedChecks(guide).flatMap(({check: {id}}) => {
		const [before, after] = [then.findings[id], now.findings[id]];
		const [was, is] = [lookOf(before), lookOf(after)];
		return before === undefined || after === undefined || was === is
			? []
			: [{check: checkNamed(guide, id), was, is, because: becauseOf(after)}];
	});

/** `4.8 not met, was met` */
export const changeWords = ({check: {number}, was, is}: Change): string => `${number} ${outcomeWord(is)}, was ${outcomeWord(was)}`;
