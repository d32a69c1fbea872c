import {defineCheck} from '../../src/guide/check.ts';
import {met, unmet} from '../../src/guide/finding.ts';
import {counted, listed} from '../directory.ts';
import {tenantDomains} from './tenant-domains.facts.ts';

/** Names that Microsoft gives a tenant, in each of its clouds; nobody owns them. */
const isMicrosofts = (id: string) => /(?:^|\.)onmicrosoft\.(?:com|us)$|\.partner\.onmschina\.cn$/i.test(id);

export const customDomainVerified = defineCheck({
	id: 'custom-domain-verified',
	question: 'Does the tenant have a verified domain of its own?',
	needs: {tenant: tenantDomains},
	judge({tenant: {domains}}) {
		const own = domains.filter(({id, isInitial}) => !isInitial && !isMicrosofts(id));
		const verified = own.filter(({isVerified, removing}) => isVerified && !removing);
		if (verified.length > 0) {
			return met(`${counted(verified.length, 'domain')} verified: ${listed(verified.map(({id}) => id))}.`);
		}

		const removing = own.filter(domain => domain.isVerified && domain.removing);
		if (removing.length > 0) {
			return unmet(
				'wait-for-the-removal',
				`${listed(removing.map(({id}) => id))} is being removed or changed, and no other domain is verified.`,
			);
		}

		return own.length > 0
			? unmet('verify-the-domain', `Added but not verified: ${listed(own.map(({id}) => id))}.`)
			: unmet('add-a-domain', `The tenant has only the name it was born with: ${listed(domains.map(({id}) => id))}.`);
	},
	exhibits: ({tenant: {domains}}) =>
		domains.map(({id, isVerified, removing}) => ({
			sign: isVerified && !removing ? 'met' : 'unmet',
			what: id,
			seen: `${isVerified ? 'verified' : 'not verified'}${removing ? ', a change is under way' : ''}`,
		})),
});
