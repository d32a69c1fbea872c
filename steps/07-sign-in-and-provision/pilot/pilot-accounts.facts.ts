import {z} from 'zod';
import type {DirectoryAnswer} from '../../../src/guide/answer.ts';
import {defineCollector} from '../../../src/guide/check.ts';
import {all, equals, pilotUsers} from '../../../src/guide/filter.ts';
import {enabledPersons, inScope} from '../../02-prerequisites/scope/users-in-scope.facts.ts';
import {mapDomains} from '../../by-forest.ts';
import {numberOf, perDomain, sidOf, valueOf} from '../../directory.ts';
import {scopeGroupIn, strangerSchema} from '../../scope-members.ts';
import {keysIn} from '../keys/key-credential.ts';
import {pilotTenantUsers} from './pilot-tenant-users.facts.ts';

/** ACCOUNTDISABLE (MS-ADTS 2.2.16). */
const disabled = 2;

/** An account whose name in Entra ID is another than in Active Directory is found by its SID, which Graph tells. */
const bySid = {
	by: pilotTenantUsers,
	names: (facts: unknown) => {
		const known = pilotTenantUsers.facts.safeParse(facts);
		return known.success ? known.data.users.flatMap(one => (one.silent === null && one.account?.sid ? [one.account.sid] : [])) : [];
	},
	attribute: 'objectSid',
};

const namedIn = (answer: unknown) => [...((answer as DirectoryAnswer).pilotUsers ?? [])];

/** What is read of each domain, or nothing at all where no pilot user is named. */
const asked = <Shape extends z.ZodRawShape>(shape: Shape) => ({
	/** As the session names them; where there is none, nobody was asked. */
	pilotUsers: z.array(z.string()),
	forests: z.union([perDomain(shape).shape.forests, z.tuple([])]),
});

const whoWasAsked = {
	fits: ({pilotUsers: users, forests}: {readonly pilotUsers: readonly string[]; readonly forests: readonly unknown[]}) =>
		(users.length === 0) === (forests.length === 0),
	because: 'forests answer where pilot users were named, and only there',
};

const namedPilots = z.looseObject({pilotUsers: z.array(z.string())});

/** Accounts of the pilot users, in every domain of every forest: enabled or not, in scope or not. */
export const pilotAccounts = defineCollector({
	id: 'pilot-accounts',
	what: 'the accounts of the pilot users who were named, in every forest: names, ids, whether each is enabled and protected, and how many keys it has',
	rights: 'any domain user; a Domain Admin to see keys',
	named: bySid,
	pilots: facts => namedPilots.parse(facts).pilotUsers,
	query: {
		via: 'directory',
		from: 'every-domain',
		base: 'domain',
		scope: 'subtree',
		filter: all(equals('objectCategory', 'person'), equals('objectClass', 'user'), pilotUsers),
		attributes: [
			'userPrincipalName',
			'sAMAccountName',
			'userAccountControl',
			'adminCount',
			{name: 'objectSid', as: 'bytes'},
			{name: 'objectGUID', as: 'bytes'},
			{name: 'mS-DS-ConsistencyGuid', as: 'bytes'},
			'msDS-KeyCredentialLink',
		],
	},
	read: answer => ({
		pilotUsers: namedIn(answer),
		...mapDomains(answer, entries => ({
			accounts: entries.map(entry => {
				const control = numberOf(entry, 'userAccountControl');
				const {keys, unread} = keysIn(entry.attributes['msDS-KeyCredentialLink'] ?? []);
				const hello = keys.filter(({usage, source}) => usage === 'hello' && source === 'entra').length;
				return {
					dn: entry.dn,
					upn: valueOf(entry, 'userPrincipalName'),
					name: valueOf(entry, 'sAMAccountName') ?? '',
					enabled: control === null ? null : (control & disabled) === 0,
					protected: numberOf(entry, 'adminCount') === 1,
					sid: sidOf(valueOf(entry, 'objectSid') ?? ''),
					objectGuid: valueOf(entry, 'objectGUID'),
					consistencyGuid: valueOf(entry, 'mS-DS-ConsistencyGuid'),
					keys: {hello, other: keys.length - hello, unread},
				};
			}),
		})),
	}),
	facts: z
		.strictObject(
			asked({
				/** Besides those of a pilot user's name these may be of the same sAMAccountName in another domain: whoever reads compares the whole name. */
				accounts: z.array(
					z.strictObject({
						dn: z.string(),
						/** Null where it has none of its own: its name is then sAMAccountName@domain (MS-ADTS 5.1.1.1.1). */
						upn: z.string().nullable(),
						name: z.string(),
						/** Null where it was not read. */
						enabled: z.boolean().nullable(),
						/** adminCount is 1. */
						protected: z.boolean(),
						sid: z.string().nullable(),
						/** Base64 of 16 bytes, as Entra ID's onPremisesImmutableId writes them. */
						objectGuid: z.string().nullable(),
						consistencyGuid: z.string().nullable(),
						/** `hello`: of Windows Hello, and from Entra ID. `unread`: values of a form that is not known. None where whoever asked may see none. */
						keys: z.strictObject({hello: z.int().nonnegative(), other: z.int().nonnegative(), unread: z.int().nonnegative()}),
					}),
				),
			}),
		)
		.refine(whoWasAsked.fits, whoWasAsked.because),
});

/** Which accounts of the pilot users are in scope: members of the scope group, nested ones too. */
export const pilotsInScope = defineCollector({
	id: 'pilots-in-scope',
	what: 'which accounts of the pilot users who were named are in scope',
	rights: 'any domain user',
	named: bySid,
	query: {...inScope, filter: all(enabledPersons, pilotUsers), attributes: [{name: 'objectSid', as: 'bytes'}]},
	read: answer => ({
		...scopeGroupIn(answer),
		pilotUsers: namedIn(answer),
		...mapDomains(answer, entries => ({sids: entries.flatMap(entry => sidOf(valueOf(entry, 'objectSid') ?? '') ?? [])})),
	}),
	facts: z
		.strictObject({
			/** The scope group asked for, or null for every enabled user; and how many groups bear its name. */
			group: z.string().nullable(),
			groupMatches: z.int().nullable(),
			/** Members of the group that no account stands for. */
			strangers: z.array(strangerSchema),
			/** Of the accounts that are in scope. */
			...asked({sids: z.array(z.string())}),
		})
		.refine(whoWasAsked.fits, whoWasAsked.because),
});

/** The facts of these collectors. */
export type PilotAccounts = z.infer<typeof pilotAccounts.facts>;
export type PilotsInScope = z.infer<typeof pilotsInScope.facts>;
