import type {Kept, Lookup, SurveyRecord} from '../../src/guide/check.ts';

/**
 * What one person in scope is to the tenant. The first four may pass, if the suffix is verified.
 * Everything else is not met, but for the last two, which nobody has seen.
 */
export const personClasses = [
	'same',
	'carried',
	'several',
	'absent',
	'cloud-namesake',
	'other-sid',
	'no-longer-synced',
	'carried-twice',
	'quarantined',
	'initial-domain',
	'prefix-differs',
	'suffix-differs',
	'illegal-prefix',
	'unread',
	'cloud-unseen',
] as const;

export type PersonClass = (typeof personClasses)[number];

/** One person, classified. `suffix` and `upn` are the effective on-premises ones. */
export type Person = {
	readonly class: PersonClass;
	readonly upn: string;
	readonly suffix: string;
	readonly implicit: boolean;
	readonly cloudUpn: string | null;
	readonly leftover: boolean;
	readonly blocked: boolean;
	readonly guest: boolean;
};

const text = (record: SurveyRecord | undefined, field: string): string | null => {
	const value = record?.[field];
	return typeof value === 'string' && value !== '' ? value : null;
};

/** What a name ends in, after its last `@`. */
export const suffixOf = (upn: string): string => upn.slice(upn.lastIndexOf('@') + 1);
const prefixOf = (upn: string) => upn.slice(0, Math.max(0, upn.lastIndexOf('@')));
const same = (a: string | null, b: string | null) => a !== null && b !== null && a.toLowerCase() === b.toLowerCase();

/** Names that Entra gives where it can take no other: the initial domain, by cloud (gates.md B39). */
const isInitial = (upn: string) => /\.(onmicrosoft\.(com|us|de)|partner\.onmschina\.cn)$/i.test(upn);

/** Characters that a UPN may have before the `@`, and how many (S-PLANUPN; B60). */
const isLegalPrefix = (prefix: string) => /^[A-Za-z0-9'._!#^~-]{1,64}$/.test(prefix) && !/^\.|\.$|\.\./.test(prefix);

/** Whether Entra ID says that the UPN could not be taken (gates.md B35). */
const tellsUpnError = (errors: unknown): boolean =>
	Array.isArray(errors) && errors.some(error => JSON.stringify(error).toLowerCase().includes('userprincipalname'));

const upnErrors = [{propertyCausingError: 'UserPrincipalName'}];
const noErrors: readonly unknown[] = [];

/** What is kept of each user of Entra ID: what `classify` asks, in values that are few. */
export const keptOfUser: Kept = {
	texts: {
		onPremisesSecurityIdentifier: 'to-dash',
		userPrincipalName: 'from-at',
		onPremisesUserPrincipalName: 'from-at',
		onPremisesImmutableId: 'guid',
	},
	traits: {
		accountEnabled: value => value !== false,
		userType: value => (value === 'Guest' ? 'Guest' : 'Member'),
		onPremisesSyncEnabled: value => value === true,
		onPremisesProvisioningErrors: value => (tellsUpnError(value) ? upnErrors : noErrors),
	},
};

/** Among so many, two that differ are found, unless one of them came again and again. */
const enough = 16;

/** Whether these are more users than one. A list that changes while it is read may bring one of them again, and no two users share a UPN. */
const areSeveral = (users: readonly SurveyRecord[]): boolean =>
	new Set(users.map(one => text(one, 'userPrincipalName')?.toLowerCase())).size > 1;

const absentClass = (record: SurveyRecord, upn: string, sid: string | null, lookup: Lookup): PersonClass => {
	const anchor = text(record, 'anchor');
	const anchored = anchor === null ? [] : lookup('onPremisesImmutableId', anchor);
	if (anchored.some(match => text(match, 'onPremisesSecurityIdentifier') !== sid && match['onPremisesSyncEnabled'] === true)) {
		return 'other-sid';
	}

	return lookup('userPrincipalName', upn, 1).length > 0 ? 'cloud-namesake' : 'absent';
};

const differing = (upn: string, cloudUpn: string, match: SurveyRecord): PersonClass => {
	if (tellsUpnError(match['onPremisesProvisioningErrors'])) {
		return 'quarantined';
	}

	if (!isLegalPrefix(prefixOf(upn))) {
		return 'illegal-prefix';
	}

	if (isInitial(cloudUpn) && !isInitial(upn)) {
		return 'initial-domain';
	}

	return same(suffixOf(upn), suffixOf(cloudUpn)) ? 'prefix-differs' : 'suffix-differs';
};

/**
 * Puts one enabled account beside what Entra holds for it, joined by SID and never by name (gates.md 4.1 and 4.3).
 * `record` has `userPrincipalName`, `sAMAccountName`, `domain` (DNS name of the account's own domain), `sid` and `anchor`; `lookup` is null where the tenant was not read.
 */
export const classify = (record: SurveyRecord, lookup: Lookup | null): Person => {
	const explicit = text(record, 'userPrincipalName');
	const upn = explicit ?? `${text(record, 'sAMAccountName') ?? ''}@${text(record, 'domain') ?? ''}`;
	const person = {
		upn,
		suffix: suffixOf(upn).toLowerCase(),
		implicit: explicit === null,
		cloudUpn: null,
		leftover: false,
		blocked: false,
		guest: false,
	};
	if (lookup === null) {
		return {...person, class: 'cloud-unseen'};
	}

	const sid = text(record, 'sid');
	if (sid === null) {
		return {...person, class: 'unread'};
	}

	const matches = lookup('onPremisesSecurityIdentifier', sid, enough);
	const [match] = matches;
	if (match === undefined) {
		return {...person, class: absentClass(record, upn, sid, lookup)};
	}

	if (areSeveral(matches)) {
		return {...person, class: 'several'};
	}

	const cloudUpn = text(match, 'userPrincipalName');
	const carried = text(match, 'onPremisesUserPrincipalName');
	const seen = {...person, cloudUpn, blocked: match['accountEnabled'] === false, guest: match['userType'] === 'Guest'};
	if (match['onPremisesSyncEnabled'] !== true) {
		return {...seen, class: match['onPremisesSyncEnabled'] === undefined ? 'unread' : 'no-longer-synced'};
	}

	if (cloudUpn === null) {
		return {...seen, class: 'unread'};
	}

	if (carried !== null && areSeveral(lookup('onPremisesUserPrincipalName', carried, enough))) {
		return {...seen, class: 'carried-twice'};
	}

	if (same(upn, cloudUpn)) {
		return {...seen, class: 'same', leftover: carried !== null && !same(carried, upn)};
	}

	if (match['onPremisesUserPrincipalName'] === undefined) {
		return {...seen, class: 'unread'};
	}

	return {...seen, class: same(carried, upn) ? 'carried' : differing(upn, cloudUpn, match)};
};
