/** A value in DER (X.690): its tag, and the bytes of its content. */
export type Der = {readonly tag: number; readonly content: Buffer};

/** Tags of X.690 that certificates use; those of a context stand there as they are. */
export const tags = {bitString: 0x03, octetString: 0x04, oid: 0x06, utf8: 0x0c, bmp: 0x1e, sequence: 0x30} as const;

/** The values that stand one after another in some bytes; null where the bytes do not come out even. Lengths are definite, and tags one byte long. */
export const valuesIn = (bytes: Buffer): readonly Der[] | null => {
	const found: Der[] = [];
	for (let at = 0; at < bytes.length; ) {
		const tag = bytes[at] ?? 0;
		const first = bytes[at + 1] ?? 0x80;
		const extra = first < 0x80 ? 0 : first & 0x7f;
		const start = at + 2 + extra;
		if ((tag & 0x1f) === 0x1f || first === 0x80 || extra > 4 || start > bytes.length) {
			return null;
		}

		const end = start + (extra === 0 ? first : bytes.readUIntBE(at + 2, extra));
		if (end > bytes.length) {
			return null;
		}

		found.push({tag, content: bytes.subarray(start, end)});
		at = end;
	}

	return found;
};

/** What stands in one value that is all of the bytes, and has a tag; null where something else stands there. */
export const membersOf = (bytes: Buffer | undefined, tag: number = tags.sequence): readonly Der[] | null => {
	const values = bytes === undefined ? null : valuesIn(bytes);
	const [only] = values ?? [];
	return values?.length === 1 && only?.tag === tag ? valuesIn(only.content) : null;
};

/** An object identifier as numbers and dots (X.690 8.19); null where the value is none. */
export const oidOf = (value: Der | undefined): string | null => {
	const last = value?.content.at(-1);
	if (value?.tag !== tags.oid || last === undefined || last >= 0x80) {
		return null;
	}

	const arcs: number[] = [];
	let arc = 0;
	for (const byte of value.content) {
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
