import {isoOfFileTime} from '../../day.ts';
import {guidOf} from '../../directory.ts';
import {isRoca} from './roca.ts';

/** One value of msDS-KeyCredentialLink, as far as anybody judges it. */
export type KeyCredential = {
	/** NGC is a key of Windows Hello; FIDO keys arrive by the same rule. */
	readonly usage: 'hello' | 'fido' | 'other';
	/** Who wrote it: Entra ID, by Connect, or the directory's own means. */
	readonly source: 'entra' | 'directory' | 'other';
	/** The id of the device in Entra ID, lower case; null where none is named. */
	readonly device: string | null;
	/** ISO 8601; null where it does not say. */
	readonly created: string | null;
	/** Its RSA key can be computed from its public half (CVE-2017-15361); null where it holds no RSA key that could be read. */
	readonly weak: boolean | null;
};

/** KEYCREDENTIALLINK_BLOB, version 2 (MS-ADTS 2.2.20.1). */
const version2 = 0x200;
/** KEYCREDENTIALLINK_ENTRY (MS-ADTS 2.2.20.6). */
const identifiers = {material: 3, usage: 4, source: 5, device: 6, created: 9} as const;
/** BCRYPT_RSAPUBLIC_MAGIC: `RSA1`. */
const rsaPublic = 0x3141_5352;

/** The modulus of a BCRYPT_RSAKEY_BLOB: magic, bits, lengths of exponent, modulus and two primes, then exponent and modulus; null where it is no such thing. */
const modulusOf = (material: Buffer): Buffer | null => {
	if (material.length < 24 || material.readUInt32LE(0) !== rsaPublic) {
		return null;
	}

	const at = 24 + material.readUInt32LE(8);
	const end = at + material.readUInt32LE(12);
	return end <= material.length && end > at ? material.subarray(at, end) : null;
};

/** The entries of a blob by their identifiers; null where their lengths do not add up to it, or one stands twice. */
const entriesOf = (blob: Buffer): ReadonlyMap<number, Buffer> | null => {
	const entries = new Map<number, Buffer>();
	let at = 4;
	while (at < blob.length) {
		const end = at + 3 <= blob.length ? at + 3 + blob.readUInt16LE(at) : Number.POSITIVE_INFINITY;
		const identifier = blob[at + 2] ?? 0;
		if (end > blob.length || entries.has(identifier)) {
			return null;
		}

		entries.set(identifier, blob.subarray(at + 3, end));
		at = end;
	}

	return entries;
};

const byte = (value: Buffer | undefined): number | null => (value?.length === 1 ? (value[0] ?? null) : null);

/** The key in a value of msDS-KeyCredentialLink, `B:<digits>:<hexadecimal>:<DN>` (MS-ADTS 3.1.1.2.2.2.2); null where it is of another form. */
export const keyCredentialOf = (value: string): KeyCredential | null => {
	const [, digits, hex] = /^B:(\d+):([0-9a-f]*):/i.exec(value) ?? [];
	if (hex === undefined || Number(digits) !== hex.length || hex.length % 2 !== 0) {
		return null;
	}

	const blob = Buffer.from(hex, 'hex');
	const entries = blob.length >= 4 && blob.readUInt32LE(0) === version2 ? entriesOf(blob) : null;
	const usage = byte(entries?.get(identifiers.usage));
	if (entries === null || usage === null) {
		return null;
	}

	const source = byte(entries.get(identifiers.source));
	const device = entries.get(identifiers.device);
	const created = entries.get(identifiers.created);
	const modulus = modulusOf(entries.get(identifiers.material) ?? Buffer.alloc(0));
	return {
		usage: usage === 1 ? 'hello' : usage === 7 ? 'fido' : 'other',
		source: source === 1 ? 'entra' : source === 0 ? 'directory' : 'other',
		device: device === undefined ? null : guidOf(device.toString('base64')),
		created: created?.length === 8 ? isoOfFileTime(String(created.readBigUInt64LE())) : null,
		weak: modulus === null ? null : isRoca(modulus),
	};
};

/** The keys in the values of an account's msDS-KeyCredentialLink, and how many values are of a form that is not known. */
export const keysIn = (values: readonly string[]): {readonly keys: readonly KeyCredential[]; readonly unread: number} => {
	const keys = values.flatMap(value => keyCredentialOf(value) ?? []);
	return {keys, unread: values.length - keys.length};
};
