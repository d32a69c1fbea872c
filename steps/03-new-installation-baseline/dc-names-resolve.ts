import {met, unmet} from '../../src/guide/finding.ts';
import {schemaHead} from '../02-prerequisites/forests/forest-schema.facts.ts';
import {partsByForest} from '../by-forest.ts';
import {defineCheckOver} from '../check-over.ts';
import {worstFirst} from '../worst-first.ts';

export const dcNamesResolve = defineCheckOver({
	id: 'dc-names-resolve',
	question: "Can every domain controller's name be resolved from here?",
	needs: {head: schemaHead},
	partsOf: ({head}) =>
		partsByForest(head.forests, ({controllers}) =>
			controllers.map(({server, silent}) => ({
				name: server,
				verdict: silent?.unresolved
					? unmet('mend-the-record', `The name ${server} does not resolve from here.`)
					: met(silent === null ? `${server} was found by its name.` : `${server} was found by its name, though it did not answer.`),
			})),
		),
	judge: parts =>
		worstFirst(parts, {
			met: `The ${parts.length === 1 ? 'name' : `${parts.length} names`} of the domain controllers ${parts.length === 1 ? 'resolves' : 'resolve'} from here.`,
		}),
});
