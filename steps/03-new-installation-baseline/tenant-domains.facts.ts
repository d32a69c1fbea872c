import {z} from 'zod';
import {defineCollector} from '../../src/guide/check.ts';

/** The tenant's domains: `GET /domains` (Graph v1.0, domain). Judged by `isVerified` alone: `isRoot` is false for a child and for an unverified name. */
export const tenantDomains = defineCollector({
	id: 'tenant-domains',
	what: 'the domains of the tenant, and which of them are verified',
	rights: 'any user of the tenant',
	because: 'is every UPN suffix a verified domain?',
	query: {
		via: 'graph',
		path: '/v1.0/domains?$select=id,isVerified,isDefault,isInitial,isRoot,authenticationType,state',
		permissions: ['Domain.Read.All'],
		applicationPermissions: ['Domain.Read.All'],
	},
	read: answer => ({
		domains: z
			.object({value: z.array(z.looseObject({id: z.string(), isVerified: z.boolean()}))})
			.parse(answer)
			.value.map(({id, isVerified, isDefault, isInitial, authenticationType, state}) => ({
				id,
				isVerified,
				isDefault: isDefault === true,
				isInitial: isInitial === true,
				authenticationType: typeof authenticationType === 'string' ? authenticationType : null,
				removing: typeof state === 'object' && state !== null,
			})),
	}),
	facts: z.strictObject({
		domains: z
			.array(
				z.strictObject({
					id: z.string(),
					isVerified: z.boolean(),
					isDefault: z.boolean(),
					isInitial: z.boolean(),
					/** `Managed` or `Federated`; null where Graph does not say. */
					authenticationType: z.string().nullable(),
					/** A removal or another change is under way (`state`). */
					removing: z.boolean(),
				}),
			)
			// Every tenant has its initial domain; an empty list is a failed look.
			.min(1),
	}),
});

/** The facts of `tenant-domains`. */
export type TenantDomains = z.infer<typeof tenantDomains.facts>;
