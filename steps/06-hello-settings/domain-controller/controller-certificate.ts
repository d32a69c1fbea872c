import {X509Certificate} from 'node:crypto';
import {z} from 'zod';
import {safeText} from '../../../src/guide/untrusted.ts';
import {type Element, elementsOf, membersOf, oidOf, tags} from '../../der.ts';

/** What a certificate of a domain controller says of itself. */
export const certificateSchema = z.strictObject({
	/** SHA-1 in hexadecimal, as `certutil` and `certlm` show it, in lower case. */
	thumbprint: z.string(),
	/** For people; never compared. */
	subject: z.string(),
	/** For people; never compared. */
	issuer: z.string(),
	/** ISO 8601, UTC. */
	notBefore: z.iso.datetime(),
	notAfter: z.iso.datetime(),
	/** Its alternative names: DNS names, and how many others; null where it has none at all. */
	names: z.strictObject({dns: z.array(z.string()), others: z.int().nonnegative()}).nullable(),
	/** Extended key usages by OID; null where it has no such extension, which allows all. */
	usages: z.array(z.string()).nullable(),
	/** Bits of the key usage by their names in RFC 5280 4.2.1.3; null where it has no such extension. */
	keyUsage: z.array(z.string()).nullable(),
	/** The hash that its issuer signed; null where the algorithm is not known. */
	hash: z.enum(['md5', 'sha1', 'sha256', 'sha384', 'sha512']).nullable(),
	/** `rsa`, `ec`, ...; bits where it is RSA. */
	key: z.strictObject({kind: z.string(), bits: z.int().nullable()}),
	/** The name of its template (1.3.6.1.4.1.311.20.2, of version 1), or its OID (1.3.6.1.4.1.311.21.7, later ones). */
	template: z.strictObject({name: z.string().nullable(), oid: z.string().nullable()}),
	/** Addresses of revocation lists, and of responders of OCSP. */
	lists: z.array(z.string()),
	responders: z.array(z.string()),
});

export type ControllerCertificate = z.infer<typeof certificateSchema>;

/** Bits of KeyUsage in their order (RFC 5280 4.2.1.3). */
const keyUsages = [
	'digitalSignature',
	'nonRepudiation',
	'keyEncipherment',
	'dataEncipherment',
	'keyAgreement',
	'keyCertSign',
	'cRLSign',
	'encipherOnly',
	'decipherOnly',
];

/** Signature algorithms (RFC 8017 A.2.4, RFC 5758 3.2), and two older ones that Windows still meets. */
const hashes: Readonly<Record<string, ControllerCertificate['hash']>> = {
	'1.2.840.113549.1.1.4': 'md5',
	'1.2.840.113549.1.1.5': 'sha1',
	'1.3.14.3.2.29': 'sha1',
	'1.2.840.10045.4.1': 'sha1',
	'1.2.840.113549.1.1.11': 'sha256',
	'1.2.840.113549.1.1.12': 'sha384',
	'1.2.840.113549.1.1.13': 'sha512',
	'1.2.840.10045.4.3.2': 'sha256',
	'1.2.840.10045.4.3.3': 'sha384',
	'1.2.840.10045.4.3.4': 'sha512',
};
/** RSASSA-PSS names its hash beside it, and means SHA-1 where it names none (RFC 8017 A.2.3). */
const pss = '1.2.840.113549.1.1.10';
const hashesOfPss: typeof hashes = {
	'1.3.14.3.2.26': 'sha1',
	'2.16.840.1.101.3.4.2.1': 'sha256',
	'2.16.840.1.101.3.4.2.2': 'sha384',
	'2.16.840.1.101.3.4.2.3': 'sha512',
};

/** A malformed part ends the reading: what half a certificate says is nothing. */
const needed = <T>(value: T | null | undefined): T => {
	if (value === null || value === undefined) {
		throw new Error('The certificate holds a part that cannot be read.');
	}

	return value;
};

const hashOf = (algorithm: Element): ControllerCertificate['hash'] => {
	const [id, parameters] = needed(elementsOf(algorithm.content));
	const oid = needed(oidOf(id));
	if (oid !== pss) {
		return hashes[oid] ?? null;
	}

	const named = needed(elementsOf(parameters?.content ?? Buffer.alloc(0))).find(({tag}) => tag === 0xa0);
	return named === undefined ? 'sha1' : (hashesOfPss[needed(oidOf(needed(membersOf(named.content))[0]))] ?? null);
};

const keyUsageOf = (bytes: Buffer): readonly string[] => {
	const [bits, ...more] = needed(elementsOf(bytes));
	if (bits?.tag !== tags.bitString || bits.content.length < 2 || more.length > 0) {
		throw new Error('The key usage cannot be read.');
	}

	return keyUsages.filter((_, at) => ((bits.content[1 + (at >> 3)] ?? 0) & (0x80 >> (at & 7))) !== 0);
};

/** GeneralName (RFC 5280 4.2.1.6): [2] is a DNS name, [6] an address. */
const texts = (names: readonly Element[], tag: number): string[] =>
	names.filter(one => one.tag === tag).map(({content}) => safeText(content.toString('latin1')));

/** Addresses of distribution points: [0] their name, in it [0] the whole name, in it [6]. */
const listsOf = (bytes: Buffer): string[] =>
	needed(membersOf(bytes)).flatMap(point => {
		const name = needed(elementsOf(point.content)).find(({tag}) => tag === 0xa0);
		const whole = name === undefined ? undefined : needed(elementsOf(name.content)).find(({tag}) => tag === 0xa0);
		return whole === undefined ? [] : texts(needed(elementsOf(whole.content)), 0x86);
	});

const respondersOf = (bytes: Buffer): string[] =>
	needed(membersOf(bytes)).flatMap(access => {
		const [method, ...location] = needed(elementsOf(access.content));
		return oidOf(method) === '1.3.6.1.5.5.7.48.1' ? texts(location, 0x86) : [];
	});

const templateNameOf = (bytes: Buffer): string => {
	const [text] = needed(elementsOf(bytes));
	const {tag, content} = needed(text);
	return safeText(tag === tags.bmp ? Buffer.from(content).swap16().toString('utf16le') : content.toString('utf8'));
};

/** The extensions by their OID, [3] of what is signed; one that stands there twice makes the certificate none. */
const extensionsOf = (signed: readonly Element[]): ReadonlyMap<string, Buffer> => {
	const list = signed.find(({tag}) => tag === 0xa3);
	const all = list === undefined ? [] : needed(membersOf(list.content));
	const read = all.map(extension => {
		const [id, ...others] = needed(elementsOf(extension.content));
		return [needed(oidOf(id)), needed(others.find(({tag}) => tag === tags.octetString)).content] as const;
	});
	const found = new Map(read);
	return needed(found.size === read.length ? found : null);
};

const isoOf = (date: {readonly toISOString: () => string}): string => `${date.toISOString().slice(0, 19)}Z`;
const nameOf = (text: string): string => safeText(text.split('\n').toReversed().join(', '));

/** Reads a certificate's DER in hexadecimal; null where it is none, or any part of it that counts here cannot be read. */
export const controllerCertificateOf = (hex: string): ControllerCertificate | null => {
	const bytes = Buffer.from(hex, 'hex');
	try {
		const certificate = new X509Certificate(bytes);
		const [body] = needed(membersOf(bytes));
		const signed = needed(elementsOf(needed(body).content));
		const extensions = extensionsOf(signed);
		const of = <T>(oid: string, read: (value: Buffer) => T): T | null => {
			const value = extensions.get(oid);
			return value === undefined ? null : read(value);
		};
		const {asymmetricKeyType, asymmetricKeyDetails} = certificate.publicKey;
		// Version ([0]) may be absent; then the number comes first, and the algorithm after it.
		const algorithm = needed(signed.filter(({tag}) => tag === tags.sequence)[0]);
		return certificate.raw.equals(bytes)
			? {
					thumbprint: certificate.fingerprint.replaceAll(':', '').toLowerCase(),
					subject: nameOf(certificate.subject ?? ''),
					issuer: nameOf(certificate.issuer ?? ''),
					notBefore: isoOf(certificate.validFromDate),
					notAfter: isoOf(certificate.validToDate),
					names: of('2.5.29.17', value => {
						const names = needed(membersOf(value));
						const dns = texts(names, 0x82);
						return {dns, others: names.length - dns.length};
					}),
					usages: of('2.5.29.37', value => needed(membersOf(value)).map(one => needed(oidOf(one)))),
					keyUsage: of('2.5.29.15', value => [...keyUsageOf(value)]),
					hash: hashOf(algorithm),
					key: {kind: asymmetricKeyType ?? 'unknown', bits: asymmetricKeyDetails?.modulusLength ?? null},
					template: {
						name: of('1.3.6.1.4.1.311.20.2', templateNameOf),
						oid: of('1.3.6.1.4.1.311.21.7', value => needed(oidOf(needed(membersOf(value))[0]))),
					},
					lists: of('2.5.29.31', listsOf) ?? [],
					responders: of('1.3.6.1.5.5.7.1.1', respondersOf) ?? [],
				}
			: null;
	} catch {
		return null;
	}
};
