/**
 * The parts of DER (X.690) that lead to an extension of a certificate. node:crypto checks a certificate whole and shows one of its extensions;
 * @peculiar/x509 was weighed: 37 packages, a global that has to be patched before it loads, and 60 ms at every start, for two lists of addresses.
 */

/** One element: its tag's byte, and what is in it. */
export type Element = {readonly tag: number; readonly content: Buffer};

/** Tags of X.690 that certificates use; those of a context stand there as they are. */
export const tags = {integer: 0x02, bitString: 0x03, octetString: 0x04, oid: 0x06, utf8: 0x0c, bmp: 0x1e, sequence: 0x30} as const;

/** The length that begins at a place, and where what it measures begins; null for the endless form, one of more than four bytes, or one that is cut. */
const lengthAt = (bytes: Buffer, at: number): {readonly length: number; readonly from: number} | null => {
	const first = bytes[at];
	if (first === undefined || first === 0x80 || first > 0x84) {
		return null;
	}

	const more = first < 0x80 ? 0 : first - 0x80;
	const from = at + 1 + more;
	return from > bytes.length ? null : {length: more === 0 ? first : bytes.readUIntBE(at + 1, more), from};
};

/** The elements one after the other, to the last byte; null where the bytes are not that, or a tag is of the long form, which no certificate needs. */
export const elementsOf = (bytes: Buffer): readonly Element[] | null => {
	const elements: Element[] = [];
	let at = 0;
	while (at < bytes.length) {
		const tag = bytes[at] ?? 0x1f;
		const found = (tag & 0x1f) === 0x1f ? null : lengthAt(bytes, at + 1);
		if (found === null || found.from + found.length > bytes.length) {
			return null;
		}

		elements.push({tag, content: bytes.subarray(found.from, found.from + found.length)});
		at = found.from + found.length;
	}

	return elements;
};

/** What is in an element of that tag; null for another tag, for none, and for content that is no elements. */
export const insideOf = (element: Element | undefined, tag: number): readonly Element[] | null =>
	element?.tag === tag ? elementsOf(element.content) : null;

/** What is in the one element that is all of the bytes, and has a tag; null where something else stands there. */
export const membersOf = (bytes: Buffer | undefined, tag: number = tags.sequence): readonly Element[] | null => {
	const elements = bytes === undefined ? null : elementsOf(bytes);
	return elements?.length === 1 ? insideOf(elements[0], tag) : null;
};

/** An object identifier as numbers and dots (X.690 8.19); null where the element is none. */
export const oidOf = (element: Element | undefined): string | null => {
	const last = element?.content.at(-1);
	if (element?.tag !== tags.oid || last === undefined || last >= 0x80) {
		return null;
	}

	const arcs: number[] = [];
	let arc = 0;
	for (const byte of element.content) {
		arc = arc * 128 + (byte & 0x7f);
		if (byte < 0x80) {
			arcs.push(arc);
			arc = 0;
		}
	}

	const [first = 0, ...others] = arcs;
	const top = Math.min(2, Math.floor(first / 40));
	return [top, first - 40 * top, ...others].join('.');
};
