import type {FoundRecord, Kept, SurveyRecord} from '../../guide/check.ts';
import {foldAscii} from '../../guide/fold.ts';
import {keptFields, type Records} from '../../guide/kept.ts';
import {bucketsOf, type Find, hashOf, numberList} from './hash-buckets.ts';
import {packedRecords} from './packed-records.ts';

/** Records as they are kept, found by any of their texts. */
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
			const found: FoundRecord[] = [];
			const {again} = settle();
			let folded: string | null = null;
			const isMeant = (position: number): boolean => {
				if (records.isTextAt(position, field, value)) {
					return true;
				}

				folded ??= foldAscii(value);
				const text = records.textAt(position, field);
				return typeof text === 'string' && foldAscii(text) === folded;
			};
			finder(indexOf(field))(hashOf(value), position => {
				if (isMeant(position) && !again.has(position)) {
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
