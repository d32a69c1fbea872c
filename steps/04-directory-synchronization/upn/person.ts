import type {FoundRecord, Kept, Lookup, SurveyRecord} from '../../../src/guide/check.ts';
import {foldAscii, foldedSuffixOf, isSameUpn, isWrittenOtherwise, prefixOf} from '../../identity.ts';

/**
 * What one person in scope is to the tenant. The first two may pass, if the suffix is verified. From `written-otherwise` on nobody has seen enough to say.
 * `absent`, `cloud-namesake` and `other-sid` say that no user with the SID came; where not all users came, nobody has seen those either.
 * Everything else is not met.
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
	'written-otherwise',
	'unread',
	'changed',
	'cloud-unseen',
] as const;

export type PersonClass = (typeof personClasses)[number];

/** One person, classified. `suffix` and `upn` are the effective on-premises ones, as they stand there; of `suffix`, ASCII letters are small. */
export type Person = {
	readonly class: PersonClass;
	readonly upn: string;
	readonly suffix: string;
	readonly implicit: boolean;
	readonly cloudUpn: string | null;
	/** Of class `unread`: the property that nobody read, or that came as another kind of value. */
	readonly unread: string | null;
	readonly leftover: boolean;
	readonly blocked: boolean;
	readonly guest: boolean;
};

const text = (record: SurveyRecord | undefined, field: string): string | null => {
	const value = record?.[field];
	return typeof value === 'string' && value !== '' ? value : null;
};

/** Names that Entra gives where it can take no other: the initial domain, by cloud (B39). */
const isInitial = (upn: string) => /\.(onmicrosoft\.(com|us|de)|partner\.onmschina\.cn)$/.test(foldAscii(upn));

/** Characters that a UPN may have before the `@`, and how many (B60). */
const isLegalPrefix = (prefix: string) => /^[A-Za-z0-9'._!#^~-]{1,64}$/.test(prefix) && !/^\.|\.$|\.\./.test(prefix);

/** Whether Entra ID says that the UPN could not be taken (B35). */
const tellsUpnError = (errors: readonly unknown[]): boolean =>
	errors.some(error => foldAscii(JSON.stringify(error) ?? '').includes('userprincipalname'));

const upnErrors = [{propertyCausingError: 'UserPrincipalName'}];
const noErrors: readonly unknown[] = [];

const yesOrNo = (value: unknown): boolean | undefined => (typeof value === 'boolean' ? value : undefined);

/** What is kept of each user of Entra ID: what `classify` asks, in values that are few. What is of another kind than Graph gives is not kept, and is told. */
export const keptOfUser: Kept = {
	identity: 'id',
	texts: {
		onPremisesSecurityIdentifier: 'to-dash',
		id: 'uuid',
		userPrincipalName: 'from-at',
		onPremisesUserPrincipalName: 'from-at',
		onPremisesImmutableId: 'guid',
	},
	traits: {
		accountEnabled: yesOrNo,
		userType: value => (value === null || typeof value === 'string' ? (value === 'Guest' ? 'Guest' : 'Member') : undefined),
		// Null is a user who never came from Active Directory.
		onPremisesSyncEnabled: value => (value === null ? false : yesOrNo(value)),
		onPremisesProvisioningErrors: value =>
			value === null || Array.isArray(value) ? (tellsUpnError(value ?? []) ? upnErrors : noErrors) : undefined,
	},
};

/** With two it is known that there may be several, or that one changed while the list was read. */
const enough = 2;

const deciding = [
	'userPrincipalName',
	'onPremisesUserPrincipalName',
	'onPremisesSyncEnabled',
	'onPremisesSecurityIdentifier',
	'onPremisesProvisioningErrors',
];

/** What these are: one user, one that came with different values while the list was read, or several; `unread` where nobody knows who one of them is. */
const howMany = (users: readonly FoundRecord[]): 'one' | 'changed' | 'several' | 'unread' => {
	if (users.length === 0 || users.some(user => !user.hasIdentity)) {
		return 'unread';
	}

	// Each member is unpacked when it is read, and of nearly all there is one.
	if (users.length === 1) {
		return 'one';
	}

	return new Set(users.map(user => foldAscii(text(user, 'id') ?? ''))).size > 1
		? 'several'
		: users.every(user => deciding.every(field => user[field] === users[0]?.[field]))
			? 'one'
			: 'changed';
};

/** The same of all that are found, where the first ones do not say `several` already: two may be one user who came twice, and stand before another. */
const howManyOf = (first: readonly FoundRecord[], all: () => readonly FoundRecord[]) => {
	const count = howMany(first);
	return first.length < enough || count === 'several' ? count : howMany(all());
};

const absentClass = (record: SurveyRecord, upn: string, sid: string | null, lookup: Lookup): PersonClass => {
	const anchor = text(record, 'anchor');
	const anchored = anchor === null ? [] : lookup('onPremisesImmutableId', anchor);
	// Letters of base64 stand for other bytes in another case.
	if (
		anchored.some(
			match =>
				text(match, 'onPremisesImmutableId') === anchor &&
				text(match, 'onPremisesSecurityIdentifier') !== sid &&
				match['onPremisesSyncEnabled'] === true,
		)
	) {
		return 'other-sid';
	}

	return lookup('userPrincipalName', upn, 1).length > 0 ? 'cloud-namesake' : 'absent';
};

const differing = (upn: string, cloudUpn: string, match: SurveyRecord): PersonClass => {
	const errors = match['onPremisesProvisioningErrors'];
	if (Array.isArray(errors) && tellsUpnError(errors)) {
		return 'quarantined';
	}

	if (!isLegalPrefix(prefixOf(upn))) {
		return 'illegal-prefix';
	}

	if (isInitial(cloudUpn) && !isInitial(upn)) {
		return 'initial-domain';
	}

	return foldedSuffixOf(upn) === foldedSuffixOf(cloudUpn) ? 'prefix-differs' : 'suffix-differs';
};

/**
 * Puts one enabled account beside what Entra holds for it, joined by SID and never by name. Names are compared as they stand on both
 * sides. `record` has `userPrincipalName`, `sAMAccountName`, `domain` (DNS name of the account's own domain), `sid` and `anchor`;
 * `lookup` finds users by a field, and is null where the tenant was not read.
 */
export const classify = (record: SurveyRecord, lookup: Lookup | null): Person => {
	const explicit = text(record, 'userPrincipalName');
	const upn = explicit ?? `${text(record, 'sAMAccountName') ?? ''}@${text(record, 'domain') ?? ''}`;
	const person = {
		upn,
		suffix: foldedSuffixOf(upn),
		implicit: explicit === null,
		cloudUpn: null,
		unread: null,
		leftover: false,
		blocked: false,
		guest: false,
	};
	if (lookup === null) {
		return {...person, class: 'cloud-unseen'};
	}

	const sid = text(record, 'sid');
	if (sid === null) {
		return {...person, class: 'unread', unread: 'objectSid'};
	}

	const matches = lookup('onPremisesSecurityIdentifier', sid, enough);
	const [match] = matches;
	if (match === undefined) {
		return {...person, class: absentClass(record, upn, sid, lookup)};
	}

	const count = howManyOf(matches, () => lookup('onPremisesSecurityIdentifier', sid));
	if (count !== 'one') {
		return {...person, class: count, unread: count === 'unread' ? 'id' : null};
	}

	const cloudUpn = text(match, 'userPrincipalName');
	const carriedAs = match['onPremisesUserPrincipalName'];
	const carried = typeof carriedAs === 'string' && carriedAs !== '' ? carriedAs : null;
	const isSynced = match['onPremisesSyncEnabled'];
	const seen = {...person, cloudUpn, blocked: match['accountEnabled'] === false, guest: match['userType'] === 'Guest'};
	if (isSynced === false) {
		return {...seen, class: 'no-longer-synced'};
	}

	if (cloudUpn === null) {
		return {...seen, class: 'unread', unread: 'userPrincipalName'};
	}

	if (isSynced === undefined || carriedAs === undefined) {
		return {...seen, class: 'unread', unread: isSynced === undefined ? 'onPremisesSyncEnabled' : 'onPremisesUserPrincipalName'};
	}

	const sharers = (most?: number) => (carried === null ? [match] : lookup('onPremisesUserPrincipalName', carried, most));
	const sharing = howManyOf(sharers(enough), sharers);
	if (sharing !== 'one') {
		return {...seen, class: sharing === 'several' ? 'carried-twice' : sharing, unread: sharing === 'unread' ? 'id' : null};
	}

	if (isSameUpn(upn, cloudUpn)) {
		return {...seen, class: 'same', leftover: carried !== null && !isSameUpn(carried, upn)};
	}

	if (isSameUpn(upn, carried)) {
		// Entra ID gave another name because somebody else holds this one: what is carried does not mend that (B35).
		const isHeld = lookup('userPrincipalName', upn).some(
			other => isSameUpn(upn, text(other, 'userPrincipalName')) && other['id'] !== match['id'],
		);
		const errors = match['onPremisesProvisioningErrors'];
		return {...seen, class: isHeld || (Array.isArray(errors) && tellsUpnError(errors)) ? 'quarantined' : 'carried'};
	}

	const isOtherwise = isWrittenOtherwise(upn, cloudUpn) || isWrittenOtherwise(upn, carried);
	return {...seen, class: isOtherwise ? 'written-otherwise' : differing(upn, cloudUpn, match)};
};
