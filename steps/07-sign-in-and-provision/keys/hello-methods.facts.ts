import {z} from 'zod';
import type {EachAnswer} from '../../../src/guide/answer.ts';
import {defineCollector} from '../../../src/guide/check.ts';
import {silenceSchema} from '../../directory.ts';
import {recordsOf, textOf, textOrAbsent} from '../../graph-record.ts';

/**
 * The keys that Entra ID holds of each pilot user who was named: `GET /users/{id}/authentication/windowsHelloForBusinessMethods`
 * (Graph v1.0, windowsHelloForBusinessAuthenticationMethod). The path takes no OData parameters; in the cloud of China it is not offered.
 */
export const helloMethods = defineCollector({
	id: 'hello-methods',
	what: 'the keys of Windows Hello for Business that Entra ID holds of each pilot user who was named',
	rights: 'Authentication Administrator, or Global Reader',
	because: 'which keys does Entra ID hold of the pilot users?',
	query: {
		via: 'graph',
		path: '/v1.0/users/{id}/authentication/windowsHelloForBusinessMethods',
		permissions: ['UserAuthMethod-WindowsHello.Read.All'],
		applicationPermissions: ['UserAuthMethod-WindowsHello.Read.All'],
		each: {of: 'pilot-users'},
	},
	read: (answer, takenAt = null) => ({
		takenAt,
		users: (answer as EachAnswer).each.map(one =>
			'silent' in one
				? {user: one.id, silent: one.silent}
				: {
						user: one.id,
						silent: null,
						methods: recordsOf(one.facts, `keys of ${one.id}`).map(record => ({
							id: textOf(record, 'id', `a key of ${one.id}`),
							device: textOrAbsent(record, 'displayName', `a key of ${one.id}`),
							created: textOrAbsent(record, 'createdDateTime', `a key of ${one.id}`),
							strength: textOrAbsent(record, 'keyStrength', `a key of ${one.id}`),
						})),
					},
		),
	}),
	facts: z.strictObject({
		/** When it was read, ISO 8601: how old a key is. Null where nobody knows. */
		takenAt: z.string().nullable(),
		/** None where nobody was named with `--pilot-user`; nobody was asked then. */
		users: z.array(
			z.union([
				z.strictObject({user: z.string(), silent: silenceSchema}),
				z.strictObject({
					/** As it was named: a user principal name. */
					user: z.string(),
					silent: z.null(),
					/** None where Entra ID holds no key of Hello for this user. */
					methods: z.array(
						z.strictObject({
							id: z.string(),
							/** The name of the computer on which it was made. */
							device: z.string().nullable(),
							/** ISO 8601, UTC. */
							created: z.string().nullable(),
							/** `normal`, `weak` or `unknown`. */
							strength: z.string().nullable(),
						}),
					),
				}),
			]),
		),
	}),
});

/** The facts of `hello-methods`. */
export type HelloMethods = z.infer<typeof helloMethods.facts>;
