import {createHash, generateKeyPairSync, sign} from 'node:crypto';

/**
 * Certificates in real DER (RFC 5280, X.690), built part by part: Node can read one and not make one, and a library that makes them
 * makes none that is wrong. `openssl x509 -inform DER -text` reads what comes of it.
 */
const newKeys = () => generateKeyPairSync('ec', {namedCurve: 'P-256'});
const usual = newKeys();

const der = (tag: number, ...parts: readonly Uint8Array[]): Buffer => {
	const body = Buffer.concat(parts);
	const size =
		body.length < 0x80 ? [body.length] : body.length < 0x100 ? [0x81, body.length] : [0x82, body.length >> 8, body.length & 0xff];
	return Buffer.concat([Buffer.from([tag, ...size]), body]);
};
const sequence = (...parts: readonly Uint8Array[]) => der(0x30, ...parts);
const bytes = (hex: string) => Buffer.from(hex, 'hex');

/** UTCTime up to 2049, GeneralizedTime from then on, as RFC 5280 4.1.2.5 asks. */
const timeOf = (iso: string): Buffer => {
	const digits = `${iso.slice(0, 19).replaceAll(/[-:T]/g, '')}Z`;
	return Number(iso.slice(0, 4)) < 2050 ? der(0x17, Buffer.from(digits.slice(2))) : der(0x18, Buffer.from(digits));
};

/** A name of one common name. */
const nameOf = (common: string) => sequence(der(0x31, sequence(bytes('0603550403'), der(0x0c, Buffer.from(common)))));
/** ecdsa-with-SHA256 (RFC 5758). */
const algorithm = sequence(bytes('06082a8648ce3d040302'));

/** An extension that holds addresses: [6] of a general name (RFC 5280 4.2.1.6). */
const addressed = (text: string) => der(0x86, Buffer.from(text, 'latin1'));
const extension = (oid: string, value: Uint8Array) => sequence(bytes(oid), der(0x04, value));
/** CRL Distribution Points, one point for each list of addresses. */
export const listPoints = (...points: readonly (readonly string[])[]): Buffer =>
	extension('0603551d1f', sequence(...points.map(point => sequence(der(0xa0, der(0xa0, ...point.map(addressed)))))));
/** Authority Information Access: where the issuer's certificate is, and after it an OCSP responder. */
export const issuerPlaces = (...places: readonly string[]): Buffer =>
	extension(
		'06082b06010505070101',
		sequence(
			...places.map(place => sequence(bytes('06082b06010505073002'), addressed(place))),
			sequence(bytes('06082b06010505073001'), addressed('http://ocsp.corp.example.test')),
		),
	);

/** Who signs, and whose key is in it: by default one key for both, as a root has. */
export type Keys = ReturnType<typeof newKeys>;
export {newKeys};

/** A certificate in DER, self-signed unless an issuer is given, from `notBefore` to `notAfter`, ISO 8601 in UTC. */
export const certificateDer = ({
	name = 'Contoso Issuing CA',
	serial = 1,
	notBefore = '2024-01-01T00:00:00Z',
	notAfter = '2034-01-01T00:00:00Z',
	issuer = name,
	keys = usual,
	signer = keys,
	extensions = [],
}: {
	readonly name?: string;
	readonly serial?: number;
	readonly notBefore?: string;
	readonly notAfter?: string;
	readonly issuer?: string;
	readonly keys?: Keys;
	readonly signer?: Keys;
	readonly extensions?: readonly Uint8Array[];
} = {}): Buffer => {
	const body = sequence(
		...(extensions.length === 0 ? [] : [der(0xa0, bytes('020102'))]),
		der(0x02, Buffer.from([serial])),
		algorithm,
		nameOf(issuer),
		sequence(timeOf(notBefore), timeOf(notAfter)),
		nameOf(name),
		keys.publicKey.export({type: 'spki', format: 'der'}),
		...(extensions.length === 0 ? [] : [der(0xa3, sequence(...extensions))]),
	);
	return sequence(body, algorithm, der(0x03, Buffer.from([0]), sign('sha256', body, signer.privateKey)));
};

/** A revocation list in DER (RFC 5280 5.1): of version 2 where it lists somebody, else of the first. */
export const revocationList = ({
	name,
	until,
	revoked = 0,
	keys = usual,
}: {
	readonly name: string;
	readonly until: string | null;
	readonly revoked?: number;
	readonly keys?: Keys;
}): Buffer => {
	const from = timeOf('2026-11-01T09:00:00Z');
	const entries = Array.from({length: revoked}, (_, at) => sequence(der(0x02, Buffer.from([1 + (at >> 8), at & 0xff])), from));
	const body = sequence(
		...(revoked > 0 ? [der(0x02, Buffer.from([1]))] : []),
		algorithm,
		nameOf(name),
		from,
		...(until === null ? [] : [timeOf(until)]),
		...(revoked > 0 ? [sequence(...entries)] : []),
	);
	return sequence(body, algorithm, der(0x03, Buffer.from([0]), sign('sha256', body, keys.privateKey)));
};

/** The thumbprint as Windows makes it: SHA-1 of all bytes. */
export const thumbprintOf = (certificate: Buffer): string => createHash('sha1').update(certificate).digest('hex');
