import type {Answer, DirectoryAnswer, Entry, Unobserved} from '../guide/answer.ts';
import {asksForPilotUsers, withPilotUsers} from '../guide/filter.ts';
import type {DirectoryQuery} from '../guide/query.ts';
import {inTurns, stepwise} from '../in-turns.ts';
import {kindCounter} from './count-by.ts';
import {directoryAnswer, pageCounter} from './directory-answer.ts';
import {type LookUp, lookUpHere} from './dns.ts';
import {type Dns, dnsOf, withServices} from './dns-services.ts';
import {type DirectoryName, type ForestToAsk, forestsBehind} from './forests-to-ask.ts';
import {askForHosts} from './hosts.ts';
import {inRounds} from './rounds.ts';
import {searchForest, searchForests} from './search-forests.ts';
import {type Batch, nameInWords, searchWith} from './search-process.ts';
import type {Shell} from './shell.ts';

/** Whom a runner asks, as what, and for how long. */
export type DirectoryOptions = {
	readonly shell: () => Promise<Shell | Unobserved>;
	/** A domain or domain controller of each forest; null is the domain of this computer. Several of one forest are asked once. */
	readonly directories: readonly DirectoryName[];
	/** Name or SID of the group that `in-scope` queries are limited to. */
	readonly scopeGroup?: string;
	/** Whom a filter for pilot users stands for. */
	readonly pilotUsers?: readonly string[];
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
	/** Puts a query to every forest. What is asked in one turn of the event loop, or while a process answers, shares the next process of each forest. */
	readonly ask: (query: DirectoryQuery) => Promise<Answer>;
	/**
	 * The same for more objects than can be kept: each goes to `onEntry` as it comes, and the readings count them. In a process of its own, beside those of
	 * `ask`. `forest` is its DNS name.
	 */
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
	pilotUsers = [],
	deadline = 5 * 60_000,
	surveyDeadline = 30 * 60_000,
	signal,
	lookUp = lookUpHere,
	dns = dnsOf(),
	now = () => new Date().toISOString(),
}: DirectoryOptions): DirectoryRunner => {
	const common = {shell, ...(signal === undefined ? {} : {signal})};
	const describe = searchWith({...common, deadline});

	let found: Promise<readonly ForestToAsk[]> | undefined;
	/** The forests to ask. One name is one forest; of several it has to be seen which belong together. */
	const forests = (): Promise<readonly ForestToAsk[]> => {
		const [only, ...others] = directories;
		found ??=
			only !== undefined && others.length === 0
				? Promise.resolve([{names: [only], silent: null, ids: null, domains: []}])
				: Promise.all([...new Set(directories)].map(async name => ({name, ...(await describe(name, describeOnly))}))).then(forestsBehind);
		return found;
	};

	type Place = {readonly server: string; readonly namingContext: string};
	/** With `onEntry` the objects are handed on as they come, and not kept. */
	type Question = {readonly query: DirectoryQuery; readonly onEntry?: (forest: string, entry: Entry, place: Place) => void};

	/** Puts all questions of a round to every forest, in one process for each, which gets so many milliseconds. */
	const answering = (most: number) => async (round: readonly Question[]) => {
		const queries = round.map(({query}) => query);
		const counts = round.map(({onEntry}) => (onEntry === undefined ? undefined : new Map<string, number>()));
		const responses = await searchForests(await forests(), queries, scopeGroup, (place, batch) => {
			let gaveEntries = false;
			const search = searchWith(
				{...common, deadline: most},
				at => counts[at] !== undefined,
				async (forest, {at, server, namingContext, entries}) => {
					gaveEntries = true;
					const counter = pageCounter(nameInWords(place.names[0]), server, namingContext);
					counts[at]?.set(counter, (counts[at]?.get(counter) ?? 0) + (entries?.length ?? Number.NaN));
					await inTurns(stepwise(entries ?? [], entry => round[at]?.onEntry?.(forest.name, entry, {server, namingContext})));
				},
			);
			// What was handed on cannot be taken back, so nobody else is asked for it again.
			return searchForest(place, batch, search, () => !gaveEntries);
		});
		return queries.map((query, at) => directoryAnswer(query, String(at), scopeGroup, responses, counts[at]));
	};
	const put = inRounds(answering(deadline));
	/** Surveys have rounds of their own, beside the others: nobody waits for minutes, and they wait for nobody. */
	const putLong = inRounds(answering(surveyDeadline));
	const ask = (query: DirectoryQuery) => put({query});

	const countKinds = async (query: DirectoryQuery): Promise<Answer> => {
		const counter = kindCounter(query.countBy ?? [], now());
		const answer = await put({query, onEntry: (forest, entry, place) => counter.add(forest, place, entry)});
		return answer.kind === 'facts' ? {...answer, facts: counter.answer(answer.facts as DirectoryAnswer)} : answer;
	};

	/** The pilot users are put into the filter; where nobody is named, nobody is asked. */
	const askForPilots = async (query: DirectoryQuery): Promise<Answer> => {
		const users = [...new Set(pilotUsers)];
		const answer: Answer =
			users.length === 0
				? {kind: 'facts', facts: {forests: []} satisfies DirectoryAnswer, source: 'live', takenAt: now(), from: ''}
				: await ask({...query, filter: withPilotUsers(query.filter, users)});
		return answer.kind === 'facts' ? {...answer, facts: {...(answer.facts as DirectoryAnswer), pilotUsers: users}} : answer;
	};

	return {
		async ask(query) {
			if (asksForPilotUsers(query.filter)) {
				return askForPilots(query);
			}

			if (query.countBy !== undefined) {
				return countKinds(query);
			}

			const {hostsOf} = query;
			const answer = await (hostsOf === undefined ? ask(query) : askForHosts({...query, hostsOf}, directories.length === 1, ask, lookUp));
			return query.serviceRecords === undefined ? answer : withServices(answer, query.serviceRecords, dns);
		},
		stream: (query, onEntry) => putLong({query, onEntry}),
	};
};
