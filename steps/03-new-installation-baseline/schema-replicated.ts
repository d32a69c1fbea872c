import {defineCheck, type FactsOf} from '../../src/guide/check.ts';
import {declined, met, unmet} from '../../src/guide/finding.ts';
import {schemaHead} from '../02-prerequisites/forest-schema.facts.ts';
import {schemaWords} from '../02-prerequisites/forest-schema.ts';
import {exhibitsOf, type Part, worstFirst} from '../worst-first.ts';

type Facts = FactsOf<{head: typeof schemaHead}>;

const partsOf = ({head}: Facts): readonly Part[] =>
	head.forests.map((entry): Part => {
		if (!('controllers' in entry)) {
			return {
				name: entry.forest,
				verdict: declined(entry.silent.reason, 'reach-the-domain-controllers', `${entry.forest} did not answer. ${entry.silent.detail}`),
			};
		}

		const {forest} = entry;
		const seen = entry.controllers.filter(({silent, objectVersion}) => silent === null && objectVersion !== null);
		const versions = [...new Set(seen.map(({objectVersion}) => objectVersion))];
		if (seen.length === 0) {
			return {
				name: forest,
				verdict: declined('unreachable', 'reach-the-domain-controllers', `${forest}: no domain controller showed its schema.`),
			};
		}

		return versions.length === 1
			? {
					name: forest,
					verdict: met(
						`${forest}: ${seen.length} of ${seen.length} domain controllers that answered have schema ${schemaWords(versions[0] ?? null)}.`,
					),
				}
			: {
					name: forest,
					verdict: unmet(
						'mend-replication',
						`${forest}: domain controllers hold different schemas: ${seen.map(({server, objectVersion}) => `${server} ${schemaWords(objectVersion)}`).join(', ')}.`,
					),
				};
	});

/** The nearest thing to a replication test that any domain user can make: every DC shows the same schema number. */
export const schemaReplicated = defineCheck({
	id: 'schema-replicated',
	question: 'Do all domain controllers hold the same schema?',
	needs: {head: schemaHead},
	judge: facts => worstFirst(partsOf(facts)),
	exhibits: facts => exhibitsOf(partsOf(facts)),
});
