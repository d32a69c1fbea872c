import {X509Certificate} from 'node:crypto';
import {z} from 'zod';
import {safeText} from '../src/guide/untrusted.ts';

/** A certificate as facts carry it. */
export const certificateSchema = z.strictObject({
	/** SHA-1 in hexadecimal, as `certutil` and `certlm` show it. */
	thumbprint: z.string(),
	/** Its subject, for people; never compared. */
	subject: z.string(),
	/** ISO 8601, UTC. */
	notBefore: z.iso.datetime(),
	notAfter: z.iso.datetime(),
});

export type Certificate = z.infer<typeof certificateSchema>;

/** Certificates as a directory holds them, and how many values among them are none that can be read. */
export type Certificates = {readonly certificates: readonly Certificate[]; readonly unreadable: number};

const isoOf = (date: {readonly toISOString: () => string}): string => `${date.toISOString().slice(0, 19)}Z`;

/** A certificate from the base64 of its DER; null for anything else: PEM, a part of one, one with something behind it, or impossible times. */
const certificateOf = (base64: string): Certificate | null => {
	const bytes = Buffer.from(base64, 'base64');
	try {
		const certificate = new X509Certificate(bytes);
		return certificate.raw.equals(bytes)
			? {
					thumbprint: certificate.fingerprint.replaceAll(':', '').toLowerCase(),
					subject: safeText(certificate.subject.split('\n').toReversed().join(', ')),
					notBefore: isoOf(certificate.validFromDate),
					notAfter: isoOf(certificate.validToDate),
				}
			: null;
	} catch {
		return null;
	}
};

/** Reads the values of an attribute such as `cACertificate`. One byte alone is how a directory writes an object that holds none. */
export const certificatesOf = (values: readonly string[]): Certificates => {
	const read = values.filter(value => Buffer.from(value, 'base64').length > 1).map(certificateOf);
	const certificates = read.filter(one => one !== null);
	return {certificates, unreadable: read.length - certificates.length};
};

/** The shape of both in a collector's schema. */
export const certificatesShape = {
	certificates: z.array(certificateSchema),
	/** Values that are no certificate, or none that could be read. */
	unreadable: z.int().nonnegative(),
};
