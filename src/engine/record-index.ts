import type {Kept, Lookup, SurveyRecord} from '../guide/check.ts';
import {packedRecords} from './packed-records.ts';

/** Positions of packed records take 29 bits; the three above them hold as much of the hash, which spares most comparisons with others of the bucket. */
const positionBits = 29;
const positionMask = 2 ** positionBits - 1;

/**
 * A hash of 32 bits, without case (FNV-1a, then stirred as MurmurHash3 ends). That two texts share one costs a comparison and nothing else, so one bit
 * is set in every character, which makes the capitals of ASCII small; a text with others is made small by Unicode's rules first, and may come down to ASCII.
 */
const hashOf = (text: string): number => {
	let sum = 0x811c9dc5;
	for (let at = 0; at < text.length; at++) {
		const unit = text.charCodeAt(at);
		if (unit > 127) {
			const small = text.toLowerCase();
			if (small !== text) {
				return hashOf(small);
			}
		}

		sum = Math.imul(sum ^ (unit | 32), 0x01000193);
	}

	sum = Math.imul(sum ^ (sum >>> 16), 0x85ebca6b);
	sum = Math.imul(sum ^ (sum >>> 13), 0xc2b2ae35);
	return (sum ^ (sum >>> 16)) >>> 0;
};

/** Pairs of a hash and a position that one block takes. */
const blockSize = 2 ** 14;

/** Positions by hash. They are noted as they come, and put into buckets, about one to each, when the first is asked for. */
const buckets = () => {
	// Blocks, because an array that grows would stand in memory twice when it does.
	let blocks: Uint32Array[] = [];
	let count = 0;
	let isFilled = false;
	let shift = 31;
	let starts = new Uint32Array(0);
	let entries = new Uint32Array(0);

	/** The hash (0) or the position (1) that was noted at a place. */
	const noted = (at: number, which: 0 | 1): number => blocks[Math.floor(at / blockSize)]?.[2 * (at % blockSize) + which] ?? 0;

	const fill = () => {
		shift = Math.max(1, Math.clz32(count));
		starts = new Uint32Array(2 ** (32 - shift) + 1);
		entries = new Uint32Array(count);
		for (let at = 0; at < count; at++) {
			const bucket = noted(at, 0) >>> shift;
			starts[bucket] = (starts[bucket] ?? 0) + 1;
		}

		// Each start is first the end of its bucket; filled from behind, it moves to where it belongs, and what came first stands first.
		for (let bucket = 1; bucket < starts.length; bucket++) {
			starts[bucket] = (starts[bucket] ?? 0) + (starts[bucket - 1] ?? 0);
		}

		for (let at = count - 1; at >= 0; at--) {
			const hash = noted(at, 0);
			const place = (starts[hash >>> shift] ?? 0) - 1;
			starts[hash >>> shift] = place;
			entries[place] = (hash << positionBits) | noted(at, 1);
		}

		isFilled = true;
		blocks = [];
	};

	return {
		add: (hash: number, position: number) => {
			if (isFilled) {
				throw new Error('A record came after the first look.');
			}

			const at = count % blockSize;
			if (at === 0) {
				blocks.push(new Uint32Array(2 * blockSize));
			}

			const block = blocks[blocks.length - 1] as Uint32Array;
			block[2 * at] = hash;
			block[2 * at + 1] = position;
			count++;
		},
		/** Gives away every position that may be of a hash, in the order in which they came, until it is told that it was enough. */
		find: (hash: number, isEnough: (position: number) => boolean) => {
			if (!isFilled) {
				fill();
			}

			const end = starts[(hash >>> shift) + 1] ?? 0;
			for (let at = starts[hash >>> shift] ?? 0; at < end; at++) {
				const entry = entries[at] ?? 0;
				if ((entry ^ (hash << positionBits)) >>> positionBits === 0 && isEnough(entry & positionMask)) {
					return;
				}
			}
		},
	};
};

export type RecordIndex = {
	/** Keeps a record. Throws once `lookup` was called: what has been looked up before would be wrong. */
	readonly add: (record: SurveyRecord) => void;
	/** Records whose text in a field is the one given, without case, in the order in which they came. An empty text finds none. */
	readonly lookup: Lookup;
};

/**
 * Packed records that are found by some of their texts. For each such field there are two numbers for a record until it is complete: the hash of the
 * text, and the position. Then positions stand bucket by bucket, and the texts themselves say which of a bucket are meant.
 * That takes 8 bytes a record and field where a Map of strings would take over 100, and many records of one text cost no more than others.
 */
export const recordIndex = (kept: Kept, fields: readonly string[]): RecordIndex => {
	const records = packedRecords(kept);
	const indexes = fields.map(field => ({field, positions: buckets()}));
	return {
		add: record => {
			const position = records.add(record);
			for (const {field, positions} of indexes) {
				const value = record[field];
				if (typeof value === 'string' && value !== '') {
					positions.add(hashOf(value), position);
				}
			}
		},
		lookup: (field, value, most = Number.POSITIVE_INFINITY) => {
			const found: SurveyRecord[] = [];
			if (value !== '') {
				const small = value.toLowerCase();
				indexes
					.find(index => index.field === field)
					?.positions.find(hashOf(value), position => {
						const text = records.textAt(position, field);
						if (text === value || text?.toLowerCase() === small) {
							found.push(records.recordAt(position));
						}

						return found.length >= most;
					});
			}

			return found;
		},
	};
};
