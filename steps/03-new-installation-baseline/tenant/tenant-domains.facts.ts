import {z} from 'zod';
import {defineCollector} from '../../../src/guide/check.ts';
import {booleanOf, booleanOrAbsent, recordsOf, textOf, textOrAbsent} from '../../graph-record.ts';

/** Neither operation nor status was read: a change may be under way, and nobody knows which. */
const unreadState = {operation: null, status: null};

/**
 * `state` of a domain (Graph v1.0, domainState): null where no change was ever begun. PowerShell writes that as an object whose members are null.
 * What did not come, or came in another shape, is a change that nobody can name.
 */
const stateOf = (state: unknown): {readonly operation: string | null; readonly status: string | null} | null => {
	if (state === null) {
		return null;
	}

	if (typeof state !== 'object' || Array.isArray(state)) {
		return unreadState;
	}

	const {operation, status} = state as {readonly operation?: unknown; readonly status?: unknown};
	if (operation === null && status === null) {
		return null;
	}

	return {operation: typeof operation === 'string' ? operation : null, status: typeof status === 'string' ? status : null};
};

/** The tenant's domains: `GET /domains` (Graph v1.0, domain). Judged by `isVerified` and `state`: `isRoot` is false for a child and for an unverified name. */
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
		domains: recordsOf(answer, 'domains').map(record => {
			const id = textOf(record, 'id', 'a domain');
			return {
				id,
				isVerified: booleanOf(record, 'isVerified', id),
				isDefault: booleanOrAbsent(record, 'isDefault', id),
				isInitial: booleanOrAbsent(record, 'isInitial', id),
				authenticationType: textOrAbsent(record, 'authenticationType', id),
				state: stateOf(record['state']),
			};
		}),
	}),
	facts: z.strictObject({
		domains: z
			.array(
				z.strictObject({
					id: z.string(),
					isVerified: z.boolean(),
					/** null: it did not come back. */
					isDefault: z.boolean().nullable(),
					/** null: it did not come back. */
					isInitial: z.boolean().nullable(),
					/** `Managed` or `Federated`; null where Graph does not say. */
					authenticationType: z.string().nullable(),
					/** The last change that was begun, as Graph writes it (`ForceDelete`, `Scheduled`); null: none. A member is null where it was not read. */
					state: z.strictObject({operation: z.string().nullable(), status: z.string().nullable()}).nullable(),
				}),
			)
			// Every tenant has its initial domain; an empty list is a failed look.
			.min(1),
	}),
});

/** The facts of `tenant-domains`. */
export type TenantDomains = z.infer<typeof tenantDomains.facts>;
