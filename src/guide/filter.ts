/** An LDAP filter built from escaped parts (RFC 4515); nothing else makes one. */
export type Filter = string & {readonly filter: unique symbol};

const asFilter = (text: string) => text as Filter;

/** Escapes a value for a filter: the five characters of RFC 4515, controls, and everything outside ASCII as UTF-8 bytes. */
const escapeFilterValue = (value: string): string =>
	[...new TextEncoder().encode(value)]
		.map(byte => {
			const character = String.fromCharCode(byte);
			return byte < 0x20 || byte > 0x7e || '*()\\'.includes(character) ? `\\${byte.toString(16).padStart(2, '0')}` : character;
		})
		.join('');

const named = (attribute: string) => {
	if (!/^[A-Za-z][A-Za-z0-9-]*$/.test(attribute)) {
		throw new Error(`Not an attribute name: ${JSON.stringify(attribute)}`);
	}

	return attribute;
};

/** Every object. */
export const everything: Filter = asFilter('(objectClass=*)');
/** Objects whose attribute has a value. */
export const equals = (attribute: string, value: string): Filter => asFilter(`(${named(attribute)}=${escapeFilterValue(value)})`);
/** Objects that have an attribute. */
export const present = (attribute: string): Filter => asFilter(`(${named(attribute)}=*)`);
/** True where every bit of `bits` is set: LDAP_MATCHING_RULE_BIT_AND, MS-ADTS 3.1.1.3.4.4.1. */
export const hasBits = (attribute: string, bits: number): Filter => asFilter(`(${named(attribute)}:1.2.840.113556.1.4.803:=${bits})`);
/** Objects that fit every part. */
export const all = (...parts: readonly Filter[]): Filter => asFilter(`(&${parts.join('')})`);
/** Objects that fit a part. */
export const any = (...parts: readonly Filter[]): Filter => asFilter(`(|${parts.join('')})`);
/** Objects that do not fit. */
export const not = (part: Filter): Filter => asFilter(`(!${part})`);
/** True where the value begins with `start`. */
export const startsWith = (attribute: string, start: string): Filter => asFilter(`(${named(attribute)}=${escapeFilterValue(start)}*)`);
/** The object whose SID is that of the domain asked, with this RID (MS-DTYP 2.4.2.4); for queries put to every domain. */
export const hasRid = (rid: number): Filter => asFilter(`(objectSid=<domain>-${Math.trunc(rid)})`);
/** Stands for the users that the session names as its pilot: no other filter has a part without `=`, and no value holds a bracket that is not escaped. */
const pilotMark = '(<pilot-users>)';
/**
 * The session's pilot users, by their user principal name; where an account has none of its own, by the name that stands before the `@`, which is then
 * its sAMAccountName (MS-ADTS 5.1.1.1.1). Of which domain that one is, no filter can say: whoever reads the answer compares the whole name.
 */
export const pilotUsers: Filter = asFilter(pilotMark);
/** Whether a filter asks for the pilot users. */
export const asksForPilotUsers = (filter: Filter): boolean => filter.includes(pilotMark);
/** A filter with the pilot users' names in it; at least one. */
export const withPilotUsers = (filter: Filter, users: readonly string[]): Filter => {
	const own = users.map(user =>
		any(
			equals('userPrincipalName', user),
			all(not(present('userPrincipalName')), equals('sAMAccountName', user.slice(0, Math.max(0, user.lastIndexOf('@'))))),
		),
	);
	return asFilter(filter.replaceAll(pilotMark, () => any(...own)));
};
/** True where `part` stands anywhere in the value. */
export const holds = (attribute: string, part: string): Filter => asFilter(`(${named(attribute)}=*${escapeFilterValue(part)}*)`);
