import {optional, type Witness} from '../../src/guide/check.ts';
import {caution, declined, met} from '../../src/guide/finding.ts';
import {
	type FederationConfiguration,
	federationConfiguration,
} from '../03-new-installation-baseline/tenant/federation-configuration.facts.ts';
import {tenantDomains} from '../03-new-installation-baseline/tenant/tenant-domains.facts.ts';
import {defineCheckOver} from '../check-over.ts';
import {counted, listed} from '../directory.ts';
import {isSameName} from '../identity.ts';
import {worstFirst} from '../worst-first.ts';

/** Which service answers for a federated domain, as far as the tenant says. */
const serviceOf = (federation: Witness<FederationConfiguration>, domain: string): string => {
	const own = federation.seen ? federation.facts.domains.find(one => isSameName(one.domain, domain)) : undefined;
	if (own === undefined || own.silent !== null) {
		return `Which service answers was not seen. ${own?.silent?.detail ?? (federation.seen ? '' : federation.detail)}`.trim();
	}

	const names = own.services.map(({name, issuer}) => `"${name ?? 'no name'}" (${issuer ?? 'no issuer'})`);
	const blind = own.services.some(({metadata}) => metadata === null)
		? ' It names no address where computers find its WS-Trust endpoints, so they join by synchronisation only.'
		: '';
	return names.length === 0
		? 'The tenant names no service for it.'
		: `${listed(names)} answers; its version the tenant does not say.${blind}`;
};

export const signInMethod = defineCheckOver({
	id: 'sign-in-method',
	question: 'Does every verified domain have a sign-in method that key trust can use?',
	needs: {tenant: tenantDomains, federation: optional(federationConfiguration)},
	partsOf: ({tenant, federation}) =>
		tenant.domains
			.filter(({isVerified}) => isVerified)
			.map(({id, authenticationType}) => {
				switch (authenticationType?.toLowerCase()) {
					case 'managed':
						return {name: id, verdict: met(`${id} is managed.`)};
					case 'federated':
						return {
							name: id,
							verdict: caution('know-the-federation-service', `${id} is federated. ${serviceOf(federation, id)}`),
						};
					default:
						return {
							name: id,
							verdict: declined('inconclusive', 'ask-for-the-domains-again', `The tenant does not say how users of ${id} sign in.`),
						};
				}
			}),
	judge: parts =>
		worstFirst(parts, {
			met: `${counted(parts.length, 'verified domain')}, managed: Entra ID checks passwords, by their hashes or by pass-through authentication. Step 4 looks at which.`,
			nothing: declined('empty', 'ask-for-the-domains-again', 'The tenant shows no verified domain, though every tenant has one.'),
		}),
});
