import type {Entry} from '../../src/guide/answer.ts';
import type {SurveyRecord} from '../../src/guide/check.ts';
import type {PersonClass} from '../../steps/04-directory-synchronization/upn/person.ts';

/** One person of a made-up organisation, by number. */
type Person = {
	readonly number: number;
	readonly upn: string;
	readonly sam: string;
	readonly domain: string;
	readonly sid: string;
	readonly anchor: string;
};

/** A way to stand in the directory and in Entra ID, what it is called, and how many of sixty are so. */
type Kind = {
	readonly class: PersonClass;
	readonly share: number;
	/** Its class where null stands for what is missing, as the local Graph writes it. */
	readonly nulled?: PersonClass;
	readonly users: (person: Person) => readonly SurveyRecord[];
	readonly implicit?: true;
	readonly leftover?: true;
	readonly blocked?: true;
	readonly guest?: true;
	/** The name before the `@`, where it is no ordinary one. */
	readonly prefix?: (number: number) => string;
};

const authority = [21, 1_004_336_348, 1_177_238_915, 682_003_330];
const sidOf = (rid: number) => `S-1-5-${authority.join('-')}-${rid}`;
const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const sextet = (bits: number) => letters[bits & 63] ?? '';

/** Base64 of bytes that end in a number, little endian; `head` has a length that three divides. It has to be quick, to measure others and not itself. */
const endingIn = (head: Buffer) => {
	const fixed = head.toString('base64');
	return (number: number): string => {
		const first = ((number & 255) << 16) | (((number >>> 8) & 255) << 8) | ((number >>> 16) & 255);
		const last = number >>> 24;
		return `${fixed}${sextet(first >> 18)}${sextet(first >> 12)}${sextet(first >> 6)}${sextet(first)}${sextet(last >> 2)}${sextet(last << 4)}==`;
	};
};

/** Base64 of sixteen bytes that differ for each number, and look like nothing. */
const anchorOf = (number: number): string => {
	let text = '';
	for (let part = 1; part <= 3; part++) {
		let mixed = Math.imul(number ^ (part * 0x2545f491), 0x9e3779b1);
		mixed = Math.imul(mixed ^ (mixed >>> 15), 0x85ebca6b);
		mixed ^= mixed >>> 13;
		text += sextet(mixed >> 26) + sextet(mixed >> 20) + sextet(mixed >> 14) + sextet(mixed >> 8) + sextet(mixed >> 2);
	}

	const own = sextet(number >> 26) + sextet(number >> 20) + sextet(number >> 14) + sextet(number >> 8) + sextet(number >> 2);
	return `${text}${own}${sextet(number)}${sextet((number & 3) << 4)}==`;
};

const sidHead = Buffer.alloc(24);
sidHead.set([1, 5, 0, 0, 0, 0, 0, 5]);
for (const [at, part] of authority.entries()) {
	sidHead.writeUInt32LE(part, 8 + 4 * at);
}

const bytesOf = endingIn(sidHead);
const user = ({number, upn, sid, anchor}: Person, over: SurveyRecord = {}): SurveyRecord => ({
	id: `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`,
	userPrincipalName: upn,
	accountEnabled: true,
	userType: 'Member',
	onPremisesUserPrincipalName: null,
	onPremisesSecurityIdentifier: sid,
	onPremisesImmutableId: anchor,
	onPremisesSyncEnabled: true,
	onPremisesProvisioningErrors: [],
	...over,
});
const without = (record: SurveyRecord, field: string): SurveyRecord =>
	Object.fromEntries(Object.entries(record).filter(([name]) => name !== field));
const cloudOnly = {
	onPremisesSecurityIdentifier: null,
	onPremisesImmutableId: null,
	onPremisesSyncEnabled: null,
};
/** The id of another user of Entra ID that belongs to the same person. */
const otherId = ({number}: Person) => `00000000-0000-4000-8001-${String(number).padStart(12, '0')}`;
/** SIDs that no account has. */
const stranger = (number: number) => sidOf(3_000_000_000 + number);
/** Letters of ASCII in capitals: no others have another case that counts. */
const shouted = (text: string) => text.replace(/[a-z]/g, letter => letter.toUpperCase());
const alias = ({number}: Person) => `alias${number}@contoso.com`;
const initial = ({number}: Person) => `person${number}@contoso.onmicrosoft.com`;

/** Whether a name has letters beyond ASCII: rare, for Entra ID takes none. */
const isForeign = (number: number) => number % 60_000 < 600;

const kinds: readonly Kind[] = [
	{class: 'same', share: 38, users: person => [user(person)]},
	{class: 'same', share: 1, users: person => [user(person, {userPrincipalName: person.upn.toUpperCase()})]},
	{class: 'same', share: 1, implicit: true, users: person => [user(person)]},
	{class: 'same', share: 1, leftover: true, users: person => [user(person, {onPremisesUserPrincipalName: `old.${person.upn}`})]},
	{class: 'same', share: 1, blocked: true, users: person => [user(person, {accountEnabled: false})]},
	{class: 'same', share: 1, guest: true, users: person => [user(person, {userType: 'Guest'})]},
	{
		class: 'carried',
		share: 2,
		users: person => [user(person, {userPrincipalName: alias(person), onPremisesUserPrincipalName: person.upn})],
	},
	{class: 'several', share: 1, users: person => [user(person), user(person, {id: otherId(person), userPrincipalName: alias(person)})]},
	{class: 'absent', share: 1, users: () => []},
	{class: 'cloud-namesake', share: 1, users: person => [user(person, {...cloudOnly, userPrincipalName: person.upn.toUpperCase()})]},
	{class: 'other-sid', share: 1, users: person => [user(person, {onPremisesSecurityIdentifier: stranger(person.number)})]},
	{class: 'no-longer-synced', share: 1, users: person => [user(person, {onPremisesSyncEnabled: null})]},
	{
		class: 'carried-twice',
		share: 1,
		users: person => [
			user(person, {onPremisesUserPrincipalName: person.upn}),
			user(person, {
				id: otherId(person),
				userPrincipalName: alias(person),
				onPremisesUserPrincipalName: shouted(person.upn),
				onPremisesSecurityIdentifier: stranger(person.number),
				onPremisesImmutableId: null,
			}),
		],
	},
	{
		class: 'quarantined',
		share: 1,
		users: person => [
			user(person, {
				userPrincipalName: initial(person),
				onPremisesProvisioningErrors: [{category: 'PropertyConflict', propertyCausingError: 'UserPrincipalName', value: person.upn}],
			}),
		],
	},
	{class: 'initial-domain', share: 1, users: person => [user(person, {userPrincipalName: initial(person)})]},
	{class: 'prefix-differs', share: 1, users: person => [user(person, {userPrincipalName: `a.${person.upn}`})]},
	{class: 'suffix-differs', share: 1, users: person => [user(person, {userPrincipalName: person.upn.replace(/@.*/, '@fabrikam.com')})]},
	{
		class: 'illegal-prefix',
		share: 1,
		prefix: number => `${isForeign(number) ? 'zoë' : 'zoe '}${number}`,
		users: person => [user(person, {userPrincipalName: alias(person)})],
	},
	{
		class: 'unread',
		nulled: 'prefix-differs',
		share: 1,
		users: person => [without(user(person, {userPrincipalName: `b.${person.upn}`}), 'onPremisesUserPrincipalName')],
	},
	{class: 'unread', nulled: 'no-longer-synced', share: 1, users: person => [without(user(person), 'onPremisesSyncEnabled')]},
	{
		class: 'same',
		share: 2,
		prefix: number => `${isForeign(number) ? 'łucja' : 'lucja'}${number}`,
		users: person => [user(person, {userPrincipalName: shouted(person.upn)})],
	},
];

const block = kinds.flatMap(kind => Array.from({length: kind.share}, () => kind));
const suffixes = ['contoso.com', 'emea.contoso.com', 'fabrikam.com'];

const components = Object.fromEntries(
	suffixes.map(name => [
		name,
		name
			.split('.')
			.map(label => `DC=${label}`)
			.join(','),
	]),
);

const kindOf = (number: number): Kind => block[number % block.length] as Kind;
const suffixOf = (number: number): string => {
	// Whole blocks share a suffix, so that every class is found on each.
	const own = suffixes[Math.floor(number / block.length) % suffixes.length] ?? '';
	// Where the suffix must differ from fabrikam.com, it does.
	return kindOf(number).class === 'suffix-differs' ? 'contoso.com' : own;
};

const personOf = (number: number): Person => {
	const kind = kindOf(number);
	const domain = suffixOf(number);
	const sam = `person${number}`;
	const prefix = kind.implicit ? sam : (kind.prefix?.(number) ?? `first.lastname${number}`);
	return {number, upn: `${prefix}@${domain}`, sam, domain, sid: sidOf(1000 + number), anchor: anchorOf(number)};
};

/** The account of a person, as the directory gives it. */
export const entryOf = (number: number): Entry => {
	const {upn, sam, domain, anchor} = personOf(number);
	return {
		dn: `CN=Person\\, ${number},OU=People,${components[domain]}`,
		attributes: {
			...(kindOf(number).implicit ? {} : {userPrincipalName: [upn]}),
			sAMAccountName: [sam],
			objectSid: [bytesOf(1000 + number)],
			objectGUID: [anchor],
		},
	};
};

/** Each user that Entra ID holds for the persons of one block: the person's place in the block, and which of that person's users it is. */
const slots = block.flatMap((kind, place) => kind.users(personOf(place)).map((_, which) => ({place, which})));

/** An organisation of at least so many users in Entra ID; `userAt` gives them in an order that has nothing to do with that of the accounts. */
export const organisation = (least: number) => {
	const blocks = Math.ceil(least / slots.length);
	// A prime number of blocks to step by meets every block once, if it does not divide their number.
	const step = [7919, 7907, 7901].find(prime => blocks % prime !== 0) ?? 1;
	return {
		persons: blocks * block.length,
		users: blocks * slots.length,
		userAt: (index: number): SurveyRecord => {
			const {place, which} = slots[index % slots.length] ?? {place: 0, which: 0};
			const number = ((Math.floor(index / slots.length) * step) % blocks) * block.length + place;
			return kindOf(number).users(personOf(number))[which] as SurveyRecord;
		},
		/** How many persons of each class and suffix there are, and of each habit: from how they were made, and from nothing else. */
		expected: ({nulled = false} = {}) => {
			const groups: Record<string, number> = {};
			const habits = {implicit: 0, leftover: 0, blocked: 0, guests: 0};
			for (let number = 0; number < blocks * block.length; number++) {
				const kind = kindOf(number);
				const key = `${(nulled ? kind.nulled : undefined) ?? kind.class} ${suffixOf(number)}`;
				groups[key] = (groups[key] ?? 0) + 1;
				habits.implicit += kind.implicit ? 1 : 0;
				habits.leftover += kind.leftover ? 1 : 0;
				habits.blocked += kind.blocked ? 1 : 0;
				habits.guests += kind.guest ? 1 : 0;
			}

			return {groups, ...habits};
		},
	};
};

/** The same figures, out of what `persons` tallied. */
export const figuresOf = (tally: unknown) => {
	const {groups, leftover, blocked, guests} = tally as {
		readonly groups: readonly {readonly class: string; readonly suffix: string; readonly count: number; readonly implicit: number}[];
		readonly leftover: number;
		readonly blocked: number;
		readonly guests: number;
	};
	return {
		groups: groups.reduce<Record<string, number>>((counts, group) => {
			const key = `${group.class} ${group.suffix}`;
			return Object.assign(counts, {[key]: (counts[key] ?? 0) + group.count});
		}, {}),
		implicit: groups.reduce((sum, group) => sum + group.implicit, 0),
		leftover,
		blocked,
		guests,
	};
};
