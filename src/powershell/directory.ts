import type {Answer, DirectoryAnswer, Entry, ForestAnswer, Unobserved} from '../guide/answer.ts';
import {unobserved} from '../guide/answer.ts';
import {whyMalformed} from '../guide/malformed.ts';
import type {DirectoryQuery} from '../guide/query.ts';
import {inPackage} from '../package-root.ts';
import {askForHosts, type LookUp, lookUpHere} from './hosts.ts';
import {type DirectoryName, isOneForest, type Place, placesOf} from './places.ts';
import {runScript, type Shell} from './powershell.ts';
import {answerPart, asParameter, type Described, entriesOf, readingOf, type Tail, unseen, wholeAnswer} from './search-answer.ts';
import {nameOfNobody, strangersOf} from './strangers.ts';

/** What one forest said to a batch, or why it said nothing; `at` is when, ISO 8601. */
type Said = {readonly asked: string} & (
	| {readonly forest: Described; readonly tail: Tail; readonly at: string}
	| {readonly silent: Unobserved}
);
type DescribedAnswer = Extract<Said, {forest: Described}>;

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
};

export type DirectoryRunner = {
	/** Puts a query to every forest. Queries asked in one turn of the event loop share a process for each forest. */
	readonly ask: (query: DirectoryQuery) => Promise<Answer>;
	/** The same for more objects than can be kept: each goes to `onEntry` as it comes, and the readings count them. `forest` is its DNS name. */
	readonly stream: (query: DirectoryQuery, onEntry: (forest: string, entry: Entry) => void) => Promise<Answer>;
};

type Errand = {readonly queries: readonly DirectoryQuery[]; readonly group: string; readonly sids: readonly string[]};
/** Puts an errand to one name. */
type Put = (name: DirectoryName, errand: Errand) => Promise<Said>;

const nothing: Errand = {queries: [], group: '', sids: []};

const called = (name: DirectoryName) => name ?? 'the domain of this computer';

/** Where the pages of a stream are counted: they have to add up to what the tail announces. */
const counterOf = (asked: string, server: string, namingContext: string) => JSON.stringify([asked, server, namingContext]);

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
}: DirectoryOptions): DirectoryRunner => {
	const script = inPackage('src', 'powershell', 'search-directory.ps1');
	const parameters = (name: DirectoryName, {queries, group, sids}: Errand, pages: boolean) => ({
		Directory: name ?? '',
		// The second round is about members of the scope group alone.
		Queries: queries.map((query, at) => asParameter(String(at), query)).filter(({from}) => sids.length === 0 || from === 'in-scope'),
		ScopeGroup: group,
		Sids: sids,
		Pages: pages,
	});
	const common = signal === undefined ? {} : {signal};

	const put: Put = async (name, errand) => {
		const asked = called(name);
		const found = await shell();
		const ran =
			'kind' in found ? found : await runScript(found, {script, parameters: parameters(name, errand, false), deadline, ...common});
		if (ran.kind === 'unobserved') {
			return {asked, silent: ran};
		}

		const parsed = wholeAnswer.safeParse(ran.facts);
		if (!parsed.success) {
			return {asked, silent: unobserved('malformed', `${asked} was asked. ${whyMalformed(parsed.error)}`)};
		}

		return parsed.data.kind === 'silent'
			? {asked, silent: unseen(name ?? parsed.data.server, parsed.data.code)}
			: {asked, forest: parsed.data.forest, tail: parsed.data, at: ran.at};
	};

	/** As `put`, for one query of which each page goes to `onPage`. */
	const pour =
		(onPage: (forest: Described, page: {server: string; namingContext: string; entries: readonly Entry[] | null}) => void): Put =>
		async (name, errand) => {
			const asked = called(name);
			const [query] = errand.queries;
			let forest: Described | null = null;
			let tail: Tail | null = null;
			let wrong: Unobserved | null = null;
			const take = (page: unknown) => {
				const parsed = answerPart.safeParse(page);
				if (!parsed.success) {
					wrong ??= unobserved('malformed', `${asked} was asked. ${whyMalformed(parsed.error)}`);
				} else if (parsed.data.kind === 'silent') {
					wrong ??= unseen(name ?? parsed.data.server, parsed.data.code);
				} else if (parsed.data.kind === 'head') {
					forest = parsed.data.forest;
				} else if (parsed.data.kind === 'tail') {
					tail = parsed.data;
				} else if (parsed.data.kind === 'page' && forest !== null) {
					const {server, namingContext, rows} = parsed.data;
					onPage(forest, {server, namingContext, entries: entriesOf(rows, query?.attributes ?? [])});
				}
			};
			const found = await shell();
			const ran =
				'kind' in found
					? found
					: await runScript(found, {script, parameters: parameters(name, errand, true), deadline: surveyDeadline, onPage: take, ...common});
			if (ran.kind === 'unobserved' || wrong !== null || forest === null || tail === null) {
				return {
					asked,
					silent: ran.kind === 'unobserved' ? ran : (wrong ?? unobserved('malformed', `${asked} was asked, and its answer broke off.`)),
				};
			}

			return {asked, forest, tail, at: ran.at};
		};

	let found: Promise<readonly Place[]> | undefined;
	/** The forests to ask. One name is one forest; of several it has to be seen which belong together. */
	const places = (): Promise<readonly Place[]> => {
		const [only, ...others] = directories;
		found ??=
			only !== undefined && others.length === 0
				? Promise.resolve([{names: [only], silent: null, ids: null, domains: []}])
				: Promise.all([...new Set(directories)].map(async name => ({name, ...(await put(name, nothing))}))).then(placesOf);
		return found;
	};

	/** Asks a forest under its names in turn until one answers. `again` says whether another may be tried after a silence. */
	const reach = async (place: Place, errand: Errand, way: Put, again: () => boolean): Promise<Said> => {
		const asked = called(place.names[0]);
		if (place.silent !== null) {
			return {asked, silent: place.silent};
		}

		let first: Unobserved | null = null;
		for (const name of place.names) {
			const said = await way(name, errand);
			if ('silent' in said) {
				first ??= said.silent;
			} else if (place.ids === null || isOneForest(place.ids, said.forest.ids)) {
				return {...said, asked};
			} else {
				first ??= unobserved('contradicted', `${called(name)} answered as one forest, and as another a moment later.`);
			}

			if (!again()) {
				break;
			}
		}

		return {asked, silent: first ?? unobserved('unreachable', `${asked} was not asked.`)};
	};

	/**
	 * Asks every forest, then takes members of the scope group that live in another forest there. One such round is enough:
	 * only a domain local group may hold strangers, and only users, global and universal groups may be strangers elsewhere ([MS-ADTS] 3.1.1.5.2.2).
	 */
	const everywhere = async (queries: readonly DirectoryQuery[], way: (place: Place, errand: Errand) => Promise<Said>) => {
		const scoped = scopeGroup !== '' && queries.some(({from}) => from === 'in-scope' || from === 'scope-group');
		const group = scoped ? scopeGroup : '';
		const first = await Promise.all((await places()).map(async place => ({place, said: await way(place, {queries, group, sids: []})})));
		const said = first.map(one => one.said);
		const spoken = said.filter((one): one is DescribedAnswer => 'tail' in one);
		const matches = spoken.reduce((sum, {tail}) => sum + tail.matches, 0);
		const holder = matches === 1 ? spoken.find(({tail}) => tail.matches === 1) : undefined;
		const sids = (holder?.tail.sids ?? [])
			.filter(({sid, state}) => state === 'elsewhere' && nameOfNobody(sid) === null)
			.map(({sid}) => sid);
		const elsewhere = new Map<string, Said>();
		if (sids.length > 0) {
			const others = first.filter(one => 'tail' in one.said && one.said !== holder);
			await Promise.all(others.map(async ({place, said: {asked}}) => elsewhere.set(asked, await way(place, {queries, group: '', sids}))));
		}

		const domains = [
			...first.flatMap(({place}) => (place.silent === null ? place.domains : [])),
			...spoken.flatMap(({forest}) => forest.domains),
		];
		const tails = [holder, ...elsewhere.values()].flatMap(one => (one !== undefined && 'tail' in one ? [one.tail] : []));
		const strangers = holder === undefined ? [] : strangersOf(domains, tails);
		return {scoped, said, matches, strangers, elsewhere};
	};

	const answerTo = (
		query: DirectoryQuery,
		id: string,
		{scoped, said, matches, strangers, elsewhere}: Awaited<ReturnType<typeof everywhere>>,
		streamed?: ReadonlyMap<string, number>,
	): Answer => {
		const limited = scoped && query.from === 'in-scope';
		const forests = said.map((one): ForestAnswer => {
			const second = limited ? elsewhere.get(one.asked) : undefined;
			const speaker = second !== undefined && !('silent' in one) ? second : one;
			if ('silent' in speaker) {
				return {asked: one.asked, answered: false, reason: speaker.silent.reason, detail: speaker.silent.detail};
			}

			const {forest, tail} = speaker;
			return {
				asked: one.asked,
				answered: true,
				forest: forest.name,
				ids: forest.ids,
				domains: forest.domains.map(({name, namingContext, sid}) => ({name, namingContext, sid})),
				controllers: forest.controllers.map(({server, dn, host, computer, readOnly}) => ({
					name: server,
					host: host === '' ? null : host,
					server: dn,
					computer: computer === '' ? null : computer,
					readOnly,
				})),
				readings: tail.readings
					.filter(reading => reading.query === id)
					.map(reading =>
						readingOf(query, reading, streamed && (streamed.get(counterOf(one.asked, reading.server, reading.namingContext)) ?? 0)),
					),
			};
		});
		const spoken = said.filter((one): one is DescribedAnswer => 'tail' in one);
		if (spoken.length === 0) {
			// In the order of their names, so that the order in which they were given or fell silent decides nothing.
			const mute = said
				.flatMap(({asked, ...one}) => ('silent' in one ? [{asked, silent: one.silent}] : []))
				.sort((left, right) => (left.asked < right.asked ? -1 : 1));
			const [first] = mute;
			return first === undefined
				? unobserved('no-runner', 'No directory was named to look at.')
				: unobserved(first.silent.reason, [...new Set(mute.map(({silent}) => silent.detail))].join(' '));
		}

		const servers = forests.flatMap(one =>
			one.answered ? one.readings.flatMap(reading => ('entries' in reading ? [reading.server] : [])) : [],
		);
		const facts: DirectoryAnswer = {
			forests,
			...(limited || (scoped && query.from === 'scope-group') ? {scopeGroup: {asked: scopeGroup, matches, strangers}} : {}),
		};
		const from = [...new Set(servers.length > 0 ? servers : spoken.map(({forest}) => forest.bound))].join(', ');
		return {kind: 'facts', facts, source: 'live', takenAt: spoken.map(({at}) => at).sort()[0] ?? null, from};
	};

	type Waiting = {readonly query: DirectoryQuery; readonly settle: (answer: Answer) => void; readonly fail: (defect: unknown) => void};
	let waiting: Waiting[] = [];
	const flush = async () => {
		const batch = waiting;
		waiting = [];
		try {
			const heard = await everywhere(
				batch.map(({query}) => query),
				(place, errand) => reach(place, errand, put, () => true),
			);
			for (const [at, {query, settle}] of batch.entries()) {
				settle(answerTo(query, String(at), heard));
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
				setImmediate(() => void flush());
			}
		});

	return {
		ask: query => (query.hostsOf === undefined ? ask(query) : askForHosts({...query, hostsOf: query.hostsOf}, ask, lookUp)),
		async stream(query, onEntry) {
			const counts = new Map<string, number>();
			const heard = await everywhere([query], (place, errand) => {
				let came = false;
				const way = pour((forest, {server, namingContext, entries}) => {
					came = true;
					const counter = counterOf(called(place.names[0]), server, namingContext);
					counts.set(counter, (counts.get(counter) ?? 0) + (entries?.length ?? Number.NaN));
					for (const entry of entries ?? []) {
						onEntry(forest.name, entry);
					}
				});
				// What was handed on cannot be taken back, so nobody else is asked for it again.
				return reach(place, errand, way, () => !came);
			});
			return answerTo(query, '0', heard, counts);
		},
	};
};
