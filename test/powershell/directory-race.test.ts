import fc from 'fast-check';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import type {Answer, DirectoryAnswer} from '../../src/guide/answer.ts';
import {everything} from '../../src/guide/filter.ts';
import type {DirectoryQuery} from '../../src/guide/query.ts';
import {directoryRunner} from '../../src/powershell/directory.ts';
import {forestsIn} from '../../steps/directory.ts';
import {type Answering, standIn} from './stand-in.ts';

const query: DirectoryQuery = {
	via: 'directory',
	from: 'in-scope',
	base: 'domain',
	scope: 'subtree',
	filter: everything,
	attributes: ['cn'],
};

const id = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
const contextOf = (name: string) =>
	name
		.split('.')
		.map(label => `DC=${label}`)
		.join(',');

/** A forest by its domains, the root first, and its controllers, of which the first reads for everybody. */
type Made = {readonly number: number; readonly domains: readonly string[]; readonly controllers: readonly string[]};
const first: Made = {number: 1, domains: ['corp.test', 'emea.corp.test'], controllers: ['dc1.corp.test', 'dc2.emea.corp.test']};
const second: Made = {number: 2, domains: ['lab.corp.test'], controllers: ['dc1.lab.corp.test']};
const namesOf = ({domains, controllers}: Made) => [...domains, ...controllers];
const silent = (server: string) => ({kind: 'silent', server, code: '81'});

/** What a forest says of itself when it is asked by some name: through some, its root domain is not reached, and its id is missing. */
const headOf = ({number, domains, controllers}: Made, isRootSeen: boolean) => ({
	name: domains[0],
	ids: [
		...(isRootSeen ? [id(number * 100)] : []),
		id(number * 100 + 1),
		id(number * 100 + 2),
		...(isRootSeen ? [] : [id(number * 100 + 3)]),
	],
	bound: controllers[0],
	domains: domains.map((name, at) => ({
		name,
		namingContext: contextOf(name),
		sid: `S-1-5-21-${number}-${at}-1`,
		server: controllers[0],
		code: null,
	})),
	controllers: controllers.map(server => ({
		server,
		namingContext: contextOf(domains[0] ?? ''),
		readOnly: false,
		dn: `CN=${server}`,
		host: server,
		computer: '',
	})),
});
const tailOf = ({domains, controllers}: Made) => ({
	matches: 0,
	sids: [],
	lost: [],
	trusts: [],
	readings: domains.map(name => ({
		query: '0',
		server: controllers[0],
		namingContext: contextOf(name),
		code: null,
		count: 1,
		rows: [],
	})),
});

/** How a name behaves: `late` answers who it is, and nothing after that. */
type Mood = 'well' | 'late' | 'silent' | 'broken';
const answering = (made: Made, mood: Mood, isRootSeen: boolean, delay: number): Answering => {
	const forest = headOf(made, isRootSeen);
	const said = {
		describe: [
			{kind: 'head', forest},
			{kind: 'tail', ...tailOf(made), readings: []},
		],
		pages: [
			{kind: 'head', forest},
			// What it says while it walks a large scope.
			{kind: 'walk', members: 3},
			...made.domains.map((name, reading) => ({
				kind: 'page',
				reading,
				query: '0',
				server: made.controllers[0],
				namingContext: contextOf(name),
				rows: [`CN=only ${made.number},${contextOf(name)}`, '1', 'only'],
			})),
			{kind: 'tail', ...tailOf(made)},
		],
	};
	const mute = {describe: [silent('x')], pages: [silent('x')]};
	switch (mood) {
		case 'well':
			return {delay, ...said};
		case 'late':
			return {delay, ...mute, describe: said.describe};
		case 'silent':
			return {delay, ...mute};
		default:
			return {delay, describe: [], pages: [{kind: 'head', forest: {}}]};
	}
};

/** What a runner's answer means: each forest that is heard, and each name that stays silent. */
const meaningOf = (answer: Answer) => {
	if (answer.kind !== 'facts') {
		return {heard: [], silent: [], said: answer.reason};
	}

	const {forests} = answer.facts as DirectoryAnswer;
	expect(new Set(forests.flatMap(one => (one.answered ? [one.forest] : []))).size).toBe(forests.filter(one => one.answered).length);
	const seen = forestsIn(answer.facts);
	return {
		heard: seen
			.flatMap(one => (one.answered ? [{forest: one.forest, readings: one.readings}] : []))
			.sort((a, b) => (a.forest < b.forest ? -1 : 1)),
		silent: seen.flatMap(one => (one.answered ? [] : [one.asked])).sort(),
		said: 'facts',
	};
};

const moods = fc.constantFrom<Mood>('well', 'well', 'late', 'silent', 'broken');
const all = [...namesOf(first), ...namesOf(second)];
const world = fc.record({
	moods: fc.array(moods, {minLength: all.length, maxLength: all.length}),
	roots: fc.array(fc.boolean(), {minLength: all.length, maxLength: all.length}),
	given: fc.shuffledSubarray(all, {minLength: 2, maxLength: 5}),
	again: fc.boolean(),
});
const delays = fc.array(fc.nat(25), {minLength: all.length, maxLength: all.length});

describe('two names of one forest', () => {
	let shell: Awaited<ReturnType<typeof standIn>>;
	beforeAll(async () => {
		shell = await standIn();
	});
	afterAll(() => shell.remove());

	const look = async (directories: readonly string[]) => {
		const {ask, stream} = directoryRunner({shell: async () => ({path: shell.path}), directories});
		const streamed: string[] = [];
		const asked = meaningOf(await ask(query));
		const poured = meaningOf(await stream(query, (forest, {dn}) => streamed.push(`${forest} ${dn}`)));
		return {asked, poured: {...poured, heard: poured.heard.map(({forest}) => forest)}, streamed: streamed.sort()};
	};

	it('keep two readings apart that are of one server and one context, as a server object that was left behind makes them', async () => {
		const made = second;
		const forest = headOf(made, true);
		const [server, namingContext] = [made.controllers[0], contextOf(made.domains[0] ?? '')];
		const page = (reading: number) => ({
			kind: 'page',
			reading,
			query: '0',
			server,
			namingContext,
			rows: [`CN=of reading ${reading},${namingContext}`, '1', 'only'],
		});
		const readings = [...tailOf(made).readings, ...tailOf(made).readings];
		await shell.prepare({
			'lab.corp.test': {
				describe: [
					{kind: 'head', forest},
					{kind: 'tail', ...tailOf(made), readings: []},
				],
				pages: [{kind: 'head', forest}, page(0), page(1), {kind: 'tail', ...tailOf(made), readings}],
			},
		});
		const {heard} = (await look(['lab.corp.test'])).asked;
		expect(heard[0]?.readings.map(one => ('entries' in one ? one.entries.map(({dn}) => dn) : one))).toEqual([
			[`CN=of reading 0,${namingContext}`],
			[`CN=of reading 1,${namingContext}`],
		]);
	});

	it('A25 give the same answer in any order, however late each is, and whichever of them are silent', async () => {
		await fc.assert(
			fc.asyncProperty(
				world,
				delays,
				delays,
				fc.infiniteStream(fc.nat(1000)),
				async ({moods: each, roots, given, again}, slow, other, stream) => {
					const prepared = (milliseconds: readonly number[]) =>
						shell.prepare(
							Object.fromEntries(
								all.map((name, at) => [
									name,
									answering(namesOf(first).includes(name) ? first : second, each[at] ?? 'silent', roots[at] ?? true, milliseconds[at] ?? 0),
								]),
							),
						);
					await prepared(slow);
					const one = await look(given);
					await prepared(other);
					const shuffled = [...given].sort(() => (stream.next().value ?? 0) - 500);
					const two = await look(again ? [...shuffled, ...given.slice(0, 1)] : shuffled);
					expect(two).toEqual(one);

					// A forest is heard where any of its names was given that answers, and once.
					const moodOf = (name: string) => each[all.indexOf(name)];
					const heard = [first, second].filter(made => given.some(name => namesOf(made).includes(name) && moodOf(name) === 'well'));
					expect(one.asked.heard.map(({forest}) => forest)).toEqual(heard.map(({domains}) => domains[0]).sort());
					expect(one.streamed).toEqual(
						heard.flatMap(({number, domains}) => domains.map(name => `${domains[0]} CN=only ${number},${contextOf(name)}`)).sort(),
					);
					// Nobody who was given is lost: a name is heard through its own forest, or stands there as silent.
					const listed = heard.flatMap(namesOf);
					const lost = given.filter(name => !listed.includes(name));
					expect(one.asked.said === 'facts' || heard.length === 0).toBe(true);
					if (one.asked.said === 'facts') {
						const unheard = [first, second].filter(made => !heard.includes(made));
						expect(lost.every(name => one.asked.silent.includes(name) || unheard.some(made => namesOf(made).includes(name)))).toBe(true);
						expect(one.asked.silent.every(name => lost.includes(name))).toBe(true);
						expect(
							unheard.every(
								made => !given.some(name => namesOf(made).includes(name)) || one.asked.silent.some(name => namesOf(made).includes(name)),
							),
						).toBe(true);
					}
				},
			),
			{numRuns: 40},
		);
	}, 180_000);
});
