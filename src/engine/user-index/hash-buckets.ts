/** Positions of packed records take 29 bits; the three above them hold as much of the hash, which spares most comparisons with others of the bucket. */
const positionBits = 29;
const positionMask = 2 ** positionBits - 1;

/**
 * A hash of 32 bits, never 0 (FNV-1a, then stirred as MurmurHash3 ends). That two texts share one costs a comparison and nothing else, so one bit is set in
 * every character, which makes the capitals of ASCII small.
 */
export const hashOf = (text: string): number => {
	let sum = 0x811c9dc5 | 0;
	for (let at = 0; at < text.length; at++) {
		sum = Math.imul(sum ^ (text.charCodeAt(at) | 32), 0x01000193);
	}

	sum = Math.imul(sum ^ (sum >>> 16), 0x85ebca6b);
	sum = Math.imul(sum ^ (sum >>> 13), 0xc2b2ae35);
	return (sum ^ (sum >>> 16)) >>> 0 || 1;
};

/** More than anybody has users or accounts; this much room is set aside and not taken. */
const mostNumbers = 2 ** 25;

/** Bytes that a list grows by. */
const growth = 2 ** 16;

/** A list of whole numbers below 2^32. It grows in place, because an array that grows would stand in memory twice when it does, and gives its memory back at once. */
export const numberList = () => {
	const buffer = new ArrayBuffer(0, {maxByteLength: mostNumbers * Uint32Array.BYTES_PER_ELEMENT});
	const numbers = new Uint32Array(buffer);
	let count = 0;
	return {
		add: (value: number) => {
			if (count === mostNumbers) {
				throw new RangeError('More records came than can be kept.');
			}

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

/** A list that `numberList` has made. */
type NumberList = ReturnType<typeof numberList>;

/** Positions by hash. Those of one lie side by side, with a few of others, in the order in which they came: from the place `first` to before `end`. */
export type Buckets = {
	/** Positions that have a text. */
	readonly count: number;
	readonly first: (hash: number) => number;
	readonly end: (hash: number) => number;
	/** The position at a place, or -1 where it is of another hash. */
	readonly positionAt: (place: number, hash: number) => number;
	/** Compares each position with the earlier ones of its bucket that may be of its hash, until `isSettled` says so of two. In steps, bucket by bucket. */
	readonly alike: (isSettled: (position: number, earlier: number) => boolean) => Generator<undefined>;
};

/** Goes through so many numbers from 0 on, a range at each step: less than a millisecond's work where a number takes some ten nanoseconds. */
function* ranges(count: number, work: (from: number, to: number) => void, length = 2 ** 13): Generator<undefined> {
	for (let from = 0; from < count; from += length) {
		work(from, Math.min(from + length, count));
		yield;
	}
}

/** Positions that are looked at in one step: a few hundred have to be compared with others. */
const placesAtOnce = 2 ** 11;

/**
 * Positions by hash, in buckets of about two each: 6 bytes a record, where a Map of strings would take over 100. A hash of 0 stands for no text.
 * Made step by step, because of a million it takes a tenth of a second.
 */
export function* bucketsOf(hashes: NumberList, positions: NumberList): Generator<undefined, Buckets> {
	const count = hashes.count();
	let texts = 0;
	yield* ranges(count, (from, to) => {
		for (let at = from; at < to; at++) {
			texts += hashes.numbers[at] === 0 ? 0 : 1;
		}
	});

	const shift = Math.min(31, Math.clz32(texts) + 1);
	// Each bucket is counted two places on, so that filling it moves its own beginning to where the next one begins.
	const starts = new Uint32Array(2 ** (32 - shift) + 2);
	yield* ranges(count, (from, to) => {
		for (let at = from; at < to; at++) {
			const hash = hashes.numbers[at] ?? 0;
			if (hash !== 0) {
				const place = (hash >>> shift) + 2;
				starts[place] = (starts[place] ?? 0) + 1;
			}
		}
	});
	yield* ranges(starts.length, (from, to) => {
		for (let place = Math.max(1, from); place < to; place++) {
			starts[place] = (starts[place] ?? 0) + (starts[place - 1] ?? 0);
		}
	});
	const entries = new Uint32Array(texts);
	yield* ranges(count, (from, to) => {
		for (let at = from; at < to; at++) {
			const hash = hashes.numbers[at] ?? 0;
			if (hash !== 0) {
				const bucket = (hash >>> shift) + 1;
				const place = starts[bucket] ?? 0;
				entries[place] = (hash << positionBits) | (positions.numbers[at] ?? 0);
				starts[bucket] = place + 1;
			}
		}
	});
	return {
		count: texts,
		first: hash => starts[hash >>> shift] ?? 0,
		end: hash => starts[(hash >>> shift) + 1] ?? 0,
		positionAt: (place, hash) => {
			const entry = entries[place] ?? 0;
			return (entry ^ (hash << positionBits)) >>> positionBits === 0 ? entry & positionMask : -1;
		},
		alike: isSettled => {
			const settle = (first: number, place: number) => {
				const entry = entries[place] ?? 0;
				for (let other = first; other < place; other++) {
					const earlier = entries[other] ?? 0;
					if ((entry ^ earlier) >>> positionBits === 0 && isSettled(entry & positionMask, earlier & positionMask)) {
						return;
					}
				}
			};

			let bucket = 0;
			const within = (from: number, to: number) => {
				for (let place = from; place < to; place++) {
					while ((starts[bucket + 1] ?? 0) <= place) {
						bucket += 1;
					}

					settle(starts[bucket] ?? 0, place);
				}
			};

			return ranges(texts, within, placesAtOnce);
		},
	};
}
