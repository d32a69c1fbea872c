import type {Check} from '../guide/check.ts';
import {checkNamed, numberOf, stepNamed} from '../guide/checks.ts';
import type {Finding} from '../guide/finding.ts';
import {type Gate, type Guide, gatesOf, type Step} from '../guide/step.ts';
import {type Look, lookOf, looks, outcomeWord} from '../guide/words.ts';
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
		return isDone && after === undefined
			? {do: 'hand-over', step: id}
			: {do: after?.id === at && !session.entered.includes(at) ? 'go-on' : 'return', step: at};
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

/** The verb phrase of the next thing. */
export const nextWords = (guide: Guide, session: Session, next: Next): string => {
	const number = numberOf(guide, next.step);
	const step = stepNamed(guide, next.step);
	switch (next.do) {
		case 'return':
			return `return to step ${number}, where you are`;
		case 'start':
			return `start step ${number} and look (${several(unlookedOf(session, step).length, 'check')})`;
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

/** How many checks are what, in words, worst first: `1 not met, 6 met, 1 does not apply`. */
export const countWords = (session: Session, checks: readonly {readonly id: string}[], only: readonly Look[] = looks): string =>
	only
		.flatMap(look => {
			const count = checks.filter(({id}) => lookOf(session.findings[id]) === look).length;
			return count === 0 ? [] : [`${count} ${look === 'not-applicable' && count > 1 ? 'do not apply' : outcomeWord(look)}`];
		})
		.join(', ');

/** What a finished step leaves open, to be said beside it: `, with 1 not met, 2 not seen`; nothing where nothing is. */
export const leftOpen = (session: Session, step: Step): string => {
	const words = countWords(session, step.checks, ['unmet', 'unobserved']);
	return words === '' ? '' : `, with ${words}`;
};

/** The sign of a step: the worst of what was seen in it; a step without a bad one is passed only once it is finished. */
export const stepLook = (session: Session, step: Step): Look => {
	const seen = step.checks.map(({id}) => lookOf(session.findings[id]));
	if (seen.includes('unmet')) {
		return 'unmet';
	}

	if (seen.includes('unobserved')) {
		return 'unobserved';
	}

	return !session.finished.includes(step.id) ? 'not-looked' : seen.includes('caution') ? 'caution' : 'met';
};

/** The gates as the header shows them: until its step is entered a gate is about entering, from then on about leaving. */
export const gatesShown = (
	guide: Guide,
	session: Session,
): readonly {readonly id: string; readonly long: string; readonly short: string; readonly gate: Gate; readonly look: Look}[] => {
	return guide.outline.gates.flatMap(({id, long, short}) => {
		const all = guide.steps.flatMap(step => gatesOf(step).flatMap(gate => (gate.id === id ? [{gate, step: step.id}] : [])));
		const shown =
			all.find(({step, gate}) => gate.guards === 'enter' && !session.entered.includes(step)) ??
			all.findLast(({gate}) => gate.guards === 'leave') ??
			all.at(-1);
		return shown === undefined ? [] : [{id, long, short, gate: shown.gate, look: lookOf(session.findings[shown.gate.check.id])}];
	});
};

/** What has to be looked at when a session is resumed: every gate on the way out of the present step, and every gate seen before. */
export const gatesAtStake = (guide: Guide, session: Session): readonly Gate[] => {
	const way = gatesOnTheWay(guide, {type: 'finish', step: stepAt(guide, session)});
	return guide.steps.flatMap(gatesOf).filter(gate => way.includes(gate) || session.findings[gate.check.id] !== undefined);
};

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
