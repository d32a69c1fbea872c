import {globSync} from 'node:fs';
import {fileURLToPath} from 'node:url';
import {describe, expect, it} from 'vitest';
import {look} from '../src/engine/look.ts';
import {type Answer, type Source, unobserved} from '../src/guide/answer.ts';
import type {CasesFor} from '../src/guide/cases.ts';
import {type Collector, collectorOf, type Needs} from '../src/guide/check.ts';
import {caution, type Finding, met, notApplicable, unmet, type Verdict} from '../src/guide/finding.ts';
import type {Gate, Guide} from '../src/guide/step.ts';
import {decide, isOpen} from '../src/session/decide.ts';
import type {Event} from '../src/session/event.ts';
import {fold} from '../src/session/session.ts';
import {type ConnectServer, connectServers} from '../steps/04-directory-synchronization/connect-server/connect-server.facts.ts';
import {schemaOnEveryDc} from '../steps/04-directory-synchronization/forests/schema-on-every-dc.ts';
import {keyWriteBack} from '../steps/04-directory-synchronization/key-write-back/key-write-back.ts';
import step4 from '../steps/04-directory-synchronization/step.ts';
import {verifiedUpn} from '../steps/04-directory-synchronization/upn/verified-upn.ts';
import {connectOf, deviceRule, inbound, outbound, server} from '../steps/case-builders/connect-servers.ts';
import {forest, identitiesOf, membersOf, readOnlyOf, schemaOf, usersOf, wholeForest} from '../steps/case-builders/forests.ts';
import {personsFrom, user} from '../steps/case-builders/persons.ts';
import {tenantDomainsOf} from '../steps/case-builders/tenants.ts';
import {nobodyAsked, seen} from '../steps/case-builders/witnesses.ts';
import {outlineOf} from './fixtures/outline.ts';

const root = new URL('../', import.meta.url);
const files = globSync('steps/**/*.cases.ts', {cwd: fileURLToPath(root)}).sort();
const allCases = await Promise.all(files.map(async path => (await import(new URL(path, root).href)).default as CasesFor<Needs>));
const casesOf = (id: string): CasesFor<Needs> => {
	const own = allCases.find(({check}) => check.id === id);
	if (own === undefined) {
		throw new Error(`${id} has no cases.`);
	}

	return own;
};
const gateCases = ['schema-on-every-dc', 'key-write-back', 'verified-upn'].map(casesOf);

const rows = (letter: string, last: number) => Array.from({length: last}, (_, index) => `${letter}${String(index + 1).padStart(2, '0')}`);

describe('the decision tables', () => {
	const titles = allCases.flatMap(({cases}) => Object.keys(cases));
	const idsOf = (check: string) => Object.keys(casesOf(check).cases).map(title => title.split(' ')[0]);

	it.each([
		{table: 'schema before Connect, to enter', ids: rows('A', 25), check: 'schema-on-every-dc'},
		// W56 is the reader's of exports, W58 the merging of servers, W61 a neighbour's; each has its test there.
		{
			table: 'schema before Connect, to leave',
			ids: rows('W', 62).filter(id => !['W56', 'W58', 'W61'].includes(id)),
			check: 'key-write-back',
		},
		{table: 'verified UPN domain', ids: rows('B', 66), check: 'verified-upn'},
	])('has a case for each row of $table, by the judge of the gate itself', ({ids, check}) => {
		expect(ids.filter(id => !idsOf(check).includes(id))).toEqual([]);
	});

	it('knows no row that the tables do not have', () => {
		const known = [...rows('A', 25), ...rows('W', 62), ...rows('B', 67)];
		const named = titles.flatMap(title => /^[ABW]\d\d\b/.exec(title)?.[0] ?? []);
		expect(named.filter(id => !known.includes(id))).toEqual([]);
	});

	it.each([
		['connect-version', ['W38', 'W39']],
		['one-active-server', ['W24']],
		['staging-parity', ['W23']],
		['scheduler', ['W41']],
		['custom-rules', ['W07']],
		['connector-coverage', ['W18', 'W44']],
		['no-cloud-sync-agent', ['W61']],
		['full-sync-after-refresh', ['W40']],
		['last-export', ['W42', 'W43']],
		['dc-reachability', ['A09']],
		['referral-forests', ['A14']],
		['upn-habits', ['B25', 'B27', 'B29', 'B32', 'B36', 'B45', 'B59']],
		['federation', ['B42']],
	] as const)('says at the neighbour %s what the gate itself does not', (id, ids) => {
		const raised = Object.entries(casesOf(id).cases).filter(([, {then}]) => then === 'caution' || then === 'unmet');
		expect(ids.filter(row => !raised.some(([title]) => title.startsWith(row)))).toEqual([]);
	});
});

describe('the finding of a gate', () => {
	const verdicts = () =>
		gateCases.flatMap(({check, cases}) => Object.entries(cases).map(([title, {given}]) => ({title, verdict: check.judge(given)})));

	it('G-1 is never a caution', () => {
		expect(
			verdicts()
				.filter(({verdict}) => verdict.outcome === 'caution')
				.map(({title}) => title),
		).toEqual([]);
	});

	it('G-3 is never that it does not apply: what is empty was not seen', () => {
		expect(
			verdicts()
				.filter(({verdict}) => verdict.outcome === 'not-applicable')
				.map(({title}) => title),
		).toEqual([]);
	});

	it('names a way out whenever it is not met', () => {
		expect(
			verdicts()
				.filter(({verdict}) => verdict.outcome !== 'met' && !('remedy' in verdict && verdict.remedy !== ''))
				.map(({title}) => title),
		).toEqual([]);
	});

	it('says not supported where it is, and nowhere else with the remedy to change the suffix', () => {
		const changed = verdicts().filter(({verdict}) => 'remedy' in verdict && verdict.remedy === 'change-the-suffix');
		expect(changed.length).toBeGreaterThan(10);
		expect(changed.filter(({verdict}) => !/not supported/i.test(verdict.because)).map(({title}) => title)).toEqual([]);
	});
});

const guide: Guide = {
	id: 'one-step',
	edition: '1',
	importers: [],
	savedTexts: [],
	steps: [step4],
	outline: outlineOf(),
	coverage: {pages: [], beyond: []},
	textKinds: {},
};
const since = '2026-11-22T09:00:00Z';
const [enter] = step4.gates.enter as readonly [Gate];
const [writeBack, upn] = step4.gates.leave as readonly [Gate, Gate];

const judged = (verdict: Exclude<Verdict, {outcome: 'declined'}>, over: {at?: string; source?: Source} = {}): Finding => ({
	kind: 'judged',
	at: since,
	takenAt: since,
	source: 'live',
	from: 'DC01',
	verdict,
	exhibits: [],
	facts: {},
	...over,
});

const mine = 'this look';
const found = (check: string, finding: Finding, look = mine): Event => ({type: 'found', at: since, check, finding, look});
const wanted = (wish: 'enter' | 'finish'): Event => ({type: 'wanted', at: since, look: mine, wish, step: step4.id});
const good = judged(met('it holds') as Exclude<Verdict, {outcome: 'declined'}>);
const enterWith = (finding?: Finding) =>
	decide(
		guide,
		fold([wanted('enter'), ...(finding === undefined ? [] : [found(enter.check.id, finding)])]),
		{type: 'enter', step: step4.id, look: mine},
		since,
	).kind;

describe('a gate', () => {
	it('is shut before anybody has looked', () => {
		expect(enterWith()).toBe('refused');
	});

	it('is shut when looking failed: lets no silence open a gate', () => {
		for (const reason of ['unreachable', 'access-denied', 'empty', 'stale', 'inconclusive', 'elsewhere'] as const) {
			expect(enterWith({kind: 'unobserved', at: since, reason, detail: 'Nothing came back.'})).toBe('refused');
		}
	});

	it('is shut when the condition does not hold', () => {
		expect(enterWith(judged(unmet('extend-the-schema', 'it does not hold') as never))).toBe('refused');
	});

	it('is shut on a caution: lets no caution open a gate', () => {
		expect(enterWith(judged(caution('extend-the-schema', 'it may not hold') as never))).toBe('refused');
	});

	it("is shut on a person's word", () => {
		expect(enterWith({...good, source: 'attested'} as Finding)).toBe('refused');
	});

	it('is shut on what another look found, however new it calls itself', () => {
		for (const at of ['2026-11-22T08:59:59Z', since, '2027-11-22T09:00:00Z']) {
			const other = found(enter.check.id, {...good, at} as Finding, 'another look');
			const before = found(enter.check.id, {...good, at} as Finding);
			for (const events of [
				[wanted('enter'), other],
				[before, wanted('enter')],
				[other, wanted('enter')],
			]) {
				expect(decide(guide, fold(events), {type: 'enter', step: step4.id, look: mine}, since).kind).toBe('refused');
			}
		}
	});

	it('opens on what this look found, whatever time it carries', () => {
		for (const at of ['2026-11-22T08:59:59Z', '2027-11-22T09:00:00Z']) {
			expect(enterWith({...good, at} as Finding)).toBe('granted');
		}
	});

	it('opens when the condition holds', () => {
		expect(enterWith(good)).toBe('granted');
		expect(enterWith(judged(notApplicable('it does not apply') as never))).toBe('granted');
	});

	it('lets nobody leave step 4 while one of its three conditions is shut, the way in included', () => {
		const events: readonly Event[] = [
			{type: 'entered', at: since, step: step4.id},
			wanted('finish'),
			...[enter, writeBack, upn].map(({check}) => found(check.id, good)),
		];
		const wish = {type: 'finish', step: step4.id, look: mine} as const;
		expect(decide(guide, fold(events), wish, since).kind).toBe('granted');
		for (const gate of [enter, writeBack, upn]) {
			const decision = decide(
				guide,
				fold([...events, found(gate.check.id, {kind: 'unobserved', at: since, reason: 'unreachable', detail: ''})]),
				wish,
				since,
			);
			expect(decision).toMatchObject({kind: 'refused', shut: [{check: {id: gate.check.id}}]});
		}
	});

	it('stands under its contracted name at each threshold', () => {
		expect([enter, writeBack, upn].map(({id, guards, check}) => [id, guards, check.id])).toEqual([
			['schema-before-connect', 'enter', 'schema-on-every-dc'],
			['schema-before-connect', 'leave', 'key-write-back'],
			['verified-upn-domain', 'leave', 'verified-upn'],
		]);
	});
});

/** Answers each collector with its facts, as the world says; what the world does not say is silent. */
const asking =
	(world: Readonly<Record<string, unknown>>, over: Partial<Extract<Answer, {kind: 'facts'}>> = {}) =>
	async ({id}: Collector): Promise<Answer> =>
		id in world
			? {kind: 'facts', facts: world[id], source: 'live', takenAt: since, from: 'DC01', ...over}
			: unobserved('unreachable', 'It did not answer within 10 s.');

const lookAt = async (gate: Gate, world: Readonly<Record<string, unknown>>, over?: Partial<Extract<Answer, {kind: 'facts'}>>) => {
	const finding = await look(gate.check, asking(world, over), () => since);
	return {finding, open: isOpen(gate, fold([found(gate.check.id, finding)]), mine)};
};

const factsOf = (witness: {seen: boolean}) => (witness as unknown as {facts: unknown}).facts;
const schema = schemaOf({[forest]: wholeForest(forest)});
const directory = {
	'schema-head': factsOf(schema.head),
	'key-attribute': factsOf(schema.attribute),
	'read-only-dcs': factsOf(readOnlyOf({[forest]: wholeForest(forest)})),
	'scope-members': factsOf(membersOf()),
	'users-in-scope': factsOf(usersOf({[forest]: 300})),
	'forest-identities': factsOf(identitiesOf(forest)),
	'inetorgpersons-in-scope': {forests: [{forest, silent: null, users: 0}]},
	'tenant-domains': tenantDomainsOf('contoso.com'),
};
const withServer = (over: Partial<ConnectServer> = {}) => ({...directory, [connectServers.id]: connectOf(server(over))});
const withPersons = (...all: Parameters<typeof personsFrom>) => ({...directory, persons: personsFrom(...all)});
const ana = {rid: 1, upn: 'ana@contoso.com'};

describe('from what was read to the gate', () => {
	it('opens all three in a world where everything holds', async () => {
		expect((await lookAt(enter, directory)).open).toBe(true);
		expect((await lookAt(writeBack, withServer())).open).toBe(true);
		expect((await lookAt(upn, withPersons([ana], [user(1, 'ana@contoso.com')]))).open).toBe(true);
	});

	it('opens none of them where nothing answers, and calls none of them unmet', async () => {
		for (const gate of [enter, writeBack, upn]) {
			expect(await lookAt(gate, {})).toMatchObject({open: false, finding: {kind: 'unobserved'}});
		}
	});

	it.each([
		['schema-head', enter, directory],
		['key-attribute', enter, directory],
		['connect-server', writeBack, withServer()],
		['forest-identities', writeBack, withServer()],
		['tenant-domains', writeBack, withServer()],
		['inetorgpersons-in-scope', writeBack, withServer()],
		['persons', upn, withPersons([ana], [user(1, 'ana@contoso.com')])],
		['tenant-domains', upn, withPersons([ana], [user(1, 'ana@contoso.com')])],
	] as const)('opens no gate without %s', async (missing, gate, world) => {
		expect((await lookAt(gate, world)).open).toBe(true);
		const rest = Object.fromEntries(Object.entries(world).filter(([id]) => id !== missing));
		expect(await lookAt(gate, rest)).toMatchObject({open: false, finding: {kind: 'unobserved'}});
	});

	it('G-4 opens without the facts that can only excuse', async () => {
		const rest = Object.fromEntries(Object.entries(withServer()).filter(([id]) => id !== 'users-in-scope'));
		expect((await lookAt(enter, rest)).open).toBe(true);
		expect((await lookAt(writeBack, rest)).open).toBe(true);
	});

	it('does not match the rule by its destination alone: device writeback writes the same attribute', async () => {
		expect(await lookAt(writeBack, withServer({rules: [inbound(), deviceRule(forest)]}))).toMatchObject({
			open: false,
			finding: {verdict: {outcome: 'unmet'}},
		});
	});

	it('does not join persons by name: a cloud-only user of the same name is another object', async () => {
		expect(await lookAt(upn, withPersons([ana], [user(null, 'ana@contoso.com')]))).toMatchObject({
			open: false,
			finding: {verdict: {outcome: 'unmet'}},
		});
		expect(await lookAt(upn, withPersons([ana], [user(2, 'ana@contoso.com')]))).toMatchObject({
			open: false,
			finding: {verdict: {outcome: 'unmet'}},
		});
	});

	it('does not take an empty list for met: nobody in scope, no rule, no controller, no connector', async () => {
		expect(await lookAt(upn, withPersons([], []))).toMatchObject({open: false, finding: {kind: 'unobserved', reason: 'empty'}});
		expect(await lookAt(writeBack, withServer({rules: [], rulesRead: 0}))).toMatchObject({
			open: false,
			finding: {kind: 'unobserved', reason: 'empty'},
		});
		expect(await lookAt(writeBack, withServer({connectors: []}))).toMatchObject({open: false, finding: {kind: 'unobserved'}});
		expect(await lookAt(writeBack, {...directory, [connectServers.id]: {servers: []}})).toMatchObject({
			open: false,
			finding: {kind: 'unobserved', reason: 'malformed'},
		});
		expect(await lookAt(enter, {...directory, 'schema-head': {forests: [{forest, silent: null, controllers: []}]}})).toMatchObject({
			open: false,
			finding: {kind: 'unobserved'},
		});
	});

	it('opens on no directory facts that were carried three days ago, and still shuts on them', async () => {
		const old = {source: 'carried', takenAt: '2026-11-19T09:00:00Z'} as const;
		expect(await lookAt(enter, directory, old)).toMatchObject({open: false, finding: {kind: 'unobserved', reason: 'stale'}});
		const behind = schemaOf({[forest]: [{server: 'DC01', objectVersion: 69, attribute: null}]});
		const world = {...directory, 'schema-head': factsOf(behind.head), 'key-attribute': factsOf(behind.attribute)};
		expect(await lookAt(enter, world, old)).toMatchObject({open: false, finding: {kind: 'judged', verdict: {outcome: 'unmet'}}});
	});

	it('opens on no export of three days ago, and still shuts on it', async () => {
		const dated = (stale: boolean, rules = [inbound(), outbound(forest)]) => {
			const {source: _, takenAt, stale: __, versionSince, contradicted: ___, unreadSince: ____, ...own} = server({rules});
			const read = connectServers.merge?.([
				{
					kind: 'facts',
					facts: own,
					source: 'exported',
					takenAt: stale ? '2026-11-19T09:00:00Z' : takenAt,
					from: 'SYNC01',
					stale,
					clock: false,
				},
			]);
			expect(versionSince).toBeNull();
			return {...directory, [connectServers.id]: read};
		};

		expect((await lookAt(writeBack, dated(false))).open).toBe(true);
		expect(await lookAt(writeBack, dated(true))).toMatchObject({open: false, finding: {kind: 'unobserved', reason: 'stale'}});
		expect(await lookAt(writeBack, dated(true, [inbound()]))).toMatchObject({open: false, finding: {verdict: {outcome: 'unmet'}}});
	});

	it('G-7 a statement may shut harder and never opens', async () => {
		const word = (yes: boolean) => ({yes, by: 'the operator', reason: 'known', at: since});
		const engine = collectorOf(keyWriteBack.needs.engine).id;
		const owned = collectorOf(verifiedUpn.needs.owned).id;
		expect((await lookAt(writeBack, {...withServer(), [engine]: word(false)})).open).toBe(false);
		expect((await lookAt(writeBack, {...withServer({rules: [inbound()]}), [engine]: word(true)})).open).toBe(false);
		const stray = withPersons([{rid: 1, upn: 'ana@woodgrove.com'}], [user(1, 'ana@woodgrove.com')]);
		expect((await lookAt(upn, {...stray, [owned]: word(true)})).open).toBe(false);
		expect(await lookAt(upn, {...stray, [owned]: word(false)})).toMatchObject({
			open: false,
			finding: {verdict: {because: expect.stringMatching(/not supported/i)}},
		});
	});

	it('opens on a yes exactly where it opens without one', async () => {
		const engine = collectorOf(keyWriteBack.needs.engine).id;
		const world = withServer();
		const ask = async (collector: Collector): Promise<Answer> =>
			collector.id === engine
				? {
						kind: 'facts',
						facts: {yes: true, by: 'the operator', reason: 'known', at: since},
						source: 'attested',
						takenAt: since,
						from: 'the operator',
					}
				: asking(world)(collector);
		const finding = await look(keyWriteBack, ask, () => since);
		expect(finding).toMatchObject({kind: 'judged', verdict: {outcome: 'met'}});
		expect(isOpen(writeBack, fold([found(keyWriteBack.id, finding)]), mine)).toBe(true);
	});

	it('shows the verified domain as done while nobody is synchronised (B61)', () => {
		const exhibits = verifiedUpn.exhibits?.({
			persons: seen(personsFrom([ana], [])),
			domains: seen(tenantDomainsOf('contoso.com')),
			connect: nobodyAsked,
			identities: identitiesOf(forest),
			owned: nobodyAsked,
			computers: nobodyAsked,
		});
		expect(exhibits).toContainEqual(expect.objectContaining({sign: 'met', what: 'contoso.com'}));
	});

	it('keeps in the session only the names of those whom somebody has to mend', () => {
		const kept = verifiedUpn.keep?.({
			persons: seen(personsFrom([ana, {rid: 2, upn: 'ben@contoso.com'}], [user(1, 'ana@contoso.com')])),
			domains: seen(tenantDomainsOf('contoso.com')),
			connect: nobodyAsked,
			identities: identitiesOf(forest),
			owned: nobodyAsked,
			computers: nobodyAsked,
		});
		expect(JSON.stringify(kept)).toContain('ben@contoso.com');
		expect(JSON.stringify(kept)).not.toContain('ana@contoso.com');
	});

	it('asks in step 2 and at the way in for the same schema', () => {
		expect(Object.keys(schemaOnEveryDc.needs)).toEqual(expect.arrayContaining(['head', 'attribute', 'readOnly', 'users']));
	});
});
