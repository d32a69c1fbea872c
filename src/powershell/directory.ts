import {type Answer, type DirectoryAnswer, type Entry, type Unobserved, unobserved} from '../guide/answer.ts';
import type {DirectoryQuery} from '../guide/query.ts';
import {kindCounter} from './count-by.ts';
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
	/** Milliseconds for one batch, which walks a large scope several times; a process that falls silent is ended long before. */
	readonly deadline?: number;
	/** Milliseconds for one survey. */
	readonly surveyDeadline?: number;
	readonly signal?: AbortSignal;
	/** Left out, the resolver of this computer is asked. */
	readonly lookUp?: LookUp;
	/** Left out, the DNS servers that this computer is set to are asked. */
	readonly dns?: Dns;
	/** What `recent` kinds are told by; left out, the clock of this computer. ISO 8601. */
	readonly now?: () => string;
};

/** What can be asked of the forests that were named. */
export type DirectoryRunner = {
	/** Puts a query to every forest. Queries asked in one turn of the event loop share a process for each forest. */
	readonly ask: (query: DirectoryQuery) => Promise<Answer>;
	/** The same for more objects than can be kept, in another process than `ask`: each goes to `onEntry` as it comes, and the readings count them. `forest` is its DNS name. */
	readonly stream: (query: DirectoryQuery, onEntry: (forest: string, entry: Entry) => void) => Promise<Answer>;
};

const describeOnly: Batch = {queries: [], group: '', sids: []};

/** Puts together what is asked in one turn of the event loop: `answer` gets all of it, and gives an answer for each. */
const inOneTurn = <Asked>(answer: (asked: readonly Asked[]) => Promise<readonly Answer[]>): ((asked: Asked) => Promise<Answer>) => {
	type Waiting = {readonly asked: Asked; readonly settle: (answer: Answer) => void; readonly fail: (defect: unknown) => void};
	let waiting: Waiting[] = [];
	const go = async () => {
		const batch = waiting;
		waiting = [];
		try {
			const answers = await answer(batch.map(({asked}) => asked));
			for (const [at, {settle}] of batch.entries()) {
				settle(answers[at] ?? unobserved('malformed', 'A question was left without an answer.'));
			}
		} catch (defect) {
			for (const {fail} of batch) {
				fail(defect);
			}
		}
	};

	return asked =>
		new Promise((settle, fail) => {
			waiting.push({asked, settle, fail});
			if (waiting.length === 1) {
				setImmediate(() => void go());
			}
		});
};

/**
 * Reads directories through search-directory.ps1. A silent forest or server stands in the answer; only where no forest answered the answer is silent.
 * Which forests there are is found out once, so that every answer of a runner speaks of the same ones, whichever of their names is slow or silent.
 */
export const directoryRunner = ({
	shell,
	directories,
	scopeGroup = '',
	deadline = 5 * 60_000,
	surveyDeadline = 30 * 60_000,
	signal,
	lookUp = lookUpHere,
	dns = dnsOf(),
	now = () => new Date().toISOString(),
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

	const ask = inOneTurn(async (queries: readonly DirectoryQuery[]) => {
		const responses = await searchForests(await forests(), queries, scopeGroup, (forest, part) =>
			searchForest(forest, part, search, () => true),
		);
		return queries.map((query, at) => directoryAnswer(query, String(at), scopeGroup, responses));
	});

	type Place = {readonly server: string; readonly namingContext: string};
	type Streamed = {readonly query: DirectoryQuery; readonly onEntry: (forest: string, entry: Entry, place: Place) => void};
	/** Asks for more objects than can be kept, all such questions of a turn in one process for each forest: surveys, and what is counted by kinds. */
	const stream = inOneTurn(async (asked: readonly Streamed[]) => {
		const queries = asked.map(({query}) => query);
		const counts = queries.map(() => new Map<string, number>());
		const responses = await searchForests(await forests(), queries, scopeGroup, (place, batch) => {
			let gaveEntries = false;
			const inPages = pagedSearch({...common, deadline: surveyDeadline}, (forest, {at, server, namingContext, entries}) => {
				gaveEntries = true;
				const counter = pageCounter(nameInWords(place.names[0]), server, namingContext);
				counts[at]?.set(counter, (counts[at]?.get(counter) ?? 0) + (entries?.length ?? Number.NaN));
				for (const entry of entries ?? []) {
					asked[at]?.onEntry(forest.name, entry, {server, namingContext});
				}
			});
			// What was handed on cannot be taken back, so nobody else is asked for it again.
			return searchForest(place, batch, inPages, () => !gaveEntries);
		});
		return queries.map((query, at) => directoryAnswer(query, String(at), scopeGroup, responses, counts[at]));
	});

	const countKinds = async (query: DirectoryQuery): Promise<Answer> => {
		const counter = kindCounter(query.countBy ?? [], now());
		const answer = await stream({query, onEntry: (forest, entry, place) => counter.add(forest, place, entry)});
		return answer.kind === 'facts' ? {...answer, facts: counter.answer(answer.facts as DirectoryAnswer)} : answer;
	};

	return {
		async ask(query) {
			if (query.countBy !== undefined) {
				return countKinds(query);
			}

			const answer = await (query.hostsOf === undefined ? ask(query) : askForHosts({...query, hostsOf: query.hostsOf}, ask, lookUp));
			return query.serviceRecords === undefined ? answer : withServices(answer, query.serviceRecords, dns);
		},
		stream: (query, onEntry) => stream({query, onEntry}),
	};
};
