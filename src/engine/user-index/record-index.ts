import type {Kept, SurveyRecord} from '../../guide/check.ts';
import {foldAscii} from '../../guide/fold.ts';
import {keptFields, type Records} from '../../guide/kept.ts';
import {packedRecords} from './packed-records.ts';

/** Positions of packed records take 29 bits; the three above them hold as much of the hash, which spares most comparisons with others of the bucket. */
const positionBits = 29;
const positionMask = 2 ** positionBits - 1;

/**
 * A hash of 32 bits, never 0 (FNV-1a, then stirred as MurmurHash3 ends). That two texts share one costs a comparison and nothing else, so one bit is set in
 * every character, which makes the capitals of ASCII small.
 */
const hashOf = (text: string): number => {
	let sum = 0x811c9dc5 | 0;
	for (let at = 0; at < text.length; at++) {
		sum = Math.imul(sum ^ (text.charCodeAt(at) | 32), 0x01000193);
	}

	sum = Math.imul(sum ^ (sum >>> 16), 0x85ebca6b);
	sum = Math.imul(sum ^ (sum >>> 13), 0xc2b2ae35);
	return (sum ^ (sum >>> 16)) >>> 0 || 1;
};

/** More than pages that are followed can hold; this much room is set aside and not taken. */
const mostNumbers = 2 ** 25;

/** Bytes that a list grows by. */
const growth = 2 ** 16;

/** A list of whole numbers below 2^32. It grows in place, because an array that grows would stand in memory twice when it does, and gives its memory back at once. */
const numberList = () => {
	const buffer = new ArrayBuffer(0, {maxByteLength: mostNumbers * Uint32Array.BYTES_PER_ELEMENT});
	const numbers = new Uint32Array(buffer);
	let count = 0;
	return {
		add: (value: number) => {
			if (count === numbers.length) {
				buffer.resize(Math.min(buffer.maxByteLength, buffer.byteLength + growth));
			}

			numbers[count] = value;
			count += 1;
		},
		numbers,
		count: () => count,
		drop: () => {
			buffer.resize(0);
			count = 0;
		},
	};
};

type NumberList = ReturnType<typeof numberList>;

/** Gives away every position that may be of a hash, in the order in which they came, until it is told that it was enough. */
type Find = (hash: number, isEnough: (position: number) => boolean) => void;

/** Positions by hash, in buckets of about two each: 6 bytes a record, where a Map of strings would take over 100. A hash of 0 stands for no text. */
const bucketsOf = (hashes: NumberList, positions: NumberList): Find => {
	const count = hashes.count();
	let texts = 0;
	for (let at = 0; at < count; at++) {
		texts += hashes.numbers[at] === 0 ? 0 : 1;
	}

	const shift = Math.min(31, Math.clz32(texts) + 1);
	// Each bucket is counted two places on, so that filling it moves its own beginning to where the next one begins.
	const starts = new Uint32Array(2 ** (32 - shift) + 2);
	for (let at = 0; at < count; at++) {
		const hash = hashes.numbers[at] ?? 0;
		if (hash !== 0) {
			const place = (hash >>> shift) + 2;
			starts[place] = (starts[place] ?? 0) + 1;
		}
	}

	for (let place = 1; place < starts.length; place++) {
		starts[place] = (starts[place] ?? 0) + (starts[place - 1] ?? 0);
	}

	const entries = new Uint32Array(texts);
	for (let at = 0; at < count; at++) {
		const hash = hashes.numbers[at] ?? 0;
		if (hash !== 0) {
			const bucket = (hash >>> shift) + 1;
			const place = starts[bucket] ?? 0;
			entries[place] = (hash << positionBits) | (positions.numbers[at] ?? 0);
			starts[bucket] = place + 1;
		}
	}

	return (hash, isEnough) => {
		const end = starts[(hash >>> shift) + 1] ?? 0;
		for (let at = starts[hash >>> shift] ?? 0; at < end; at++) {
			const entry = entries[at] ?? 0;
			if ((entry ^ (hash << positionBits)) >>> positionBits === 0 && isEnough(entry & positionMask)) {
				return;
			}
		}
	};
};

export type RecordIndex = Records & {
	/** Keeps a record. Throws once `lookup` or `count` was asked for: what has been said before would be wrong. */
	readonly add: (record: SurveyRecord) => void;
};

/**
 * Packed records that are found by any of their texts. While records come, a number for each and one for each of its texts are noted, the position and
 * the hash; a field's buckets are made of them when it is first asked for. Then the texts themselves say which of a bucket are meant.
 */
export const recordIndex = (kept: Kept): RecordIndex => {
	const records = packedRecords(kept);
	const positions = numberList();
	const names = keptFields(kept);
	const fields = Object.keys(kept.texts).map(field => ({field, hashes: numberList(), find: null as Find | null}));
	type Field = (typeof fields)[number];
	const finder = (field: Field): Find => {
		if (field.find === null) {
			field.find = bucketsOf(field.hashes, positions);
			field.hashes.drop();
		}

		return field.find;
	};

	const indexOf = (name: string): Field => {
		const index = fields.find(({field}) => field === name);
		if (index === undefined) {
			throw new Error(`${name} is not kept.`);
		}

		return index;
	};

	const isSame = (a: number, b: number): boolean => {
		const [left, right] = [records.recordAt(a), records.recordAt(b)];
		return names.every(name => left[name] === right[name]);
	};

	/** How many are different, and the positions of those that came again as they were: of most, the hash alone says that none came before. */
	let settled: {readonly count: number; readonly again: ReadonlySet<number>} | null = null;
	const settle = () => {
		if (settled === null) {
			const index = indexOf(kept.identity);
			const hashes = index.hashes.numbers.slice(0, index.hashes.count());
			const find = finder(index);
			const again = new Set<number>();
			let count = 0;
			for (let at = 0; at < hashes.length; at++) {
				const hash = hashes[at] ?? 0;
				// Without an identity it is nobody.
				if (hash === 0) {
					continue;
				}

				const own = positions.numbers[at] ?? 0;
				let identity: string | null = null;
				let known = false;
				find(hash, position => {
					if (position === own) {
						return true;
					}

					identity ??= foldAscii(records.textAt(own, kept.identity) ?? '');
					if (foldAscii(records.textAt(position, kept.identity) ?? '') !== identity) {
						return false;
					}

					known = true;
					if (isSame(position, own)) {
						again.add(own);
					}

					return again.has(own);
				});
				count += known ? 0 : 1;
			}

			settled = {count, again};
		}

		return settled;
	};

	return {
		add: record => {
			if (settled !== null) {
				throw new Error('A record came after the first look.');
			}

			positions.add(records.add(record));
			for (const {field, hashes} of fields) {
				const value = record[field];
				hashes.add(typeof value === 'string' && value !== '' ? hashOf(value) : 0);
			}
		},
		lookup: (field, value, most = Number.POSITIVE_INFINITY) => {
			const found: SurveyRecord[] = [];
			const {again} = settle();
			let folded: string | null = null;
			const isMeant = (text: string | null | undefined): boolean => {
				if (text === value || text === null || text === undefined) {
					return text === value;
				}

				folded ??= foldAscii(value);
				return foldAscii(text) === folded;
			};
			finder(indexOf(field))(hashOf(value), position => {
				const text = records.textAt(position, field);
				if (isMeant(text) && !again.has(position)) {
					found.push(records.recordAt(position));
				}

				return found.length >= most;
			});
			return found;
		},
		get count() {
			return settle().count;
		},
		get faults() {
			return records.faults();
		},
	};
};
