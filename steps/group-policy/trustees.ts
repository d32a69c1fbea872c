/** Whether somebody is a trustee, or in it: `unknown` where nobody here read who is. */
export type Is = 'yes' | 'no' | 'unknown';

/** One entry of the access list of a policy, as far as it speaks of applying or reading it. */
export type PolicyAccess = {
	readonly sid: string;
	readonly allows: boolean;
	readonly apply: boolean;
	readonly read: boolean;
	readonly conditional: boolean;
};

/** Everybody, whoever has signed in, and whoever is of this organisation (MS-DTYP 2.4.2.4). */
const everybody = ['S-1-1-0', 'S-1-5-11', 'S-1-5-15'];
const enterpriseControllers = 'S-1-5-9';
/** Creators, services, the system itself and administrators of a controller: no token of a computer or of somebody who signs in elsewhere. */
const nobody = /^S-1-(3-\d+|5-(6|7|10|18|19|20|32-\d+))$/;
const ofDomain = /^(S-1-5-21-\d+-\d+-\d+)-(\d+)$/;

/** Groups of a domain by the last part of their SID (MS-DTYP 2.4.2.4). */
const rids = {users: 513, computers: 515, controllers: 516, readOnlyControllers: 521, enterpriseReadOnly: 498} as const;
/** Accounts and groups of people that every domain has; no computer is in one of them. */
const ofPeople = [500, 501, 502, 512, 513, 514, 518, 519, 520, 525, 526, 527, 571, 572];

/** Whose token it is. A domain's SID is null where it was not read. */
export type Who =
	| {readonly kind: 'controller'; readonly domainSid: string | null; readonly readOnly: boolean}
	| {readonly kind: 'computer'; readonly domainSid: string | null}
	/** Users in scope; `groups` are the SIDs of groups that they all are in. */
	| {readonly kind: 'user'; readonly domainSid: string | null; readonly groups: readonly string[]};

const sameDomain = (parent: string, sid: string | null): Is => (sid === null ? 'unknown' : parent === sid ? 'yes' : 'no');

const ofGroup = (parent: string, rid: number, who: Who): Is => {
	const {kind, domainSid} = who;
	if (rid === rids.computers || rid === rids.controllers || rid === rids.readOnlyControllers || rid === rids.enterpriseReadOnly) {
		const own =
			kind === 'user'
				? []
				: kind === 'computer'
					? [rids.computers]
					: who.readOnly
						? [rids.readOnlyControllers, rids.enterpriseReadOnly]
						: [rids.controllers];
		const isOwn = own.some(one => one === rid);
		return !isOwn ? 'no' : rid === rids.enterpriseReadOnly ? 'yes' : sameDomain(parent, domainSid);
	}

	if (kind !== 'user') {
		return ofPeople.includes(rid) ? 'no' : 'unknown';
	}

	return rid === rids.users ? sameDomain(parent, domainSid) : 'unknown';
};

/** Whether a token holds a SID. */
export const isTrustee = (sid: string, who: Who): Is => {
	if (everybody.includes(sid) || (who.kind === 'user' && who.groups.includes(sid))) {
		return 'yes';
	}

	if (sid === enterpriseControllers) {
		// No page says whether a read-only one counts among the controllers of the enterprise.
		return who.kind !== 'controller' ? 'no' : who.readOnly ? 'unknown' : 'yes';
	}

	const [, parent, rid] = ofDomain.exec(sid) ?? [];
	if (parent !== undefined) {
		return ofGroup(parent, Number(rid), who);
	}

	// On a controller the group Users holds whoever has signed in, unless somebody changed that; the others of S-1-5-32 hold people.
	return nobody.test(sid) && !(sid === 'S-1-5-32-545' || (who.kind === 'user' && sid.startsWith('S-1-5-32-'))) ? 'no' : 'unknown';
};

/** Whether somebody has a right, and the trustees of whom that hangs where it is unknown. */
export type Has = {readonly has: Is; readonly hangsOn: readonly string[]};

/**
 * Goes through a list as a directory does (MS-ADTS 5.1.3.3): the first entry that names the token and the right decides. One of which nobody knows
 * whether it does leaves open what those after it say otherwise. Null, an unread list, leaves everything open.
 */
export const hasRight = (access: readonly PolicyAccess[] | null, right: 'apply' | 'read', who: Who): Has => {
	if (access === null) {
		return {has: 'unknown', hangsOn: []};
	}

	const open: PolicyAccess[] = [];
	let decided = false;
	for (const entry of access.filter(one => one[right])) {
		const named = isTrustee(entry.sid, who);
		if (named === 'yes' && !entry.conditional) {
			decided = entry.allows;
			break;
		}

		if (named !== 'no') {
			open.push(entry);
		}
	}

	const against = open.filter(({allows}) => allows !== decided);
	return against.length === 0
		? {has: decided ? 'yes' : 'no', hangsOn: []}
		: {has: 'unknown', hangsOn: [...new Set(against.map(({sid}) => sid))]};
};
