import {copyFileSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, describe, expect, it} from 'vitest';
import {journalOf, sessionsCompared} from '../../src/app/points.ts';
import {reported} from '../../src/app/report.ts';
import type {Finding} from '../../src/guide/finding.ts';
import {changedParts} from '../../src/report/changed-words.ts';
import {reportMarkdown} from '../../src/report/report-markdown.ts';
import {sealed} from '../../src/report/seal.ts';
import {extension} from '../../src/session/durable.ts';
import type {Environment, Event, Identity} from '../../src/session/event.ts';
import {openStore, type Store} from '../../src/session/store.ts';
import {guide} from '../../steps/guide.ts';

const folder = mkdtempSync(join(tmpdir(), 'whfb-points-'));
afterAll(() => rmSync(folder, {recursive: true, force: true}));
const store = openStore(folder);
const at = '2026-11-22T09:31:00Z';
const later = '2026-11-23T10:00:00Z';

const finding = (
	verdict: Extract<Finding, {kind: 'judged'}>['verdict'],
	more: Partial<Extract<Finding, {kind: 'judged'}>> = {},
): Finding => ({
	kind: 'judged',
	at,
	takenAt: at,
	source: 'live',
	from: 'DC01',
	verdict,
	exhibits: [],
	facts: null,
	...more,
});
const good = {outcome: 'met', because: 'It holds.'} as const;
const bad = {outcome: 'unmet', because: 'It does not.', remedy: 'x'} as const;
const found = (check: string, what: Finding, when = at, look = '0123456789abcdef'): Event => ({
	type: 'found',
	at: when,
	check,
	finding: what,
	look,
});
const identified = (identity: Identity): Event => ({type: 'identified', at, identity});
const forest = (id: string): Identity => ({forests: [{name: 'corp.contoso.com', ids: [id]}], tenant: null});
const persons = (counts: Readonly<Record<string, number>>) => ({
	persons: {seen: true, facts: {groups: Object.entries(counts).map(([name, count]) => ({class: name, count, suffix: 'contoso.com'}))}},
	domains: {seen: false, reason: 'not-signed-in', detail: ''},
});
const made = (name: string, events: readonly Event[], environment: Partial<Environment> = {}) => {
	const open = store.create(name, at, '1.0.0', {environment});
	for (const event of events) {
		open.journal.append(event);
	}

	open.close();
};

const first = [
	identified(forest('a')),
	found('key-write-back', finding(bad)),
	found('verified-upn', finding(bad, {facts: persons({same: 3, 'suffix-differs': 40})})),
	found('connect-version', finding(good)),
	found('schema-version', finding(good)),
	{type: 'answered', at, attestation: {statement: 'mfa-ready', yes: false, by: 'Hana', reason: 'not yet', at}},
] as const satisfies readonly Event[];
const second = [
	found('key-write-back', finding(good, {takenAt: later}), later, 'fedcba9876543210'),
	found('verified-upn', finding(bad, {facts: persons({same: 31, 'suffix-differs': 12}), takenAt: later}), later, 'fedcba9876543210'),
	found('connect-version', {kind: 'unobserved', at: later, reason: 'unreachable', detail: 'Nothing answered.'}, later, 'fedcba9876543210'),
	{type: 'answered', at: later, attestation: {statement: 'mfa-ready', yes: true, by: 'Hana', reason: 'done', at: later}},
	{type: 'settled', at: later, environment: {scopeGroup: 'Pilot'}},
] as const satisfies readonly Event[];
const differences = {
	outcomes: [
		{check: 'connect-version', was: 'met', is: 'unobserved', because: 'Nothing answered.'},
		{check: 'key-write-back', was: 'unmet', is: 'met', because: 'It holds.'},
	],
	aged: [{check: 'schema-version', takenAt: at}],
	counts: [
		{check: 'verified-upn', what: 'same', was: 3, is: 31},
		{check: 'verified-upn', what: 'suffix differs', was: 40, is: 12},
	],
	answers: [{statement: 'mfa-ready', was: 'no, by Hana: not yet', is: 'yes, by Hana: done'}],
	scope: [{what: 'the users in scope', was: 'every enabled user', is: 'the group Pilot'}],
};
/** Only what is compared here. */
const told = ({changed: {outcomes, aged, counts, answers, scope}}: ReturnType<typeof sessionsCompared>) => {
	const bare = <T extends {readonly number: string; readonly question: string}>(rows: readonly T[]) =>
		rows.map(({number: _number, question: _question, ...rest}) => rest);
	return {
		outcomes: bare(outcomes),
		aged: bare(aged),
		counts: bare(counts),
		answers: answers.map(({question: _question, ...rest}) => rest),
		scope,
	};
};

describe('two points', () => {
	it('of one session give exactly what differs', () => {
		made('one', [...first, ...second]);
		expect(told(sessionsCompared(guide, store, `one@${first.length}`, 'one'))).toEqual(differences);
		expect(told(sessionsCompared(guide, store, 'one', 'one'))).toEqual({outcomes: [], aged: [], counts: [], answers: [], scope: []});
	});

	it('of two sessions of one environment give the same', () => {
		made('two-a', first);
		made('two-b', [...first, ...second]);
		expect(told(sessionsCompared(guide, store, 'two-a', 'two-b'))).toEqual(differences);
	});

	it('give what became none, and what was none', () => {
		const counting = (counts: Readonly<Record<string, number>>, when: string) =>
			found('verified-upn', finding(bad, {facts: persons(counts), takenAt: when}), when);
		made('none', [identified(forest('a')), counting({same: 312}, at), counting({}, later), counting({same: 5}, later)]);
		expect(told(sessionsCompared(guide, store, 'none@2', 'none@3')).counts).toEqual([
			{check: 'verified-upn', what: 'same', was: 312, is: 0},
		]);
		expect(told(sessionsCompared(guide, store, 'none@3', 'none')).counts).toEqual([{check: 'verified-upn', what: 'same', was: 0, is: 5}]);
	});

	it('are told from the older one to the newer one, in whichever order they are named', () => {
		for (const [one, other] of [
			[`one@${first.length}`, 'one'],
			['two-a', 'two-b'],
		] as const) {
			const compared = sessionsCompared(guide, store, other, one);
			expect(compared).toMatchObject({older: one, newer: other});
			expect(told(compared)).toEqual(differences);
		}
	});

	it('of the same scope in another order and other letters are no change, and one more in it is', () => {
		const scope = (...names: readonly string[]): Event => ({
			type: 'settled',
			at,
			environment: {directories: names, pilotUsers: names.map(name => `anna@${name}`)},
		});
		const forests = (...names: readonly string[]): Event =>
			identified({forests: names.map(name => ({name, ids: [name, 'x']})), tenant: null});
		made('scope', [
			...[scope('a.test', 'b.test'), forests('a.test', 'b.test')],
			...[scope('B.test', 'a.test'), forests('b.test', 'a.test')],
			scope('a.test', 'b.test', 'c.test'),
		]);
		expect(told(sessionsCompared(guide, store, 'scope@2', 'scope@4')).scope).toEqual([]);
		expect(told(sessionsCompared(guide, store, 'scope@4', 'scope')).scope.map(({what}) => what)).toEqual([
			'directories asked',
			'users of the pilot',
		]);
	});

	it('say in words what is newly so, and what was looked at for the first time', () => {
		const counting = (check: string, counts: Readonly<Record<string, number>>, when: string) =>
			found(check, finding(bad, {facts: persons(counts), takenAt: when}), when);
		made('words', [
			found('connect-version', finding(good)),
			...['verified-upn', 'upn-habits'].map(check => counting(check, {same: 3}, at)),
			...['verified-upn', 'upn-habits'].map(check => counting(check, {same: 5}, later)),
			found('schema-version', finding(good), later),
			found('connect-version', finding({outcome: 'caution', because: 'It is old.', remedy: 'x'}, {takenAt: later}), later),
		]);
		const parts = changedParts(sessionsCompared(guide, store, 'words@3', 'words').changed);
		expect(parts.map(({title}) => title.replace(/ [(].*/, ''))).toEqual([
			'Looked at for the first time',
			'Of another outcome',
			'Counted otherwise',
		]);
		expect(parts[0]?.rows).toEqual([expect.stringMatching(/schema-version: met; how it was before, nobody knows[.] It holds[.]$/)]);
		expect(parts[2]?.rows).toEqual([expect.stringMatching(/verified-upn, 4[.]\d+ upn-habits, same: 5, were 3[.]$/)]);
		expect(parts[2]?.title).toContain('not to be added');
	});

	it('of two environments are refused, whatever their forests are called', () => {
		made('another', [identified(forest('b')), ...second]);
		const tenant = (id: string): Identity => ({...forest('a'), tenant: {id, domains: []}});
		made('tenant-a', [identified(tenant('aaaa'))]);
		made('tenant-b', [identified(tenant('bbbb'))]);
		expect(() => sessionsCompared(guide, store, 'tenant-a', 'tenant-b')).toThrow('different tenants');
		made('nobody', second);
		made('practice', first, {practice: 'ready'});
		expect(() => sessionsCompared(guide, store, 'one', 'another')).toThrow('no forest that the one has met');
		expect(() => sessionsCompared(guide, store, 'one', 'nobody')).toThrow('has met no forest yet');
		expect(() => sessionsCompared(guide, store, 'one', 'practice')).toThrow('practice');
		expect(() => sessionsCompared(guide, store, 'one@999', 'one')).toThrow('11 entries');
		expect(() => sessionsCompared(guide, store, 'one', 'gone')).toThrow('no session gone');
	});
});

describe('what changed since the last report', async () => {
	const common = {
		guide,
		tool: '1.0.0',
		now: () => later,
		store,
		isWhole: true,
		redacting: null,
		titles: (step: string) => step,
		say: () => undefined,
	};
	const report = (since: string | null = null) => reported({...common, name: 'reported', since, given: {practice: 'ready'}});
	made('reported', [found('key-write-back', finding(bad))], {practice: 'ready'});
	const one = await report();
	const file = join(folder, 'first.md');
	writeFileSync(file, sealed(reportMarkdown(one)));
	const two = await report();

	it('is nothing in the first report', () => {
		expect(one.changed).toBeNull();
		expect(reportMarkdown(one)).toContain('the first report of this session');
	});

	it('is compared with the one before, which the session knows of', () => {
		expect(two.changed).toMatchObject({outcomes: [], scope: []});
		expect(two.looks.map(({checks}) => checks)).toEqual([1, 3, 3]);
	});

	it('is compared with one that is named by its file', async () => {
		const open = store.open('reported');
		open.journal.append(found('schema-version', finding(bad), later));
		open.close();
		await report();
		const since = await report(file);
		expect(since.changed?.outcomes.map(({check, was, is}) => [check, was, is])).toEqual([['schema-version', 'not-looked', 'unmet']]);
		expect(journalOf(store, 'reported').events.filter(({type}) => type === 'reported')).toHaveLength(4);
		await expect(reported({...common, name: 'one', since: file, given: {}})).rejects.toThrow('no report that was made from session one');
	});

	it('is compared with no report that nobody has: whoever was stopped before it was handed over has none', async () => {
		made('stopped', [found('key-write-back', finding(bad))], {practice: 'ready'});
		const asked = {...common, name: 'stopped', since: null, given: {practice: 'ready'}};
		const reports = (kept: Store) => journalOf(kept, 'stopped').events.filter(({type}) => type === 'reported').length;
		const left: number[] = [];
		const copied = () => {
			// What a kill leaves at this moment.
			const copy = mkdtempSync(join(folder, 'killed-'));
			copyFileSync(join(folder, `stopped${extension}`), join(copy, `stopped${extension}`));
			left.push(reports(openStore(copy)));
		};
		await expect(
			reported(asked, async () => {
				copied();
				throw new Error('the disk is full');
			}),
		).rejects.toThrow('the disk is full');
		expect(reports(store)).toBe(0);
		const first = await reported(asked, async () => copied());
		expect(left).toEqual([0, 0]);
		expect(reports(store)).toBe(1);
		expect(first.changed).toBeNull();
		expect((await reported(asked)).changed).toMatchObject({outcomes: []});
	});

	it('loses nothing that another whfb does while a report is handed over: it cannot', async () => {
		const asked = {...common, name: 'stopped', since: null, given: {practice: 'ready'}};
		await reported(asked, async () => {
			expect(() => store.open('stopped')).toThrow('is open');
		});
	});
});
