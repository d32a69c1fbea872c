import type {TenantDomains} from '../03-new-installation-baseline/tenant/tenant-domains.facts.ts';

/** One domain of a tenant. */
export type Domain = TenantDomains['domains'][number];

export const domain = (id: string, over: Partial<Domain> = {}): Domain => ({
	id,
	isVerified: true,
	isDefault: false,
	isInitial: id.endsWith('.onmicrosoft.com'),
	authenticationType: 'Managed',
	state: null,
	...over,
});

export const tenantDomainsOf = (...domains: readonly (string | Domain)[]): TenantDomains => ({
	domains: [domain('contoso.onmicrosoft.com', {isDefault: true}), ...domains.map(one => (typeof one === 'string' ? domain(one) : one))],
});
