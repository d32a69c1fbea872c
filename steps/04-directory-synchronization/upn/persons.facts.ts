import {z} from 'zod';
import type {DirectoryAnswer} from '../../../src/guide/answer.ts';
import {defineCollector, type Lookup, type SurveyRecord} from '../../../src/guide/check.ts';
import {countsByClass} from '../../../src/guide/counts.ts';
import {inScope} from '../../02-prerequisites/scope/users-in-scope.facts.ts';
import {incompleteIn} from '../../by-forest.ts';
import {mapForests, perForest, sidOf, silenceSchema} from '../../directory.ts';
import {foldedSuffixOf} from '../../identity.ts';
import {scopeGroupIn, strangerSchema} from '../../scope-members.ts';
import {classify, keptOfUser, type PersonClass, personClasses} from './person.ts';

/** Somebody has to mend them, so they are named: at most this many in one session. */
export const mostNames = 1000;
/** Of those who may pass, this many a group: their suffix may turn out not to be verified. */
const mostOfGroup = 50;
const mostSuffixes = 200;
const mayPass: readonly PersonClass[] = ['same', 'carried', 'cloud-unseen'];

const named = z.strictObject({name: z.string(), upn: z.string(), cloudUpn: z.string().nullable()});

const group = z.strictObject({
	suffix: z.string(),
	class: z.enum(personClasses),
	/** Of class `unread`: the property that was not read. */
	unread: z.string().nullable().default(null),
	count: z.int().positive(),
	/** Of those without an explicit UPN, how many. */
	implicit: z.int().nonnegative(),
	/** Only of classes that are not met, and of suffixes that are judged so. */
	names: z.array(named),
});

const tally = z.strictObject({
	groups: z.array(group),
	leftover: z.int().nonnegative(),
	blocked: z.int().nonnegative(),
	guests: z.int().nonnegative(),
	/** Domains that the users of the tenant who were found live in, at most 200: they tell whose users these are. */
	cloudSuffixes: z.array(z.string()).default([]),
});

const count = z.int().nonnegative();
/** What is known of the list of the tenant's users. */
const cloud = {
	/** How many different users came, how many Graph said that there are before and after, and whether the last page was full; null where none was read. */
	cloudList: z.strictObject({read: count, said: z.tuple([count.nullable(), count.nullable()]), endsFull: z.boolean()}).nullable(),
	/** Properties that did not come back of some users (`missing`), or came as another kind of value (`wrong`). */
	cloudFaults: z.array(z.strictObject({field: z.string(), missing: count, wrong: count})),
};

/** What a survey brings back. */
const surveyed = z.looseObject({
	directory: z.custom<DirectoryAnswer>(),
	cloudSilent: silenceSchema.nullable(),
	...cloud,
	tally,
});

type GrowingGroup = {
	suffix: string;
	class: PersonClass;
	unread: string | null;
	count: number;
	implicit: number;
	names: z.infer<typeof named>[];
};

type Growing = {
	groups: Map<string, GrowingGroup>;
	/** That of the last person. */
	last: GrowingGroup | null;
	leftover: number;
	blocked: number;
	guests: number;
	cloudSuffixes: Set<string>;
	/** How many names are kept of those to mend, and of those who may pass. */
	named: {mend: number; pass: number};
};

const add = (growing: Growing, record: SurveyRecord, lookup: Lookup | null) => {
	const person = classify(record, lookup);
	let own = growing.last;
	// Most are of the group of the one before.
	if (own === null || own.class !== person.class || own.suffix !== person.suffix || own.unread !== person.unread) {
		// The first two are words of ours, so the key is theirs alone whatever the suffix holds.
		const key = `${person.class} ${person.unread ?? ''} ${person.suffix}`;
		own = growing.groups.get(key) ?? {suffix: person.suffix, class: person.class, unread: person.unread, count: 0, implicit: 0, names: []};
		growing.groups.set(key, own);
		growing.last = own;
	}

	own.count += 1;
	own.implicit += person.implicit ? 1 : 0;
	growing.leftover += person.leftover ? 1 : 0;
	growing.blocked += person.blocked ? 1 : 0;
	growing.guests += person.guest ? 1 : 0;
	if (person.cloudUpn !== null && growing.cloudSuffixes.size < mostSuffixes) {
		growing.cloudSuffixes.add(person.cloudUpn === person.upn ? person.suffix : foldedSuffixOf(person.cloudUpn));
	}

	const purpose = mayPass.includes(person.class) ? 'pass' : 'mend';
	if (growing.named[purpose] < mostNames && (purpose === 'mend' || own.names.length < mostOfGroup)) {
		growing.named[purpose] += 1;
		own.names.push({name: String(record['sAMAccountName'] ?? ''), upn: person.upn, cloudUpn: person.cloudUpn});
	}
};

/** What a directory entry is to the join: text as it stands, SID and anchors as Entra writes them. */
const recordOf = (entry: Readonly<Record<string, readonly string[]>>, domain: string) => {
	const sid = entry['objectSid']?.[0];
	return {
		userPrincipalName: entry['userPrincipalName']?.[0],
		sAMAccountName: entry['sAMAccountName']?.[0],
		domain,
		// Bytes that are no SID belong to nobody who could be found.
		sid: sid === undefined ? undefined : (sidOf(sid) ?? undefined),
		// Entra's onPremisesImmutableId is the base64 of one of these two.
		anchor: entry['mS-DS-ConsistencyGuid']?.[0] || entry['objectGUID']?.[0],
	};
};

/** Every enabled user in scope beside what Entra holds for it, joined by SID, tallied by suffix and class. */
export const persons = defineCollector({
	id: 'persons',
	what: 'the UPNs of users in scope, beside those of the tenant, joined by SID; counted, names kept only of those to mend',
	rights: 'any domain user; any user of the tenant',
	because: 'do the two UPNs of a user agree?',
	query: {
		via: 'survey',
		directory: {
			...inScope,
			attributes: [
				'userPrincipalName',
				'sAMAccountName',
				{name: 'objectSid', as: 'bytes'},
				{name: 'objectGUID', as: 'bytes'},
				{name: 'mS-DS-ConsistencyGuid', as: 'bytes'},
			],
		},
		graph: {
			via: 'graph',
			path: '/v1.0/users?$select=id,userPrincipalName,accountEnabled,userType,onPremisesUserPrincipalName,onPremisesSecurityIdentifier,onPremisesImmutableId,onPremisesSyncEnabled,onPremisesProvisioningErrors&$top=999',
			permissions: ['User.Read.All'],
			applicationPermissions: ['User.Read.All'],
		},
		size: {
			via: 'graph',
			path: '/v1.0/users?$select=id&$count=true&$top=1',
			permissions: ['User.Read.All'],
			applicationPermissions: ['User.Read.All'],
			eventual: true,
		},
	},
	counts: countsByClass,
	tally: {
		cloud: keptOfUser,
		held: {sid: 'to-dash', userPrincipalName: 'from-at', sAMAccountName: 'own', domain: 'whole', anchor: 'guid'},
		record: recordOf,
		start: (): Growing => ({
			groups: new Map(),
			last: null,
			leftover: 0,
			blocked: 0,
			guests: 0,
			cloudSuffixes: new Set(),
			named: {mend: 0, pass: 0},
		}),
		count: (growing, record, lookup) => add(growing as Growing, record, lookup),
		done: growing => {
			const {groups, cloudSuffixes, leftover, blocked, guests} = growing as Growing;
			return {groups: [...groups.values()], leftover, blocked, guests, cloudSuffixes: [...cloudSuffixes]};
		},
	},
	read: answer => {
		const {directory, cloudSilent, cloudList, cloudFaults, tally: counted} = surveyed.parse(answer);
		return {
			...scopeGroupIn(directory),
			cloudSilent,
			cloudList,
			cloudFaults,
			...counted,
			...mapForests(directory, forest => ({incomplete: incompleteIn(forest)})),
		};
	},
	facts: z.strictObject({
		/** The scope group, or null for every enabled user. */
		group: z.string().nullable(),
		groupMatches: z.int().nullable(),
		/** Members of the group that no account stands for, nested ones too; none without a group. */
		strangers: z.array(strangerSchema),
		/** Why the tenant's side is missing; null where it was read to the end. */
		cloudSilent: silenceSchema.nullable(),
		...cloud,
		...tally.shape,
		...perForest({incomplete: z.array(z.string())}).shape,
	}),
});

/** The facts of `persons`. An empty tally is a real answer: a group without enabled members. */
export type Persons = z.infer<typeof persons.facts>;
