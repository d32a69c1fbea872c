import {existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {describe, expect, it} from 'vitest';
import {CannotStart} from '../../src/cannot-start.ts';
import {inPackage} from '../../src/package-root.ts';
import {confirmingText} from '../../src/session/environment.ts';
import type {Event} from '../../src/session/event.ts';
import {readJournal} from '../../src/session/read-journal.ts';
import {fold, startOf} from '../../src/session/session.ts';
import {openStore} from '../../src/session/store.ts';
import {chained, oldJournal, oldOpened} from './old.ts';

const at = '2026-11-22T09:00:00.000Z';
const beginning = {
	guide: 'hybrid-key-trust',
	edition: '1',
	account: 'CONTOSO\\hana',
	computer: 'ADM07',
	environment: {practice: 'ready', directories: ['corp.example.test']},
};
const identity = {forests: [{name: 'corp.example.test', ids: ['x']}], tenant: null};
const entered = (step: string): Event => ({type: 'entered', at, step});

const made = (more: readonly Event[] = []) => {
	const store = openStore(mkdtempSync(join(tmpdir(), 'whfb-beginning-')));
	const open = store.create('contoso', at, '1.1.0', beginning);
	for (const event of more) {
		open.journal.append(event);
	}

	open.close();
	return {store, file: open.file, text: readFileSync(open.file, 'utf8')};
};

const old = (name: string) => readFileSync(inPackage('test', 'fixtures', 'sessions', `1.0.0-${name}.whfb.jsonl`), 'utf8');
const sessionIn = (text: string) => {
	const reading = readJournal(text);
	return reading.kind === 'sound' ? fold(reading.events, startOf(reading.header)) : reading;
};
const settled = (environment: object) => ({type: 'settled', at, environment});
const found = (source: string) => ({
	type: 'found',
	at,
	check: 'x',
	finding: {kind: 'judged', at, takenAt: at, source, from: '', verdict: {outcome: 'met', because: ''}, exhibits: [], facts: 1},
});

describe('what a session is', () => {
	it('H2 stands whole in its first line: practice and which, tool, guide, environment, and who began it', () => {
		const {text} = made();
		expect(text.split('\n')).toHaveLength(2);
		expect(JSON.parse(text)).toMatchObject({
			format: 'whfb-session',
			version: 2,
			kind: 'practice',
			practice: 'ready',
			tool: '1.1.0',
			...beginning,
			environment: {directories: ['corp.example.test']},
		});
		expect(sessionIn(text)).toMatchObject({environment: beginning.environment, opened: [{account: 'CONTOSO\\hana'}], at});
	});

	it('H2 is changed by no later entry', () => {
		const real = made([settled({practice: null, cloud: 'usgov'}) as Event]);
		expect(sessionIn(real.text)).toMatchObject({environment: {practice: 'ready', cloud: 'usgov'}});
	});

	it('H2 is never read where any one byte of the first line is another', () => {
		const {text} = made([entered('a')]);
		const bytes = Buffer.from(text);
		const first = text.indexOf('\n');
		for (let index = 0; index <= first; index++) {
			for (const flip of [1, 0x20, 0x80]) {
				const changed = Buffer.from(bytes);
				changed[index] = (changed[index] ?? 0) ^ flip;
				expect(readJournal(changed.toString('utf8')).kind, `byte ${index}`).not.toBe('sound');
			}
		}
	});

	it.each([
		['is damaged', (text: string) => text.replace('"practice":"ready"', '"practice":"radey"')],
		['lacks its end', (text: string) => text.slice(0, 80)],
		['is gone', (text: string) => text.slice(text.indexOf('\n') + 1)],
		[
			'says real where it was practice',
			(text: string) => text.replace('"kind":"practice","practice":"ready"', '"kind":"real","practice":null'),
		],
	])('H2 is gone where its first line %s: the file is set aside, named, and nothing goes on in its place', (_, damage) => {
		const {store, file, text} = made([entered('a')]);
		writeFileSync(file, damage(text));
		expect(store.list()).toMatchObject([{kind: 'unreadable', name: 'contoso', why: expect.stringMatching(/first line/)}]);
		expect(() => store.open('contoso')).toThrow(
			/Session contoso is none any more: .*It is kept as .*quarantine.*nothing goes on in its place/s,
		);
		expect(existsSync(file)).toBe(false);
		const [kept = ''] = readdirSync(join(store.folder, 'quarantine'));
		expect(readFileSync(join(store.folder, 'quarantine', kept), 'utf8')).toBe(damage(text));
		expect(store.list()).toEqual([]);
	});

	it('H2 is read through the line ends and the mark of an editor, and gone on with', () => {
		const {store, file, text} = made([entered('a'), entered('b')]);
		for (const edited of [
			text.replaceAll('\n', '\r\n'),
			`\uFEFF${text}`,
			`\uFEFF${text.replaceAll('\n', '\r\n')}`,
			`${text}\n\n`,
			text.replaceAll('\n', '\r\n').concat('\r\n'),
			text.slice(0, -1),
		]) {
			writeFileSync(file, edited);
			const open = store.open('contoso');
			expect(open.session).toMatchObject({entered: ['a', 'b'], environment: beginning.environment});
			expect(open.lost).toBeNull();
			open.journal.append(entered('c'));
			open.close();
			expect(sessionIn(readFileSync(file, 'utf8'))).toMatchObject({entered: ['a', 'b', 'c'], environment: beginning.environment});
		}
	});
});

describe('a session of 1.0.0', () => {
	it('is read with what it was, and gone on with', () => {
		expect(sessionIn(old('real'))).toMatchObject({
			environment: {practice: null, directories: ['corp.contoso.com'], tenant: 'contoso.com'},
			entered: ['01-overview'],
			attestations: {'key-trust-chosen': {by: 'Hana Novak'}},
			evidence: [{collector: 'dsregcmd'}],
		});
		expect(sessionIn(old('practice'))).toMatchObject({environment: {practice: 'connect-before-schema'}, finished: ['01-overview']});
	});

	it.each([
		['was killed before its settings were written', [oldOpened]],
		['was killed before anything was written', []],
		['holds practice findings and does not say of which', [oldOpened, found('practice')]],
	])('H2 that %s is no session, because it does not say whether it is practice', (_, events) => {
		expect(readJournal(oldJournal(events))).toEqual({kind: 'headless', why: 'it does not say whether it is practice or real'});
	});

	it('H2 is practice where any of its settings say so, and real where it was used without settings', () => {
		expect(sessionIn(oldJournal([oldOpened, found('practice'), settled({practice: 'ready'})]))).toMatchObject({
			environment: {practice: 'ready'},
		});
		expect(sessionIn(oldJournal([oldOpened, found('live')]))).toMatchObject({environment: {practice: null}});
	});

	it.each([2, 3])('H2 with damage in line %i, which says what it is, is set aside, and is not gone on with as real', line => {
		const store = openStore(mkdtempSync(join(tmpdir(), 'whfb-beginning-')));
		const lines = old('practice').split('\n');
		writeFileSync(join(store.folder, 'old.whfb.jsonl'), lines.with(line - 1, lines[line - 1]?.replace('"at"', '"ta"') ?? '').join('\n'));
		expect(() => store.open('old')).toThrow(/none any more: its first entries, which say what it is, are damaged/);
		expect(store.list()).toEqual([]);
	});

	it('with the line ends of an editor is read as it was', () => {
		expect(sessionIn(old('practice').replaceAll('\n', '\r\n'))).toMatchObject({environment: {practice: 'connect-before-schema'}});
	});
});

describe('what damage took away', () => {
	const events = [entered('a'), {type: 'identified', at, identity} as const, settled({scopeGroup: 'Pilot'}) as Event, entered('b')];
	const realBeginning = {...beginning, environment: {directories: ['corp.example.test']}};

	const mendedFrom = (damage: (lines: string[]) => string[]) => {
		const store = openStore(mkdtempSync(join(tmpdir(), 'whfb-beginning-')));
		const open = store.create('contoso', at, '1.1.0', realBeginning);
		for (const event of events) {
			open.journal.append(event);
		}

		open.close();
		writeFileSync(open.file, damage(readFileSync(open.file, 'utf8').split('\n')).join('\n'));
		expect(() => store.open('contoso')).toThrow(CannotStart);
		const again = store.open('contoso');
		again.close();
		return {store, session: again.session};
	};

	it('H2 of identity and scope is asked again, in words, before anything is looked at', () => {
		const {session} = mendedFrom(lines => lines.with(2, 'no entry'));
		expect(session.environment.directories).toEqual(['corp.example.test']);
		expect(session.unconfirmed).toEqual({because: 'mended', entries: 3, lost: ['identity', 'environment']});
		expect(confirmingText(session)).toBe(
			'A part of this session was damaged (3 entries), and with it what was known of whom it is about. It names directories: corp.example.test.',
		);
		expect(fold([{type: 'confirmed', at, account: 'hana'}], session).unconfirmed).toBeNull();
	});

	it('H2 asks nothing where nothing of that kind was lost', () => {
		const {session} = mendedFrom(lines => lines.with(4, lines[4]?.replace('"step":"b"', '"step":"c"') ?? ''));
		expect(session.unconfirmed).toBeNull();
		expect(session).toMatchObject({environment: {scopeGroup: 'Pilot'}, identity, entered: ['a']});
	});
});

describe('a last line', () => {
	it('M5 with a hole is what a power cut left, with its end or without, and is dropped and said', () => {
		const {store, file, text} = made([entered('a'), entered('b')]);
		const whole = text.split('\n').slice(0, -2).join('\n').concat('\n');
		const last = text.slice(whole.length);
		for (const torn of [
			`${last.slice(0, 20)}${'\0'.repeat(40)}${last.slice(60)}`,
			`${'\0'.repeat(last.length - 1)}\n`,
			'\0'.repeat(512),
			`${last.slice(0, 20)}${'\0'.repeat(400)}`,
		]) {
			writeFileSync(file, whole + torn);
			const open = store.open('contoso');
			expect(open.session.entered).toEqual(['a']);
			expect(open.lost).toMatch(/ended in mid-line/);
			open.close();
		}
	});

	it('M5 that is damaged in any other way is damage, and said to be', () => {
		const {store, file, text} = made([entered('a'), entered('b')]);
		writeFileSync(file, text.replace('"step":"b"', '"step":"c"'));
		expect(() => store.open('contoso')).toThrow(/damaged in line 3/);
	});
});

describe('an entry that this whfb does not know', () => {
	const noted = {type: 'noted', at, what: 'something'};

	it('H4 takes nothing down: the session is said to be unreadable, the others stand beside it, and it is left as it is', () => {
		const {store} = made();
		const text = oldJournal([oldOpened, settled({}), noted]);
		writeFileSync(join(store.folder, 'odd.whfb.jsonl'), text);
		expect(store.list()).toMatchObject([
			{kind: 'sound', name: 'contoso'},
			{kind: 'unreadable', name: 'odd', why: 'line 4 holds something that whfb never writes (type)'},
		]);
		expect(() => store.open('odd')).toThrow(/Nothing was changed; open it with the whfb that wrote it/);
		expect(readFileSync(join(store.folder, 'odd.whfb.jsonl'), 'utf8')).toBe(text);
		store.open('contoso').close();
	});

	it('of a later minor version is kept, counted and shown as unknown, and may have members that this one does not know', () => {
		const opened = {...oldOpened, form: '2.7', tool: '1.9.0', mood: 'good'};
		const text = chained(made().text.split('\n')[0] ?? '', [opened, noted, {...entered('a'), how: 'well'}]);
		expect(sessionIn(text)).toMatchObject({unknown: ['noted'], entered: ['a'], opened: [{}, {tool: '1.9.0'}]});
		const {store, file} = made();
		writeFileSync(file, text);
		const open = store.open('contoso');
		open.journal.append(entered('b'));
		open.close();
		expect(store.text('contoso').startsWith(text)).toBe(true);
		expect(sessionIn(store.text('contoso'))).toMatchObject({unknown: ['noted'], entered: ['a', 'b']});
	});

	it('that is known and has another shape is never folded', () => {
		for (const strange of [{type: 'entered', at}, {type: 'found', at, check: 'x', finding: {kind: 'judged'}}, null, 7, {at}]) {
			expect(readJournal(oldJournal([oldOpened, settled({}), strange])).kind).toBe('strange');
		}
	});
});

it('shows of what a file says nothing that a terminal would obey', () => {
	const hostile = 'x\u001b]0;title\u0007\u202e\u200b';
	const finding = {
		...found('live').finding,
		from: hostile,
		verdict: {outcome: 'met', because: `two\nlines ${hostile}`},
		facts: {[hostile]: [hostile]},
	};
	const session = sessionIn(
		oldJournal([
			{...oldOpened, account: hostile},
			settled({scopeGroup: 'Pilot'}),
			{type: 'found', at, check: 'x', finding},
			{type: 'answered', at, attestation: {statement: 'x', yes: true, by: hostile, reason: hostile, at}},
		]),
	);
	expect(session).toMatchObject({findings: {x: {verdict: {because: expect.stringMatching(/^two\nlines x\^\[/)}}}});
	expect(JSON.stringify(session)).not.toMatch(/\\u001b|\\u0007|\u202e|\u200b/);
});
