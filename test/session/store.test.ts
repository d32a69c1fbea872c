import {appendFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync} from 'node:fs';
import {hostname, tmpdir} from 'node:os';
import {join} from 'node:path';
import {describe, expect, it} from 'vitest';
import {CannotStart} from '../../src/cannot-start.ts';
import {openStore} from '../../src/session/store.ts';

const at = '2026-11-22T09:00:00.000Z';
const came = {type: 'brought', at, account: 'CONTOSO\\hana', computer: 'ADM07', tool: '1.1.0'} as const;
const store = () => openStore(mkdtempSync(join(tmpdir(), 'whfb-store-')));

const filled = (name: string) => {
	const kept = store();
	const open = kept.create(name, at, '1.0.0');
	open.journal.append({type: 'entered', at, step: '01-overview'});
	open.journal.append({type: 'finished', at, step: '01-overview'});
	open.close();
	return {kept, file: open.file};
};

describe('sessions', () => {
	it('are there again with every event', () => {
		const {kept} = filled('contoso');
		const again = kept.open('contoso');
		expect(again.session.finished).toEqual(['01-overview']);
		expect(again.lost).toBeNull();
		again.close();
	});

	it('say in one sentence that there is none of a name, and which there are', () => {
		const {kept} = filled('contoso');
		expect(() => kept.open('fabrikam')).toThrow(/There is no session fabrikam in .* There are: contoso\./);
	});

	it('are open in one program at a time, which the second is told', () => {
		const {kept} = filled('contoso');
		const first = kept.open('contoso');
		expect(() => kept.open('contoso')).toThrow(/open in another whfb on this computer/);
		first.close();
		kept.open('contoso').close();
	});

	it('are taken over from a process of this computer that is gone', () => {
		const {kept, file} = filled('contoso');
		// No kernel here hands out a pid that large.
		writeFileSync(`${file}.lock`, JSON.stringify({pid: 2 ** 30, host: hostname(), started: null}));
		kept.open('contoso').close();
	});

	// When a process began is read in /proc alone.
	it.skipIf(process.platform === 'win32')('are taken over where the pid was given to somebody else since', () => {
		const {kept, file} = filled('contoso');
		writeFileSync(`${file}.lock`, JSON.stringify({pid: process.pid, host: hostname(), started: '1'}));
		kept.open('contoso').close();
	});

	it('that another computer holds are never taken over by guess', () => {
		const {kept, file} = filled('contoso');
		writeFileSync(`${file}.lock`, JSON.stringify({pid: 1, host: 'JB01', started: '1'}));
		expect(() => kept.open('contoso')).toThrow(/is open on JB01/);
	});

	it('whose last line broke off open without it, and say so', () => {
		const {kept, file} = filled('contoso');
		appendFileSync(file, '{"seq":2,"ev');
		const open = kept.open('contoso');
		expect(open.lost).toMatch(/ended in mid-line/);
		expect(open.session.finished).toEqual(['01-overview']);
		open.close();
	});

	it('that are damaged are kept whole in quarantine, refused once in a sentence, and go on from their sound part', () => {
		const {kept, file} = filled('contoso');
		const damaged = readFileSync(file, 'utf8').replace('"finished"', '"finishes"');
		writeFileSync(file, damaged);
		expect(() => kept.open('contoso')).toThrow(/damaged in line 3.*Run the same command again/);
		const [copy] = readdirSync(join(kept.folder, 'quarantine'));
		expect(readFileSync(join(kept.folder, 'quarantine', copy ?? ''), 'utf8')).toBe(damaged);
		const open = kept.open('contoso');
		expect(open.session.entered).toEqual(['01-overview']);
		expect(open.session.finished).toEqual([]);
		open.close();
	});

	it('that are damaged while somebody holds them are left alone', () => {
		const {kept, file} = filled('contoso');
		const open = kept.open('contoso');
		const damaged = readFileSync(file, 'utf8').replace('"finished"', '"finishes"');
		writeFileSync(file, damaged);
		for (const meet of [() => kept.open('contoso'), () => kept.text('contoso'), () => kept.remove('contoso')]) {
			expect(meet).toThrow(/open in another whfb/);
		}

		expect(readFileSync(file, 'utf8')).toBe(damaged);
		expect(existsSync(join(kept.folder, 'quarantine'))).toBe(false);
		open.close();
		expect(() => kept.open('contoso')).toThrow(/damaged in line 3/);
		expect(readdirSync(kept.folder).sort()).toEqual(['contoso.whfb.jsonl', 'quarantine']);
	});

	it('have their folder on disk after everything that changes what it holds', () => {
		const synced: string[] = [];
		const kept = openStore(mkdtempSync(join(tmpdir(), 'whfb-store-')), folder => synced.push(folder));
		const times = (act: () => void) => {
			synced.length = 0;
			act();
			return [...synced];
		};
		// Whoever made the folder, or the file that is opened, may have been stopped before that was on disk.
		expect(times(() => kept.create('a', at, '1.0.0').close())).toEqual([tmpdir(), kept.folder, kept.folder]);
		expect(times(() => kept.rename('a', 'b'))).toEqual([kept.folder]);
		const text = kept.text('b');
		expect(times(() => kept.adopt('c', text, came))).toEqual([tmpdir(), kept.folder]);
		expect(times(() => kept.remove('c'))).toEqual([kept.folder]);
		appendFileSync(join(kept.folder, 'b.whfb.jsonl'), 'no event\n');
		const mended = times(() => expect(() => kept.open('b')).toThrow(/damaged/));
		expect(mended).toEqual([tmpdir(), kept.folder, join(kept.folder, 'quarantine'), kept.folder]);
		expect(times(() => kept.open('b').close())).toEqual([kept.folder]);
	});

	it('never replace each other, when two programs make one of the same name', () => {
		const kept = store();
		const first = kept.create('contoso', at, '1.0.0');
		expect(() => openStore(kept.folder).create('contoso', at, '1.0.0')).toThrow(/There is a session contoso already/);
		first.journal.append({type: 'entered', at, step: '01-overview'});
		first.close();
		expect(kept.text('contoso')).toContain('01-overview');
		expect(readdirSync(kept.folder)).toEqual(['contoso.whfb.jsonl']);
	});

	it('that come from elsewhere and are no sound sessions are refused, and nothing is left of them', () => {
		const {kept} = filled('contoso');
		const text = kept.text('contoso');
		const other = store();
		for (const [brought, why] of [
			[text.replace('"finished"', '"finishes"'), /damaged in line 3/],
			['{"format":"whfb-session","version":7,"tool":"3.1.0"}\n', /written by whfb 3\.1\.0/],
			['hello\n', /first line/],
			['', /first line/],
		] as const) {
			expect(() => other.adopt('brought', brought, came), brought).toThrow(why);
			expect(() => other.adopt('brought', brought, came), brought).toThrow(CannotStart);
		}

		expect(readdirSync(other.folder)).toEqual([]);
		other.adopt('brought', text, came);
		expect(() => other.adopt('brought', text, came)).toThrow(/There is a session brought already/);
		expect(other.text('brought').startsWith(text)).toBe(true);
	});

	it('of a newer form are refused, and left as they are', () => {
		const kept = store();
		const file = join(kept.folder, 'later.whfb.jsonl');
		writeFileSync(file, '{"format":"whfb-session","version":7,"tool":"3.1.0"}\n');
		expect(() => kept.open('later')).toThrow(/written by whfb 3\.1\.0, in a newer form/);
		expect(readFileSync(file, 'utf8')).toContain('"version":7');
		expect(kept.list()).toEqual([{kind: 'unreadable', name: 'later', why: 'written by whfb 3.1.0, newer than this one'}]);
	});

	it('say in a sentence that their folder is a file, or cannot be made', () => {
		const file = join(mkdtempSync(join(tmpdir(), 'whfb-store-')), 'file');
		writeFileSync(file, '');
		// No folder can be made in /proc, and none on a drive that is not there.
		const nowhere = process.platform === 'win32' ? 'Q:\\nope\\sessions' : '/proc/nope/sessions';
		for (const folder of [file, join(file, 'below'), nowhere]) {
			expect(() => openStore(folder).create('a', at, '1.0.0'), folder).toThrow(
				/Sessions cannot be kept in .* [Nn]ame another folder with --sessions\./s,
			);
		}

		expect(() => openStore(file).list()).toThrow(CannotStart);
	});

	it('are listed by what was last written to them, the newest first, and what cannot be read after them all', () => {
		const kept = store();
		const days = {b: '2026-11-20T09:00:00.000Z', d: '2026-11-22T09:00:00.000Z', a: '2026-11-21T09:00:00.000Z'};
		for (const [name, day] of Object.entries(days)) {
			kept.create(name, day, '1.0.0').close();
		}

		writeFileSync(join(kept.folder, 'c.whfb.jsonl'), 'nonsense\n');
		expect(kept.list().map(({name}) => name)).toEqual(['d', 'a', 'b', 'c']);
		const open = kept.open('b');
		open.journal.append({type: 'entered', at: '2026-11-22T10:00:00.000Z', step: '01-overview'});
		open.close();
		expect(kept.list().map(({name}) => name)).toEqual(['b', 'd', 'a', 'c']);
	});

	it('that somebody is writing to are neither renamed nor removed', () => {
		const {kept} = filled('contoso');
		const open = kept.open('contoso');
		expect(() => kept.rename('contoso', 'other')).toThrow(/open in another whfb/);
		expect(() => kept.remove('contoso')).toThrow(/open in another whfb/);
		open.journal.append({type: 'entered', at, step: '02-prerequisites'});
		open.close();
		kept.rename('contoso', 'other');
		expect(kept.exists('other')).toBe(true);
	});

	it('are left for good: what comes after the end is written nowhere, least of all into the next one', () => {
		const {kept} = filled('contoso');
		const first = kept.open('contoso');
		first.close();
		const second = kept.create('fabrikam', at, '1.0.0');
		expect(() => first.journal.append({type: 'entered', at, step: 'of contoso'})).toThrow(/closed/);
		second.close();
		expect(kept.text('fabrikam')).not.toContain('of contoso');
	});

	it('give up their lock only where it is still theirs', () => {
		const {kept, file} = filled('contoso');
		const open = kept.open('contoso');
		writeFileSync(`${file}.lock`, JSON.stringify({pid: 1, host: 'JB01', started: '1'}));
		open.close();
		expect(existsSync(`${file}.lock`)).toBe(true);
	});

	it('cannot be named so that a file lands elsewhere', () => {
		const kept = store();
		for (const name of ['../x', 'a/b', 'CON', '.hidden', '', 'a\u0000b', 'x'.repeat(65), 'trailing.']) {
			expect(() => kept.create(name, at, '1.0.0'), JSON.stringify(name)).toThrow(CannotStart);
		}
	});

	it('move to another name and to another computer whole', () => {
		const {kept} = filled('contoso');
		const text = kept.text('contoso');
		kept.rename('contoso', 'contoso-hq');
		expect(kept.exists('contoso')).toBe(false);
		const other = store();
		other.adopt('brought', text, came);
		const open = other.open('brought');
		expect(open.session.finished).toEqual(['01-overview']);
		open.close();
		kept.remove('contoso-hq');
		expect(existsSync(join(kept.folder, 'contoso-hq.whfb.jsonl'))).toBe(false);
	});
});
