import type {UnobservedReason} from '../../../src/guide/answer.ts';
import {defineCheck} from '../../../src/guide/check.ts';
import {caution, declined, met} from '../../../src/guide/finding.ts';
import {heard} from '../../by-forest.ts';
import {listed} from '../../directory.ts';
import {schemaHead} from '../forests/forest-schema.facts.ts';

/** Names the domain controllers that do not answer: often retired ones whose metadata stayed behind (A09). */
export const dcReachability = defineCheck({
	id: 'dc-reachability',
	question: 'Does every domain controller answer?',
	needs: {head: schemaHead},
	judge: ({head}) => {
		const controllers = heard(head.forests).flatMap(forest => forest.controllers);
		const quiet = controllers.filter(({silent}) => silent !== null);
		const silentForest = head.forests.find(({silent}) => silent !== null);
		const unseen = (reason: UnobservedReason, because: string) => declined(reason, 'reach-the-domain-controllers', because);
		if (silentForest?.silent) {
			return unseen(silentForest.silent.reason, `${silentForest.forest} did not answer at all. ${silentForest.silent.detail}`);
		}

		if (quiet.length === controllers.length) {
			return unseen(quiet[0]?.silent?.reason ?? 'unreachable', `None of ${controllers.length} domain controllers answered.`);
		}

		return quiet.length === 0
			? met(`${controllers.length} of ${controllers.length} domain controllers answered.`)
			: caution(
					'find-the-silent-ones',
					`${quiet.length} of ${controllers.length} domain controllers did not answer: ${listed(quiet.map(({server}) => server))}.`,
				);
	},
	exhibits: ({head}) =>
		heard(head.forests).flatMap(({controllers}) =>
			controllers.map(({server, silent}) => ({
				sign: silent === null ? ('met' as const) : ('caution' as const),
				what: server,
				seen: silent === null ? 'answered' : silent.detail,
			})),
		),
});
