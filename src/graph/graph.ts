import {setImmediate as nextTurn} from 'node:timers/promises';
import {isDeepStrictEqual} from 'node:util';
import {type Answer, type Facts, type Unobserved, unobserved} from '../guide/answer.ts';
import type {GraphQuery} from '../guide/query.ts';
import {safeText} from '../guide/untrusted.ts';
import {isWholeList, type ListLength, longestPage, withShorterPages} from '../guide/whole-list.ts';
import {type Clock, realClock} from './backoff.ts';
import {followable, versionOf} from './paging.ts';
import type {TokenSource} from './token.ts';
import {createTransport, type Fetched, type Transport} from './transport.ts';
import {Unanswered} from './unanswered.ts';

export type GraphParts = {
	/** From `graphOrigin`. */
	readonly origin: string;
	readonly token: TokenSource | Unobserved;
	/** Ends everything under way within a second. */
	readonly signal?: AbortSignal;
	readonly clock?: Clock;
	readonly fetch?: typeof globalThis.fetch;
	/** For one attempt. */
	readonly attemptMilliseconds?: number;
	/** For a whole `ask`, and for each page of a `stream`, which may rightly take an hour in all. */
	readonly queryMilliseconds?: number;
};

/** What a collection brings back: every page's records, and the count Graph gave where it was asked for one. */
export type Collection = {readonly value: readonly Record<string, unknown>[]; readonly count: number | null};

/** What a stream leaves as its facts once every record was given away. `endsFull`: the last page was as long as was asked for, and named no next one. */
type Streamed = {readonly records: number; readonly count: number | null; readonly pages: number; readonly endsFull: boolean};

type OnRecords = (records: readonly Record<string, unknown>[]) => void;

export type GraphRunner = {
	/**
	 * Facts are a Collection, or the object itself for a single entity; texts are as they came. A collection that does not fit its own count
	 * or holds two different records of one id, is asked for once more, and is unobserved, `incomplete` or `contradicted`, if that is so again.
	 */
	readonly ask: (query: GraphQuery) => Promise<Answer>;
	/** How many records a collection has, as Graph says on its first page, or why it did not say. The number lags behind by seconds. */
	readonly count: (query: GraphQuery) => Promise<number | Unobserved>;
	/** Gives each page's records away as they come; facts are Streamed. Records given away before it broke off prove nothing. */
	readonly stream: (query: GraphQuery, onRecords: OnRecords) => Promise<Answer>;
};

type GraphPage = {
	readonly records: readonly Record<string, unknown>[] | null;
	readonly body: Record<string, unknown>;
	readonly count: number | null;
	readonly next: unknown;
};

/** Looks at the shape of a page: records if it is one of a collection, null if it is a single entity. */
const shapeOf = (body: Fetched, origin: string, asked: string): GraphPage => {
	const {value, error, '@odata.context': context, '@odata.count': count, '@odata.nextLink': next} = body;
	if (context !== undefined && !(typeof context === 'string' && URL.canParse(context) && new URL(context).host === new URL(origin).host)) {
		throw new Unanswered('malformed', `${asked} and came back with an answer that describes another server's.`);
	}

	if (error !== undefined) {
		throw new Unanswered('malformed', `${asked} and came back with an error in the middle of an answer.`);
	}

	if (count !== undefined && !(typeof count === 'number' && Number.isSafeInteger(count) && count >= 0)) {
		throw new Unanswered('malformed', `${asked} and came back with a count that is no number.`);
	}

	if (value === undefined && context !== undefined && next === undefined) {
		return {records: null, body, count: null, next: undefined};
	}

	if (!Array.isArray(value) || !value.every(each => typeof each === 'object' && each !== null && !Array.isArray(each))) {
		const empty = Object.keys(body).length === 0 ? 'an empty object' : 'an object that is not what Graph sends';
		throw new Unanswered('malformed', `${asked} and came back with ${empty}. A captive portal or a proxy may have answered in its place.`);
	}

	return {records: value as readonly Record<string, unknown>[], body, count: count ?? null, next};
};

/** How many different records there are: one that came again while the list changed is one. */
const differentIn = (records: readonly Record<string, unknown>[]): number => {
	const ids = records.map(({id}) => id);
	return ids.every(id => typeof id === 'string') ? new Set(ids).size : records.length;
};

/** The id that two records bear which are not the same; null where there is none. A list that changes while it is read may hold one by chance. */
const twoFacedIn = (records: readonly Record<string, unknown>[]): string | null => {
	const known = new Map<string, Record<string, unknown>>();
	for (const record of records) {
		const {id} = record;
		if (typeof id === 'string') {
			const before = known.get(id);
			if (before !== undefined && !isDeepStrictEqual(before, record)) {
				return id;
			}

			known.set(id, record);
		}
	}

	return null;
};

/** Puts Graph queries to one origin with one sign-in. Never throws for what the world does: that is unobserved. */
export const graphRunner = (parts: GraphParts): GraphRunner => {
	const {origin, token} = parts;
	const {host} = new URL(origin);
	const clock = parts.clock ?? realClock;
	const budget = parts.queryMilliseconds ?? 120_000;
	const signal = parts.signal ?? new AbortController().signal;
	let transport: Promise<Transport> | undefined;

	const walk = async (
		query: GraphQuery,
		patient: boolean,
		onPage: (page: GraphPage) => void,
		mostPages = Number.POSITIVE_INFINITY,
	): Promise<{readonly pages: number; readonly count: number | null; readonly endsFull: boolean}> => {
		if (typeof token !== 'function') {
			throw new Unanswered(token.reason, token.detail);
		}

		// A path without a version is a defect of ours, and is said before anything is asked.
		versionOf(query.path);
		const most = longestPage(query);
		const asked = `Graph at ${host} was asked for ${query.path.split('?', 1)[0]}`;
		transport ??= createTransport({
			origin,
			token,
			clock,
			fetch: parts.fetch ?? ((input, init) => globalThis.fetch(input, init)),
			attemptMilliseconds: parts.attemptMilliseconds ?? 30_000,
		});
		const get = await transport;
		const headers = {
			...(query.eventual ? {ConsistencyLevel: 'eventual'} : {}),
			// A long read gives way to the tenant's own programs.
			...(patient ? {'x-ms-throttle-priority': 'low'} : {}),
		};
		const {permissions, applicationPermissions} = query;
		const seen = new Set<string>();
		const end = clock.now() + budget;
		const left = new AbortController();
		const ending = AbortSignal.any([signal, left.signal]);
		const read = (url: string): Promise<Fetched> => {
			seen.add(url);
			const until = patient ? clock.now() + budget : end;
			const coming = get({url, permissions, applicationPermissions, headers, until, signal: ending});
			// Its failure is heard when its turn comes.
			coming.catch(() => undefined);
			return coming;
		};
		const first = new URL(query.path, origin).href;
		let coming = read(first);
		let count: number | null = null;
		try {
			for (;;) {
				const page = shapeOf(await coming, origin, asked);
				signal.throwIfAborted();
				if (page.records === null && seen.size > 1) {
					throw new Unanswered('malformed', `${asked} and came back with a page that holds no records.`);
				}

				count ??= page.count;
				if (page.next === undefined || seen.size >= mostPages) {
					onPage(page);
					return {pages: seen.size, count, endsFull: most !== null && (page.records?.length ?? 0) >= most};
				}

				// The next page is asked for, and on its way, before this one is worked through.
				coming = read(followable(page.next, first, seen, asked));
				await nextTurn();
				await nextTurn();
				onPage(page);
			}
		} finally {
			left.abort();
		}
	};

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

	return {
		ask: query =>
			answer(query, async () => {
				const first = await readAll(query);
				const again = isWhole(first.length) && first.twoFaced === null ? first : await readAll(withShorterPages(query));
				// The count that the second reading brings is the one after the first.
				const isFirst = first.twoFaced === null && isWholeList({...first.length, said: [first.length.said[0], again.length.said[0]]});
				const {entity, value, length, twoFaced} = isFirst ? first : again;
				if (twoFaced !== null) {
					throw new Unanswered(
						'contradicted',
						`Graph at ${host} was asked for ${query.path.split('?', 1)[0]} twice, and both times sent two different records of one id, ${safeText(twoFaced.slice(0, 80))}. Look again.`,
					);
				}

				if (!isFirst && !isWhole(length)) {
					const fits = length.said[0] === null || isWholeList({...length, endsFull: false});
					throw new Unanswered(
						'incomplete',
						`Graph at ${host} was asked for ${query.path.split('?', 1)[0]} twice${
							fits
								? ', and both times the last page was full and named no next one, so nobody can tell whether more was to come'
								: `, said that there are ${length.said[0]}, and sent ${length.read}`
						}. Look again.`,
					);
				}

				return entity ?? {value, count: length.said[0]};
			}),
		count: async query => {
			const said = await answer(query, async () => (await walk(query, false, () => undefined, 1)).count);
			return said.kind === 'unobserved'
				? said
				: ((said.facts as number | null) ?? unobserved('incomplete', `Graph at ${host} was asked how many there are, and did not say.`));
		},
		stream: (query, onRecords) =>
			answer(query, async () => {
				let records = 0;
				const {count, pages, endsFull} = await walk(query, true, page => {
					if (page.records === null) {
						throw new Unanswered('malformed', `Graph at ${host} was asked for ${query.path.split('?', 1)[0]} and came back with no list.`);
					}

					records += page.records.length;
					onRecords(page.records);
				});
				return {records, count, pages, endsFull} satisfies Streamed;
			}),
	};
};
