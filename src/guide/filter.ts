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
/** True where `part` stands anywhere in the value. */
export const holds = (attribute: string, part: string): Filter => asFilter(`(${named(attribute)}=*${escapeFilterValue(part)}*)`);
