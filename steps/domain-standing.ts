import type {TenantDomains} from './03-new-installation-baseline/tenant/tenant-domains.facts.ts';
import {isSameDnsName, isSameName} from './identity.ts';

type Domain = TenantDomains['domains'][number];

/**
 * What a domain is to its tenant. `removing`: verified, and a removal is scheduled or runs, so that Entra ID renames its users (B14).
 * `unknown`: verified, and a change was begun of which nobody can say what it is or how far it came. `contradicted`: listed twice, and not as the same (B62).
 * `unlisted`: the tenant has no such domain.
 */
export type Standing = 'verified' | 'unverified' | 'removing' | 'unknown' | 'contradicted' | 'unlisted';

/** The standing of one entry of the list. A verification of any status, and a removal that failed or ended, change nothing (B63). */
const standingOf = ({isVerified, state}: Domain): Standing => {
	if (!isVerified) {
		return 'unverified';
	}

	if (state === null || isSameName(state.operation, 'Verification')) {
		return 'verified';
	}

	if (!isSameName(state.operation, 'ForceDelete')) {
		return 'unknown';
	}

	const is = (...statuses: readonly string[]) => statuses.some(status => isSameName(state.status, status));
	return is('Scheduled', 'InProgress') ? 'removing' : is('Failed', 'Completed') ? 'verified' : 'unknown';
};

/** The standing of a name among the tenant's domains. The order of the list decides nothing. */
export const standingIn = (domains: readonly Domain[], name: string): Standing => {
	const standings = new Set(domains.filter(({id}) => isSameName(id, name)).map(standingOf));
	const [only] = standings;
	return only === undefined ? 'unlisted' : standings.size > 1 ? 'contradicted' : only;
};

/** Whether a DNS name is verified in the tenant. Listed twice, it is so only where both say so (B62). */
export const isVerifiedName = (domains: readonly Domain[], name: string | null): boolean => {
	const known = domains.filter(({id}) => isSameDnsName(id, name));
	return known.length > 0 && known.every(({isVerified}) => isVerified);
};

/** The names that are verified beyond doubt, each once, as the tenant writes them. */
export const verifiedNames = (domains: readonly Domain[]): readonly string[] =>
	domains
		.filter(({id}, at) => standingIn(domains, id) === 'verified' && domains.findIndex(other => isSameName(other.id, id)) === at)
		.map(({id}) => id);
