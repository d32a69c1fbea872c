import {z} from 'zod';
import {isoAt, momentOf} from '../../../src/guide/age.ts';
import type {DirectoryAnswer} from '../../../src/guide/answer.ts';
import {defineCollector, type Kept, type Lookup} from '../../../src/guide/check.ts';
import {all, equals, hasBits, not, startsWith} from '../../../src/guide/filter.ts';
import {incompleteIn} from '../../by-forest.ts';
import {isoOfFileTime} from '../../day.ts';
import {mapForests, perForest, sidOf, silenceSchema} from '../../directory.ts';
import {day} from '../../elapsed.ts';
import {isSameDnsName} from '../../identity.ts';

/**
 * What a computer of the directory is to the tenant, by its SID. `registered`: a hybrid joined device that has completed. `pending`: one that has not.
 * `absent`: no hybrid joined device of that SID came. `unread`: the device does not say it, or two say different things.
 */
const classes = ['registered', 'pending', 'absent', 'unread'] as const;
type ComputerClass = (typeof classes)[number];

/** At most this many names of one class of one domain. */
const mostNames = 20;
/** Who signed in to the directory from the month on that was so many days ago is there; `lastLogonTimestamp` lies up to 14 days behind (MS-ADTS). */
export const presentDays = 90;

/** A month as `2026-11`; null for a time that is null; undefined for what is no time. */
const monthOf = (time: unknown): string | null | undefined =>
	time === null ? null : typeof time === 'string' ? isoAt(momentOf(time))?.slice(0, 7) : undefined;

/** What is kept of a device: whose it is, whether it has completed, and in which month it signed in last. */
export const keptOfDevice: Kept = {
	identity: 'id',
	texts: {id: 'uuid', onPremisesSecurityIdentifier: 'to-dash'},
	traits: {
		registrationDateTime: value => (value === null ? false : typeof value === 'string' ? true : undefined),
		approximateLastSignInDateTime: monthOf,
	},
};

const lot = z.strictObject({
	domain: z.string(),
	class: z.enum(classes),
	/** The month in which it signed in to the directory last; null: never, or nobody can read it. */
	seen: z.string().nullable(),
	/** The month in which its device signed in to Entra ID last; null: never, or it did not come. */
	used: z.string().nullable(),
	count: z.int().positive(),
	names: z.array(z.string()),
});
type Lot = z.infer<typeof lot>;

const classify = (sid: unknown, lookup: Lookup | null): Pick<Lot, 'class' | 'used'> => {
	const devices = typeof sid === 'string' ? (lookup?.('onPremisesSecurityIdentifier', sid) ?? []) : [];
	const said = new Set(
		devices.map(
			({registrationDateTime: isDone}): ComputerClass => (isDone === undefined ? 'unread' : isDone === true ? 'registered' : 'pending'),
		),
	);
	const used = devices.flatMap(({approximateLastSignInDateTime: month}) => (typeof month === 'string' ? [month] : [])).sort();
	const [only = typeof sid === 'string' ? 'absent' : 'unread'] = said;
	// A computer that was set up anew may leave an old device behind: one that has completed is enough.
	return {class: said.has('registered') && !said.has('unread') ? 'registered' : said.size > 1 ? 'unread' : only, used: used.at(-1) ?? null};
};

const surveyed = z.looseObject({
	directory: z.custom<DirectoryAnswer>(),
	cloudSilent: silenceSchema.nullable(),
	cloudList: z.unknown(),
	tally: z.strictObject({lots: z.array(lot)}),
});

const count = z.int().nonnegative();
const list = z.strictObject({read: count, said: z.tuple([count.nullable(), count.nullable()]), endsFull: z.boolean()}).nullable();

/** The computers of a domain, put together by what they are; of the absent and the pending a few names. */
const inDomain = (lots: readonly Lot[], name: string, since: string | null) => {
	const own = lots.filter(({domain}) => isSameDnsName(domain, name));
	const isPresent = ({seen}: Lot) => since === null || (seen !== null && seen >= since);
	const present = own.filter(isPresent);
	const sum = (some: readonly Lot[]) => some.reduce((total, one) => total + one.count, 0);
	const of = (wanted: ComputerClass) => present.filter(one => one.class === wanted);
	const namesOf = (wanted: ComputerClass) =>
		of(wanted)
			.flatMap(({names}) => names)
			.slice(0, mostNames);
	return {
		domain: name,
		registered: sum(of('registered')),
		quiet: since === null ? 0 : sum(of('registered').filter(({used}) => used === null || used < since)),
		pending: sum(of('pending')),
		absent: sum(of('absent')),
		unread: sum(of('unread')),
		old: sum(own) - sum(present) - sum(own.filter(one => since !== null && one.seen === null)),
		undated: sum(own.filter(one => since !== null && one.seen === null)),
		pendingNames: namesOf('pending'),
		absentNames: namesOf('absent'),
	};
};

/** Every enabled Windows client of the directory beside the tenant's hybrid joined devices, joined by SID; servers are left out, and so is Windows before 10. */
export const computersAndDevices = defineCollector({
	id: 'computers-and-devices',
	what: "the Windows clients of each forest beside the tenant's hybrid joined devices, joined by SID; counted, and a few named that are missing",
	rights: 'any domain user; Directory Readers, or Global Reader',
	because: 'which computers are joined?',
	query: {
		via: 'survey',
		directory: {
			via: 'directory',
			from: 'every-domain',
			base: 'domain',
			scope: 'subtree',
			filter: all(equals('objectCategory', 'computer'), startsWith('operatingSystem', 'Windows 1'), not(hasBits('userAccountControl', 2))),
			attributes: ['sAMAccountName', {name: 'objectSid', as: 'bytes'}, 'lastLogonTimestamp'],
		},
		graph: {
			via: 'graph',
			path: "/v1.0/devices?$filter=trustType eq 'ServerAd'&$select=id,onPremisesSecurityIdentifier,registrationDateTime,approximateLastSignInDateTime,trustType&$count=true&$top=999",
			permissions: ['Device.Read.All'],
			applicationPermissions: ['Device.Read.All'],
			eventual: true,
		},
		size: {
			via: 'graph',
			path: "/v1.0/devices?$filter=trustType eq 'ServerAd'&$select=id&$count=true&$top=1",
			permissions: ['Device.Read.All'],
			applicationPermissions: ['Device.Read.All'],
			eventual: true,
		},
	},
	tally: {
		cloud: keptOfDevice,
		held: {sid: 'to-dash', domain: 'whole', name: 'own', seen: 'whole'},
		record: (entry, domain) => {
			const sid = entry['objectSid']?.[0];
			return {
				domain,
				name: entry['sAMAccountName']?.[0]?.replace(/\$$/, ''),
				// Bytes that are no SID belong to nobody who could be found.
				sid: sid === undefined ? undefined : (sidOf(sid) ?? undefined),
				seen: monthOf(isoOfFileTime(entry['lastLogonTimestamp']?.[0] ?? '')) ?? null,
			};
		},
		start: () => new Map<string, Lot>(),
		count: (lots, {domain, name, sid, seen}, lookup) => {
			const own = {domain: String(domain), ...classify(sid, lookup), seen: typeof seen === 'string' ? seen : null};
			const key = JSON.stringify(own);
			const known = (lots as Map<string, Lot>).get(key) ?? {...own, count: 0, names: []};
			const isNamed = (own.class === 'absent' || own.class === 'pending') && known.names.length < mostNames;
			(lots as Map<string, Lot>).set(key, {
				...known,
				count: known.count + 1,
				names: isNamed ? [...known.names, String(name ?? '')] : known.names,
			});
		},
		done: lots => ({lots: [...(lots as Map<string, Lot>).values()]}),
	},
	read: (answer, takenAt = null) => {
		const {directory, cloudSilent, cloudList, tally} = surveyed.parse(answer);
		const since = monthOf(isoAt(momentOf(takenAt) - presentDays * day)) ?? null;
		return {
			devicesSilent: cloudSilent,
			deviceList: cloudList,
			since,
			...mapForests(directory, forest => ({
				domains: forest.domains.map(({name}) => inDomain(cloudSilent === null ? tally.lots : [], name, since)),
				incomplete: incompleteIn(forest),
			})),
		};
	},
	facts: z.strictObject({
		/** Why the tenant's side is missing; null where it was read to the end. */
		devicesSilent: silenceSchema.nullable(),
		/** How many devices came, and how many Graph said that there are; null where none was read. */
		deviceList: list,
		/** The month from whose first day on a sign-in counts, `2026-08`: that of 90 days before this was read. Without it nobody is known to be old. */
		since: z.string().nullable(),
		...perForest({
			domains: z
				.array(
					z.strictObject({
						domain: z.string(),
						registered: count,
						/** Of those registered, whose device has not signed in to Entra ID since then. */
						quiet: count,
						pending: count,
						absent: count,
						unread: count,
						/** Computers that have not signed in to the directory since then; they are counted nowhere else. */
						old: count,
						/** Computers of which the directory does not say when they signed in last: never, or nobody may read it. */
						undated: count,
						pendingNames: z.array(z.string()),
						absentNames: z.array(z.string()),
					}),
				)
				// A forest has at least its root domain.
				.min(1),
			incomplete: z.array(z.string()),
		}).shape,
	}),
});

/** The facts of `computers-and-devices`. */
export type ComputersAndDevices = z.infer<typeof computersAndDevices.facts>;
