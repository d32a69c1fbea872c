import type {FieldFault, FoundRecord, Kept, Lookup, SurveyRecord} from './check.ts';
import {foldAscii} from './fold.ts';

/** Every field that is kept, texts before traits. */
export const keptFields = ({texts, traits}: Kept): readonly string[] => [...Object.keys(texts), ...Object.keys(traits)];

/** What is kept of one field of a record: undefined where it did not come, or came as another kind of value. */
const keptValue = ({texts, traits}: Kept, field: string, value: unknown): unknown =>
	value === undefined
		? undefined
		: field in texts
			? typeof value === 'string' || value === null
				? value
				: undefined
			: traits[field]?.(value);

/** What may be known of a list of records, whoever holds it. */
export type Records = {
	readonly lookup: Lookup;
	/** How many different records there are. One without an identity is nobody, and is not counted. */
	readonly count: number;
	/** The fields that something is wrong with, and of how many of the records that came. */
	readonly faults: readonly FieldFault[];
};

/** The same as the index of a survey for few records: what that index has to agree with, and what worked examples are made of. */
export const fewRecords = (kept: Kept, records: readonly SurveyRecord[]): Records => {
	const fields = keptFields(kept);
	const identityOf = (record: SurveyRecord): string | null => {
		const identity = record[kept.identity];
		return typeof identity === 'string' && identity !== '' ? foldAscii(identity) : null;
	};
	const seen = records.map((record): FoundRecord => {
		const own = Object.fromEntries(fields.map(field => [field, keptValue(kept, field, record[field])]));
		return {...own, hasIdentity: identityOf(own) !== null};
	});
	const isAgain = (record: SurveyRecord, at: number): boolean =>
		identityOf(record) !== null &&
		seen
			.slice(0, at)
			.some(earlier => identityOf(earlier) === identityOf(record) && fields.every(field => earlier[field] === record[field]));
	const different = seen.filter((record, at) => !isAgain(record, at));
	return {
		lookup: (field, value, most = Number.POSITIVE_INFINITY) =>
			value === ''
				? []
				: different
						.filter(record => {
							const text = record[field];
							return typeof text === 'string' && foldAscii(text) === foldAscii(value);
						})
						.slice(0, most),
		count: new Set(seen.flatMap(record => identityOf(record) ?? [])).size,
		faults: fields.flatMap(field => {
			const missing = records.filter(record => record[field] === undefined).length;
			const wrong = seen.filter(record => record[field] === undefined).length - missing;
			return missing + wrong > 0 ? [{field, missing, wrong}] : [];
		}),
	};
};
