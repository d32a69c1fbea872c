import type {Answer} from '../guide/answer.ts';
import type {Kept, SurveyRecord} from '../guide/check.ts';
import type {GraphQuery} from '../guide/query.ts';
import {isWholeList, type ListLength, withShorterPages} from '../guide/whole-list.ts';
import {inTurns} from '../in-turns.ts';
import type {StreamEnd, Streams} from './survey-streams.ts';
import {type RecordIndex, recordIndex} from './user-index/record-index.ts';

/** Graph's side as it was read: what is kept of it, and how much of it came; or why it is missing. */
export type Cloud = {readonly answer: Answer; readonly index: RecordIndex; readonly length: ListLength | null};

/**
 * Reads Graph's side, and asks before and after how many records there are. Where what came does not fit, it is read once more, in pages of another length:
 * records come and go, the count lags, and a list may fill its last page by chance. A list that brings its own count, as a saved one does, is held to that.
 */
export const readCloud = async (
	{graph, size}: Streams,
	{
		kept,
		query,
		sizeOf,
		goOn,
	}: {
		readonly kept: Kept;
		readonly query: GraphQuery;
		readonly sizeOf: GraphQuery | null;
		/** Throws where nobody waits for the answer any more. */
		readonly goOn: () => void;
	},
	onReading: () => {
		readonly expect: (count: number | null) => void;
		readonly take: (records: readonly SurveyRecord[], index: RecordIndex) => Promise<void>;
	},
): Promise<Cloud> => {
	const ask = async (): Promise<number | null> => {
		const said = sizeOf === null ? null : await size(sizeOf);
		return typeof said === 'number' ? said : null;
	};

	const readOnce = async (asked: GraphQuery, counting: Promise<number | null>): Promise<Cloud> => {
		const index = recordIndex(kept);
		const {expect, take} = onReading();
		// The count is asked for first and not waited for: it is on its way before the first page is.
		const before = counting.then(count => {
			expect(count);
			return count;
		});
		const [said, answer] = await Promise.all([before, graph(asked, records => take(records, index))]);
		if (answer.kind === 'unobserved') {
			return {answer, index, length: null};
		}

		const {count, endsFull} = answer.facts as StreamEnd;
		// What was read is made ready while the second count is on its way.
		const [after] = await Promise.all([count === null ? ask() : count, inTurns(index.prepare(), goOn)]);
		return {answer, index, length: {read: index.count, said: [count ?? said, after], endsFull}};
	};

	const first = await readOnce(query, ask());
	const isSettled = first.length === null || isWholeList(first.length) || first.length.said.every(count => count === null);
	const isSaved = first.answer.kind === 'facts' && (first.answer.facts as StreamEnd).count !== null;
	if (isSettled || isSaved) {
		return first;
	}

	goOn();
	const again = await readOnce(withShorterPages(query), Promise.resolve(first.length?.said[1] ?? null));
	// Whom the first reading found was found, whatever became of the second.
	return again.answer.kind === 'unobserved' && again.answer.reason !== 'cancelled' ? first : again;
};
