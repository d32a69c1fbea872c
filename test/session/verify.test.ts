import {appendFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {describe, expect, it} from 'vitest';
import {CannotStart} from '../../src/cannot-start.ts';
import type {Event} from '../../src/session/event.ts';
import {headerLine} from '../../src/session/header.ts';
import {openStore} from '../../src/session/store.ts';
import {verifiedWords} from '../../src/session/verified-words.ts';
import {type Verified, verify} from '../../src/session/verify.ts';
import {guide} from '../../steps/guide.ts';
import {chained, oldJournal, oldOpened} from './old.ts';

const at = '2026-11-22T09:00:00.000Z';
const look = '0123456789abcdef';
const [first, , , fourth] = guide.steps.map(({id}) => id) as [string, string, string, string];
const beginning = {at, tool: '1.1.0', guide: 'x', edition: '1', account: 'CONTOSO\\hana', computer: 'ADM07', environment: {}};
const passed: readonly Event[] = [
	{type: 'wanted', at, look, wish: 'enter', step: first},
	{type: 'entered', at, step: first, look},
	{type: 'wanted', at, look, wish: 'finish', step: first},
	{type: 'finished', at, step: first, look},
];
const journal = (events: readonly unknown[]) => chained(headerLine('a', beginning).trimEnd(), events);

/** A folder with these files in it, by the names of sessions. */
const folderOf = (files: Readonly<Record<string, string>>) => {
	const folder = mkdtempSync(join(tmpdir(), 'whfb-verify-'));
	for (const [name, text] of Object.entries(files)) {
		writeFileSync(join(folder, `${name}.whfb.jsonl`), text);
	}

	return folder;
};
const allIn = (folder: string, name: string | null = null) =>
	openStore(folder)
		.read(name)
		.map(read => verify(guide, read));
const verified = (text: string): Verified => {
	const [one] = allIn(folderOf({contoso: text}));
	if (one === undefined) {
		throw new Error('Nothing was read.');
	}

	return one;
};
const words = (one: Verified) => verifiedWords(one).join('\n');

describe('verifying a session', () => {
	it('finds one sound whose lines prove each other and whose passages have their proof', () => {
		const one = verified(journal(passed));
		expect(one).toMatchObject({isSound: true, chain: 'sound', entries: 4, proved: 2, unproved: [], form: '2.1', tool: '1.1.0'});
		expect(words(one)).toBe(
			'4 entries; each line proves the one before it. What is missing at the end would not be seen.\n2 passages have the proof in the same look.\nForm 2.1, begun by whfb 1.1.0.',
		);
	});

	it('names the line of a passage that nothing in the same look proves, and the gates that were not seen', () => {
		const finding = {kind: 'unobserved', at, reason: 'unreachable', detail: 'Nothing came back.'};
		const one = verified(
			journal([
				...passed,
				{type: 'wanted', at, look, wish: 'enter', step: fourth},
				{type: 'found', at, check: 'schema-on-every-dc', finding, look},
				{type: 'entered', at, step: fourth, look},
			]),
		);
		expect(one).toMatchObject({isSound: false, chain: 'sound', proved: 2});
		expect(one.unproved).toEqual([{line: 8, type: 'entered', step: fourth, shut: ['schema-on-every-dc']}]);
		expect(words(one)).toMatch(
			/Line 8 says that 04-[a-z-]+ is entered, and nothing in the same look shows schema-on-every-dc\. It is not counted\./,
		);
	});

	it('counts no proof that comes after the passage or from another look', () => {
		const [wanted, entered] = passed;
		expect(verified(journal([entered, wanted])).unproved).toHaveLength(1);
		expect(verified(journal([wanted, {...entered, look: 'fedcba9876543210'}])).unproved).toEqual([
			{line: 3, type: 'entered', step: first, shut: []},
		]);
	});

	it('tells a last line that broke off, before which all is sound', () => {
		const one = verified(`${journal(passed)}{"seq":4,"ev`);
		expect(one).toMatchObject({isSound: true, chain: 'torn', entries: 4});
		expect(words(one)).toMatch(/last line broke off/);
	});

	it('names each line that is not what was written, and no line that follows it', () => {
		const many = [...passed, ...Array.from({length: 6}, () => ({type: 'read', at, check: 'x'}))];
		const lines = journal(many).split('\n');
		for (const line of [3, 7]) {
			lines[line - 1] = (lines[line - 1] ?? '').replace('2026', '2027');
		}

		const one = verified(lines.join('\n'));
		expect(one).toMatchObject({isSound: false, chain: 'damaged', damagedLines: [3, 7]});
		expect(words(one)).toMatch(/damaged in line 3: it is not what was written\. The 1 entries|Lines that are not what was written: 3, 7\./);
	});

	it('says that an editor saved it, which takes nothing away', () => {
		const one = verified(`\uFEFF${journal(passed).replaceAll('\n', '\r\n')}`);
		expect(one).toMatchObject({isSound: true, isResaved: true});
		expect(words(one)).toMatch(/An editor saved it/);
		expect(verified(journal(passed)).isResaved).toBe(false);
	});

	it('finds one of 1.0.0 sound, and says that its gates are looked at again', () => {
		const settled = {type: 'settled', at, environment: {directories: ['corp.contoso.com']}};
		const old = verified(oldJournal([oldOpened, settled, {type: 'entered', at, step: first}, {type: 'finished', at, step: first}]));
		expect(old).toMatchObject({isSound: true, withoutLooks: 2, proved: 0, form: '1.0', tool: '1.0.0'});
		expect(words(old)).toMatch(/2 passages have no look, as whfb 1\.0\.0 wrote it: the gates are looked at again/);
	});

	it('finds none of today sound whose passages have no look, and takes them for none of 1.0.0', () => {
		const one = verified(
			journal([
				{type: 'entered', at, step: first},
				{type: 'finished', at, step: first},
			]),
		);
		expect(one).toMatchObject({isSound: false, withoutLooks: 0, proved: 0});
		expect(one.unproved.map(({line, type}) => [line, type])).toEqual([
			[2, 'entered'],
			[3, 'finished'],
		]);
		expect(words(one)).not.toMatch(/1\.0\.0|the proof in the same look/);
	});

	it('says from whose computer one came', () => {
		const folder = folderOf({});
		openStore(folder).adopt('contoso', journal(passed), {type: 'brought', at, account: 'FABRIKAM\\jan', computer: 'JB01', tool: '1.1.0'});
		const [one] = allIn(folder);
		expect(one?.isSound).toBe(true);
		expect(verifiedWords(one as Verified).join('\n')).toMatch(
			/came from elsewhere: whfb 1\.1\.0 brought it in at .*, as FABRIKAM\\jan on JB01/,
		);
	});

	it('keeps what a later minor whfb wrote, and names its kinds', () => {
		const opened = {type: 'opened', at, tool: '1.9.0', edition: '1', account: 'a', computer: 'b', form: '2.7'};
		const one = verified(journal([...passed, opened, {type: 'noted', at, text: 'x'}]));
		expect(one).toMatchObject({isSound: true, unknown: ['noted']});
		expect(verified(journal([{type: 'noted', at}]))).toMatchObject({isSound: false, chain: 'not-verified'});
	});

	it('names what was set aside in quarantine, and where a session was mended', () => {
		const folder = folderOf({contoso: journal(passed).replace('"finished"', '"finishes"'), 'contoso-2': journal(passed)});
		expect(() => openStore(folder).open('contoso')).toThrow(/damaged in line 5/);
		const [one, two] = allIn(folder);
		expect(one).toMatchObject({isSound: true, mended: [{line: 5, entries: 1}], setAside: [expect.stringMatching(/^contoso-[0-9a-f]{8}/)]});
		expect(words(one as Verified)).toMatch(/it was mended: 1 of its lines, from line 5 on/);
		expect(two?.setAside).toEqual([]);
	});

	it('changes nothing, and lets no bad session hide another', () => {
		const folder = folderOf({
			a: 'hello\n',
			b: '{"format":"whfb-session","version":7,"tool":"3.1.0"}\n',
			c: journal(passed).slice(20),
			d: journal(passed).replace('"finished"', '"finishes"'),
			e: '',
			f: journal(passed),
			'g h': journal(passed),
		});
		mkdirSync(join(folder, 'quarantine'));
		appendFileSync(join(folder, 'quarantine', 'f-00000000.whfb.jsonl'), '');
		const before = readdirSync(folder).map(name => [name, name === 'quarantine' ? '' : readFileSync(join(folder, name), 'utf8')]);
		expect(allIn(folder).map(({name, isSound, chain}) => [name, isSound, chain])).toEqual([
			['a', false, 'not-verified'],
			['b', false, 'not-verified'],
			['c', false, 'damaged'],
			['d', false, 'damaged'],
			['e', false, 'damaged'],
			['f', true, 'sound'],
			['g h', false, 'not-verified'],
		]);
		for (const one of allIn(folder)) {
			expect(words(one), one.name).toMatch(/^[A-Z0-9].*\.$/s);
		}

		expect(readdirSync(folder).map(name => [name, name === 'quarantine' ? '' : readFileSync(join(folder, name), 'utf8')])).toEqual(before);
	});

	it('reads one that is named, and says which there are where there is none of that name', () => {
		const folder = folderOf({contoso: journal(passed), other: 'hello\n'});
		expect(allIn(folder, 'contoso').map(({name}) => name)).toEqual(['contoso']);
		expect(() => allIn(folder, 'fabrikam')).toThrow(CannotStart);
		expect(() => allIn(folder, 'fabrikam')).toThrow(/There is no session fabrikam .* There are: /);
	});
});
