import type {z} from 'zod';
import type {UnobservedReason} from '../../src/guide/answer.ts';
import {declined, met, unmet, type Verdict} from '../../src/guide/finding.ts';
import {schemaHead} from '../02-prerequisites/forests/forest-schema.facts.ts';
import {defineCheckOver} from '../check-over.ts';
import {counted, listed} from '../directory.ts';
import {schemaWords} from '../forest-schema.ts';

type Forest = Extract<z.infer<typeof schemaHead.facts>['forests'][number], {silent: null}>;

const judgeForest = ({forest, controllers}: Forest): Verdict => {
	const unseen = (reason: UnobservedReason, because: string) => declined(reason, 'reach-the-domain-controllers', because);
	const said = controllers.filter(({silent}) => silent === null);
	const seen = said.filter(({objectVersion}) => objectVersion !== null);
	const versions = [...new Set(seen.map(({objectVersion}) => objectVersion))];
	const all = counted(controllers.length, 'domain controller');
	if (versions.length > 1) {
		return unmet(
			'mend-replication',
			`${forest}: domain controllers hold different schemas: ${seen.map(({server, objectVersion}) => `${server} ${schemaWords(objectVersion)}`).join(', ')}.`,
		);
	}

	if (seen.length === 0) {
		return unseen('unreachable', `${forest}: no domain controller showed its schema.`);
	}

	if (seen.length < said.length) {
		const mute = listed(said.filter(({objectVersion}) => objectVersion === null).map(({server}) => server));
		return unseen('inconclusive', `${forest}: ${mute} answered and did not show its schema.`);
	}

	const words = schemaWords(versions[0] ?? null);
	// One copy agrees with itself.
	if (seen.length === 1 && controllers.length > 1) {
		return unseen(
			'inconclusive',
			`${forest}: 1 of ${all} answered, ${seen[0]?.server ?? ''}, with schema ${words}. One copy shows nothing of replication.`,
		);
	}

	return met(
		controllers.length === 1
			? `${forest} has 1 domain controller, with schema ${words}; there is nothing to replicate.`
			: `${forest}: ${seen.length} of ${all} answered, each with schema ${words}.`,
	);
};

/** The nearest thing to a replication test that any domain user can make: every DC shows the same schema number. */
export const schemaReplicated = defineCheckOver({
	id: 'schema-replicated',
	question: 'Do all domain controllers hold the same schema?',
	needs: {head: schemaHead},
	partsOf: ({head}) =>
		head.forests.map(one => ({
			name: one.forest,
			verdict:
				one.silent === null
					? judgeForest(one)
					: declined(one.silent.reason, 'reach-the-domain-controllers', `${one.forest} did not answer. ${one.silent.detail}`),
		})),
});
