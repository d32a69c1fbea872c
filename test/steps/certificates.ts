import {createHash, generateKeyPairSync, sign} from 'node:crypto';

/**
 * Certificates in real DER (RFC 5280, X.690), built part by part: Node can read one and not make one, and a library that makes them
 * makes none that is wrong. `openssl x509 -inform DER -text` reads what comes of it.
 */
const {privateKey, publicKey} = generateKeyPairSync('ec', {namedCurve: 'P-256'});

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

/** A self-signed certificate in DER, from `notBefore` to `notAfter`, ISO 8601 in UTC. */
export const certificateDer = ({
	name = 'Contoso Issuing CA',
	serial = 1,
	notBefore = '2024-01-01T00:00:00Z',
	notAfter = '2034-01-01T00:00:00Z',
}: {
	readonly name?: string;
	readonly serial?: number;
	readonly notBefore?: string;
	readonly notAfter?: string;
} = {}): Buffer => {
	const body = sequence(
		der(0x02, Buffer.from([serial])),
		algorithm,
		nameOf(name),
		sequence(timeOf(notBefore), timeOf(notAfter)),
		nameOf(name),
		publicKey.export({type: 'spki', format: 'der'}),
	);
	return sequence(body, algorithm, der(0x03, Buffer.from([0]), sign('sha256', body, privateKey)));
};

/** The thumbprint as Windows makes it: SHA-1 of all bytes. */
export const thumbprintOf = (certificate: Buffer): string => createHash('sha1').update(certificate).digest('hex');
