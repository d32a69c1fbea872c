import {spawnSync} from 'node:child_process';
import {linkSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {hostname, tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterEach, beforeEach, describe, expect, it, vi} from 'vitest';
import {CannotStart} from '../../src/cannot-start.ts';
import {writeWhole} from '../../src/session/durable.ts';
import {openStore} from '../../src/session/store.ts';

// A share that has no links, as some network shares are.
vi.mock('node:fs', async actual => ({
	...(await actual<typeof import('node:fs')>()),
	linkSync: vi.fn(),
}));

const codes = ['EPERM', 'ENOTSUP', 'EISDIR'] as const;
const answering = (code: string) =>
	vi.mocked(linkSync).mockImplementation(() => {
		throw Object.assign(new Error(`${code}: not permitted, link`), {code, syscall: 'link'});
	});
const at = '2026-11-22T09:00:00.000Z';
let folder: string;
beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'whfb-durable-'));
	answering('EPERM');
});
afterEach(() => rmSync(folder, {recursive: true, force: true}));

it('writes a new file where there are no links, and replaces none that is there', () => {
	const file = join(folder, 'contoso');
	writeWhole(file, 'first', true, () => undefined);
	expect(readFileSync(file, 'utf8')).toBe('first');
	expect(() => writeWhole(file, 'second', true, () => undefined)).toThrow(/EEXIST/);
	expect(readFileSync(file, 'utf8')).toBe('first');
	expect(readdirSync(folder)).toEqual(['contoso']);
});

describe('a session on a share without links', () => {
	const lock = () => join(folder, 'contoso.whfb.jsonl.lock');
	const ofTheDead = () => JSON.stringify({pid: spawnSync('true').pid, host: hostname(), started: '1'});

	it.each(codes)('is made and opened (%s), by one at a time, and opened again', code => {
		answering(code);
		const store = openStore(folder);
		const first = store.create('contoso', at, '1.0.0');
		expect(() => store.open('contoso')).toThrow(/Session contoso is open in another whfb on this computer/);
		first.close();
		store.open('contoso').close();
		expect(readdirSync(folder)).toEqual(['contoso.whfb.jsonl']);
		expect(linkSync).toHaveBeenCalled();
	});

	it('is taken over from somebody who is gone', () => {
		const store = openStore(folder);
		store.create('contoso', at, '1.0.0').close();
		writeFileSync(lock(), ofTheDead());
		const open = store.open('contoso');
		expect(() => store.open('contoso')).toThrow(CannotStart);
		open.close();

		expect(readdirSync(folder)).toEqual(['contoso.whfb.jsonl']);
	});

	it('is not taken from somebody who is just writing down who they are', () => {
		const store = openStore(folder);
		store.create('contoso', at, '1.0.0').close();
		writeFileSync(lock(), '');
		const owner = JSON.stringify({pid: process.pid, host: hostname(), started: null});
		const wait = vi.spyOn(Atomics, 'wait').mockImplementationOnce(() => {
			writeFileSync(lock(), owner);
			return 'timed-out';
		});
		expect(() => store.open('contoso')).toThrow(/is open in another whfb/);
		expect(wait).toHaveBeenCalledOnce();
		wait.mockRestore();
		expect(readFileSync(lock(), 'utf8')).toBe(owner);
	});

	it('M2 is told, not guessed, where a lock was left half-written: whoever made it may be slow', () => {
		const store = openStore(folder);
		store.create('contoso', at, '1.0.0').close();
		writeFileSync(lock(), '');
		expect(() => store.open('contoso')).toThrow(
			/its lock does not say whose it is\. If no other whfb has it open, delete .*contoso\.whfb\.jsonl\.lock/,
		);
		expect(readFileSync(lock(), 'utf8')).toBe('');
	});

	it('is not opened without a link where the link failed for another reason', () => {
		const store = openStore(folder);
		store.create('contoso', at, '1.0.0').close();
		answering('EIO');
		expect(() => store.open('contoso')).toThrow(/^Session contoso cannot be opened for writing/);
		expect(readdirSync(folder)).toEqual(['contoso.whfb.jsonl']);
	});
});
