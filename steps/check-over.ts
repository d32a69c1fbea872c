import {type Check, defineCheck, type FactsOf, type Needs} from '../src/guide/check.ts';
import type {Verdict} from '../src/guide/finding.ts';
import {once} from './once.ts';
import {exhibitsOf, type Part, worstFirst} from './worst-first.ts';

/**
 * A check over forests, domains, servers, users or whatever else there are several of. `partsOf` says of each what is so: the verdict is made of these
 * parts, worst first where `judge` says nothing else, and the evidence is one line for each. They are made once for the same facts.
 */
export const defineCheckOver = <const N extends Needs, P extends Part = Part>({
	partsOf,
	judge = parts => worstFirst(parts),
	...check
}: Omit<Check<N>, 'judge' | 'exhibits'> & {
	readonly partsOf: (facts: FactsOf<N>) => readonly P[];
	readonly judge?: (parts: readonly P[], facts: FactsOf<N>) => Verdict;
}): Check<N> => {
	const parts = once(partsOf);
	return defineCheck<N>({...check, judge: facts => judge(parts(facts), facts), exhibits: facts => exhibitsOf(parts(facts))});
};
