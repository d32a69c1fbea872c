import type {Check} from '../guide/check.ts';
import {checkNamed, numberOf, stepNamed} from '../guide/checks.ts';
import type {Guide} from '../guide/step.ts';
import {checksWith, pilotOf, unlookedOf} from '../session/ahead.ts';
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

const several = (count: number, what: string) => `${count} ${what}${count === 1 ? '' : 's'}`;

/** The verb phrase of the next thing. */
export const nextWords = (guide: Guide, session: Session, next: Next): string => {
	const number = numberOf(guide, next.step);
	const step = stepNamed(guide, next.step);
	switch (next.do) {
		case 'return':
			return `return to step ${number}, where you are`;
		case 'start':
			return unlookedOf(session, step).length === 0 && pilotOf(session, step).length === 0
				? `start step ${number} and see what was seen`
				: `start step ${number} and ${pilotOf(session, step).length > 0 ? 'name the pilot first' : 'look'} (${several(unlookedOf(session, step).length, 'check')})`;
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

/** What comes next in a session, for whoever has left it. */
export const goOnWords = (guide: Guide, session: Session): string => {
	const at = stepAt(guide, session);
	const next = nextOf(guide, session, at);
	return next.do === 'seen' ? `see what was seen of step ${numberOf(guide, at)}, and finish it` : nextWords(guide, session, next);
};

/** More than so many checks that were not seen are told as errands. */
const fewUnseen = 2;

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

/** The checks that a deed looks at before it does anything else. */
export const checksBefore = (guide: Guide, deed: Onward): readonly Check[] =>
	deed.do === 'look'
		? deed.checks.map(id => checkNamed(guide, id).check)
		: gatesOnTheWay(guide, {type: deed.type, step: deed.step}).map(({check}) => check);
