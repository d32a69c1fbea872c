import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {domainReader} from '../../src/engine/domain-of-dn.ts';
import {survey} from '../../src/engine/survey.ts';
import type {StreamEnd, Streams} from '../../src/engine/survey-streams.ts';
import {heldRecords} from '../../src/engine/user-index/held-records.ts';
import {recordIndex} from '../../src/engine/user-index/record-index.ts';
import {type Answer, type Entry, unobserved} from '../../src/guide/answer.ts';
import type {Kept, SurveyRecord} from '../../src/guide/check.ts';
import {fewRecords} from '../../src/guide/kept.ts';
import type {Progress} from '../../src/guide/progress.ts';
import {collectorsIn} from '../../src/guide/step.ts';
import {persons} from '../../steps/04-directory-synchronization/upn/persons.facts.ts';
import {guide} from '../../steps/guide.ts';
import {entryOf, figuresOf, organisation} from '../campaigns/people.ts';

const kept: Kept = {
	identity: 'id',
	texts: {id: 'uuid', sid: 'to-dash', name: 'from-at', anchor: 'guid'},
	traits: {
		enabled: value => (typeof value === 'boolean' ? value : undefined),
		kind: value => (value === null || typeof value === 'string' ? (value === 'Guest' ? 'Guest' : 'Member') : undefined),
	},
};
const fields = ['id', 'sid', 'name', 'anchor'];
const members = [...fields, 'enabled', 'kind', 'hasIdentity'];
const membersOf = (record: SurveyRecord) => Object.fromEntries(members.map(member => [member, record[member]]));

const missingOr = (text: fc.Arbitrary<string>) => fc.oneof({weight: 6, arbitrary: text}, fc.constantFrom(undefined, null, '', 7));
const record = fc.record({
	id: missingOr(
		fc.oneof(
			fc.constantFrom(
				'aaaaaaaa-0000-4000-8000-00000000000a',
				'AAAAAAAA-0000-4000-8000-00000000000a',
				'aaaaaaaa-0000-4000-8000-00000000000',
			),
			fc.uuid(),
			fc.constantFrom('a', 'b'),
		),
	),
	sid: missingOr(fc.oneof(fc.constantFrom('S-1-5-21-1-2', 'S-1-5-21-1-22', 's-1-5-21-1-2', '-', 'none'), fc.string())),
	name: missingOr(
		fc.oneof(
			fc.constantFrom(
				'ana@contoso.com',
				'Ana@Contoso.com',
				'k@x',
				'K@x',
				'K@x',
				'İ@x',
				'i̇@x',
				'@',
				'a@b@c',
				'łucja@x',
				'ŁUCJA@X',
				'\ud800@x',
			),
			fc.string({unit: 'binary'}),
		),
	),
	anchor: missingOr(
		fc.oneof(
			fc.uint8Array({minLength: 16, maxLength: 16}).map(bytes => Buffer.from(bytes).toString('base64')),
			fc.constantFrom('AAAAAAAAAAAAAAAAAAAAAA==', 'aaaaaaaaaaaaaaaaaaaaaA==', 'AAAAAAAAAAAAAAAAAAAAAB==', 'short'),
		),
	),
	enabled: fc.constantFrom(true, false, null, undefined),
	kind: fc.constantFrom('Guest', 'Member', null, undefined),
});

const indexed = (records: readonly SurveyRecord[]) => {
	const index = recordIndex(kept);
	for (const each of records) {
		index.add(each);
	}

	return index;
};

describe('the index of Graph records', () => {
	it('finds what a naive search finds, in the same order, counts each once, and gives back what was put in', () => {
		fc.assert(
			fc.property(
				fc.array(fc.oneof({weight: 3, arbitrary: record}, fc.constantFrom({id: 'a', sid: 's'}, {id: 'A', sid: 's'}, {id: 'a', sid: 't'})), {
					maxLength: 40,
				}),
				fc.array(fc.string({unit: 'binary'}), {maxLength: 5}),
				(records, strangers) => {
					const index = indexed(records);
					const few = fewRecords(kept, records);
					for (const field of fields) {
						const values = records.flatMap(each => (typeof each[field as 'sid'] === 'string' ? [String(each[field as 'sid'])] : []));
						for (const value of [...values, ...values.map(each => each.toUpperCase()), ...strangers, '']) {
							const found = few.lookup(field, value);
							expect(index.lookup(field, value).map(membersOf)).toEqual(found.map(membersOf));
							expect(index.lookup(field, value, 1)).toHaveLength(Math.min(1, found.length));
						}
					}

					expect(index.count).toBe(few.count);
					expect(index.faults).toEqual(few.faults);
				},
			),
			{numRuns: 500},
		);
	});

	it('gives a member as it was put in, whatever was read before of this record or of another', () => {
		fc.assert(
			fc.property(
				fc.array(record, {minLength: 1, maxLength: 12}),
				fc.array(fc.tuple(fc.nat(), fc.constantFrom(...members)), {minLength: 20, maxLength: 60}),
				(records, reads) => {
					const own = records.map((each, at) => ({...each, sid: `S-1-5-21-7-${at}`}));
					const [index, few] = [indexed(own), fewRecords(kept, own)];
					const pairs = own.map(({sid}) => [index.lookup('sid', sid)[0], few.lookup('sid', sid)[0]] as const);
					for (const [at, member] of reads) {
						const [found, expected] = pairs[at % pairs.length] ?? [];
						expect(found?.[member]).toEqual(expected?.[member]);
					}
				},
			),
			{numRuns: 200},
		);
	});

	it('folds letters of ASCII and nothing else: the sign of the Kelvin is no k', () => {
		const index = indexed([
			{id: 'a', name: 'Kim@contoso.com'},
			{id: 'b', name: '\u212Aim@contoso.com'},
		]);
		expect(index.lookup('name', 'kIM@contoso.com').map(({id}) => id)).toEqual(['a']);
		expect(index.lookup('name', '\u212Aim@CONTOSO.com').map(({id}) => id)).toEqual(['b']);
	});

	it('finds a record that came twice once, and with both values where it changed meanwhile', () => {
		const ana = {id: 'aaaaaaaa-0000-4000-8000-000000000001', sid: 's', name: 'ana@contoso.com'};
		expect(indexed([ana, {...ana}, ana]).lookup('sid', 's')).toHaveLength(1);
		expect(indexed([ana, ana]).count).toBe(1);
		const changed = indexed([ana, {...ana, name: 'anna@contoso.com'}, {...ana, name: 'anna@contoso.com'}]);
		expect(changed.lookup('sid', 's').map(({name}) => name)).toEqual(['ana@contoso.com', 'anna@contoso.com']);
		expect(changed.count).toBe(1);
	});

	it('counts nobody who has no identity, and says of how many it is missing', () => {
		const index = indexed([{sid: 'a'}, {id: null, sid: 'b'}, {id: 7, sid: 'c'}, {id: 'd', sid: 'd'}]);
		expect(index.count).toBe(1);
		expect(index.faults.find(({field}) => field === 'id')).toEqual({field: 'id', missing: 1, wrong: 1});
	});

	it('tells what is missing, or of another kind than belongs there, from what is null', () => {
		const [first, second] = indexed([{sid: 'a', name: null}, {sid: 'a'}]).lookup('sid', 'A');
		expect([first?.['name'], second?.['name']]).toEqual([null, undefined]);
		const [other] = indexed([{sid: 'a', name: 7, enabled: 'true'}]).lookup('sid', 'a');
		expect([other?.['name'], other?.['enabled']]).toEqual([undefined, undefined]);
	});

	it('keeps texts that are longer than a chunk, and more pieces than it remembers', () => {
		const long = `${'x'.repeat(3_000_000)}@contoso.com`;
		const records = [{name: 'a@b'}, {name: long}, ...Array.from({length: 20_000}, (_, at) => ({name: `u@domain${at}.test`}))];
		const index = indexed(records);
		for (const name of ['a@b', long, 'u@domain0.test', 'u@domain19999.test']) {
			expect(index.lookup('name', name).map(each => each['name'])).toEqual([name]);
		}
	});

	it('is no slower for thousands of records of one text', () => {
		const index = indexed(Array.from({length: 50_000}, () => ({name: 'same@contoso.com'})));
		const start = performance.now();
		for (let at = 0; at < 50_000; at++) {
			index.lookup('name', 'same@contoso.com', 2);
		}

		expect(index.lookup('name', 'same@contoso.com')).toHaveLength(50_000);
		expect(performance.now() - start).toBeLessThan(5_000);
	});

	it('takes no record after the first look', () => {
		const index = indexed([{sid: 'a'}]);
		index.lookup('sid', 'a');
		expect(() => index.add({sid: 'b'})).toThrow(/after the first look/);
	});

	const many = () => indexed(Array.from({length: 50_000}, (_, at) => ({id: `id ${at % 40_000}`, sid: `S-1-${at}`, name: null})));

	it('is made ready in many small steps, at whose end it says what it says without them', () => {
		const [stepped, whole] = [many(), many()];
		// Four texts are gone through four times each, in ranges of 8,192, and the identities once, in ranges of 2,048.
		expect([...stepped.prepare()].length).toBeGreaterThan(110);
		expect(stepped.count).toBe(40_000);
		expect(whole.count).toBe(40_000);
		for (const sid of ['S-1-7', 's-1-49999', 'S-1-50000']) {
			expect(stepped.lookup('sid', sid).map(membersOf)).toEqual(whole.lookup('sid', sid).map(membersOf));
		}
	});

	it('is made ready by the first look where somebody has begun, and says nothing where that was broken off', () => {
		const begun = many();
		begun.prepare()[Symbol.iterator]().next();
		expect(begun.count).toBe(40_000);

		const left = many();
		for (const _step of left.prepare()) {
			break;
		}

		expect(() => left.lookup('sid', 'S-1-7')).toThrow(/left before it was ready/);
		expect(() => left.count).toThrow(/left before it was ready/);
	});
});

describe('records that are held', () => {
	const kinds = ['from-at', 'to-dash', 'whole', 'own', 'guid', 'uuid'] as const;
	const text = fc.oneof(
		fc.string({unit: 'binary', maxLength: 300}),
		fc.uuid(),
		fc.constantFrom(
			'ana@contoso.com',
			'Ana@contoso.com',
			'@',
			'a@@b',
			'-',
			'S-1-5-21-1-2',
			'contoso.com',
			'Contoso.com',
			'',
			'łucja@x',
			'\ud800@x',
		),
		fc.constantFrom('AAECAwQFBgcICQoLDA0ODw==', 'AAECAwQFBgcICQoLDA0ODx=='),
	);
	const texts = fc.record(Object.fromEntries(kinds.map(kind => [kind, fc.option(text, {nil: undefined, freq: 5})])));

	it('come back in their order, as they were, whatever is kept once of their texts', () => {
		fc.assert(
			fc.property(fc.array(texts, {maxLength: 20}), fc.integer({min: 1, max: 200}), (some, times) => {
				const records = Array.from({length: times}, () => some).flat();
				const held = heldRecords(Object.fromEntries(kinds.map(kind => [kind, kind])));
				for (const each of records) {
					held.add(each);
				}

				const back = [...held.bundles()].flat().map(each => Object.fromEntries(kinds.map(kind => [kind, each[kind]])));
				expect(back).toEqual(records);
			}),
			{numRuns: 60},
		);
	});

	it('come back as they were where more of them differ than are kept once', () => {
		const held = heldRecords({domain: 'whole'});
		const nameOf = (at: number) => `d${at % 20_000}.contoso.com`;
		for (let at = 0; at < 40_000; at++) {
			held.add({domain: nameOf(at)});
		}

		const back = [...held.bundles()].flat();
		expect(back).toHaveLength(40_000);
		expect(back.findIndex(({domain}, at) => domain !== nameOf(at))).toBe(-1);
	});

	it('hold all that a tally reads of an entry', () => {
		const surveys = collectorsIn(guide).filter(({tally}) => tally !== undefined);
		expect(surveys.length).toBeGreaterThan(2);
		for (const {tally} of surveys) {
			expect(Object.keys(tally?.record({}, 'contoso.com') ?? {}).sort()).toEqual(Object.keys(tally?.held ?? {}).sort());
		}
	});
});

const people = organisation(20_000);
const forest = {asked: 'contoso.com', answered: true, forest: 'contoso.com', ids: ['1'], domains: [], readings: []};
const facts = (from: string): Answer => ({kind: 'facts', facts: {forests: [forest]}, source: 'live', takenAt: null, from});
const end = (over: Partial<StreamEnd> = {}): Answer => ({
	kind: 'facts',
	facts: {count: null, endsFull: false, ...over},
	source: 'live',
	takenAt: null,
	from: 'Graph',
});
const turn = () => new Promise(resolve => setImmediate(resolve));

/** Both sides of the organisation. */
const streams = (over: Partial<Streams> = {}): Streams => ({
	directory: async (_query, onEntry: (forest: string, entry: Entry) => void) => {
		for (let number = 0; number < people.persons; number++) {
			onEntry('contoso.com', entryOf(number));
			if (number % 500 === 499) {
				await turn();
			}
		}

		return facts('dc1.contoso.com');
	},
	graph: async (_query, onRecords) => {
		for (let from = 0; from < people.users; from += 999) {
			await onRecords(Array.from({length: Math.min(999, people.users - from)}, (_, at) => people.userAt(from + at)));
			await turn();
		}

		return end();
	},
	size: async () => people.users,
	...over,
});
const tallyOf = (answer: Answer) => (answer.kind === 'facts' ? figuresOf((answer.facts as {readonly tally: unknown}).tally) : answer);

describe('a survey', () => {
	it('counts 20,000 persons of every class as they were made', async () => {
		const answer = await survey(persons, streams());
		expect(tallyOf(answer)).toEqual(people.expected());
		expect(answer).toMatchObject({
			from: 'dc1.contoso.com and Graph',
			facts: {
				cloudSilent: null,
				cloudList: {read: people.users, said: [people.users, people.users], endsFull: false},
			},
		});
	});

	it('reads both sides at the same time, and says how far it is and how long it will take', async () => {
		const told: Progress[] = [];
		let now = 0;
		await survey(persons, streams({size: async () => people.users}), {
			onProgress: progress => told.push(progress),
			now: () => {
				now += 1000;
				return now;
			},
		});
		const order = told.map(({what}) => what);
		expect(order.indexOf('graph')).toBeLessThan(order.lastIndexOf('directory'));
		expect(order.indexOf('directory')).toBeLessThan(order.lastIndexOf('graph'));
		const graph = told.filter(({what}) => what === 'graph');
		expect(graph.at(-1)).toEqual({what: 'graph', done: people.users, total: people.users, secondsLeft: 0});
		expect(graph[1]?.secondsLeft).toBeGreaterThan(0);
		expect(told.find(({what}) => what === 'directory')).toMatchObject({total: null, secondsLeft: null});
		expect(told.at(-1)).toEqual({what: 'comparison', done: people.persons, total: people.persons, secondsLeft: 0});
	});

	it('says that nothing is left of nobody, and ends where the estimate has a defect', async () => {
		const told: Progress[] = [];
		const nobody = streams({directory: async () => facts('dc1.contoso.com'), size: async () => 0});
		await survey(persons, nobody, {onProgress: progress => told.push(progress)});
		expect(told.length).toBeGreaterThan(0);
		expect(told.every(({secondsLeft}) => secondsLeft === null || secondsLeft >= 0)).toBe(true);
		const size = async () => {
			throw new Error('A defect.');
		};
		await expect(survey(persons, streams({size}))).rejects.toThrow('A defect.');
	});

	it('counts everybody as unseen where Graph is silent, and says why', async () => {
		const answer = await survey(persons, streams({graph: async () => unobserved('throttled', 'Graph asks to wait.')}));
		const figures = tallyOf(answer) as {readonly groups: Readonly<Record<string, number>>};
		expect(Object.keys(figures.groups).every(group => group.startsWith('cloud-unseen '))).toBe(true);
		expect(answer).toMatchObject({from: 'dc1.contoso.com', facts: {cloudSilent: {reason: 'throttled', detail: 'Graph asks to wait.'}}});
	});

	it('does not take what Graph gave before it fell silent', async () => {
		const answer = await survey(
			persons,
			streams({
				graph: async (_query, onRecords) => {
					await onRecords([people.userAt(0)]);
					return unobserved('unreachable', 'Graph is gone.');
				},
			}),
		);
		expect(answer).toMatchObject({facts: {cloudSilent: {reason: 'unreachable'}}});
		expect(JSON.stringify(tallyOf(answer))).not.toContain('"same ');
	});

	it('is silent as soon as the directory is, and ends the other side', async () => {
		let pages = 0;
		let ended: unknown;
		const answer = await survey(
			persons,
			streams({
				directory: async () => unobserved('access-denied', 'No ticket.'),
				graph: async (_query, onRecords) => {
					try {
						for (;;) {
							await onRecords([people.userAt(pages)]);
							pages += 1;
							await turn();
						}
					} catch (error) {
						ended = error;
						throw error;
					}
				},
			}),
		);
		expect(answer).toEqual(unobserved('access-denied', 'No ticket.'));
		await turn();
		await turn();
		expect(pages).toBeLessThan(10);
		expect(ended).toBeInstanceOf(Error);
	});

	it('lets a key be heard within a page, and leaves the page where it is stopped in the middle', async () => {
		const page = Array.from({length: 5_000}, (_, at) => people.userAt(at));
		const inOnePage = (given: AbortSignal, onEnd: (turns: number, ended: unknown) => void, onTurn: (turns: number) => void) =>
			survey(
				persons,
				streams({
					graph: async (_query, onRecords) => {
						let turns = 0;
						let next = setImmediate(function turned() {
							turns += 1;
							onTurn(turns);
							next = setImmediate(turned);
						});
						const ended = await onRecords(page).then(
							() => null,
							(error: unknown) => error,
						);
						clearImmediate(next);
						onEnd(turns, ended);
						if (ended !== null) {
							throw ended;
						}

						return end();
					},
				}),
				{signal: given, onProgress: progress => told.push(progress.what)},
			);
		const told: string[] = [];
		let heard = 0;
		const whole = await inOnePage(
			new AbortController().signal,
			turns => {
				heard = turns;
			},
			() => undefined,
		);
		expect(whole.kind).toBe('facts');
		expect(heard).toBeGreaterThanOrEqual(19);

		const cancel = new AbortController();
		let after: unknown;
		const stopped = await inOnePage(
			cancel.signal,
			(turns, ended) => {
				heard = turns;
				after = ended;
			},
			turns => {
				if (turns === 5) {
					cancel.abort();
				}
			},
		);
		const before = told.length;
		expect(stopped).toMatchObject({kind: 'unobserved', reason: 'cancelled'});
		for (let turns = 0; turns < 30; turns++) {
			await turn();
		}

		expect(after).toBeInstanceOf(Error);
		expect(heard).toBeLessThan(10);
		expect(told.length).toBe(before);
	});

	it('answers at once when it is stopped, even by streams that never end', async () => {
		const stop = new AbortController();
		const never = () => new Promise<Answer>(() => undefined);
		const asked = survey(persons, streams({directory: never, graph: never}), {signal: stop.signal});
		setTimeout(() => stop.abort(), 20);
		const start = performance.now();
		expect(await asked).toMatchObject({kind: 'unobserved', reason: 'cancelled'});
		expect(performance.now() - start).toBeLessThan(1_000);
		expect(await survey(persons, streams(), {signal: stop.signal})).toMatchObject({reason: 'cancelled'});
	});

	it('lets a mistake of ours be heard', async () => {
		const broken = async () => {
			throw new TypeError('A defect.');
		};
		await expect(survey(persons, streams({graph: broken}))).rejects.toThrow('A defect.');
		await expect(survey(persons, streams({directory: broken}))).rejects.toThrow('A defect.');
	});
});

describe('the domain of an entry', () => {
	it.each([
		['CN=Ana,OU=People,DC=emea,DC=contoso,DC=com', 'emea.contoso.com'],
		['cn=Ana,dc=contoso,dc=com', 'contoso.com'],
		['DC=contoso,DC=com', 'contoso.com'],
		['CN=Silva\\,DC=fabrikam,DC=contoso,DC=com', 'contoso.com'],
		['CN=Silva\\\\,DC=contoso,DC=com', 'contoso.com'],
		['CN=Ana,DC=left,OU=People,DC=contoso,DC=com', 'contoso.com'],
		['CN=Ana', ''],
		['', ''],
	])('of %s is %s, also after another', (dn, domain) => {
		const read = domainReader();
		expect([read('CN=Zoe,DC=other,DC=test'), read(dn), read(dn)]).toEqual(['other.test', domain, domain]);
	});

	it('is the same whatever came before', () => {
		const part = fc.constantFrom('CN=Ana', 'OU=People', 'DC=contoso', 'dc=com', 'DC=left', 'CN=Silva\\,DC=fabrikam', 'CN=a\\\\', 'DC=');
		fc.assert(
			fc.property(fc.array(fc.array(part, {maxLength: 4}), {minLength: 2, maxLength: 12}), dns => {
				const read = domainReader();
				const names = dns.map(parts => parts.join(','));
				expect(names.map(dn => read(dn))).toEqual(names.map(dn => domainReader()(dn)));
			}),
			{numRuns: 2000},
		);
	});
});
