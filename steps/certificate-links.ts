import {X509Certificate} from 'node:crypto';

/** Who signed a certificate, among those that it was read together with. */
export type Links = {
	/** Thumbprints of those whose key its signature was verified by, itself left out. */
	readonly issuers: readonly string[];
	/** Its own key verifies its signature: a root. */
	readonly selfSigned: boolean;
	/** One of them bears the issuer's name, and its key or the signature is of a kind that could not be calculated with. */
	readonly doubtful: boolean;
};

const thumbprintOf = ({fingerprint}: X509Certificate) => fingerprint.replaceAll(':', '').toLowerCase();

/**
 * Whether the key of one certificate verifies the signature of another; null where that could not be calculated. Names, key identifiers and the
 * right to sign certificates have to fit as well (RFC 5280 4.2.1.1, 4.2.1.3), and they alone prove nothing.
 */
const signed = (issuer: X509Certificate, certificate: X509Certificate): boolean | null => {
	if (!certificate.checkIssued(issuer)) {
		return false;
	}

	try {
		return certificate.verify(issuer.publicKey);
	} catch {
		return null;
	}
};

/** The links among certificates, by thumbprint. Each is in DER, in base64; what is none is left out. */
export const linksAmong = (values: readonly string[]): ReadonlyMap<string, Links> => {
	const all = new Map(
		values.flatMap(value => {
			try {
				const certificate = new X509Certificate(Buffer.from(value, 'base64'));
				return [[thumbprintOf(certificate), certificate] as const];
			} catch {
				return [];
			}
		}),
	);
	return new Map(
		[...all].map(([thumbprint, certificate]) => {
			const verified = [...all].map(([other, issuer]) => [other, signed(issuer, certificate)] as const);
			return [
				thumbprint,
				{
					issuers: verified.flatMap(([other, is]) => (is === true && other !== thumbprint ? [other] : [])),
					selfSigned: verified.some(([other, is]) => is === true && other === thumbprint),
					doubtful: verified.some(([, is]) => is === null),
				},
			];
		}),
	);
};
