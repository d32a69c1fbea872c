import type {FoundRecord, Kept, SurveyRecord} from '../../guide/check.ts';
import {foldAscii} from '../../guide/fold.ts';
import {keptFields, type Records} from '../../guide/kept.ts';
import {type Buckets, bucketsOf, hashOf, numberList} from './hash-buckets.ts';
import {packedRecords} from './packed-records.ts';

/** Records as they are kept, found by any of their texts. */
export type RecordIndex = Records & {
	/** Keeps a record. Throws once `prepare` was begun, or `lookup` or `count` asked for: what has been said before would be wrong. */
	readonly add: (record: SurveyRecord) => void;
	/** Makes ready what `lookup` and `count` need, a millisecond's work at each step. Where nobody did, the first of them does, at once: half a second for a million. */
	readonly prepare: () => Iterable<undefined>;
};

/**
 * Packed records that are found by any of their texts. While records come, a number for each and one for each of its texts are noted, the position and
 * the hash; when all are there, each field's buckets are made of them. Then the texts themselves say which of a bucket are meant.
 */
export const recordIndex = (kept: Kept): RecordIndex => {
	const records = packedRecords(kept);
	const positions = numberList();
	const names = keptFields(kept);
	const fields = Object.keys(kept.texts).map((field, text) => ({field, text, hashes: numberList(), buckets: null as Buckets | null}));
	type Field = (typeof fields)[number];
	const byName = new Map(fields.map(each => [each.field, each]));
	const indexOf = (name: string): Field => {
		const index = byName.get(name);
		if (index === undefined) {
			throw new Error(`${name} is not kept.`);
		}

		return index;
	};

	const identities = indexOf(kept.identity);

	/** Whether a text is this one; of most, to the letter. */
	const isTextAt = (position: number, text: number, value: string): boolean => {
		if (records.isTextAt(position, text, value)) {
			return true;
		}

		const own = records.textAt(position, text);
		return typeof own === 'string' && own.length === value.length && foldAscii(own) === foldAscii(value);
	};

	const isSame = (a: number, b: number): boolean => {
		const [left, right] = [records.recordAt(a), records.recordAt(b)];
		return names.every(name => left[name] === right[name]);
	};

	/** How many are different, and the positions of those that came again as they were. `known` is the last position whose identity had come before: it is subtracted once. */
	const again = new Set<number>();
	let [different, known] = [0, -1];
	const identityAt = (position: number): string => foldAscii(records.textAt(position, identities.text) ?? '');
	const isSettled = (position: number, earlier: number): boolean => {
		if (identityAt(position) !== identityAt(earlier)) {
			return false;
		}

		different -= known === position ? 0 : 1;
		known = position;
		if (!isSame(earlier, position)) {
			return false;
		}

		again.add(position);
		return true;
	};

	let isOpen = true;
	let isReady = false;
	function* preparing(): Generator<undefined> {
		isOpen = false;
		for (const field of fields) {
			field.buckets = yield* bucketsOf(field.hashes, positions);
			field.hashes.drop();
		}

		// Without an identity it is nobody.
		const buckets = identities.buckets as Buckets;
		different = buckets.count;
		positions.drop();
		yield* buckets.alike(isSettled);
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
			const {buckets, text} = indexOf(field);
			if (buckets === null) {
				throw new Error(`${field} is not ready.`);
			}

			const hash = hashOf(value);
			const end = buckets.end(hash);
			for (let place = buckets.first(hash); place < end && found.length < most; place++) {
				const position = buckets.positionAt(place, hash);
				if (position !== -1 && isTextAt(position, text, value) && !again.has(position)) {
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
