import {spawn} from 'node:child_process';
import {existsSync, readdirSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {afterEach, beforeAll, beforeEach, describe, expect, it} from 'vitest';
import {inPackage} from '../../src/package-root.ts';
import {built, eventsIn, type Home, newHome, programFile, type Ran, run} from './built.ts';

let home: Home;

beforeAll(built);
beforeEach(() => {
	home = newHome();
});
afterEach(() => home.remove());

/** Runs the program where no file may grow beyond so many KiB, which a disk refuses as it refuses when it is full. */
const cramped = async (kibibytes: number, ...args: readonly string[]): Promise<Ran> => {
	const child = spawn(
		'bash',
		['-c', 'ulimit -f "$1"; shift; exec "$@"', 'bash', String(kibibytes), process.execPath, programFile, ...args],
		{
			cwd: home.path,
			env: home.env,
		},
	);
	const said = {stdout: '', stderr: ''};
	child.stdout.setEncoding('utf8').on('data', (text: string) => {
		said.stdout += text;
	});
	child.stderr.setEncoding('utf8').on('data', (text: string) => {
		said.stderr += text;
	});
	const exit = await new Promise<number | null>((resolve, reject) => child.on('error', reject).on('close', resolve));
	return {exit, ...said};
};

const look = ['check', '--practice', 'ready', '--session', 'contoso', '--format', 'json'] as const;

describe.skipIf(process.platform === 'win32')('where the disk takes no more', () => {
	it('check tells all that it found, says that the session does not hold it, and ends with 2', async () => {
		const {exit, stdout, stderr} = await cramped(8, ...look);
		const document = JSON.parse(stdout);
		expect(document.summary.met).toBeGreaterThan(40);
		expect(document.summary.unobserved).toBe(0);
		expect(stderr).toMatch(
			/^Session contoso is new\.\nexit 2: what was found is told in full, and session contoso does not hold all of it: files may not grow any larger here\. [^\n]*\n$/,
		);
		expect(exit).toBe(2);
	});

	it('what was written before stays sound, and the next look with room goes on from there', async () => {
		await cramped(8, ...look);
		const before = eventsIn(home, 'contoso');
		expect(before.filter(({type}) => type === 'found').length).toBeGreaterThan(0);
		const again = await run(look, {home});
		expect({exit: again.exit, stderr: again.stderr}).toEqual({exit: 0, stderr: ''});
		const after = eventsIn(home, 'contoso');
		expect(after.slice(0, before.length)).toEqual(before);
		expect(new Set(after.filter(({type}) => type === 'found').map(({check}) => check)).size).toBeGreaterThan(40);
	});

	it('a session that cannot be made is said to be so, and nothing is left of it', async () => {
		const {exit, stdout, stderr} = await cramped(0, ...look);
		expect(stderr).toMatch(/^exit 2: could not start: Session contoso cannot be made in .*: files may not grow any larger here\. /);
		expect({exit, stdout}).toEqual({exit: 2, stdout: ''});
		expect(readdirSync(home.sessions)).toEqual([]);
	});

	it('a session that cannot be held is said to be so, and stays as it is', async () => {
		await run(look, {home});
		const before = eventsIn(home, 'contoso');
		const {exit, stderr} = await cramped(0, ...look);
		expect(stderr).toMatch(/^exit 2: could not start: Session contoso cannot be opened for writing in .*: files may not grow/);
		expect(exit).toBe(2);
		expect(eventsIn(home, 'contoso')).toEqual(before);
		expect(readdirSync(home.sessions)).toEqual(['contoso.whfb.jsonl']);
	});

	it('evidence that cannot be kept is said to be so', async () => {
		const {exit, stderr} = await cramped(2, 'import', inPackage('test', 'fixtures', 'connect-export', 'pilot'), '--session', 'contoso');
		expect(stderr).toMatch(
			/^exit 2: could not start: .*pilot"? can be used, and session contoso cannot keep it: files may not grow any larger here\. /,
		);
		expect(exit).toBe(2);
		expect(eventsIn(home, 'contoso').filter(({type}) => type === 'imported')).toEqual([]);
	});
});

describe('a file that is there already', () => {
	it.each([
		['a script to carry', ['collector', '--place', 'client', '--out']],
		['an exported session', ['export', 'contoso', '--out']],
	] as const)('is not replaced by %s', async (_, args) => {
		await run([...look, '--step', '1'], {home});
		const file = join(home.path, 'there.txt');
		writeFileSync(file, 'mine');
		const {exit, stdout, stderr} = await run([...args, file], {home});
		expect(stderr).toMatch(
			/^exit 2: could not start: .*there\.txt is there already, and nothing was written\. Name another file, or move that one away\./,
		);
		expect({exit, stdout}).toEqual({exit: 2, stdout: ''});
		const fresh = join(home.path, 'fresh.txt');
		expect((await run([...args, fresh], {home})).exit).toBe(0);
		expect(existsSync(fresh)).toBe(true);
	});

	it('is replaced by the document of a check, which a scheduled task writes every night', async () => {
		const file = join(home.path, 'there.json');
		writeFileSync(file, 'old');
		expect((await run(['check', '--practice', 'ready', '--out', file, '--format', 'json'], {home})).exit).toBe(0);
		expect((await run(['check', '--practice', 'ready', '--out', file, '--format', 'json'], {home})).exit).toBe(0);
	});
});
