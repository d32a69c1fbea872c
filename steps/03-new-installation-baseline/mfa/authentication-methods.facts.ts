import {z} from 'zod';
import {defineCollector} from '../../../src/guide/check.ts';
import {textOf, textOrAbsent} from '../../graph-record.ts';

const record = z.looseObject({});
const policy = z.looseObject({authenticationMethodConfigurations: z.array(record)});
const targets = z.array(z.looseObject({id: z.string()}));

/** Which methods the tenant allows: `GET /policies/authenticationMethodsPolicy` (Graph v1.0, authenticationMethodsPolicy). */
export const authenticationMethods = defineCollector({
	id: 'authentication-methods',
	what: 'which methods of authentication the tenant allows, and whether to everybody',
	rights: 'Authentication Policy Administrator, or Global Reader',
	because: 'which second factors may users register?',
	query: {
		via: 'graph',
		path: '/v1.0/policies/authenticationMethodsPolicy',
		permissions: ['Policy.Read.AuthenticationMethod'],
		applicationPermissions: ['Policy.Read.AuthenticationMethod'],
		single: true,
	},
	read: answer => {
		const {authenticationMethodConfigurations: methods, ...whole} = policy.parse(answer);
		return {
			migration: textOrAbsent(whole, 'policyMigrationState', 'the policy of methods'),
			methods: methods.map(method => {
				const id = textOf(method, 'id', 'a method');
				const {data} = targets.safeParse(method['includeTargets']);
				return {
					id,
					state: textOf(method, 'state', id),
					// A method without a list of its own, or with one that nobody can read, is for nobody that could be told.
					isForAll: data === undefined ? null : data.some(target => target.id === 'all_users'),
					targets: data === undefined ? null : data.length,
					isExternal: method['@odata.type'] === '#microsoft.graph.externalAuthenticationMethodConfiguration',
				};
			}),
		};
	},
	facts: z.strictObject({
		/** `preMigration` or `migrationInProgress`: the settings from before count as well. `migrationComplete`: they do not. null where it is not said. */
		migration: z.string().nullable(),
		methods: z
			.array(
				z.strictObject({
					/** `MicrosoftAuthenticator`, `Fido2`; of an external method an id of its own. */
					id: z.string(),
					/** `enabled` or `disabled`. */
					state: z.string(),
					isForAll: z.boolean().nullable(),
					targets: z.int().nullable(),
					isExternal: z.boolean(),
				}),
			)
			// Every tenant lists its methods, allowed or not.
			.min(1),
	}),
});

/** The facts of `authentication-methods`. */
export type AuthenticationMethods = z.infer<typeof authenticationMethods.facts>;
