import type {FieldFault, FoundRecord, Kept, SurveyRecord} from '../../guide/check.ts';

const chunkSize = 2 ** 20;
/** Positions have to stay below 2^29, and each stands for eight bytes. */
const mostChunks = 2 ** 12;
const alignment = 8;
const placesOfChunk = chunkSize / alignment;

/** Of what texts have in common, at most this many pieces are kept, none longer than this; what does not fit is kept with its text. */
const mostPieces = 2 ** 14;
const longestPiece = 256;

const missing = 0;
const noText = 1;
const firstText = 2;

/** 16 bytes in base64, so written that the bytes say all: the bits that stand for nothing are zero. */
const guid = /^[A-Za-z0-9+/]{21}[AQgw]==$/;
/** 16 bytes in hexadecimal, so written that the bytes say all: in small letters. */
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Records as they are kept, by position. */
export type PackedRecords = {
	/** Keeps a record and gives its position: a whole number below 2^29, which grows. Throws a RangeError when 4 GB are full. */
	readonly add: (record: SurveyRecord) => number;
	/** One text of the record at a position, by its number among the texts that are kept: null where it is none, undefined where it was missing or no text. */
	readonly textAt: (position: number, text: number) => string | null | undefined;
	/** Whether that text is this one, to the letter. Most are, of those that are asked about, and no text has to be made to say so. */
	readonly isTextAt: (position: number, text: number, value: string) => boolean;
	/** Of the fields that something is wrong with, in how many of the records it did not come, or came as another kind of value. */
	readonly faults: () => readonly FieldFault[];
	/** The record at a position, as far as it is kept. Its members are read when they are asked for; what was missing or of another kind is undefined. */
	readonly recordAt: (position: number) => FoundRecord;
};

/**
 * Keeps a great many small records in some 55 bytes each, outside the heap of JavaScript, where each would take some 700.
 *
 * Chunks of 1 MB hold one record after another. A record is a byte for each trait (0 missing, else which of the values met so far), then its texts:
 * a number (0 missing, 1 null, else the length times two, plus two, plus one for wide characters), the number of the piece that it shares with
 * others (0 none), and the characters of its own: in a byte each or, if one is beyond U+00FF, in two. A GUID stands as its 16 bytes, with 1 where
 * others have the number of a piece. A number takes seven bits of a byte at a time. Every string comes back as it was, even half a surrogate pair.
 */
export const packedRecords = (kept: Omit<Kept, 'identity'> & {readonly identity: string | null}): PackedRecords => {
	// What the last text of a field had in common with others is most often that of the next.
	const texts = Object.entries(kept.texts).map(([field, common]) => ({field, common, piece: '', code: 0, missing: 0, wrong: 0}));
	const traits = Object.entries(kept.traits).map(([field, reduce]) => ({
		field,
		reduce,
		values: [undefined] as unknown[],
		missing: 0,
		wrong: 0,
	}));
	type Text = (typeof texts)[number];
	type Trait = (typeof traits)[number];
	const pieces = [''];
	const codes = new Map<string, number>();
	const chunks: Buffer[] = [];
	let chunk: Buffer = Buffer.alloc(0);
	let at = 0;

	/** The chunk that a position lies in, and the byte of it where the record begins. In whole numbers, as positions are many. */
	const chunkOf = (position: number): Buffer => chunks[(position / placesOfChunk) | 0] as Buffer;
	const placeOf = (position: number): number => (position & (placesOfChunk - 1)) * alignment;

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

	/** Puts the number of the piece into `text.code`, and gives where the piece begins (a name) or ends; -1 where there is none. */
	const cut = (value: string, text: Text): number => {
		if (text.common === 'own') {
			return -1;
		}

		if (text.common === 'whole') {
			if (value !== text.piece) {
				text.piece = value;
				text.code = codeOf(value);
			}

			return text.code === 0 ? -1 : value.length;
		}

		const isName = text.common === 'from-at';
		const split = isName ? value.lastIndexOf('@') : value.lastIndexOf('-') + 1;
		const length = isName ? value.length - split : split;
		if (split === -1 || length === 0) {
			return -1;
		}

		if (length !== text.piece.length || !(isName ? value.endsWith(text.piece) : value.startsWith(text.piece))) {
			text.piece = isName ? value.slice(split) : value.slice(0, split);
			text.code = codeOf(text.piece);
		}

		return text.code === 0 ? -1 : split;
	};

	const putText = (value: string, text: Text) => {
		const isBytes = text.common === 'guid' ? guid.test(value) : text.common === 'uuid' && uuid.test(value);
		if (isBytes) {
			putNumber(firstText + 2 * 16);
			putNumber(1);
			at += text.common === 'guid' ? chunk.write(value, at, 'base64') : chunk.write(value.replaceAll('-', ''), at, 'hex');
			return;
		}

		const split = text.common === 'guid' || text.common === 'uuid' ? -1 : cut(value, text);
		const start = split !== -1 && text.common !== 'from-at' ? split : 0;
		const end = split !== -1 && text.common === 'from-at' ? split : value.length;
		const head = at;
		putNumber(firstText + 2 * (end - start));
		putNumber(split === -1 ? 0 : text.code);
		const body = at;
		for (let next = start; next < end; next++) {
			const unit = value.charCodeAt(next);
			if (unit > 0xff) {
				// The number before is even, so one more is one more in its first byte.
				chunk[head] = (chunk[head] ?? 0) + 1;
				at = body + chunk.write(value.slice(start, end), body, 'utf16le');
				return;
			}

			chunk[at++] = unit;
		}
	};

	const putTrait = (value: unknown, trait: Trait) => {
		const {field, reduce, values} = trait;
		const reduced = reduce(value);
		if (reduced === undefined) {
			trait.wrong += 1;
			chunk[at++] = missing;
			return;
		}

		let code = values.indexOf(reduced, 1);
		if (code === -1) {
			code = values.push(reduced) - 1;
			if (code > 255) {
				throw new RangeError(`${field} has too many values to be a trait.`);
			}
		}

		chunk[at++] = code;
	};

	const makeRoom = (record: SurveyRecord) => {
		let most = traits.length;
		for (const {field} of texts) {
			const value = record[field];
			// Eight bytes are enough for both numbers.
			most += typeof value === 'string' ? 8 + 2 * value.length : 1;
		}

		at = Math.ceil(at / alignment) * alignment;
		// A record that is longer than a chunk gets a chunk of its own; only where it begins is ever looked up.
		if (chunks.length === 0 || at >= chunkSize || at + most > chunk.length) {
			if (chunks.length === mostChunks) {
				throw new RangeError('More records came than can be kept.');
			}

			chunk = Buffer.allocUnsafeSlow(Math.max(chunkSize, most));
			chunks.push(chunk);
			at = 0;
		}
	};

	// What is being read, and where: a text by its number, of the record at a position. Its own characters are between `start` and `eye`, in one byte each
	// or, where it is wide, in two. Members of one record are asked for one after another, so reading goes on from there where it can.
	let from: Buffer = chunk;
	let [opened, current] = [-1, -1];
	let [eye, head, code, start, isWide] = [0, missing, 0, 0, false];

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

	/** Goes to a text. Whether one is kept there. */
	const goTo = (position: number, text: number): boolean => {
		if (position !== opened || text < current) {
			from = chunkOf(position);
			eye = placeOf(position) + traits.length;
			[opened, current] = [position, -1];
		}

		while (current < text) {
			current += 1;
			head = takeNumber();
			if (head >= firstText) {
				code = takeNumber();
				start = eye;
				isWide = (head & 1) === 1;
				eye += ((head - firstText) >>> 1) * (isWide ? 2 : 1);
			}
		}

		return head >= firstText;
	};

	const textAt = (position: number, text: number): string | null | undefined => {
		if (!goTo(position, text)) {
			return head === missing ? undefined : null;
		}

		const common = texts[text]?.common;
		if (common === 'uuid' && code === 1) {
			const hex = from.toString('hex', start, eye);
			return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
		}

		if (common === 'guid' || common === 'uuid') {
			return from.toString(code === 1 ? 'base64' : isWide ? 'utf16le' : 'latin1', start, eye);
		}

		const own = from.toString(isWide ? 'utf16le' : 'latin1', start, eye);
		const piece = pieces[code] ?? '';
		return common === 'from-at' ? own + piece : piece + own;
	};

	const isTextAt = (position: number, text: number, value: string): boolean => {
		if (!goTo(position, text)) {
			return false;
		}

		const common = texts[text]?.common;
		if (isWide || common === 'guid' || common === 'uuid') {
			return textAt(position, text) === value;
		}

		const piece = pieces[code] ?? '';
		const own = eye - start;
		if (own + piece.length !== value.length || !value.startsWith(piece, common === 'from-at' ? own : 0)) {
			return false;
		}

		const shift = (common === 'from-at' ? 0 : piece.length) - start;
		for (let next = start; next < eye; next++) {
			if (from[next] !== value.charCodeAt(next + shift)) {
				return false;
			}
		}

		return true;
	};

	/** A shared piece has a character at least. */
	const hasTextAt = (position: number, text: number): boolean => goTo(position, text) && (eye > start || code !== 0);

	const traitAt = (position: number, trait: number): unknown =>
		traits[trait]?.values[chunkOf(position)[placeOf(position) + trait] ?? missing];

	const identity = texts.findIndex(({field}) => field === kept.identity);

	/** Many records are found, and few of their members are asked for; so each is read when it is. */
	class View {
		readonly #position: number;

		constructor(position: number) {
			this.#position = position;
		}

		get hasIdentity(): boolean {
			return identity !== -1 && hasTextAt(this.#position, identity);
		}

		static {
			for (const [text, {field}] of texts.entries()) {
				Object.defineProperty(View.prototype, field, {
					get(this: View) {
						return textAt(this.#position, text);
					},
				});
			}

			for (const [trait, {field}] of traits.entries()) {
				Object.defineProperty(View.prototype, field, {
					get(this: View) {
						return traitAt(this.#position, trait);
					},
				});
			}
		}
	}

	return {
		add: record => {
			makeRoom(record);
			const position = (chunks.length - 1) * placesOfChunk + at / alignment;
			for (const trait of traits) {
				const value = record[trait.field];
				if (value === undefined) {
					trait.missing += 1;
					chunk[at++] = missing;
				} else {
					putTrait(value, trait);
				}
			}

			for (const text of texts) {
				const value = record[text.field];
				if (typeof value === 'string') {
					putText(value, text);
				} else if (value === null) {
					chunk[at++] = noText;
				} else {
					text.missing += value === undefined ? 1 : 0;
					text.wrong += value === undefined ? 0 : 1;
					chunk[at++] = missing;
				}
			}

			return position;
		},
		textAt,
		isTextAt,
		faults: () =>
			[...texts, ...traits].flatMap(each =>
				each.missing + each.wrong > 0 ? [{field: each.field, missing: each.missing, wrong: each.wrong}] : [],
			),
		recordAt: position => new View(position) as View & SurveyRecord,
	};
};
