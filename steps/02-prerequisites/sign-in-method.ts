import {defineCheck, type FactsOf} from '../../src/guide/check.ts';
import {caution, declined, met} from '../../src/guide/finding.ts';
import {tenantDomains} from '../03-new-installation-baseline/tenant/tenant-domains.facts.ts';
import {counted} from '../directory.ts';
import {exhibitsOf, type Part, worstFirst} from '../worst-first.ts';

const needs = {tenant: tenantDomains};

const partsOf = ({tenant}: FactsOf<typeof needs>): readonly Part[] =>
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
		});

export const signInMethod = defineCheck({
	id: 'sign-in-method',
	question: 'Does every verified domain have a sign-in method that key trust can use?',
	needs,
	judge(facts) {
		const parts = partsOf(facts);
		return worstFirst(parts, {
			met: `${counted(parts.length, 'verified domain')}, managed: hashes or pass-through authentication, which Connect knows and the tenant does not say.`,
			nothing: declined('empty', 'ask-for-the-domains-again', 'The tenant shows no verified domain, though every tenant has one.'),
		});
	},
	exhibits: facts => exhibitsOf(partsOf(facts)),
});
