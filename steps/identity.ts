import {domainToASCII} from 'node:url';
import {foldAscii} from '../src/guide/fold.ts';
import {partsOfName} from './distinguished-name.ts';

/**
 * When two things are the same thing. Every comparison of identities goes through here: an id decides; a name decides only where it is
 * exactly a name that the thing itself lists. A piece of a name, a prefix or an ending never does (A16, A21, A25, W57, W58).
 */

/** How names are folded before they are compared: ASCII letters and nothing else (B66). */
export {foldAscii} from '../src/guide/fold.ts';

/** A GUID without braces, in lower case; null where it is absent, malformed or all zeros, which is no id at all. */
export const comparableGuid = (text: string | null | undefined): string | null => {
	const guid = foldAscii(text?.replace(/[{}\s]/g, '') ?? '');
	return guid === '' || /^[0-]+$/.test(guid) ? null : guid;
};

/** Whether both are the same GUID, however each is written. Two absent ids are not the same. */
export const isSameGuid = (a: string | null | undefined, b: string | null | undefined): boolean => {
	const left = comparableGuid(a);
	return left !== null && left === comparableGuid(b);
};

/** Names of attributes, object types, rules' directions and the like: exact but for ASCII case (G-6). */
export const isSameName = (a: string | null | undefined, b: string | null | undefined): boolean =>
	typeof a === 'string' && typeof b === 'string' && foldAscii(a) === foldAscii(b);

/** A DNS name as it is compared: ASCII case folded, one dot at its end dropped, nothing else repaired. */
export const comparableDnsName = (name: string): string => foldAscii(name).replace(/\.$/, '');

/** Whether both are the same DNS name; null is nobody's name. */
export const isSameDnsName = (a: string | null | undefined, b: string | null | undefined): boolean =>
	typeof a === 'string' && typeof b === 'string' && a !== '' && comparableDnsName(a) === comparableDnsName(b);

/** A distinguished name as it is compared: part by part, ASCII case folded, however each part is spaced and escaped (RFC 4514). */
export const comparableDn = (dn: string): string =>
	partsOfName(dn)
		.map(({type, value}) => [type, value].map(text => foldAscii(text).replace(/[\\,=]/g, '\\$&')).join('='))
		.join(',');

/** Whether both are the same distinguished name. */
export const isSameDn = (a: string | null | undefined, b: string | null | undefined): boolean =>
	typeof a === 'string' && typeof b === 'string' && a !== '' && comparableDn(a) === comparableDn(b);

/** What tells one Connect server from another: its whole DNS name, its short name, and the ids of its connectors of Active Directory. */
export type ServerIdentity = {readonly server: string; readonly dnsName: string | null; readonly connectors: readonly string[]};

const shortName = (name: string): string => comparableDnsName(name).split('.')[0] ?? '';

/**
 * Whether two witnesses speak of one Connect server (W58): the same DNS name; or, where one of them knows no DNS name, the same short name and
 * an equal connector of Active Directory, whose ids are made at installation. A short name alone is nobody: two forests may each have a SYNC01.
 */
export const isSameServer = (a: ServerIdentity, b: ServerIdentity): boolean => {
	const [left, right] = [a, b].map(({server, dnsName}) => dnsName ?? (server.includes('.') ? server : null));
	if (left !== null && left !== undefined && right !== null && right !== undefined) {
		return isSameDnsName(left, right);
	}

	return shortName(a.server) === shortName(b.server) && a.connectors.some(id => b.connectors.some(other => isSameGuid(id, other)));
};

/** Puts together what is the same, also where only a third shows that two are: the order of the list does not matter. */
export const groupSame = <T>(things: readonly T[], isSame: (a: T, b: T) => boolean): readonly (readonly T[])[] => {
	let groups: readonly (readonly T[])[] = [];
	for (const thing of things) {
		const own = groups.filter(group => group.some(other => isSame(thing, other)));
		groups = [...groups.filter(group => !own.includes(group)), [...own.flat(), thing]];
	}

	return groups;
};

/** What a user name ends in, after its last `@`; all of it where it has none. */
export const suffixOf = (upn: string): string => upn.slice(upn.lastIndexOf('@') + 1);

let [lastEnding, lastFolded] = ['@', ''];
/** The same with letters of ASCII in lower case. Of very many names, nearly all end as the one before. */
export const foldedSuffixOf = (upn: string): string => {
	if (!upn.endsWith(lastEnding)) {
		const suffix = suffixOf(upn);
		[lastEnding, lastFolded] = [`@${suffix}`, foldAscii(suffix)];
	}

	return lastFolded;
};

/** What stands before the last `@` of a user name; nothing where it has none. */
export const prefixOf = (upn: string): string => upn.slice(0, Math.max(0, upn.lastIndexOf('@')));

/** Whether both are the same user name: code point by code point, letters of ASCII in either case. Null is nobody's name. */
export const isSameUpn = (a: string | null, b: string | null): boolean =>
	a !== null && b !== null && (a === b || foldAscii(a) === foldAscii(b));

/**
 * A domain name in ASCII: of letters outside ASCII the A-label (RFC 5890). Null where it is no domain name, and where nothing but ASCII is left of it:
 * then something was hidden in it, or mapped away, and it is not the name that it becomes.
 */
export const aLabelOf = (name: string): string | null => {
	if (/^[\x20-\x7e]*$/.test(name)) {
		return foldAscii(name);
	}

	const label = domainToASCII(name);
	return /(^|\.)xn--/.test(label) ? label : null;
};

/** Whether two names that are not the same are one name written in two ways: the same before the `@`, and the same A-label after it. */
export const isWrittenOtherwise = (a: string | null, b: string | null): boolean => {
	const label = a === null ? null : aLabelOf(suffixOf(a));
	return (
		a !== null &&
		b !== null &&
		!isSameUpn(a, b) &&
		foldAscii(prefixOf(a)) === foldAscii(prefixOf(b)) &&
		label !== null &&
		label === aLabelOf(suffixOf(b))
	);
};

const isAscii = (character: string) => /^[\x21-\x7e]$/.test(character);

/** A name with every character named that is no letter, digit or sign of ASCII, so that two that look alike are told apart: `аna@contoso.com (U+0430)`. */
export const spelledOut = (name: string): string => {
	const others = [...new Set([...name].filter(character => !isAscii(character)))];
	const codes = others.map(character => `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`);
	return codes.length === 0 ? name : `${name} (${codes.join(', ')})`;
};
