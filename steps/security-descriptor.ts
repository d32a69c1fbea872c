import {guidOf, sidAt} from './directory.ts';

/** One entry of a DACL (MS-DTYP 2.4.4). */
export type Ace = {
	readonly allows: boolean;
	/** `S-1-5-9`. */
	readonly sid: string;
	/** The access mask, 32 bits without sign. */
	readonly mask: number;
	/** The right, property or class that it is limited to, as a GUID in lower case; null: to none. */
	readonly objectType: string | null;
	/** Objects below inherit it; which class of them alone, as a GUID in lower case, or null for every class. */
	readonly inherited: boolean;
	readonly inheritedType: string | null;
	/** Says nothing about the object itself, only about those below it. */
	readonly inheritOnly: boolean;
	/** It holds only where an expression does that is not read here (MS-DTYP 2.4.4.17). */
	readonly conditional: boolean;
};

const containerInherit = 0x02;
const inheritOnly = 0x08;
const daclPresent = 0x0004;

/** Types of entries that can stand in a DACL (MS-DTYP 2.4.4.1): whether each allows, holds object types, and is conditional. */
const types: Readonly<Record<number, readonly [allows: boolean, ofObject: boolean, conditional: boolean]>> = {
	0: [true, false, false],
	1: [false, false, false],
	5: [true, true, false],
	6: [false, true, false],
	9: [true, false, true],
	10: [false, false, true],
	11: [true, true, true],
	12: [false, true, true],
};

/** One entry, from bytes that are cut to its own size; null where they are no entry that is known. */
const aceOf = (bytes: Buffer): Ace | null => {
	const [allows, ofObject, conditional] = types[bytes[0] ?? -1] ?? [];
	if (allows === undefined || bytes.length < 8) {
		return null;
	}

	let at = 8;
	let objectType: string | null = null;
	let inheritedType: string | null = null;
	if (ofObject) {
		if (bytes.length < 12) {
			return null;
		}

		// Both are optional, and the flags say which of them there are (MS-DTYP 2.4.4.3).
		const flags = bytes.readUInt32LE(8);
		at = 12 + 16 * ((flags & 1) + ((flags & 2) >> 1));
		if (at > bytes.length) {
			return null;
		}

		objectType = flags & 1 ? guidOf(bytes.subarray(12, 28).toString('base64')) : null;
		inheritedType = flags & 2 ? guidOf(bytes.subarray(at - 16, at).toString('base64')) : null;
	}

	const found = sidAt(bytes, at);
	return found === null
		? null
		: {
				allows,
				sid: found.sid,
				mask: bytes.readUInt32LE(4),
				objectType,
				inherited: ((bytes[1] ?? 0) & containerInherit) !== 0,
				inheritedType,
				inheritOnly: ((bytes[1] ?? 0) & inheritOnly) !== 0,
				conditional: conditional === true,
			};
};

/**
 * The entries of the DACL of a self-relative security descriptor (MS-DTYP 2.4.6, 2.4.5), in their order, from its base64.
 * Null where there is nothing to rely on: bytes that are cut or of another form, an entry of an unknown type, or no DACL at all, which a
 * reader cannot tell from one that was kept from it.
 */
export const daclOf = (base64: string): readonly Ace[] | null => {
	const bytes = Buffer.from(base64, 'base64');
	if (bytes.length < 20 || bytes[0] !== 1) {
		return null;
	}

	const dacl = bytes.readUInt32LE(16);
	if ((bytes.readUInt16LE(2) & daclPresent) === 0 || dacl < 20 || dacl + 8 > bytes.length) {
		return null;
	}

	const end = dacl + bytes.readUInt16LE(dacl + 2);
	const count = bytes.readUInt16LE(dacl + 4);
	if (end > bytes.length || ![2, 4].includes(bytes[dacl] ?? 0)) {
		return null;
	}

	const aces: Ace[] = [];
	let at = dacl + 8;
	for (let index = 0; index < count; index++) {
		const size = at + 4 <= end ? bytes.readUInt16LE(at + 2) : 0;
		const ace = size === 0 || at + size > end ? null : aceOf(bytes.subarray(at, at + size));
		if (ace === null) {
			return null;
		}

		aces.push(ace);
		at += size;
	}

	return aces;
};
