import {type Entry, type Unobserved, unobserved} from '../guide/answer.ts';
import {whyMalformed} from '../guide/malformed.ts';
import type {DirectoryQuery} from '../guide/query.ts';
import {inPackage} from '../package-root.ts';
import type {DirectoryName} from './forests-to-ask.ts';
import {runScript} from './powershell.ts';
import {answerPart, type Described, type Tail} from './search-answer.ts';
import {asParameter, entriesOf} from './search-rows.ts';
import type {Shell} from './shell.ts';
import {unseen} from './why-unseen.ts';

/** What one forest answered to a batch, or why it did not; `at` is when, ISO 8601. */
export type Response = {readonly asked: string} & (
	| {readonly forest: Described; readonly tail: Tail; readonly at: string}
	| {readonly silent: Unobserved}
);

/** Queries for one process; `group` is whose members `in-scope` queries are limited to, `sids` are members of it that live in the forest asked. */
export type Batch = {readonly queries: readonly DirectoryQuery[]; readonly group: string; readonly sids: readonly string[]};

/** Puts a batch to one name. */
export type Search = (name: DirectoryName, batch: Batch) => Promise<Response>;

/** A part of what one server gave to a query of the batch, by the query's place in it. */
type Page<Kept> = {readonly at: number; readonly server: string; readonly namingContext: string} & Kept;
/** `entries` is null where they do not add up. */
type SearchPage = Page<{readonly entries: readonly Entry[] | null}>;

/** What a process is started with. */
export type SearchOptions = {
	readonly shell: () => Promise<Shell | Unobserved>;
	/** Milliseconds. */
	readonly deadline: number;
	readonly signal?: AbortSignal;
};

/** How a directory is called in a sentence. */
export const nameInWords = (name: DirectoryName) => name ?? 'the domain of this computer';

const start = async (
	{shell, deadline, signal}: SearchOptions,
	name: DirectoryName,
	{queries, group, sids}: Batch,
	onPage: (part: unknown) => void | Promise<void>,
) => {
	const found = await shell();
	if ('kind' in found) {
		return found;
	}

	return runScript(found, {
		script: inPackage('src', 'powershell', 'search-directory.ps1'),
		parameters: {
			Directory: name ?? '',
			// The second round is about members of the scope group alone.
			Queries: queries.map((query, at) => asParameter(String(at), query)).filter(({from}) => sids.length === 0 || from === 'in-scope'),
			ScopeGroup: group,
			Sids: sids,
			Pages: true,
		},
		deadline,
		onPage,
		...(signal === undefined ? {} : {signal}),
	});
};

const malformed = (asked: string, error: Parameters<typeof whyMalformed>[0]) =>
	unobserved('malformed', `${asked} was asked. ${whyMalformed(error)}`);

/** Runs the script, whose answer comes in pages: no frame of it has to hold all of a large forest. */
const searchInPages = async (
	options: SearchOptions,
	name: DirectoryName,
	batch: Batch,
	onRows: (forest: Described, page: Page<{readonly rows: readonly string[]}>, reading: number) => void | Promise<void>,
): Promise<Response> => {
	const asked = nameInWords(name);
	let forest: Described | null = null;
	let tail: Tail | null = null;
	let wrong: Unobserved | null = null;
	const ran = await start(options, name, batch, part => {
		const parsed = answerPart.safeParse(part);
		if (!parsed.success) {
			wrong ??= malformed(asked, parsed.error);
		} else if (parsed.data.kind === 'silent') {
			wrong ??= unseen(name ?? parsed.data.server, parsed.data.code);
		} else if (parsed.data.kind === 'head') {
			forest = parsed.data.forest;
		} else if (parsed.data.kind === 'tail') {
			tail = parsed.data;
		} else if (parsed.data.kind === 'page' && forest !== null) {
			const {reading, query, server, namingContext, rows} = parsed.data;
			return onRows(forest, {at: Number(query), server, namingContext, rows}, reading);
		}
	});
	if (ran.kind === 'unobserved') {
		return {asked, silent: ran};
	}

	return wrong !== null || forest === null || tail === null
		? {asked, silent: wrong ?? unobserved('malformed', `${asked} was asked, and its answer broke off.`)}
		: {asked, forest, tail, at: ran.at};
};

/**
 * A search that comes back whole, but for the questions that stream: each page of theirs goes to `onPage` as it comes, and is not kept.
 * What comes back says of those how much there was.
 */
export const searchWith =
	(
		options: SearchOptions,
		streams: (at: number) => boolean = () => false,
		onPage: (forest: Described, page: SearchPage) => void | Promise<void> = () => undefined,
	): Search =>
	async (name, batch) => {
		const kept = new Map<number, string[]>();
		const response = await searchInPages(options, name, batch, (forest, {rows, ...page}, reading) => {
			if (streams(page.at)) {
				return onPage(forest, {...page, entries: entriesOf(rows, batch.queries[page.at]?.attributes ?? [])});
			}

			const own = kept.get(reading) ?? [];
			kept.set(reading, own);
			for (const row of rows) {
				own.push(row);
			}
		});
		if ('silent' in response) {
			return response;
		}

		const {tail} = response;
		return {...response, tail: {...tail, readings: tail.readings.map((reading, at) => ({...reading, rows: kept.get(at) ?? []}))}};
	};
