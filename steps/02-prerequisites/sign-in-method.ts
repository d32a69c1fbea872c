import {caution, declined, met} from '../../src/guide/finding.ts';
import {tenantDomains} from '../03-new-installation-baseline/tenant/tenant-domains.facts.ts';
import {defineCheckOver} from '../check-over.ts';
import {counted} from '../directory.ts';
import {worstFirst} from '../worst-first.ts';

export const signInMethod = defineCheckOver({
	id: 'sign-in-method',
	question: 'Does every verified domain have a sign-in method that key trust can use?',
	needs: {tenant: tenantDomains},
	partsOf: ({tenant}) =>
		tenant.domains
			.filter(({isVerified}) => isVerified)
			.map(({id, authenticationType}) => {
				switch (authenticationType?.toLowerCase()) {
					case 'managed':
						return {name: id, verdict: met(`${id} is managed.`)};
					case 'federated':
						return {
							name: id,
							verdict: caution(
								'know-the-federation-service',
								`${id} is federated. Which service answers, and its version, the tenant does not say.`,
							),
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
			met: `${counted(parts.length, 'verified domain')}, managed: hashes or pass-through authentication, which Connect knows and the tenant does not say.`,
			nothing: declined('empty', 'ask-for-the-domains-again', 'The tenant shows no verified domain, though every tenant has one.'),
		}),
});
