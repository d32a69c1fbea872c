import {defineCheck, type FactsOf} from '../../src/guide/check.ts';
import {declined, met, unmet} from '../../src/guide/finding.ts';
import {schemaHead} from '../02-prerequisites/forests/forest-schema.facts.ts';
import {counted, listed} from '../directory.ts';
import {schemaWords} from '../forest-schema.ts';
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

		const {forest, controllers} = entry;
		const said = controllers.filter(({silent}) => silent === null);
		const seen = said.filter(({objectVersion}) => objectVersion !== null);
		const versions = [...new Set(seen.map(({objectVersion}) => objectVersion))];
		const all = counted(controllers.length, 'domain controller');
		if (versions.length > 1) {
			return {
				name: forest,
				verdict: unmet(
					'mend-replication',
					`${forest}: domain controllers hold different schemas: ${seen.map(({server, objectVersion}) => `${server} ${schemaWords(objectVersion)}`).join(', ')}.`,
				),
			};
		}

		if (seen.length === 0) {
			return {
				name: forest,
				verdict: declined('unreachable', 'reach-the-domain-controllers', `${forest}: no domain controller showed its schema.`),
			};
		}

		if (seen.length < said.length) {
			const mute = listed(said.filter(({objectVersion}) => objectVersion === null).map(({server}) => server));
			return {
				name: forest,
				verdict: declined('inconclusive', 'reach-the-domain-controllers', `${forest}: ${mute} answered and did not show its schema.`),
			};
		}

		const words = schemaWords(versions[0] ?? null);
		// One copy agrees with itself.
		if (seen.length === 1 && controllers.length > 1) {
			return {
				name: forest,
				verdict: declined(
					'inconclusive',
					'reach-the-domain-controllers',
					`${forest}: 1 of ${all} answered, ${seen[0]?.server ?? ''}, with schema ${words}. One copy shows nothing of replication.`,
				),
			};
		}

		return {
			name: forest,
			verdict: met(
				controllers.length === 1
					? `${forest} has 1 domain controller, with schema ${words}; there is nothing to replicate.`
					: `${forest}: ${seen.length} of ${all} answered, each with schema ${words}.`,
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
