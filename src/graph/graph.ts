import {type Answer, type Facts, type Unobserved, unobserved} from '../guide/answer.ts';
import type {GraphQuery} from '../guide/query.ts';
import {safeText} from '../guide/untrusted.ts';
import {isWholeList, type ListLength, withShorterPages} from '../guide/whole-list.ts';
import {askEach} from './ask-each.ts';
import {realClock} from './backoff.ts';
import {differentIn, twoFacedIn} from './record-ids.ts';
import {Unanswered} from './unanswered.ts';
import {askedFor, type GraphParts, walkPages} from './walk-pages.ts';

/** What a collection brings back: every page's records, and the count Graph gave where it was asked for one. */
export type Collection = {readonly value: readonly Record<string, unknown>[]; readonly count: number | null};

/** What a stream leaves as its facts once every record was given away. `endsFull`: the last page was as long as was asked for, and named no next one. */
type Streamed = {readonly records: number; readonly count: number | null; readonly pages: number; readonly endsFull: boolean};

type OnRecords = (records: readonly Record<string, unknown>[]) => void | Promise<void>;

/** What can be asked of Graph with one sign-in. */
export type GraphRunner = {
	/**
	 * Facts are a Collection, or the object itself for a single entity; texts are as they came. A collection that does not fit its own count
	 * or holds two different records of one id, is asked for once more, and is unobserved, `incomplete` or `contradicted`, if that is so again.
	 * What is asked for each of something is an EachAnswer.
	 */
	readonly ask: (query: GraphQuery) => Promise<Answer>;
	/** How many records a collection has, as Graph says on its first page, or why it did not say. The number lags behind by seconds. */
	readonly count: (query: GraphQuery) => Promise<number | Unobserved>;
	/** Gives each page's records away as they come; facts are Streamed. Records given away before it broke off prove nothing. */
	readonly stream: (query: GraphQuery, onRecords: OnRecords) => Promise<Answer>;
};

/** Puts Graph queries to one origin with one sign-in. Never throws for what the world does: that is unobserved. */
export const graphRunner = (parts: GraphParts): GraphRunner => {
	const {origin, clock = realClock, signal = new AbortController().signal} = parts;
	const {host} = new URL(origin);
	const walk = walkPages(parts, clock, signal);

	/** Runs a list of pages and makes an answer of whatever it comes to. */
	const answer = async (query: GraphQuery, read: () => Promise<unknown>): Promise<Answer> => {
		const takenAt = new Date(clock.now()).toISOString();
		try {
			const facts: Facts = {kind: 'facts', facts: await read(), source: 'live', takenAt, from: `Graph, ${host}`};
			return facts;
		} catch (error) {
			if (error instanceof Unanswered) {
				return error.unobserved;
			}

			if (signal.aborted) {
				return {
					kind: 'unobserved',
					reason: 'cancelled',
					detail: `Graph at ${host} was being asked for ${query.path.split('?', 1)[0]}, and you stopped it.`,
				};
			}

			throw error;
		}
	};

	type Read = {
		readonly entity: Record<string, unknown> | undefined;
		readonly value: Record<string, unknown>[];
		readonly length: ListLength;
		/** The id of which two different records came; null where there is none. */
		readonly twoFaced: string | null;
	};

	const readAll = async (query: GraphQuery): Promise<Read> => {
		const value: Record<string, unknown>[] = [];
		let entity: Record<string, unknown> | undefined;
		const {count, endsFull} = await walk(query, false, page => {
			if (page.records === null) {
				entity = page.body;
			} else {
				for (const record of page.records) {
					value.push(record);
				}
			}
		});
		return {entity, value, length: {read: differentIn(value), said: [count, count], endsFull}, twoFaced: twoFacedIn(value)};
	};

	/** Where nobody says how many there are, a list is taken for whole unless its end looks like a broken chain. */
	const isWhole = (length: ListLength) => (length.said[1] === null ? !length.endsFull : isWholeList(length));

	const askOne = (query: GraphQuery): Promise<Answer> =>
		answer(query, async () => {
			const first = await readAll(query);
			const again = isWhole(first.length) && first.twoFaced === null ? first : await readAll(withShorterPages(query));
			// The count that the second reading brings is the one after the first.
			const isFirst = first.twoFaced === null && isWholeList({...first.length, said: [first.length.said[0], again.length.said[0]]});
			const {entity, value, length, twoFaced} = isFirst ? first : again;
			if (twoFaced !== null) {
				throw new Unanswered(
					'contradicted',
					`${askedFor(origin, query)} twice, and both times sent two different records of one id, ${safeText(twoFaced.slice(0, 80))}. Look again.`,
				);
			}

			if (!isFirst && !isWhole(length)) {
				const fits = length.said[0] === null || isWholeList({...length, endsFull: false});
				throw new Unanswered(
					'incomplete',
					`${askedFor(origin, query)} twice${
						fits
							? ', and both times the last page was full and named no next one, so nobody can tell whether more was to come'
							: `, said that there are ${length.said[0]}, and sent ${length.read}`
					}. Look again.`,
				);
			}

			return entity ?? {value, count: length.said[0]};
		});

	return {
		ask: query =>
			query.each === undefined
				? askOne(query)
				: askEach(askOne, query, query.each, parts.pilotUsers ?? [], () => new Date(clock.now()).toISOString()),
		count: async query => {
			const said = await answer(query, async () => (await walk(query, false, () => undefined, 1)).count);
			return said.kind === 'unobserved'
				? said
				: ((said.facts as number | null) ?? unobserved('incomplete', `Graph at ${host} was asked how many there are, and did not say.`));
		},
		stream: (query, onRecords) =>
			answer(query, async () => {
				let records = 0;
				const {count, pages, endsFull} = await walk(query, true, async page => {
					if (page.records === null) {
						throw new Unanswered('malformed', `${askedFor(origin, query)} and came back with no list.`);
					}

					records += page.records.length;
					await onRecords(page.records);
				});
				return {records, count, pages, endsFull} satisfies Streamed;
			}),
	};
};
