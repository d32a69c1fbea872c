import {isoOf} from './day.ts';
import {type Element, elementsOf, insideOf, tags} from './der.ts';

const {sequence, integer} = tags;
const version = 0xa0;
const shortTime = 0x17;
const longTime = 0x18;

/** A time of X.509 (RFC 5280 4.1.2.5): two digits of a year below 50 are of this century. Null for anything else. */
const timeOf = (element: Element | undefined): string | null => {
	const text = element?.content.toString('latin1') ?? '';
	return element?.tag === longTime
		? isoOf(text)
		: element?.tag === shortTime
			? isoOf(`${Number(text.slice(0, 2)) < 50 ? 20 : 19}${text}`)
			: null;
};

/** The parts of what is signed, of a certificate or of a list; null where the bytes are neither. */
const bodyOf = (bytes: Buffer): readonly Element[] | null => insideOf(insideOf(elementsOf(bytes)?.[0], sequence)?.[0], sequence);

/** The name of a certificate's owner, as its bytes (RFC 5280 4.1); null where it is no certificate. */
export const subjectOf = (certificate: Buffer): Buffer | null => {
	const body = bodyOf(certificate);
	const subject = body?.[body[0]?.tag === version ? 5 : 4];
	return subject?.tag === sequence ? subject.content : null;
};

/** Whose revocation list it is, by the bytes of the name, and until when it holds (RFC 5280 5.1); null where it is no list. */
export const revocationListOf = (list: Buffer): {readonly issuer: Buffer; readonly until: string | null} | null => {
	const body = bodyOf(list);
	const [, issuer, from, until] = body?.slice(body[0]?.tag === integer ? 1 : 0) ?? [];
	return issuer?.tag === sequence && timeOf(from) !== null ? {issuer: issuer.content, until: timeOf(until)} : null;
};
