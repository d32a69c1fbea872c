import {type Element, elementsOf, insideOf, tags} from './der.ts';

const {sequence, octetString, oid} = tags;
/** [3] of a certificate's body (RFC 5280 4.1), and [0] and [6] of the two lists: a full name, and a name that is an address. */
const extensions = 0xa3;
const firstChoice = 0xa0;
const address = 0x86;

/** Object identifiers in DER: CRL Distribution Points, Authority Information Access (RFC 5280 4.2.1.13, 4.2.2.1), and its method caIssuers. */
const listPoints = '551d1f';
const authorityAccess = '2b06010505070101';
const issuersMethod = '2b06010505073002';

/** Where a certificate says that its revocation list, and the certificate of its issuer, are offered; null where the extension could not be read. */
export type Addresses = {readonly lists: readonly string[] | null; readonly issuerAt: readonly string[] | null};

/** The value of an extension; undefined where there is none of that kind, null where the certificate is not built as one. */
const extensionIn = (certificate: Buffer, id: string): Buffer | undefined | null => {
	const body = insideOf(insideOf(elementsOf(certificate)?.[0], sequence)?.[0], sequence);
	if (body === null) {
		return null;
	}

	const holder = body.find(({tag}) => tag === extensions);
	if (holder === undefined) {
		return undefined;
	}

	const all = insideOf(insideOf(holder, extensions)?.[0], sequence)?.map(one => insideOf(one, sequence));
	if (all === undefined || all.some(one => one === null)) {
		return null;
	}

	const own = all.find(one => one?.[0]?.tag === oid && one[0].content.toString('hex') === id);
	const value = own?.at(-1);
	return own === undefined ? undefined : value?.tag === octetString ? value.content : null;
};

const addressesIn = (names: readonly Element[]) => names.filter(({tag}) => tag === address).map(({content}) => content.toString('latin1'));

/** The addresses of every distribution point; a point without a full name, or of another kind of name, has none. */
const listsIn = (value: Buffer): readonly string[] | null => {
	const points = insideOf(elementsOf(value)?.[0], sequence)?.map(point => insideOf(point, sequence));
	return points === undefined || points.some(one => one === null)
		? null
		: points.flatMap(point => {
				const full = insideOf(insideOf(point?.[0], firstChoice)?.[0], firstChoice);
				return full === null ? [] : addressesIn(full);
			});
};

/** The addresses of the issuer's certificate; those of OCSP responders are left out. */
const issuersIn = (value: Buffer): readonly string[] | null => {
	const ways = insideOf(elementsOf(value)?.[0], sequence)?.map(way => insideOf(way, sequence));
	return ways === undefined || ways.some(one => one === null)
		? null
		: ways.flatMap(way => (way?.[0]?.content.toString('hex') === issuersMethod ? addressesIn(way.slice(1)) : []));
};

/** Reads both lists out of a certificate in DER. An extension that is not there lists nothing. */
export const addressesOf = (certificate: Buffer): Addresses => {
	const [lists, issuerAt] = [listPoints, authorityAccess].map(id => extensionIn(certificate, id));
	return {
		lists: lists === undefined ? [] : lists === null ? null : listsIn(lists),
		issuerAt: issuerAt === undefined ? [] : issuerAt === null ? null : issuersIn(issuerAt),
	};
};
