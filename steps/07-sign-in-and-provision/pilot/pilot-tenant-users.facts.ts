import {z} from 'zod';
import type {EachAnswer} from '../../../src/guide/answer.ts';
import {defineCollector} from '../../../src/guide/check.ts';
import {silenceSchema} from '../../directory.ts';
import {booleanOf, booleanOrAbsent, textOf, textOrAbsent} from '../../graph-record.ts';

const user = z.string();

/** A record of Graph as it came. */
type Given = Readonly<Record<string, unknown>>;

/** A property that Graph gives as true, false or null. */
const booleanOrNull = (record: Given, property: string, whose: string): boolean | null =>
	record[property] === null ? null : booleanOrAbsent(record, property, whose);

const accountOf = (record: Given, name: string) => {
	const whose = `the user ${name}`;
	return {
		id: textOf(record, 'id', whose),
		upn: textOf(record, 'userPrincipalName', whose),
		enabled: booleanOf(record, 'accountEnabled', whose),
		type: textOrAbsent(record, 'userType', whose),
		synchronised: booleanOrNull(record, 'onPremisesSyncEnabled', whose) === true,
		carriedUpn: textOrAbsent(record, 'onPremisesUserPrincipalName', whose),
		sid: textOrAbsent(record, 'onPremisesSecurityIdentifier', whose),
		anchor: textOrAbsent(record, 'onPremisesImmutableId', whose),
	};
};

/** The account of each pilot user in the tenant: `GET /users/{id}` (Graph v1.0, user), where `{id}` is the user principal name. */
export const pilotTenantUsers = defineCollector({
	id: 'pilot-tenant-users',
	what: 'the account of each pilot user who was named, in the tenant: names, whether it is enabled and synchronised, and what joins it to Active Directory',
	rights: 'any user of the tenant',
	because: 'who are the pilot users in Entra ID?',
	query: {
		via: 'graph',
		path: '/v1.0/users/{id}?$select=id,userPrincipalName,accountEnabled,userType,onPremisesSyncEnabled,onPremisesUserPrincipalName,onPremisesSecurityIdentifier,onPremisesImmutableId',
		permissions: ['User.Read.All'],
		applicationPermissions: ['User.Read.All'],
		single: true,
		each: {of: 'pilot-users'},
	},
	read: answer => ({
		users: (answer as EachAnswer).each.map(one =>
			'silent' in one
				? one.absent === true
					? {user: one.id, silent: null, account: null}
					: {user: one.id, silent: one.silent}
				: {user: one.id, silent: null, account: accountOf(one.facts as Given, one.id)},
		),
	}),
	facts: z.strictObject({
		/** None where nobody was named; nobody was asked then. */
		users: z.array(
			z.union([
				z.strictObject({user, silent: silenceSchema}),
				z.strictObject({
					/** As it was named. */
					user,
					silent: z.null(),
					/** Null where Graph says that the tenant has no user of that name (404, Request_ResourceNotFound). */
					account: z
						.strictObject({
							id: z.string(),
							upn: z.string(),
							enabled: z.boolean(),
							/** `Member` or `Guest`; null for some accounts made before 2014. */
							type: z.string().nullable(),
							/** Graph gives null for a user who never came from Active Directory. */
							synchronised: z.boolean(),
							/** The user principal name in Active Directory, as Connect carried it; null where it carried none. */
							carriedUpn: z.string().nullable(),
							sid: z.string().nullable(),
							/** onPremisesImmutableId: base64 as a rule of 16 bytes, or whatever attribute was chosen as source anchor. */
							anchor: z.string().nullable(),
						})
						.nullable(),
				}),
			]),
		),
	}),
});

/** The facts of `pilot-tenant-users`. */
export type PilotTenantUsers = z.infer<typeof pilotTenantUsers.facts>;
export type TenantAccount = NonNullable<Extract<PilotTenantUsers['users'][number], {silent: null}>['account']>;
