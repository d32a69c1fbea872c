import {setImmediate as nextTurn} from 'node:timers/promises';
import type {Unobserved} from '../guide/answer.ts';
import type {GraphQuery} from '../guide/query.ts';
import {longestPage} from '../guide/whole-list.ts';
import type {Clock} from './backoff.ts';
import type {GraphPage} from './graph-page.ts';
import {type GetPage, pagesAhead} from './pages-ahead.ts';
import {versionOf} from './paging.ts';
import type {TokenSource} from './token.ts';
import {createTransport, type Transport} from './transport.ts';
import {Unanswered} from './unanswered.ts';

/** Where Graph is asked, as whom and for how long. */
export type GraphParts = {
	/** From `graphOrigin`. */
	readonly origin: string;
	readonly token: TokenSource | Unobserved;
	/** Whom a query for each pilot user is asked for; nobody where left out. */
	readonly pilotUsers?: readonly string[];
	/** Ends everything under way within a second. */
	readonly signal?: AbortSignal;
	readonly clock?: Clock;
	readonly fetch?: typeof globalThis.fetch;
	/** For one attempt. */
	readonly attemptMilliseconds?: number;
	/** For a whole `ask`, and for each page of a `stream`, which may rightly take an hour in all. */
	readonly queryMilliseconds?: number;
};

/** How the walk through a list of pages ended. `endsFull`: the last page was as long as was asked for, and named no next one. */
type Walked = {readonly pages: number; readonly count: number | null; readonly endsFull: boolean};

/** Goes through the pages of a query, at most so many; `patient` for a read that may take an hour and gives way to others. Throws Unanswered. */
export type WalkPages = (
	query: GraphQuery,
	patient: boolean,
	onPage: (page: GraphPage) => void | Promise<void>,
	mostPages?: number,
) => Promise<Walked>;

/** The beginning of a sentence about a query. */
export const askedFor = (origin: string, {path}: GraphQuery): string =>
	`Graph at ${new URL(origin).host} was asked for ${path.split('?', 1)[0]}`;

/** Walks through pages by one transport, which is loaded when it is first needed. */
export const walkPages = (parts: GraphParts, clock: Clock, signal: AbortSignal): WalkPages => {
	const {origin, token} = parts;
	const budget = parts.queryMilliseconds ?? 120_000;
	const attemptMilliseconds = parts.attemptMilliseconds ?? 30_000;
	let transport: Promise<Transport> | undefined;
	return async (query, patient, onPage, mostPages = Number.POSITIVE_INFINITY) => {
		if (typeof token !== 'function') {
			throw new Unanswered(token.reason, token.detail);
		}

		// A path without a version is a defect of ours, and is said before anything is asked.
		versionOf(query.path);
		const most = longestPage(query);
		const asked = askedFor(origin, query);
		transport ??= createTransport({
			origin,
			token,
			clock,
			fetch: parts.fetch ?? ((input, init) => globalThis.fetch(input, init)),
			attemptMilliseconds,
		});
		const get = await transport;
		const headers = {
			...(query.eventual ? {ConsistencyLevel: 'eventual'} : {}),
			// A long read gives way to the tenant's own programs.
			...(patient ? {'x-ms-throttle-priority': 'low'} : {}),
		};
		const {permissions, applicationPermissions} = query;
		const end = clock.now() + budget;
		const left = new AbortController();
		const ending = AbortSignal.any([signal, left.signal]);
		const getPage: GetPage = (url, onLink) => {
			const until = patient ? clock.now() + budget : end;
			return get({url, permissions, applicationPermissions, headers, until, signal: ending, onLink});
		};
		const first = new URL(query.path, origin).href;
		let [pages, length] = [0, 0];
		let count: number | null = null;
		try {
			for await (const page of pagesAhead(getPage, {
				origin,
				first,
				asked,
				mostPages,
				now: () => clock.now(),
				soon: attemptMilliseconds / 6,
			})) {
				if (page.records === null && pages > 0) {
					throw new Unanswered('malformed', `${asked} and came back with a page that holds no records.`);
				}

				pages += 1;
				length = page.records?.length ?? 0;
				count ??= page.count;
				// The next page is on its way before this one is worked through.
				await nextTurn();
				await nextTurn();
				signal.throwIfAborted();
				await onPage(page);
			}

			return {pages, count, endsFull: most !== null && length >= most};
		} finally {
			left.abort();
		}
	};
};
