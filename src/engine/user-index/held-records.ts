import type {KeptText, SurveyRecord} from '../../guide/check.ts';
import {numberList} from './hash-buckets.ts';
import {packedRecords} from './packed-records.ts';

/** Records of one bundle: to compare them takes a millisecond or two. */
const bundleSize = 250;

/** Records of texts that wait to be read once, in the order in which they came. */
export const heldRecords = (texts: Readonly<Record<string, KeptText>>) => {
	const records = packedRecords({identity: null, texts, traits: {}});
	const positions = numberList();
	return {
		add: (record: SurveyRecord): void => positions.add(records.add(record)),
		/** Gives all records, a bundle at a time. The members of one are read when they are asked for. */
		*bundles(): Generator<readonly SurveyRecord[]> {
			for (let from = 0; from < positions.count(); from += bundleSize) {
				const bundle: SurveyRecord[] = [];
				for (let at = from; at < Math.min(from + bundleSize, positions.count()); at++) {
					bundle.push(records.recordAt(positions.numbers[at] ?? 0));
				}

				yield bundle;
			}
		},
	};
};
