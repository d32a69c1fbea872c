import {z} from 'zod';
import type {Answer, DirectoryAnswer, Entry, ForestAnswer, Reading, Silence} from '../guide/answer.ts';
import {silence} from '../guide/answer.ts';
import type {Unobserved} from '../guide/finding.ts';
import {whyMalformed} from '../guide/malformed.ts';
import type {Attribute, DirectoryQuery} from '../guide/query.ts';
import {inPackage} from '../package-root.ts';
import {askForHosts, type LookUp, lookUpHere} from './hosts.ts';
import {runScript, type Shell} from './powershell.ts';

const code = z.string();
const text = z.string();
const forestPart = z.strictObject({
	name: text,
	ids: z.array(z.guid()).min(3),
	bound: text,
	domains: z
		.array(z.strictObject({name: text, namingContext: text, sid: z.string().nullable(), server: text.nullable(), code: code.nullable()}))
		.min(1),
});
const rows = z.array(z.string());
const readingPart = z.strictObject({
	query: z.string(),
	server: text,
	namingContext: text,
	code: code.nullable(),
	count: z.int().nonnegative(),
	rows,
});
const conclusion = {
	matches: z.int().nonnegative(),
	unresolved: z.array(text),
	resolved: z.array(z.string()),
	readings: z.array(readingPart),
};
const silentPart = z.strictObject({kind: z.literal('silent'), server: text, code});
const headPart = z.strictObject({kind: z.literal('head'), forest: forestPart});
const pagePart = z.strictObject({kind: z.literal('page'), query: z.string(), server: text, namingContext: text, rows});
const tailPart = z.strictObject({kind: z.literal('tail'), ...conclusion});
/** What search-directory.ps1 gives without pages, and the parts it gives with them. */
const whole = z.discriminatedUnion('kind', [silentPart, z.strictObject({kind: z.literal('whole'), forest: forestPart, ...conclusion})]);
const part = z.discriminatedUnion('kind', [silentPart, headPart, pagePart, tailPart]);

type Described = z.infer<typeof forestPart>;
type Tail = Omit<z.infer<typeof tailPart>, 'kind'>;

/** What one forest said to a batch, or why it said nothing; `at` is when, ISO 8601. */
type Said = {readonly asked: string} & (
	| {readonly forest: Described; readonly tail: Tail; readonly at: string}
	| {readonly silent: Silence}
);
type Spoken = Extract<Said, {forest: Described}>;

/**
 * Why, by code of RFC 4511 and winldap.h or a word of search-directory.ps1. 82 is a bind without a usable ticket,
 * and a bind that "succeeded" for nobody shows only when something is read.
 */
const reasons: Readonly<Record<string, readonly [Unobserved, string]>> = {
	name: ['unreachable', 'its name is not found in DNS'],
	'no-domain': ['unreachable', 'this computer belongs to no domain, and none was named; --directory HOST names one, also for whfb resume'],
	81: ['unreachable', 'it does not answer on port 389'],
	91: ['unreachable', 'it cannot be connected to'],
	51: ['unreachable', 'it says that it is busy'],
	52: ['unreachable', 'it says that it is unavailable'],
	85: ['timed-out', 'it did not answer in time'],
	3: ['timed-out', 'it ran into its own time limit'],
	11: ['timed-out', 'it ran into a limit set by its administrator'],
	anonymous: ['access-denied', 'it does not know who asks: sign in with an account of this forest'],
	7: ['access-denied', 'it refuses this way of signing in'],
	8: ['access-denied', 'it asks for a stronger way of signing in'],
	48: ['access-denied', 'it refuses this way of signing in'],
	49: ['access-denied', 'it does not accept the account'],
	50: ['access-denied', 'the account has not the right to read this'],
	82: ['access-denied', 'no Kerberos ticket for it could be had: sign in with an account of this forest'],
	86: ['access-denied', 'it refuses this way of signing in'],
};

const unseen = (server: string, given: string): Silence => {
	const [reason, because] = reasons[given] ?? (['malformed', `it answered with the LDAP code ${given}`] as const);
	return silence(reason, `${server === '' ? 'The directory' : server} was asked by LDAP: ${because}.`);
};

const named = (attribute: Attribute) => (typeof attribute === 'string' ? {name: attribute, as: 'text'} : attribute);

const asParameter = (id: string, {from, base, scope, filter, attributes, countOnly}: DirectoryQuery) => ({
	id,
	from,
	base: typeof base === 'string' ? base : base.in,
	path: typeof base === 'string' ? '' : base.path,
	scope,
	filter,
	attributes: attributes.map(named),
	countOnly: countOnly === true,
});

/** Rows come as one flat list: the DN, then for each attribute how many values it has, and the values. Null where they do not add up. */
const entriesOf = (flat: readonly string[], attributes: readonly Attribute[]): readonly Entry[] | null => {
	const columns = attributes.map(named);
	const entries: Entry[] = [];
	let at = 0;
	while (at < flat.length) {
		const dn = flat[at++] ?? '';
		const held: Record<string, readonly string[]> = {};
		for (const {name} of columns) {
			const count = Number(flat[at++]);
			if (!Number.isInteger(count) || at + count > flat.length) {
				return null;
			}

			const values = flat.slice(at, at + count);
			at += count;
			if (count > 0) {
				held[name] = values;
			}
		}

		entries.push({dn, attributes: held});
	}

	return entries;
};

const readingOf = (
	query: DirectoryQuery,
	{server, namingContext, code: given, count, rows: flat}: Tail['readings'][number],
	streamed?: number,
): Reading => {
	if (given !== null) {
		const {reason, detail} = unseen(server, given);
		return {server, namingContext, silent: reason, detail};
	}

	const entries = query.countOnly ? [] : entriesOf(flat, query.attributes);
	const came = streamed ?? entries?.length;
	if (entries === null || (!query.countOnly && came !== count)) {
		return {
			server,
			namingContext,
			silent: 'malformed',
			detail: `${server} announced ${count} objects, and ${came ?? 'another number'} came.`,
		};
	}

	return {server, namingContext, entries, count};
};

/** Two names for one forest are one forest: the objectGUIDs tell. */
const distinct = (all: readonly Said[]): readonly Said[] => {
	const known = new Set<string>();
	return all.filter(one => {
		const id = 'forest' in one ? one.forest.ids[0] : undefined;
		const again = id !== undefined && known.has(id);
		known.add(id ?? '');
		return !again;
	});
};

export type DirectoryOptions = {
	readonly shell: () => Promise<Shell | Silence>;
	/** A domain or domain controller of each forest; null is the domain of this computer. */
	readonly directories: readonly (string | null)[];
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

/** Reads directories through search-directory.ps1. A silent forest or server stands in the answer; only where no forest answered the answer is silent. */
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
	type Errand = {readonly queries: readonly DirectoryQuery[]; readonly group: string; readonly sids: readonly string[]};
	const parameters = (directory: string | null, {queries, group, sids}: Errand, pages: boolean) => ({
		Directory: directory ?? '',
		// The second round is about members of the scope group alone.
		Queries: queries.map((query, at) => asParameter(String(at), query)).filter(({from}) => sids.length === 0 || from === 'in-scope'),
		ScopeGroup: group,
		Sids: sids,
		Pages: pages,
	});
	const common = signal === undefined ? {} : {signal};
	const called = (directory: string | null) => directory ?? 'the domain of this computer';

	const put = async (directory: string | null, errand: Errand): Promise<Said> => {
		const asked = called(directory);
		const found = await shell();
		const ran =
			'kind' in found ? found : await runScript(found, {script, parameters: parameters(directory, errand, false), deadline, ...common});
		if (ran.kind === 'unobserved') {
			return {asked, silent: ran};
		}

		const parsed = whole.safeParse(ran.facts);
		if (!parsed.success) {
			return {asked, silent: silence('malformed', `${asked} was asked. ${whyMalformed(parsed.error)}`)};
		}

		return parsed.data.kind === 'silent'
			? {asked, silent: unseen(directory ?? parsed.data.server, parsed.data.code)}
			: {asked, forest: parsed.data.forest, tail: parsed.data, at: ran.at};
	};

	/** As `put`, for one query; `claim` says once whether this forest is new, so that two names for one are not counted twice. */
	const pour = async (
		directory: string | null,
		errand: Errand,
		claim: (forest: Described) => boolean,
		onEntry: (forest: string, entry: Entry) => void,
		counts: Map<string, number>,
	): Promise<Said> => {
		const asked = called(directory);
		const [query] = errand.queries;
		let forest: Described | null = null;
		let mine = false;
		let tail: Tail | null = null;
		let wrong: Silence | null = null;
		const onPage = (page: unknown) => {
			const parsed = part.safeParse(page);
			if (!parsed.success) {
				wrong ??= silence('malformed', `${asked} was asked. ${whyMalformed(parsed.error)}`);
			} else if (parsed.data.kind === 'silent') {
				wrong ??= unseen(directory ?? parsed.data.server, parsed.data.code);
			} else if (parsed.data.kind === 'head') {
				forest = parsed.data.forest;
				mine = claim(parsed.data.forest);
			} else if (parsed.data.kind === 'tail') {
				tail = parsed.data;
			} else if (mine && forest !== null) {
				const {server, namingContext} = parsed.data;
				const entries = entriesOf(parsed.data.rows, query?.attributes ?? []);
				const place = `${asked}\n${server}\n${namingContext}`;
				counts.set(place, (counts.get(place) ?? 0) + (entries?.length ?? Number.NaN));
				for (const entry of entries ?? []) {
					onEntry(forest.name, entry);
				}
			}
		};
		const found = await shell();
		const ran =
			'kind' in found
				? found
				: await runScript(found, {script, parameters: parameters(directory, errand, true), deadline: surveyDeadline, onPage, ...common});
		if (ran.kind === 'unobserved' || wrong !== null || forest === null || tail === null) {
			return {
				asked,
				silent: ran.kind === 'unobserved' ? ran : (wrong ?? silence('malformed', `${asked} was asked, and its answer broke off.`)),
			};
		}

		return {asked, forest, tail, at: ran.at};
	};

	/**
	 * Asks every forest, then takes members of the scope group that live in another forest there. One such round is enough:
	 * only a domain local group may hold strangers, and only users, global and universal groups may be strangers elsewhere ([MS-ADTS] 3.1.1.5.2.2).
	 */
	const everywhere = async (
		queries: readonly DirectoryQuery[],
		reach: (directory: string | null, errand: Errand, round: number) => Promise<Said>,
	) => {
		const scoped = scopeGroup !== '' && queries.some(({from}) => from === 'in-scope' || from === 'scope-group');
		const group = scoped ? scopeGroup : '';
		const first = await Promise.all(
			directories.map(async directory => ({directory, said: await reach(directory, {queries, group, sids: []}, 1)})),
		);
		const said = distinct(first.map(one => one.said));
		const matches = said.reduce((sum, one) => sum + ('tail' in one ? one.tail.matches : 0), 0);
		const holder = matches === 1 ? said.find((one): one is Spoken => 'tail' in one && one.tail.matches === 1) : undefined;
		const strangers = new Set(holder?.tail.unresolved ?? []);
		const sids = [...strangers].filter(sid => /^S-1-[0-9-]+$/.test(sid));
		const elsewhere = new Map<string, Said>();
		if (sids.length > 0) {
			const others = first.filter(({said: one}) => 'tail' in one && one !== holder && said.includes(one));
			await Promise.all(
				others.map(async ({directory, said: one}) => elsewhere.set(one.asked, await reach(directory, {queries, group: '', sids}, 2))),
			);
			for (const one of elsewhere.values()) {
				if ('tail' in one) {
					for (const sid of one.tail.resolved) {
						strangers.delete(sid);
					}
					for (const sid of one.tail.unresolved) {
						strangers.add(sid);
					}
				}
			}
		}

		return {scoped, said, matches, holder, strangers: [...strangers], elsewhere};
	};

	const answerTo = (
		query: DirectoryQuery,
		id: string,
		{scoped, said, matches, holder, strangers, elsewhere}: Awaited<ReturnType<typeof everywhere>>,
		streamed?: ReadonlyMap<string, number>,
	): Answer => {
		const limited = scoped && query.from === 'in-scope';
		const forests = said.map((one): ForestAnswer => {
			const second = limited ? elsewhere.get(one.asked) : undefined;
			const speaker = second !== undefined && 'silent' in second ? second : one;
			if ('silent' in speaker) {
				return {asked: one.asked, answered: false, reason: speaker.silent.reason, detail: speaker.silent.detail};
			}

			const source = second !== undefined && 'tail' in second ? second : speaker;
			const mine = source.tail.readings.filter(reading => reading.query === id);
			const readings = mine.map(reading =>
				readingOf(query, reading, streamed && (streamed.get(`${one.asked}\n${reading.server}\n${reading.namingContext}`) ?? 0)),
			);
			const told =
				limited && one === holder
					? readings.map(reading => ('entries' in reading ? {...reading, unresolved: strangers} : reading))
					: readings;
			return {
				asked: one.asked,
				answered: true,
				forest: speaker.forest.name,
				ids: speaker.forest.ids,
				domains: speaker.forest.domains.map(({name, namingContext, sid}) => ({name, namingContext, sid})),
				readings: told,
			};
		});
		const spoken = said.filter((one): one is Spoken => 'tail' in one);
		const [mute] = said.flatMap(one => ('silent' in one ? [one.silent] : []));
		if (spoken.length === 0) {
			return mute ?? silence('no-runner', 'No directory was named to look at.');
		}

		const servers = forests.flatMap(one =>
			one.answered ? one.readings.flatMap(reading => ('entries' in reading ? [reading.server] : [])) : [],
		);
		const facts: DirectoryAnswer = {
			forests,
			...(limited || (scoped && query.from === 'scope-group') ? {scopeGroup: {asked: scopeGroup, matches}} : {}),
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
				put,
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
			const owners = new Map<string, string>();
			const counts = new Map<string, number>();
			const heard = await everywhere([query], (directory, errand, round) => {
				const claim = ({ids: [id = '']}: Described) => {
					const owner = `${called(directory)} ${round}`;
					owners.set(`${id} ${round}`, owners.get(`${id} ${round}`) ?? owner);
					return owners.get(`${id} ${round}`) === owner;
				};
				return pour(directory, errand, claim, onEntry, counts);
			});
			return answerTo(query, '0', heard, counts);
		},
	};
};
