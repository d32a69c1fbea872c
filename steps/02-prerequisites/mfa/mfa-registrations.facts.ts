import {z} from 'zod';
import type {DirectoryAnswer} from '../../../src/guide/answer.ts';
import {defineCollector, type Kept, type Lookup} from '../../../src/guide/check.ts';
import {countsByClass} from '../../../src/guide/counts.ts';
import {incompleteIn} from '../../by-forest.ts';
import {mapForests, perForest, silenceSchema} from '../../directory.ts';
import {foldedSuffixOf} from '../../identity.ts';
import {scopeGroupIn, strangerSchema} from '../../scope-members.ts';
import {inScope} from '../scope/users-in-scope.facts.ts';

/**
 * What the report knows of somebody in scope. `capable`: registered, with a method that the tenant's policy allows. `registered`: with one that it does
 * not. `none`: with nothing. `unread`: the report does not say it, or says two things. `absent`: nobody of that user name stands in the report.
 */
const classes = ['capable', 'registered', 'none', 'unread', 'absent'] as const;
type RegistrationClass = (typeof classes)[number];

/** At most this many names a group. */
const mostNames = 50;

const truth = (value: unknown): boolean | undefined => (typeof value === 'boolean' ? value : undefined);

/** What is kept of one line of the report (Graph v1.0, userRegistrationDetails). */
export const keptOfRegistration: Kept = {
	identity: 'id',
	texts: {id: 'uuid', userPrincipalName: 'from-at'},
	traits: {isMfaCapable: truth, isMfaRegistered: truth},
};

const group = z.strictObject({
	/** What the user names end in; of letters of ASCII, small ones. */
	suffix: z.string(),
	class: z.enum(classes),
	count: z.int().positive(),
	/** None of those who are capable. */
	names: z.array(z.string()),
});
type Group = z.infer<typeof group>;

/** The class of somebody by what stands under his name: every line has to say the same. */
const classify = (upn: string, lookup: Lookup | null): RegistrationClass => {
	const lines = lookup?.('userPrincipalName', upn) ?? [];
	const said = new Set(
		lines.map(({isMfaCapable, isMfaRegistered}): RegistrationClass => {
			if (isMfaCapable === undefined || isMfaRegistered === undefined) {
				return 'unread';
			}

			return isMfaCapable === true ? 'capable' : isMfaRegistered === true ? 'registered' : 'none';
		}),
	);
	const [only = 'absent'] = said;
	return said.size > 1 ? 'unread' : only;
};

const surveyed = z.looseObject({
	directory: z.custom<DirectoryAnswer>(),
	cloudSilent: silenceSchema.nullable(),
	tally: z.strictObject({groups: z.array(group)}),
});

/**
 * Every enabled user in scope beside Graph's report on registration, joined by the user name that both directories should agree on.
 * The report takes neither `$top` nor `$count` and leaves disabled users out, so that whoever does not stand in it was not seen, and no more than that.
 */
export const mfaRegistrations = defineCollector({
	id: 'mfa-registrations',
	what: 'who of the users in scope has registered a second factor; counted, and named where somebody has to do something',
	rights: 'any domain user; Reports Reader or Global Reader, in a tenant with a licence of Entra ID P1 or P2',
	because: 'who has a second factor?',
	query: {
		via: 'survey',
		directory: {
			...inScope,
			attributes: ['userPrincipalName', 'sAMAccountName'],
		},
		graph: {
			via: 'graph',
			path: '/v1.0/reports/authenticationMethods/userRegistrationDetails',
			permissions: ['AuditLog.Read.All'],
			applicationPermissions: ['AuditLog.Read.All'],
		},
	},
	counts: countsByClass,
	tally: {
		cloud: keptOfRegistration,
		held: {upn: 'from-at'},
		record: (entry, domain) => ({
			// Without a name of its own an account has the implicit one (MS-ADTS 5.1.1.1.1).
			upn: entry['userPrincipalName']?.[0] ?? `${entry['sAMAccountName']?.[0] ?? ''}@${domain}`,
		}),
		start: () => new Map<string, Group>(),
		count: (groups, record, lookup) => {
			const upn = String(record['upn']);
			const own = {suffix: foldedSuffixOf(upn), class: classify(upn, lookup)};
			const key = JSON.stringify(own);
			const known = (groups as Map<string, Group>).get(key) ?? {...own, count: 0, names: []};
			const isNamed = own.class !== 'capable' && known.names.length < mostNames;
			(groups as Map<string, Group>).set(key, {...known, count: known.count + 1, names: isNamed ? [...known.names, upn] : known.names});
		},
		done: groups => ({groups: [...(groups as Map<string, Group>).values()]}),
	},
	read: answer => {
		const {directory, cloudSilent, tally} = surveyed.parse(answer);
		return {
			...scopeGroupIn(directory),
			reportSilent: cloudSilent,
			groups: cloudSilent === null ? tally.groups : [],
			...mapForests(directory, forest => ({incomplete: incompleteIn(forest)})),
		};
	},
	facts: z.strictObject({
		/** The scope group, or null for every enabled user. */
		group: z.string().nullable(),
		groupMatches: z.int().nullable(),
		/** Members of the group that no account stands for. */
		strangers: z.array(strangerSchema),
		/** Why the report is missing; null where it came. */
		reportSilent: silenceSchema.nullable(),
		/** None without anybody in scope, or without the report. */
		groups: z.array(group),
		...perForest({incomplete: z.array(z.string())}).shape,
	}),
});

/** The facts of `mfa-registrations`. */
export type MfaRegistrations = z.infer<typeof mfaRegistrations.facts>;
