/** One record of a Registry.pol: a value below a key, with its type (MS-GPREG 2.2.1.1; types of MS-DTYP and winnt.h, 4 is a DWORD). */
export type RegistryRecord = {readonly key: string; readonly value: string; readonly type: number; readonly data: Buffer};

/** `PReg`, and version 1 (MS-GPREG 2.2.1). */
const signature = 0x67655250;
const version = 1;

const [open, close, semicolon] = [0x5b, 0x5d, 0x3b];

/** Reads from one place of the bytes to the next; null from the first thing on that is not there. */
const reader = (bytes: Buffer, start: number) => {
	let at: number | null = start;
	const room = (size: number) => at !== null && at + size <= bytes.length;
	return {
		isAtEnd: () => at === bytes.length,
		sign(code: number): boolean {
			const fits = at !== null && room(2) && bytes.readUInt16LE(at) === code;
			at = fits && at !== null ? at + 2 : null;
			return fits;
		},
		number(): number {
			if (at === null || !room(4)) {
				at = null;
				return 0;
			}

			at += 4;
			return bytes.readUInt32LE(at - 4);
		},
		/** Up to the zero that ends it, which may not be left out: a key or a name may hold any of the other signs. */
		text(): string {
			const from = at;
			while (at !== null && room(2) && bytes.readUInt16LE(at) !== 0) {
				at += 2;
			}

			if (from === null || at === null || !room(2)) {
				at = null;
				return '';
			}

			at += 2;
			return bytes.toString('utf16le', from, at - 2);
		},
		data(size: number): Buffer {
			if (at === null || !room(size)) {
				at = null;
				return Buffer.alloc(0);
			}

			at += size;
			return bytes.subarray(at - size, at);
		},
		isLost: () => at === null,
	};
};

/**
 * The records of a Registry.pol in their order (MS-GPREG 2.2.1: `[key;value;type;size;data]`, texts in UTF-16 and ended by a zero).
 * Null where the bytes are not all of that form: of a file that is cut or broken nobody can say what the missing part holds.
 */
export const recordsOf = (bytes: Buffer): readonly RegistryRecord[] | null => {
	if (bytes.length < 8 || bytes.readUInt32LE(0) !== signature || bytes.readUInt32LE(4) !== version) {
		return null;
	}

	const from = reader(bytes, 8);
	const records: RegistryRecord[] = [];
	while (!from.isAtEnd()) {
		from.sign(open);
		const key = from.text();
		from.sign(semicolon);
		const value = from.text();
		from.sign(semicolon);
		const type = from.number();
		from.sign(semicolon);
		const size = from.number();
		from.sign(semicolon);
		const data = from.data(size);
		from.sign(close);
		if (from.isLost()) {
			return null;
		}

		records.push({key, value, type, data});
	}

	return records;
};
