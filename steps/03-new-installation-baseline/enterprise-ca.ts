import {defineCheck, type FactsOf, optional} from '../../src/guide/check.ts';
import {caution, met, unmet} from '../../src/guide/finding.ts';
import {usersInScope} from '../02-prerequisites/users-in-scope.facts.ts';
import {forestNamed, partsByForest} from '../by-forest.ts';
import {counted, listed} from '../directory.ts';
import {exhibitsOf, type Part, worstFirst} from '../worst-first.ts';
import {enrollmentServices, ntauth} from './enrollment-services.facts.ts';

// The store can only soften: certificates without a published authority may be those of another maker.
const needs = {services: enrollmentServices, store: optional(ntauth), scope: optional(usersInScope)};

const partsOf = ({services, store, scope}: FactsOf<typeof needs>): readonly Part[] =>
	partsByForest(
		services.forests,
		({forest, authorities}) => {
			if (authorities.length > 0) {
				return [{name: forest, verdict: met(`${forest} publishes ${listed(authorities.map(({name}) => name))}.`)}];
			}

			const trusted = store.seen && !store.stale ? (forestNamed(store.facts.forests, forest)?.thumbprints.length ?? 0) : 0;
			const none = `${forest} publishes no enterprise certification authority`;
			return [
				{
					name: forest,
					verdict:
						trusted > 0
							? caution(
									'know-the-other-maker',
									`${none}, but trusts ${counted(trusted, 'certificate')} for sign-in; they may be of another maker.`,
								)
							: unmet('install-an-enterprise-authority', `${none}.`),
				},
			];
		},
		scope,
	);

export const enterpriseCa = defineCheck({
	id: 'enterprise-ca',
	question: 'Is an enterprise certification authority published in every forest with users in scope?',
	needs,
	judge: facts => worstFirst(partsOf(facts)),
	exhibits: facts => exhibitsOf(partsOf(facts)),
});
