import {defineCheck, type FactsOf} from '../../src/guide/check.ts';
import {met, unmet} from '../../src/guide/finding.ts';
import {schemaHead} from '../02-prerequisites/forests/forest-schema.facts.ts';
import {partsByForest, type Silent} from '../by-forest.ts';
import {exhibitsOf, type Part, worstFirst} from '../worst-first.ts';

const needs = {head: schemaHead};

/** The words of the directory runner for a name that DNS does not know. Any other silence came from a server that was found. */
const saysUnresolved = ({detail}: Silent): boolean => /\bname is not found in DNS\b/.test(detail);

const partsOf = ({head}: FactsOf<typeof needs>): readonly Part[] =>
	partsByForest(head.forests, ({controllers}) =>
		controllers.map(({server, silent}) => ({
			name: server,
			verdict:
				silent !== null && saysUnresolved(silent)
					? unmet('mend-the-record', `The name ${server} does not resolve from here.`)
					: met(silent === null ? `${server} was found by its name.` : `${server} was found by its name, though it did not answer.`),
		})),
	);

export const dcNamesResolve = defineCheck({
	id: 'dc-names-resolve',
	question: "Can every domain controller's name be resolved from here?",
	needs,
	judge(facts) {
		const parts = partsOf(facts);
		return worstFirst(parts, {
			met: `The ${parts.length === 1 ? 'name' : `${parts.length} names`} of the domain controllers ${parts.length === 1 ? 'resolves' : 'resolve'} from here.`,
		});
	},
	exhibits: facts => exhibitsOf(partsOf(facts)),
});
