import {organizationsIn} from '../guide/organization.ts';
import type {GraphRunner} from './graph.ts';

/** A tenant as Graph names it. */
export type TenantName = {
	readonly tenantId: string;
	readonly displayName: string;
	/** The default one. */
	readonly domain: string | null;
	/** All verified ones, in lower case. */
	readonly domains: readonly string[];
};

/** Asks Graph for the name of the tenant that a sign-in serves; null where it does not say. */
export const nameTenant = async (runner: GraphRunner): Promise<TenantName | null> => {
	const answer = await runner.ask({
		via: 'graph',
		path: '/v1.0/organization?$select=id,displayName,verifiedDomains',
		permissions: ['Organization.Read.All'],
		applicationPermissions: ['Organization.Read.All'],
	});
	const [tenant, ...others] = answer.kind === 'facts' ? organizationsIn(answer.facts) : [];
	if (typeof tenant?.id !== 'string' || tenant.displayName === null || others.length > 0) {
		return null;
	}

	const {id, displayName, domains} = tenant;
	return {
		tenantId: id.toLowerCase(),
		displayName,
		domain: domains.find(({isDefault}) => isDefault)?.name ?? null,
		domains: domains.map(({name}) => name.toLowerCase()),
	};
};
