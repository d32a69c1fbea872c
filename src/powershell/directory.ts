import type {Answer, Entry, Unobserved} from '../guide/answer.ts';
import type {DirectoryQuery} from '../guide/query.ts';
import {directoryAnswer, pageCounter} from './directory-answer.ts';
import {type LookUp, lookUpHere} from './dns.ts';
import {type Dns, dnsOf, withServices} from './dns-services.ts';
import {type DirectoryName, type ForestToAsk, forestsBehind} from './forests-to-ask.ts';
import {askForHosts} from './hosts.ts';
import {searchForest, searchForests} from './search-forests.ts';
import {type Batch, nameInWords, pagedSearch, wholeSearch} from './search-process.ts';
import type {Shell} from './shell.ts';

/** Whom a runner asks, as what, and for how long. */
export type DirectoryOptions = {
	readonly shell: () => Promise<Shell | Unobserved>;
	/** A domain or domain controller of each forest; null is the domain of this computer. Several of one forest are asked once. */
	readonly directories: readonly DirectoryName[];
	/** Name or SID of the group that `in-scope` queries are limited to. */
	readonly scopeGroup?: string;
	/** Milliseconds for one batch. */
	readonly deadline?: number;
	/** Milliseconds for one survey. */
	readonly surveyDeadline?: number;
	readonly signal?: AbortSignal;
	/** Left out, the resolver of this computer is asked. */
	readonly lookUp?: LookUp;
	/** Left out, the DNS servers that this computer is set to are asked. */
	readonly dns?: Dns;
};

/** What can be asked of the forests that were named. */
export type DirectoryRunner = {
	/** Puts a query to every forest. Queries asked in one turn of the event loop share a process for each forest. */
	readonly ask: (query: DirectoryQuery) => Promise<Answer>;
	/** The same for more objects than can be kept: each goes to `onEntry` as it comes, and the readings count them. `forest` is its DNS name. */
	readonly stream: (query: DirectoryQuery, onEntry: (forest: string, entry: Entry) => void) => Promise<Answer>;
};

const describeOnly: Batch = {queries: [], group: '', sids: []};

/**
 * Reads directories through search-directory.ps1. A silent forest or server stands in the answer; only where no forest answered the answer is silent.
 * Which forests there are is found out once, so that every answer of a runner speaks of the same ones, whichever of their names is slow or silent.
 */
export const directoryRunner = ({
	shell,
	directories,
	scopeGroup = '',
	deadline = 60_000,
	surveyDeadline = 30 * 60_000,
	signal,
	lookUp = lookUpHere,
	dns = dnsOf(),
}: DirectoryOptions): DirectoryRunner => {
	const common = {shell, ...(signal === undefined ? {} : {signal})};
	const search = wholeSearch({...common, deadline});

	let found: Promise<readonly ForestToAsk[]> | undefined;
	/** The forests to ask. One name is one forest; of several it has to be seen which belong together. */
	const forests = (): Promise<readonly ForestToAsk[]> => {
		const [only, ...others] = directories;
		found ??=
			only !== undefined && others.length === 0
				? Promise.resolve([{names: [only], silent: null, ids: null, domains: []}])
				: Promise.all([...new Set(directories)].map(async name => ({name, ...(await search(name, describeOnly))}))).then(forestsBehind);
		return found;
	};

	type Waiting = {readonly query: DirectoryQuery; readonly settle: (answer: Answer) => void; readonly fail: (defect: unknown) => void};
	let waiting: Waiting[] = [];
	const askWaiting = async () => {
		const batch = waiting;
		waiting = [];
		try {
			const queries = batch.map(({query}) => query);
			const responses = await searchForests(await forests(), queries, scopeGroup, (forest, part) =>
				searchForest(forest, part, search, () => true),
			);
			for (const [at, {query, settle}] of batch.entries()) {
				settle(directoryAnswer(query, String(at), scopeGroup, responses));
			}
		} catch (defect) {
			for (const {fail} of batch) {
				fail(defect);
			}
		}
	};

	const ask = (query: DirectoryQuery): Promise<Answer> =>
		new Promise((settle, fail) => {
			waiting.push({query, settle, fail});
			if (waiting.length === 1) {
				setImmediate(() => void askWaiting());
			}
		});

	return {
		async ask(query) {
			const answer = await (query.hostsOf === undefined ? ask(query) : askForHosts({...query, hostsOf: query.hostsOf}, ask, lookUp));
			return query.serviceRecords === undefined ? answer : withServices(answer, query.serviceRecords, dns);
		},
		async stream(query, onEntry) {
			const counts = new Map<string, number>();
			const responses = await searchForests(await forests(), [query], scopeGroup, (place, batch) => {
				let gaveEntries = false;
				const inPages = pagedSearch({...common, deadline: surveyDeadline}, (forest, {server, namingContext, entries}) => {
					gaveEntries = true;
					const counter = pageCounter(nameInWords(place.names[0]), server, namingContext);
					counts.set(counter, (counts.get(counter) ?? 0) + (entries?.length ?? Number.NaN));
					for (const entry of entries ?? []) {
						onEntry(forest.name, entry);
					}
				});
				// What was handed on cannot be taken back, so nobody else is asked for it again.
				return searchForest(place, batch, inPages, () => !gaveEntries);
			});
			return directoryAnswer(query, '0', scopeGroup, responses, counts);
		},
	};
};
