import type {Gate, Guide, Step} from '../guide/step.ts';
import {gatesOf} from '../guide/step.ts';
import type {Event} from './event.ts';
import type {Session} from './session.ts';

/** To start or to finish a step. Gates must have been looked at no earlier than `since`, when somebody wanted through. */
export type Wish = {readonly type: 'enter' | 'finish'; readonly step: string; readonly since: string};

export type Decision =
	| {readonly kind: 'granted'; readonly events: readonly Event[]}
	| {readonly kind: 'refused'; readonly shut: readonly Gate[]}
	/** The step before is not finished; reading ahead is always allowed. */
	| {readonly kind: 'out-of-order'; readonly next: string};

const stepNamed = (guide: Guide, id: string): {readonly step: Step; readonly before: readonly Step[]} => {
	const index = guide.steps.findIndex(step => step.id === id);
	const step = guide.steps[index];
	if (step === undefined) {
		throw new Error(`The guide has no step ${id}.`);
	}

	return {step, before: guide.steps.slice(0, index)};
};

/** Every gate of the steps before, and the step's own for the threshold that is wanted. Whoever finishes has also entered. */
export const gatesOnTheWay = (guide: Guide, wish: Pick<Wish, 'type' | 'step'>): readonly Gate[] => {
	const {step, before} = stepNamed(guide, wish.step);
	return [...before.flatMap(gatesOf), ...step.gates.enter, ...(wish.type === 'finish' ? step.gates.leave : [])];
};

/**
 * A gate is open only while its check was judged met, or not applicable, no earlier than `since`.
 * A caution, a silence, and a person's word leave it shut; there is no override.
 */
export const isOpen = (gate: Gate, session: Session, since: string): boolean => {
	const finding = session.findings[gate.check.id];
	return (
		finding?.kind === 'judged' &&
		finding.source !== 'attested' &&
		finding.at >= since &&
		(finding.verdict.outcome === 'met' || finding.verdict.outcome === 'not-applicable')
	);
};

/** The step the reader is at: the first that is not finished, or the last. */
export const stepAt = (guide: Guide, session: Session): string =>
	(guide.steps.find(({id}) => !session.finished.includes(id)) ?? guide.steps.at(-1))?.id ?? '';

/** Grants passage, or says why not. Nothing else in the program does. */
export const decide = (guide: Guide, session: Session, wish: Wish, at: string): Decision => {
	const {before} = stepNamed(guide, wish.step);
	const shut = gatesOnTheWay(guide, wish).filter(gate => !isOpen(gate, session, wish.since));
	if (shut.length > 0) {
		return {kind: 'refused', shut};
	}

	const missing =
		before.find(({id}) => !session.finished.includes(id)) ??
		(wish.type === 'finish' && !session.entered.includes(wish.step) ? {id: wish.step} : undefined);
	if (missing !== undefined) {
		return {kind: 'out-of-order', next: missing.id};
	}

	return {kind: 'granted', events: [{type: wish.type === 'enter' ? 'entered' : 'finished', at, step: wish.step}]};
};
