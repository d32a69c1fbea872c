import {setImmediate as nextTurn} from 'node:timers/promises';
import type {Answer, Facts, Silence} from '../guide/answer.ts';
import type {GraphQuery} from '../guide/query.ts';
import {safeText} from '../guide/untrusted.ts';
import {followable, versionOf} from './paging.ts';
import {type Clock, realClock} from './patience.ts';
import type {TokenSource} from './token.ts';
import {createTransport, type Fetched, type Transport} from './transport.ts';
import {Unanswered} from './unanswered.ts';

export type GraphParts = {
	/** From `graphOrigin`. */
	readonly origin: string;
	readonly token: TokenSource | Silence;
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

/** What a stream leaves as its facts once every record was given away. */
export type Streamed = {readonly records: number; readonly count: number | null; readonly pages: number};

export type OnRecords = (records: readonly Record<string, unknown>[]) => void;

export type GraphRunner = {
	/** Facts are a Collection, or the object itself for a single entity. */
	readonly ask: (query: GraphQuery) => Promise<Answer>;
	/** How many records a collection has, as Graph says on its first page; null where nobody says. An estimate, and no fact: the number lags. */
	readonly count: (query: GraphQuery) => Promise<number | null>;
	/** Gives each page's records away as they come; facts are Streamed. Records given away before a silence prove nothing. */
	readonly stream: (query: GraphQuery, onRecords: OnRecords) => Promise<Answer>;
};

// Looking at each grapheme of a million people would cost more than the network.
const plain = /^[\x20-\x7e]*$/;
const safe = (text: string): string => (plain.test(text) ? text : safeText(text));

/** Makes every text in a parsed JSON safe, in place. Links are taken out before. */
const makeSafe = (value: unknown): unknown => {
	if (typeof value === 'string') {
		return safe(value);
	}

	if (typeof value !== 'object' || value === null) {
		return value;
	}

	// An own `__proto__` of JSON.parse stays an own member when it is assigned to.
	const members = value as Record<string, unknown>;
	for (const key of Object.keys(members)) {
		const member = members[key];
		if (typeof member === 'string' || (typeof member === 'object' && member !== null)) {
			members[key] = makeSafe(member);
		}

		if (!plain.test(key)) {
			members[safe(key)] = members[key];
			delete members[key];
		}
	}

	return value;
};

type Page = {
	readonly records: readonly Record<string, unknown>[] | null;
	readonly body: Record<string, unknown>;
	readonly count: number | null;
	readonly next: unknown;
};

/** Looks at the shape of a page: records if it is one of a collection, null if it is a single entity. */
const shapeOf = ({body, plain: isPlain}: Fetched, origin: string, asked: string): Page => {
	const {value, '@odata.context': context, '@odata.count': count, '@odata.nextLink': next} = body;
	const safely = <Value>(part: Value): Value => (isPlain ? part : (makeSafe(part) as Value));
	if (context !== undefined && !(typeof context === 'string' && URL.canParse(context) && new URL(context).host === new URL(origin).host)) {
		throw new Unanswered('malformed', `${asked} and came back with an answer that describes another server's.`);
	}

	if (count !== undefined && !(typeof count === 'number' && Number.isSafeInteger(count) && count >= 0)) {
		throw new Unanswered('malformed', `${asked} and came back with a count that is no number.`);
	}

	if (value === undefined && context !== undefined && next === undefined) {
		return {records: null, body: safely(body), count: null, next: undefined};
	}

	if (!Array.isArray(value) || !value.every(each => typeof each === 'object' && each !== null && !Array.isArray(each))) {
		const empty = Object.keys(body).length === 0 ? 'an empty object' : 'an object that is not what Graph sends';
		throw new Unanswered('malformed', `${asked} and came back with ${empty}. A captive portal or a proxy may have answered in its place.`);
	}

	return {records: safely(value as readonly Record<string, unknown>[]), body, count: count ?? null, next};
};

/** Puts Graph queries to one origin with one sign-in. Never throws for what the world does: that is a silence. */
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
		onPage: (page: Page) => void,
		mostPages = Number.POSITIVE_INFINITY,
	): Promise<{readonly pages: number; readonly count: number | null}> => {
		if (typeof token !== 'function') {
			throw new Unanswered(token.reason, token.detail);
		}

		const version = versionOf(query.path);
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
		let coming = read(new URL(query.path, origin).href);
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
					return {pages: seen.size, count};
				}

				// The next page is asked for, and on its way, before this one is worked through.
				coming = read(followable(page.next, origin, version, seen, asked));
				await nextTurn();
				await nextTurn();
				onPage(page);
			}
		} finally {
			left.abort();
		}
	};

	/** Runs a walk and makes an answer of whatever it comes to. */
	const answer = async (query: GraphQuery, read: () => Promise<unknown>): Promise<Answer> => {
		const takenAt = new Date(clock.now()).toISOString();
		try {
			const facts: Facts = {kind: 'facts', facts: await read(), source: 'live', takenAt, from: `Graph, ${host}`};
			return facts;
		} catch (error) {
			if (error instanceof Unanswered) {
				return error.silence;
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

	const agreed = (query: GraphQuery, count: number | null, records: number) => {
		if (count !== null && count !== records) {
			const path = query.path.split('?', 1)[0];
			throw new Unanswered(
				'malformed',
				`Graph at ${host} was asked for ${path}, said that there are ${count}, and sent ${records}. Look again.`,
			);
		}
	};

	return {
		ask: query =>
			answer(query, async () => {
				const value: Record<string, unknown>[] = [];
				let entity: Record<string, unknown> | undefined;
				const {count} = await walk(query, false, page => {
					if (page.records === null) {
						entity = page.body;
					} else {
						for (const record of page.records) {
							value.push(record);
						}
					}
				});
				agreed(query, count, value.length);
				return entity ?? {value, count};
			}),
		count: async query => {
			const said = await answer(query, async () => (await walk(query, false, () => undefined, 1)).count);
			return said.kind === 'facts' ? (said.facts as number | null) : null;
		},
		stream: (query, onRecords) =>
			answer(query, async () => {
				let records = 0;
				const {count, pages} = await walk(query, true, page => {
					if (page.records === null) {
						throw new Unanswered('malformed', `Graph at ${host} was asked for ${query.path.split('?', 1)[0]} and came back with no list.`);
					}

					records += page.records.length;
					onRecords(page.records);
				});
				agreed(query, count, records);
				return {records, count, pages} satisfies Streamed;
			}),
	};
};
