import type {ForestTemplates, Template} from './certificate-templates.facts.ts';

type Access = NonNullable<Template['access']>[number];
type Right = 'enrol' | 'autoenrol';

/** Whether somebody has a right: `unknown` where that hangs on a group whose members are not read, on a condition, or on an unread list. */
export type Has = 'yes' | 'no' | 'unknown';

/** The domain controllers of one domain, by its SID, which is null where it was not read. */
export type Controllers = {readonly domainSid: string | null; readonly readOnly: boolean};

/** Everybody, and whoever has signed in (MS-DTYP 2.4.2.4): a domain controller is both. */
const everybody = ['S-1-1-0', 'S-1-5-11'];
/** Enterprise Domain Controllers (MS-DTYP 2.4.2.4). */
export const enterpriseControllers = 'S-1-5-9';
/** The groups of controllers by the last part of their SID: of the forest's read-only ones, of a domain's, and of a domain's read-only ones. */
const enterpriseReadOnly = 498;
const ofDomain = {writable: 516, readOnly: 521} as const;
/** What every domain has and no domain controller is in: users and their groups, and Domain Computers. What somebody made may hold controllers. */
const withoutControllers = [500, 501, 502, 512, 513, 514, 515, 517, 518, 519, 520, 522, 525, 526, 527, 553, 571, 572];

const domainSids = /^(S-1-5-21-\d+-\d+-\d+)-(\d+)$/;

/** Whether these controllers are the SID, or in its group. */
const isController = (sid: string, {domainSid, readOnly}: Controllers): Has => {
	if (everybody.includes(sid)) {
		return 'yes';
	}

	// No page says whether a read-only one counts among the controllers of the enterprise.
	if (sid === enterpriseControllers) {
		return readOnly ? 'unknown' : 'yes';
	}

	const [, parent, last] = domainSids.exec(sid) ?? [];
	const rid = Number(last);
	if (parent === undefined) {
		// Creators, the system itself, administrators of the authority: no account that a domain controller shows elsewhere.
		return /^S-1-(3-\d+|5-(10|18|19|20|32-544))$/.test(sid) ? 'no' : 'unknown';
	}

	if (rid === enterpriseReadOnly) {
		return readOnly ? 'yes' : 'no';
	}

	if (rid === ofDomain.writable || rid === ofDomain.readOnly) {
		const isKind = rid === (readOnly ? ofDomain.readOnly : ofDomain.writable);
		return !isKind ? 'no' : domainSid === null ? 'unknown' : parent === domainSid ? 'yes' : 'no';
	}

	return withoutControllers.includes(rid) ? 'no' : 'unknown';
};

/**
 * Goes through a list as a directory does (MS-ADTS 5.1.3.3): the first entry that names the controllers and the right decides. An entry of which
 * nobody knows whether it names them leaves open what those after it say otherwise.
 */
export const hasRight = (access: readonly Access[] | null, right: Right, controllers: Controllers): Has => {
	if (access === null) {
		return 'unknown';
	}

	const open = new Set<boolean>();
	for (const entry of access.filter(one => one[right])) {
		const named = isController(entry.sid, controllers);
		if (named === 'yes' && !entry.conditional) {
			return open.has(!entry.allows) ? 'unknown' : entry.allows ? 'yes' : 'no';
		}

		if (named !== 'no') {
			open.add(entry.allows);
		}
	}

	// Nothing decided it, so it is refused, unless one of the open entries gives it.
	return open.has(true) ? 'unknown' : 'no';
};

/** The right of the writable controllers of each domain of a forest, or of the read-only ones. */
export const controllersHave = (
	{access}: Template,
	right: Right,
	{domains}: Pick<ForestTemplates, 'domains'>,
	readOnly = false,
): readonly {readonly domain: string; readonly has: Has}[] =>
	domains.map(({domain, sid}) => ({domain, has: hasRight(access, right, {domainSid: sid, readOnly})}));
