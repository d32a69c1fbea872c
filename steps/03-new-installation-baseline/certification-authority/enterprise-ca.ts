import {optional} from '../../../src/guide/check.ts';
import {caution, unmet} from '../../../src/guide/finding.ts';
import {forestLevel} from '../../02-prerequisites/functional-levels.facts.ts';
import {usersInScope} from '../../02-prerequisites/scope/users-in-scope.facts.ts';
import {partsByForest} from '../../by-forest.ts';
import {lifeOf, storesIn, timeIn, trustedOfOthers} from '../../certification-authority.ts';
import {defineCheckOver} from '../../check-over.ts';
import {counted} from '../../directory.ts';
import {authorityHosts} from './authority-hosts.facts.ts';
import {certificateStores} from './certificate-stores.facts.ts';
import {enrollmentServices} from './enrollment-services.facts.ts';

export const enterpriseCa = defineCheckOver({
	id: 'enterprise-ca',
	question: 'Does every forest with users in scope have an enterprise certification authority that runs?',
	needs: {
		services: enrollmentServices,
		clock: optional(forestLevel),
		hosts: optional(authorityHosts),
		stores: optional(certificateStores),
		scope: optional(usersInScope),
	},
	partsOf: ({services, scope, ...signs}) =>
		partsByForest(
			services.forests,
			({forest, authorities}) => {
				if (authorities.length > 0) {
					return authorities.map(authority => ({name: authority.name, verdict: lifeOf(authority, forest, signs)}));
				}

				// The store can only soften: certificates without a published authority may be those of another maker.
				const trusted = trustedOfOthers(storesIn(signs.stores, forest), [], timeIn(signs.clock, forest));
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
		),
});
