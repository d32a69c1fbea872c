import type {Check} from '../guide/check.ts';
import {checkNamed, numberOf, stepNamed} from '../guide/checks.ts';
import type {Finding} from '../guide/finding.ts';
import type {Gate, Guide, PilotMember, Step} from '../guide/step.ts';
import {type Look, lookOf} from '../guide/words.ts';
import {gatesOnTheWay, stepAt} from '../session/decide.ts';
import type {Session} from '../session/session.ts';
import type {Onward, Place} from './navigation.ts';

/** The one next thing on a step's page. */
export type Next =
	| {readonly do: 'return' | 'start' | 'seen' | 'go-on' | 'hand-over'; readonly step: string}
	| {readonly do: 'look'; readonly step: string; readonly checks: readonly Check[]};

/** What Enter says on a step's page; the first that holds. */
export const nextOf = (guide: Guide, session: Session, id: string): Next => {
	const at = stepAt(guide, session);
	if (session.finished.includes(id)) {
		const isDone = guide.steps.every(step => session.finished.includes(step.id));
		const after = guide.steps[numberOf(guide, id)];
		return isDone ? {do: 'hand-over', step: id} : {do: after?.id === at && !session.entered.includes(at) ? 'go-on' : 'return', step: at};
	}

	if (id !== at) {
		return {do: 'return', step: at};
	}

	const unlooked = unlookedOf(session, stepNamed(guide, id));
	return !session.entered.includes(id)
		? {do: 'start', step: id}
		: unlooked.length > 0
			? {do: 'look', step: id, checks: unlooked}
			: {do: 'seen', step: id};
};

/** The checks of a step that nobody has looked at yet. */
export const unlookedOf = (session: Session, step: Step): readonly Check[] =>
	step.checks.filter(({id}) => session.findings[id] === undefined);

const several = (count: number, what: string) => `${count} ${what}${count === 1 ? '' : 's'}`;

/** What of a pilot nobody has been asked for yet, and this step needs. */
export const pilotOf = ({settled}: Session, {pilot}: Step): readonly PilotMember[] => pilot.filter(member => !settled.includes(member));

/** The verb phrase of the next thing. */
export const nextWords = (guide: Guide, session: Session, next: Next): string => {
	const number = numberOf(guide, next.step);
	const step = stepNamed(guide, next.step);
	switch (next.do) {
		case 'return':
			return `return to step ${number}, where you are`;
		case 'start':
			return `start step ${number} and ${pilotOf(session, step).length > 0 ? 'name the pilot first' : 'look'} (${several(unlookedOf(session, step).length, 'check')})`;
		case 'go-on':
			return `read step ${number}`;
		case 'look':
			return `look at ${next.checks.length < step.checks.length ? 'the rest of ' : ''}this step (${several(next.checks.length, 'check')})`;
		case 'seen':
			return 'see what was seen';
		case 'hand-over':
			return 'see what was seen of all steps';
	}
};

/** More than so many checks that were not seen are told as errands. */
const fewUnseen = 2;

/** The checks of a step with one outcome. */
export const checksWith = (session: Session, step: Step, look: Look): readonly Check[] =>
	step.checks.filter(({id}) => lookOf(session.findings[id]) === look);

/** Where what was seen of a step is shown: its list, or the errands where more is not seen than a few and nothing is worse. */
export const seenPlace = (guide: Guide, session: Session, id: string): Place => {
	const step = stepNamed(guide, id);
	const isErrands = checksWith(session, step, 'unmet').length === 0 && checksWith(session, step, 'unobserved').length > fewUnseen;
	return {at: isErrands ? 'errands' : 'seen', step: id};
};

/** Where somebody goes on: what was seen of the step where they are, or its page where nobody has looked; the end where all is done. */
export const homeOf = (guide: Guide, session: Session): Place => {
	const at = stepAt(guide, session);
	const next = nextOf(guide, session, at);
	return next.do === 'seen' ? seenPlace(guide, session, at) : next.do === 'hand-over' ? {at: 'finish'} : {at: 'page', step: at};
};

/** The gates that finishing a step looks at, and that are known not to hold. */
export const shutOnTheWay = (guide: Guide, session: Session, step: string): readonly Gate[] =>
	gatesOnTheWay(guide, {type: 'finish', step}).filter(({check}) => !['met', 'not-applicable'].includes(lookOf(session.findings[check.id])));

/** Whether the last wish was refused, and nobody has passed that threshold since. */
export const refusedLast = ({wanted, entered, finished}: Session): {readonly wish: 'enter' | 'finish'; readonly step: string} | null =>
	wanted === null || (wanted.wish === 'enter' ? entered : finished).includes(wanted.step) ? null : {wish: wanted.wish, step: wanted.step};

/** The checks that a deed looks at before it does anything else. */
export const checksBefore = (guide: Guide, deed: Onward): readonly Check[] =>
	deed.do === 'look'
		? deed.checks.map(id => checkNamed(guide, id).check)
		: gatesOnTheWay(guide, {type: deed.type, step: deed.step}).map(({check}) => check);

/** What a step is looked at again for: what is not met, not seen or older than a day; all of it where there is no such thing. */
export const checksAgain = (session: Session, step: Step, now: string): readonly Check[] => {
	const dayAgo = new Date(new Date(now).getTime() - 86_400_000).toISOString();
	const isDue = (finding: Finding | undefined) =>
		finding === undefined || finding.kind === 'unobserved' || finding.verdict.outcome === 'unmet' || finding.at < dayAgo;
	const due = step.checks.filter(check => isDue(session.findings[check.id]));
	return due.length === 0 ? step.checks : due;
};
