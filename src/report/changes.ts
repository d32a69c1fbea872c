import {checkNamed, type NamedCheck} from '../guide/checks.ts';
import {type Guide, numberedChecks} from '../guide/step.ts';
import {becauseOf, type Look, lookOf, outcomeWord} from '../guide/words.ts';
import type {Session} from '../session/session.ts';

/** A check that is not what it was. */
export type Change = {readonly check: NamedCheck; readonly was: Look; readonly is: Look; readonly because: string};

/** Every check whose outcome differs between two states, in the guide's order; also what nobody had looked at then, or nobody has now. */
export const outcomesBetween = (guide: Guide, then: Pick<Session, 'findings'>, now: Pick<Session, 'findings'>): readonly Change[] =>
	numberedChecks(guide).flatMap(({check: {id}}) => {
		const after = now.findings[id];
		const [was, is] = [lookOf(then.findings[id]), lookOf(after)];
		return was === is
			? []
			: [{check: checkNamed(guide, id), was, is, because: after === undefined ? 'Nobody has looked at it.' : becauseOf(after)}];
	});

/** Every check whose outcome differs between two states of a session, in the guide's order. What nobody had looked at then is no change. */
export const changesBetween = (guide: Guide, then: Pick<Session, 'findings'>, now: Pick<Session, 'findings'>): readonly Change[] =>
	outcomesBetween(guide, then, now).filter(({was, is}) => was !== 'not-looked' && is !== 'not-looked');

/** `4.8 not met, was met` */
export const changeWords = ({check: {number}, was, is}: Change): string => `${number} ${outcomeWord(is)}, was ${outcomeWord(was)}`;

/** What differs between the last two openings of a session, `what today, what then`. */
export const changesOf = (session: Session): readonly {readonly what: string; readonly words: string}[] => {
	const [then, today] = session.opened.slice(-2);
	if (then === undefined || today === undefined) {
		return [];
	}

	const pairs = [
		{what: 'account', is: today.account, was: then.account},
		{what: 'computer', is: today.computer, was: then.computer},
		{what: 'whfb', is: today.tool, was: then.tool},
		{what: 'the guide', is: today.edition, was: then.edition},
	];
	// What an opening did not say is unknown, not different.
	return pairs.filter(({is, was}) => is !== was && was !== '').map(({what, is, was}) => ({what, words: `${is} today, ${was} then`}));
};

/** When somebody last did something before this opening; null in a session that was never left. */
export const leftAt = (session: Session): string | null => {
	const opened = session.opened.at(-2);
	const today = session.opened.at(-1);
	if (opened === undefined || today === undefined) {
		return null;
	}

	const times = [opened.at, ...Object.values(session.findings).map(({at}) => at), ...Object.values(session.attestations).map(({at}) => at)];
	return (
		times
			.filter(at => at < today.at)
			.sort()
			.at(-1) ?? opened.at
	);
};
