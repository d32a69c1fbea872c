import type {Stranger} from '../guide/answer.ts';

/** What a forest knows of a SID: who bears it, that nobody does, that it could not look everywhere, or that it is of none of its domains. */
export type SidState = 'found' | 'absent' | 'unseen' | 'elsewhere';

/** A domain, or the other side of a trust: its DNS name, and its SID where that was read. */
export type KnownDomain = {readonly name: string; readonly sid: string | null};

/** What one forest says of the members of a scope group that are known by SID, or were lost. */
export type SaidOfMembers = {
	readonly sids: readonly {readonly sid: string; readonly state: SidState}[];
	/** Distinguished names of members that could not be read. */
	readonly lost: readonly string[];
	readonly trusts: readonly KnownDomain[];
};

/** SIDs that stand for no person of a directory, whoever they are (MS-DTYP 2.4.2.4). Any other is somebody until it is known better. */
const names: Readonly<Record<string, string>> = {
	'S-1-0-0': 'Nobody',
	'S-1-1-0': 'Everyone',
	'S-1-2-0': 'Local',
	'S-1-2-1': 'Console Logon',
	'S-1-3-0': 'Creator Owner',
	'S-1-3-1': 'Creator Group',
	'S-1-3-4': 'Owner Rights',
	'S-1-5-1': 'Dialup',
	'S-1-5-2': 'Network',
	'S-1-5-3': 'Batch',
	'S-1-5-4': 'Interactive',
	'S-1-5-6': 'Service',
	'S-1-5-7': 'Anonymous Logon',
	'S-1-5-8': 'Proxy',
	'S-1-5-9': 'Enterprise Domain Controllers',
	'S-1-5-10': 'Self',
	'S-1-5-11': 'Authenticated Users',
	'S-1-5-12': 'Restricted',
	'S-1-5-13': 'Terminal Server User',
	'S-1-5-14': 'Remote Interactive Logon',
	'S-1-5-15': 'This Organization',
	'S-1-5-17': 'IUSR',
	'S-1-5-18': 'Local System',
	'S-1-5-19': 'Local Service',
	'S-1-5-20': 'Network Service',
	'S-1-5-33': 'Write Restricted',
	'S-1-5-64-10': 'NTLM Authentication',
	'S-1-5-64-14': 'SChannel Authentication',
	'S-1-5-64-21': 'Digest Authentication',
	'S-1-5-65-1': 'This Organization Certificate',
	'S-1-5-113': 'Local Account',
	'S-1-5-114': 'Local Account and Member of Administrators',
	'S-1-5-1000': 'Other Organization',
	'S-1-5-21-0-0-0-496': 'Compounded Authentication',
	'S-1-5-21-0-0-0-497': 'Claims Valid',
	'S-1-18-1': 'Authentication Authority Asserted Identity',
	'S-1-18-2': 'Service Asserted Identity',
};

/** What a SID is called that stands for no person; null for any other. Those of services begin with S-1-5-80. */
export const nameOfNobody = (sid: string): string | null => names[sid] ?? (/^S-1-5-80-/.test(sid) ? 'a service' : null);

const domainOf = (sid: string): string => sid.slice(0, sid.lastIndexOf('-'));

/**
 * Who the members are that nobody stands for, after every forest that answered was asked; in the order of their SIDs, so that no forest's turn decides.
 * `domains` are those of every forest that has ever answered, also of one that is silent now.
 */
export const strangersOf = (domains: readonly KnownDomain[], said: readonly SaidOfMembers[]): readonly Stranger[] => {
	const trusts = said.flatMap(one => one.trusts);
	const nameIn = (list: readonly KnownDomain[], sid: string): string | null =>
		list.flatMap(one => (one.sid === domainOf(sid) && one.name !== '' ? [one.name] : [])).sort()[0] ?? null;
	const states = Map.groupBy(
		said.flatMap(({sids}) => sids),
		({sid}) => sid,
	);
	const strangers = [...states].flatMap(([member, all]): readonly Stranger[] => {
		const is = (state: SidState) => all.some(one => one.state === state);
		const name = nameOfNobody(member);
		if (is('found')) {
			return [];
		}

		if (name !== null) {
			return [{member, kind: 'well-known', of: name}];
		}

		// A domain that answers, and was not looked through this time, may hold it.
		const home = nameIn(domains, member);
		if (home !== null || is('unseen')) {
			return [{member, kind: is('absent') && !is('unseen') ? 'deleted' : 'unread', of: home}];
		}

		const trusted = nameIn(trusts, member);
		return [{member, kind: trusted === null ? 'unknown' : 'trusted', of: trusted}];
	});
	const lost = [...new Set(said.flatMap(one => one.lost))].map((member): Stranger => ({member, kind: 'unread', of: null}));
	return [...strangers, ...lost].sort((a, b) => (a.member < b.member ? -1 : a.member > b.member ? 1 : 0));
};
