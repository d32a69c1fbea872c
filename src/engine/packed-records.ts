import type {Kept, SurveyRecord} from '../guide/check.ts';

const chunkSize = 2 ** 20;
/** Positions have to stay below 2^29, and each stands for eight bytes. */
const mostChunks = 2 ** 12;
const alignment = 8;
const aligned = (place: number): number => Math.ceil(place / alignment) * alignment;

/** Of what texts have in common, at most this many pieces are kept, none longer than this; what does not fit is kept with its text. */
const mostPieces = 2 ** 14;
const longestPiece = 256;

const missing = 0;
const noText = 1;
const firstText = 2;

export type PackedRecords = {
	/** Keeps a record and gives its position: a whole number below 2^29, which grows. Throws a RangeError when 4 GB are full. */
	readonly add: (record: SurveyRecord) => number;
	/** One text of the record at a position: null where it is none, undefined where it was missing. */
	readonly textAt: (position: number, field: string) => string | null | undefined;
	/** The record at a position, as far as it is kept; what was missing is missing again. */
	readonly recordAt: (position: number) => SurveyRecord;
	/** Every record, in the order in which they came. */
	readonly all: () => Iterable<SurveyRecord>;
};

/**
 * Keeps a great many small records in a few bytes each, outside the heap of JavaScript, where each would take some 700.
 *
 * Chunks of 1 MB hold one record after another. A record is a byte for each trait (0 missing, else which of the values met so far), then its texts:
 * a number (0 missing, 1 no text, else the length times two, plus two, plus one for wide characters), the number of the piece that it shares with
 * others (0 none), and the characters of its own: in a byte each or, if one is beyond U+00FF, in two. A number takes seven bits of a byte at a time.
 * Every string of JavaScript comes back as it was, even half a surrogate pair.
 */
export const packedRecords = (kept: Kept): PackedRecords => {
	// What the last text of a field had in common with others is most often that of the next.
	const texts = Object.entries(kept.texts).map(([field, common]) => ({field, common, piece: '', code: 0}));
	const traits = Object.entries(kept.traits).map(([field, reduce]) => ({field, reduce, values: [undefined] as unknown[]}));
	const pieces = [''];
	const codes = new Map<string, number>();
	const chunks: Buffer[] = [];
	const counts: number[] = [];
	let chunk: Buffer = Buffer.alloc(0);
	let at = 0;

	const putNumber = (value: number) => {
		let left = value;
		while (left > 127) {
			chunk[at++] = (left & 127) | 128;
			left >>>= 7;
		}

		chunk[at++] = left;
	};

	const codeOf = (piece: string): number => {
		const known = codes.get(piece);
		if (known !== undefined || piece === '' || piece.length > longestPiece || pieces.length === mostPieces) {
			return known ?? 0;
		}

		codes.set(piece, pieces.length);
		return pieces.push(piece) - 1;
	};

	type Text = (typeof texts)[number];

	/** Where the own part of a text ends (a name) or begins, if its piece is kept; `column` then has the code. */
	const cut = (text: string, column: Text): number | null => {
		const {common} = column;
		if (common === 'nothing') {
			return null;
		}

		const isEnd = common === 'from-at';
		const split = isEnd ? text.lastIndexOf('@') : common === 'whole' ? text.length : text.lastIndexOf('-') + 1;
		const length = isEnd ? text.length - split : split;
		if (split === -1 || length === 0) {
			return null;
		}

		if (column.code === 0 || length !== column.piece.length || !(isEnd ? text.endsWith(column.piece) : text.startsWith(column.piece))) {
			column.piece = isEnd ? text.slice(split) : text.slice(0, split);
			column.code = codeOf(column.piece);
		}

		return column.code === 0 ? null : split;
	};

	const putText = (text: string, column: Text) => {
		const split = cut(text, column);
		const isEnd = column.common === 'from-at';
		const start = split === null || isEnd ? 0 : split;
		const end = split !== null && isEnd ? split : text.length;
		const code = split === null ? 0 : column.code;
		const head = at;
		putNumber(firstText + 2 * (end - start));
		putNumber(code);
		const body = at;
		for (let next = start; next < end; next++) {
			const unit = text.charCodeAt(next);
			if (unit > 0xff) {
				// The number before is even, so one more takes no more bytes.
				chunk[head] = (chunk[head] ?? 0) + 1;
				at = body + chunk.write(text.slice(start, end), body, 'utf16le');
				return;
			}

			chunk[at++] = unit;
		}
	};

	const codeOfTrait = ({field, values}: (typeof traits)[number], value: unknown): number => {
		const known = values.indexOf(value, 1);
		if (known === -1 && values.length > 255) {
			throw new RangeError(`${field} has too many values to be a trait.`);
		}

		return known === -1 ? values.push(value) - 1 : known;
	};

	const makeRoom = (record: SurveyRecord) => {
		let most = traits.length;
		for (const {field} of texts) {
			const value = record[field];
			// Eight bytes are enough for both numbers.
			most += typeof value === 'string' ? 8 + 2 * value.length : 1;
		}

		at = aligned(at);
		// A record that is longer than a chunk gets a chunk of its own; only where it begins is ever looked up.
		if (chunks.length === 0 || at >= chunkSize || at + most > chunk.length) {
			if (chunks.length === mostChunks) {
				throw new RangeError('More records came than can be kept.');
			}

			chunk = Buffer.allocUnsafeSlow(Math.max(chunkSize, most));
			chunks.push(chunk);
			counts.push(0);
			at = 0;
		}
	};

	// What is being read, and where.
	let from: Buffer = chunk;
	let eye = 0;

	const open = (position: number) => {
		const place = position * alignment;
		from = chunks[Math.floor(place / chunkSize)] as Buffer;
		eye = place % chunkSize;
	};

	const takeNumber = (): number => {
		let value = 0;
		for (let shift = 0; ; shift += 7) {
			const byte = from[eye++] ?? 0;
			value |= (byte & 127) << shift;
			if (byte < 128) {
				return value;
			}
		}
	};

	const takeText = (): string | null | undefined => {
		const head = takeNumber();
		if (head < firstText) {
			return head === missing ? undefined : null;
		}

		const piece = pieces[takeNumber()] ?? '';
		const start = eye;
		const wide = (head & 1) === 1;
		eye += ((head - firstText) >>> 1) * (wide ? 2 : 1);
		const own = from.toString(wide ? 'utf16le' : 'latin1', start, eye);
		return piece === '' ? own : piece.startsWith('@') ? own + piece : piece + own;
	};

	const skipText = () => {
		const head = takeNumber();
		if (head >= firstText) {
			takeNumber();
			eye += ((head - firstText) >>> 1) * (head & 1 ? 2 : 1);
		}
	};

	const take = (): SurveyRecord => {
		const record: Record<string, unknown> = {};
		for (const {field, values} of traits) {
			const code = from[eye++] ?? missing;
			if (code !== missing) {
				record[field] = values[code];
			}
		}

		for (const {field} of texts) {
			const text = takeText();
			if (text !== undefined) {
				record[field] = text;
			}
		}

		return record;
	};

	return {
		add: record => {
			makeRoom(record);
			const position = ((chunks.length - 1) * chunkSize + at) / alignment;
			for (const trait of traits) {
				const value = record[trait.field];
				chunk[at++] = value === undefined ? missing : codeOfTrait(trait, trait.reduce(value));
			}

			for (const text of texts) {
				const value = record[text.field];
				if (typeof value === 'string') {
					putText(value, text);
				} else {
					chunk[at++] = value === undefined ? missing : noText;
				}
			}

			counts[counts.length - 1] = (counts.at(-1) ?? 0) + 1;
			return position;
		},
		textAt: (position, field) => {
			open(position);
			eye += traits.length;
			for (let next = 0; texts[next]?.field !== field; next++) {
				skipText();
			}

			return takeText();
		},
		recordAt: position => {
			open(position);
			return take();
		},
		*all() {
			for (const [index, one] of chunks.entries()) {
				let next = 0;
				for (let left = counts[index] ?? 0; left > 0; left--) {
					from = one;
					eye = next;
					const record = take();
					next = aligned(eye);
					yield record;
				}
			}
		},
	};
};
