import type {Finding} from '../guide/finding.ts';
import {type Gate, type Guide, gatesOf, type Step} from '../guide/step.ts';
import type {Event, WishKind} from './event.ts';
import {runsBack, type Session} from './session.ts';

/** To start or to finish a step, with the id of the look that the wish asked for. */
export type Wish = {readonly type: WishKind; readonly step: string; readonly look: string};

/** What becomes of a wish: passage, with its event, or the gates that are shut. */
export type Decision =
	| {readonly kind: 'granted'; readonly events: readonly Event[]}
	| {readonly kind: 'refused'; readonly shut: readonly Gate[]}
	/** The step before is not finished; reading ahead is always allowed. */
	| {readonly kind: 'out-of-order'; readonly next: string}
	/** Nothing is shut, and it cannot be granted: the clock ran back during the look, what was found is not on disk, or the session is only looked at. */
	| {readonly kind: 'withheld'; readonly because: 'clock' | 'not-saved' | 'read-only'};

const placeOfStep = (guide: Guide, id: string): {readonly step: Step; readonly before: readonly Step[]} => {
	const index = guide.steps.findIndex(step => step.id === id);
	const step = guide.steps[index];
	if (step === undefined) {
		throw new Error(`The guide has no step ${id}.`);
	}

	return {step, before: guide.steps.slice(0, index)};
};

/** Every gate of the steps before, and the step's own for the threshold that is wanted. Whoever finishes has also entered. */
export const gatesOnTheWay = (guide: Guide, wish: Pick<Wish, 'type' | 'step'>): readonly Gate[] => {
	const {step, before} = placeOfStep(guide, wish.step);
	return [...before.flatMap(gatesOf), ...step.gates.enter, ...(wish.type === 'finish' ? step.gates.leave : [])];
};

/** Met, or not applicable. A caution, what was not observed, and a person's word leave a gate shut; there is no override. */
const opens = (finding: Finding | undefined): boolean =>
	finding?.kind === 'judged' &&
	finding.source !== 'attested' &&
	(finding.verdict.outcome === 'met' || finding.verdict.outcome === 'not-applicable');

/** A gate is open only as far as one look goes: on what that very look found, whatever any clock says. */
export const isOpen = (gate: Gate, session: Session, look: string): boolean =>
	session.looks[gate.check.id] === look && opens(session.findings[gate.check.id]);

/** The step the reader is at: the first that is not finished, or the last. */
export const stepAt = (guide: Guide, session: Session): string =>
	(guide.steps.find(({id}) => !session.finished.includes(id)) ?? guide.steps.at(-1))?.id ?? '';

/** Grants passage, or says why not. Nothing else in the program does. What the session holds must be on disk. */
export const decide = (guide: Guide, session: Session, wish: Wish, at: string): Decision => {
	const {before} = placeOfStep(guide, wish.step);
	const {wanted} = session;
	const isMine = wanted !== null && wanted.look === wish.look && wanted.wish === wish.type && wanted.step === wish.step;
	const shut = gatesOnTheWay(guide, wish).filter(gate => !(isMine && opens(wanted.findings[gate.check.id])));
	if (shut.length > 0) {
		return {kind: 'refused', shut};
	}

	const missing =
		before.find(({id}) => !session.finished.includes(id)) ??
		(wish.type === 'finish' && !session.entered.includes(wish.step) ? {id: wish.step} : undefined);
	if (missing !== undefined) {
		return {kind: 'out-of-order', next: missing.id};
	}

	if (!isMine || runsBack(wanted, at)) {
		return {kind: 'withheld', because: isMine ? 'clock' : 'not-saved'};
	}

	return {kind: 'granted', events: [{type: wish.type === 'enter' ? 'entered' : 'finished', at, step: wish.step, look: wish.look}]};
};
