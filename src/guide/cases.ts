import type {UnobservedReason} from './answer.ts';
import type {Check, FactsOf, Needs} from './check.ts';
import type {Outcome} from './finding.ts';

/** A worked example of a judge: all the facts, and what follows. `then` is an outcome, or the reason for declining. */
export type Case<N extends Needs> = {
	readonly given: FactsOf<N>;
	readonly then: Outcome | UnobservedReason;
	/** Words that the sentence must hold. */
	readonly says?: string | RegExp;
	/** The remedy that must be named. */
	readonly remedy?: string;
	/** Whether the verdict leaves hope: `false` where it has to say that this is not supported, `true` where it may not. */
	readonly supported?: boolean;
};

/** A check with its worked examples. */
export type CasesFor<N extends Needs> = {readonly check: Check<N>; readonly cases: Readonly<Record<string, Case<N>>>};

/** Ties worked examples to their check. */
export const casesFor = <N extends Needs>(check: Check<N>, cases: Readonly<Record<string, Case<N>>>): CasesFor<N> => ({check, cases});
