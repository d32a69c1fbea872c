import type {FoundRecord, Kept, SurveyRecord} from '../../guide/check.ts';
import {foldAscii} from '../../guide/fold.ts';
import {keptFields, type Records} from '../../guide/kept.ts';
import {type Buckets, bucketsOf, hashOf, numberList, ranges} from './hash-buckets.ts';
import {packedRecords} from './packed-records.ts';

/** Records as they are kept, found by any of their texts. */
export type RecordIndex = Records & {
	/** Keeps a record. Throws once `prepare` was begun, or `lookup` or `count` asked for: what has been said before would be wrong. */
	readonly add: (record: SurveyRecord) => void;
	/** Makes ready what `lookup` and `count` need, a millisecond's work at each step. Where nobody did, the first of them does, at once: half a second for a million. */
	readonly prepare: () => Iterable<undefined>;
};

/** Records that are compared with those of the same identity at a step. */
const settledAtOnce = 2 ** 11;

/**
 * Packed records that are found by any of their texts. While records come, a number for each and one for each of its texts are noted, the position and
 * the hash; when all are there, each field's buckets are made of them. Then the texts themselves say which of a bucket are meant.
 */
export const recordIndex = (kept: Kept): RecordIndex => {
	const records = packedRecords(kept);
	const positions = numberList();
	const names = keptFields(kept);
	const fields = Object.keys(kept.texts).map(field => ({field, hashes: numberList(), buckets: null as Buckets | null}));
	type Field = (typeof fields)[number];
	const indexOf = (name: string): Field => {
		const index = fields.find(({field}) => field === name);
		if (index === undefined) {
			throw new Error(`${name} is not kept.`);
		}

		return index;
	};

	/** Whether a text is this one; of most, to the letter. */
	const isTextAt = (position: number, field: string, value: string): boolean => {
		if (records.isTextAt(position, field, value)) {
			return true;
		}

		const text = records.textAt(position, field);
		return typeof text === 'string' && text.length === value.length && foldAscii(text) === foldAscii(value);
	};

	const isSame = (a: number, b: number): boolean => {
		const [left, right] = [records.recordAt(a), records.recordAt(b)];
		return names.every(name => left[name] === right[name]);
	};

	/** How many are different, and the positions of those that came again as they were: of most, the hash alone says that none came before. */
	const again = new Set<number>();
	let different = 0;
	const settle = (buckets: Buckets, position: number, hash: number) => {
		let identity: string | null = null;
		let isKnown = false;
		const end = buckets.end(hash);
		for (let place = buckets.first(hash); place < end; place++) {
			const other = buckets.positionAt(place, hash);
			if (other === position) {
				break;
			}

			if (other !== -1) {
				identity ??= foldAscii(records.textAt(position, kept.identity) ?? '');
				if (foldAscii(records.textAt(other, kept.identity) ?? '') === identity) {
					isKnown = true;
					if (isSame(other, position)) {
						again.add(position);
						break;
					}
				}
			}
		}

		different += isKnown ? 0 : 1;
	};

	let isOpen = true;
	let isReady = false;
	function* preparing(): Generator<undefined> {
		isOpen = false;
		const identities = indexOf(kept.identity);
		const {hashes} = identities;
		for (const field of fields) {
			field.buckets = yield* bucketsOf(field.hashes, positions);
			if (field.hashes !== hashes) {
				field.hashes.drop();
			}
		}

		const work = (from: number, to: number) => {
			for (let at = from; at < to; at++) {
				const hash = hashes.numbers[at] ?? 0;
				// Without an identity it is nobody.
				if (hash !== 0) {
					settle(identities.buckets as Buckets, positions.numbers[at] ?? 0, hash);
				}
			}
		};
		yield* ranges(hashes.count(), work, settledAtOnce);
		hashes.drop();
		positions.drop();
		isReady = true;
	}

	const steps = preparing();
	const beReady = () => {
		while (!isReady) {
			if (steps.next().done === true && !isReady) {
				throw new Error('The list was left before it was ready.');
			}
		}
	};

	return {
		add: record => {
			if (!isOpen) {
				throw new Error('A record came after the first look.');
			}

			positions.add(records.add(record));
			for (const {field, hashes} of fields) {
				const value = record[field];
				hashes.add(typeof value === 'string' && value !== '' ? hashOf(value) : 0);
			}
		},
		prepare: () => steps,
		lookup: (field, value, most = Number.POSITIVE_INFINITY) => {
			beReady();
			const found: FoundRecord[] = [];
			const {buckets} = indexOf(field);
			if (buckets === null) {
				throw new Error(`${field} is not ready.`);
			}

			const hash = hashOf(value);
			const end = buckets.end(hash);
			for (let place = buckets.first(hash); place < end && found.length < most; place++) {
				const position = buckets.positionAt(place, hash);
				if (position !== -1 && isTextAt(position, field, value) && !again.has(position)) {
					found.push(records.recordAt(position));
				}
			}

			return found;
		},
		get count() {
			beReady();
			return different;
		},
		get faults() {
			return records.faults();
		},
	};
};
