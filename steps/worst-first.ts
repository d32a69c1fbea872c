import {declined, type Exhibit, type Verdict} from '../src/guide/finding.ts';
import {listed} from './directory.ts';

/** The verdict on one of several objects of the same kind. `name` is how a screen calls it: a forest, a site, a connector. */
export type Part = {readonly name: string; readonly verdict: Verdict};

/** From the worst to the best (G-2). A caution may pass, so what was not seen outranks it. */
const order = ['unmet', 'declined', 'caution', 'met'] as const;

const most = 3;

/** The sentences of the parts, each once and in their order; after three, the names of the others, whose own stand in the evidence. */
const sentences = (parts: readonly Part[]): string => {
	const said = [...new Set(parts.slice(0, most).map(({verdict}) => verdict.because))];
	const others = parts.slice(most).map(({name}) => name);
	return [...said, ...(others.length > 0 ? [`And ${others.length} more: ${listed(others)}.`] : [])].join(' ');
};

const named = (outcome: Verdict['outcome'], parts: readonly Part[], words: string): readonly string[] => {
	const names = parts.filter(({verdict}) => verdict.outcome === outcome).map(({name}) => name);
	return names.length === 0 ? [] : [`${words} ${listed(names)}.`];
};

/** The worst of several verdicts on one thing, each of them, in their order; what does not apply is none of them. */
export const worstOf = (verdicts: readonly Verdict[]): readonly Verdict[] =>
	order.map(outcome => verdicts.filter(verdict => verdict.outcome === outcome)).find(some => some.length > 0) ?? [];

/**
 * Puts the verdicts on several objects together, worst first: unmet, not seen, caution, met; what does not apply is neutral.
 * The remedy and the reason are those of the first of the worst. `met` is said where nothing is worse, instead of every part's own sentence.
 * Without parts, or where none applies, nothing was judged, and that is `nothing`: declined `empty` unless the caller knows better (G-3);
 * its remedy `let-it-answer` is a heading of the page of every check that asks a directory.
 */
export const worstFirst = (parts: readonly Part[], whole: {readonly met?: string; readonly nothing?: Verdict} = {}): Verdict => {
	const worst = order.find(outcome => parts.some(({verdict}) => verdict.outcome === outcome));
	const worstParts = parts.filter(({verdict}) => verdict.outcome === worst);
	const first = worstParts[0]?.verdict;
	if (worst === undefined || first === undefined) {
		return whole.nothing ?? declined('empty', 'let-it-answer', 'There was nothing to judge.');
	}

	if (worst === 'met' && whole.met !== undefined) {
		return {outcome: 'met', because: whole.met};
	}

	// A bad one never hides that another was not seen: both stand in the sentence.
	const unseen = worst === 'unmet' ? named('declined', parts, 'Not seen:') : [];
	return {...first, because: [sentences(worstParts), ...unseen].join(' ')};
};

/** The same, where of parts of which none applies the first says why, and only without any part `nothing` is said. */
export const worstOrFirst = (parts: readonly Part[], nothing: Verdict): Verdict =>
	worstFirst(parts, {nothing: parts[0]?.verdict ?? nothing});

/** One line of evidence for each part. */
export const exhibitsOf = (parts: readonly Part[]): readonly Exhibit[] =>
	parts.map(({name, verdict}) => ({
		sign: verdict.outcome === 'declined' ? 'unobserved' : verdict.outcome,
		what: name,
		seen: verdict.because,
	}));
