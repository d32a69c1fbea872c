import {mkdir, mkdtemp, readdir, readFile, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import {setTimeout as wait} from 'node:timers/promises';
import fc from 'fast-check';
import {beforeAll, describe, expect, it} from 'vitest';
import {doctorLines} from '../../src/app/doctor.ts';
import {CannotStart} from '../../src/cannot-start.ts';
import {runScript, type ScriptRun} from '../../src/powershell/powershell.ts';
import {findShell, findWindowsShell} from '../../src/powershell/shell.ts';
import {emptySession} from '../../src/session/session.ts';
import {connectServers} from '../../steps/04-directory-synchronization/connect-server/connect-server.facts.ts';
import {guide} from '../../steps/guide.ts';
import {engine, parser} from '../lab/powershell.ts';
import {describeWith} from '../require.ts';

const constrained = join(import.meta.dirname, 'constrained.ps1');
const fixture = (name: string) => join(import.meta.dirname, 'fixtures', `${name}.ps1`);

describe('the search for a PowerShell', () => {
	it('refuses a path that was asked for and is not there, in one sentence', async () => {
		const asked = findShell('/no/such/pwsh');
		await expect(asked).rejects.toThrow(CannotStart);
		await expect(asked).rejects.toThrow(/asked for is .*but there is no such file: give the full path/);
	});

	it('refuses a folder and a file that may not be run', async () => {
		await expect(findShell(tmpdir())).rejects.toThrow('it is not a file');
		if (process.platform !== 'win32') {
			await expect(findShell(fixture('echo'))).rejects.toThrow('it may not be run');
		}
	});

	it('is silent where nobody asked and there is none, and never looks in a relative folder of PATH', async () => {
		if (process.platform === 'win32') {
			return;
		}

		const path = process.env.PATH;
		const place = await mkdtemp(join(tmpdir(), 'whfb-shell-'));
		const before = process.cwd();
		try {
			await writeFile(join(place, 'pwsh'), '#!/bin/sh\n', {mode: 0o755});
			process.chdir(place);
			process.env.PATH = `.:${place}/none::`;
			expect(await findShell(undefined)).toMatchObject({kind: 'unobserved', reason: 'no-runner'});
			process.env.PATH = place;
			expect(await findShell(undefined)).toEqual({path: join(place, 'pwsh')});
		} finally {
			process.chdir(before);
			process.env.PATH = path;
			await rm(place, {recursive: true});
		}
	});
});

describe('Windows PowerShell, for what it alone can load', () => {
	it('is looked for on Windows only, at its own place and nowhere else', async () => {
		expect(await findWindowsShell('linux')).toBeNull();
		const place = await mkdtemp(join(tmpdir(), 'whfb-windows-'));
		const before = process.env.SystemRoot;
		try {
			process.env.SystemRoot = place;
			expect(await findWindowsShell('win32')).toMatchObject({kind: 'unobserved', reason: 'no-runner'});
			const path = join(place, 'System32\\WindowsPowerShell\\v1.0\\powershell.exe');
			await mkdir(dirname(path), {recursive: true});
			await writeFile(path, '#!/bin/sh\n', {mode: 0o755});
			expect(await findWindowsShell('win32')).toEqual({path});
			const lines = await doctorLines(guide, {...emptySession.environment, powershell: process.execPath, signIn: 'none'}, {}, 'win32');
			expect(lines).toContain('What only Windows PowerShell 5.1 can load is asked in it, whatever --powershell names.');
			await rm(path);
			expect(
				await doctorLines(guide, {...emptySession.environment, powershell: process.execPath, signIn: 'none'}, {}, 'win32'),
			).toContainEqual(expect.stringMatching(/^Windows PowerShell 5\.1 is not here/));
		} finally {
			if (before === undefined) {
				delete process.env.SystemRoot;
			} else {
				process.env.SystemRoot = before;
			}

			await rm(place, {recursive: true});
		}
	});

	it('says nothing of it elsewhere', async () => {
		const lines = await doctorLines(guide, {...emptySession.environment, powershell: process.execPath, signIn: 'none'}, {}, 'linux');
		expect(lines.join(' ')).not.toContain('5.1');
	});

	it('is what the script of the Connect server runs in', () => {
		expect(connectServers.query).toMatchObject({via: 'powershell', edition: 'windows'});
	});
});

describeWith('powershell', 'a script', () => {
	let path = '';
	beforeAll(async () => {
		path = await engine();
	});

	const run = (name: string, parameters: Readonly<Record<string, unknown>> = {}, more: Partial<ScriptRun> = {}) =>
		runScript({path}, {script: fixture(name), parameters, deadline: 20_000, ...more});

	it('gives its one object, with who ran it, where and when', async () => {
		const answer = await run('echo', {Given: {deep: [{er: [1]}]}});
		expect(answer).toMatchObject({
			kind: 'facts',
			facts: {given: {deep: [{er: [1]}]}, names: ['Given']},
			language: 'FullLanguage',
			powershell: expect.stringMatching(/^\d/),
		});
	});

	it('gets its parameters exactly, whatever characters they hold', async () => {
		const hostile = [
			'',
			' ',
			"o'brien",
			'\u2018\u2019\u201a\u201b\u201c\u201d\u201e',
			'$(Get-Date) `n "x" @{a=1} ; exit',
			"'@\nexit",
			'\u0000\u0001\u001b[2J\u007f\u0085\u2028\u2029',
			'\u{1f600} \u{10ffff} \u212a \u0130\u0131\u017f \ufeff \uffff',
			'\\ud800 \\\\ud800',
			'2026-08-20T09:30:00Z',
			'/Date(1700000000000)/',
			'a\r\nb',
			...fc.sample(fc.string({unit: 'binary', maxLength: 40}), {numRuns: 3000, seed: 7}),
			...fc
				.sample(fc.array(fc.integer({min: 0, max: 0xffff}), {maxLength: 8}), {numRuns: 3000, seed: 7})
				.map(units => String.fromCharCode(...units).toWellFormed()),
		];
		const answer = await run('echo', {Given: hostile});
		expect(answer.kind === 'facts' ? (answer.facts as {given: unknown}).given : answer).toEqual(hostile);
	});

	it('is not run with half a character, which PowerShell would change without a word', async () => {
		for (const half of ['\ud800', 'x\\\ud800', '\udc00\ud800', '\u{1f600}\ud83d']) {
			expect(await run('echo', {Given: half})).toMatchObject({reason: 'malformed', detail: expect.stringContaining('half a character')});
		}
	});

	it('may give half a character, as a directory may hold one', async () => {
		expect(await run('half')).toMatchObject({kind: 'facts', facts: {half: '\ud800x\udc00'}});
	});

	it.each(['nothing', 'two'])('that emits %s is malformed, because it must give one object', async name => {
		expect(await run(name)).toMatchObject({reason: 'malformed', detail: expect.stringContaining(`${name}.ps1 stopped with NotOneObject`)});
	});

	it('that throws is reported by file, line and id', async () => {
		const answer = await run('throws', {Type: 'System.InvalidOperationException', Message: 'line one\nline two'});
		expect(answer).toMatchObject({reason: 'malformed', detail: expect.stringMatching(/throws\.ps1:4 stopped with .*0x80131509/)});
		expect(answer).toMatchObject({detail: expect.not.stringContaining('\n')});
	});

	it('that is refused by the system is access-denied', async () => {
		expect(await run('throws', {Type: 'System.UnauthorizedAccessException', Message: 'No'})).toMatchObject({reason: 'access-denied'});
	});

	it('that finds no directory server is unreachable', async () => {
		expect(await run('closed-port')).toMatchObject({reason: 'unreachable', detail: expect.stringContaining('code 81')});
	});

	it('that is not there is malformed and says so', async () => {
		expect(await run('not-there')).toMatchObject({reason: 'malformed', detail: expect.stringContaining('CommandNotFoundException')});
	});

	it('that reads standard input again gets the end of it, and does not hang', async () => {
		expect(await run('reads-twice', {}, {deadline: 10_000})).toMatchObject({kind: 'facts', facts: {first: 0, second: 0, line: null}});
	});

	it('may be preceded by noise on the console', async () => {
		expect(await run('noisy')).toMatchObject({kind: 'facts', facts: {quiet: false}});
	});

	it('that prints noise between its pages is malformed', async () => {
		expect(await run('noisy-pages', {}, {onPage: () => undefined})).toMatchObject({reason: 'malformed'});
	});

	it.each(['exits', 'leaves'])('that ends early with exit code 0 (%s) is malformed', async name => {
		expect(await run(name)).toMatchObject({reason: 'malformed'});
	});

	it('may give a megabyte beyond ASCII in a few times what one within it takes', async () => {
		const took = async (length: number, unit: string) => {
			const began = performance.now();
			expect(await run('long', {Length: length, Unit: unit})).toMatchObject({kind: 'facts', facts: {text: unit.repeat(length)}});
			return performance.now() - began;
		};
		// Against each other, because how long either takes is the machine's.
		const plain = await took(1_000_000, 'x');
		expect(await took(500_000, '\u00e4x')).toBeLessThan(8 * plain);
	}, 60_000);

	it('that gives more than eight megabytes at once is malformed', async () => {
		expect(await run('long', {Length: 8_400_000, Unit: 'x'})).toMatchObject({
			reason: 'malformed',
			detail: expect.stringContaining('longer than'),
		});
	});

	it('that floods the console is stopped', async () => {
		expect(await run('long-noise')).toMatchObject({reason: 'malformed', detail: expect.stringContaining('outside any frame')});
	});

	it('gives each page as it is made', async () => {
		const seen: number[] = [];
		const answer = await run('many', {Count: 5, Pause: 200}, {onPage: () => void seen.push(performance.now())});
		expect(answer).toMatchObject({kind: 'facts', facts: null});
		expect(seen.length).toBe(5);
		expect((seen[4] ?? 0) - (seen[0] ?? 0)).toBeGreaterThan(500);
	});

	it('waits with the next page until the last is dealt with', async () => {
		let inside = 0;
		let most = 0;
		const numbers: unknown[] = [];
		await run(
			'many',
			{Count: 20, Pause: 0},
			{
				onPage: async page => {
					most = Math.max(most, ++inside);
					await wait(5);
					inside--;
					numbers.push(page);
				},
			},
		);
		expect(most).toBe(1);
		expect(numbers).toEqual(Array.from({length: 20}, (_, i) => ({number: i + 1})));
	});

	it('that stops midway gives its pages and then the silence', async () => {
		const pages: unknown[] = [];
		expect(await run('stops-midway', {}, {onPage: page => void pages.push(page)})).toMatchObject({kind: 'unobserved', reason: 'malformed'});
		expect(pages).toEqual([1]);
	});

	it('passes on a defect of whoever takes its pages', async () => {
		const broken = run(
			'many',
			{Count: 3, Pause: 0},
			{
				onPage: () => {
					throw new Error('defect');
				},
			},
		);
		await expect(broken).rejects.toThrow('defect');
	});

	const sleeper = 'setTimeout(() => {}, 55000)';
	const survivors = async (marker: string) => {
		const found: string[] = [];
		for (const id of (await readdir('/proc')).filter(name => /^\d+$/.test(name))) {
			const line = await readFile(`/proc/${id}/cmdline`, 'utf8').catch(() => '');
			if (line.includes(marker)) {
				found.push(id);
			}
		}

		return found;
	};

	it('that hangs with a child of its own is timed out within its deadline and two seconds, and leaves nobody running', async () => {
		const marker = `grandchild-${process.pid}-a`;
		const began = performance.now();
		expect(await run('hangs', {Program: process.execPath, Code: `${sleeper} // ${marker}`}, {deadline: 3_000})).toMatchObject({
			reason: 'timed-out',
		});
		expect(performance.now() - began).toBeLessThan(5_000);
		if (process.platform === 'linux') {
			await expect.poll(() => survivors(marker)).toEqual([]);
		}
	});

	it('whose child has left its group is timed out within its deadline and two seconds all the same', async () => {
		const Code = `require('child_process').spawn(process.execPath, ['-e', 'setTimeout(() => {}, 9000)'], {detached: true, stdio: 'inherit'})`;
		const began = performance.now();
		expect(await run('hangs', {Program: process.execPath, Code}, {deadline: 2_000})).toMatchObject({reason: 'timed-out'});
		expect(performance.now() - began).toBeLessThan(4_000);
	});

	it('that closes its output and stays is stopped', async () => {
		if (process.platform === 'win32') {
			return;
		}

		const place = await mkdtemp(join(tmpdir(), 'whfb-closed-'));
		try {
			await writeFile(join(place, 'shell'), '#!/bin/sh\nexec >&- 2>&-\nsleep 30\n', {mode: 0o755});
			const began = performance.now();
			expect(await runScript({path: join(place, 'shell')}, {script: fixture('echo'), parameters: {}, deadline: 8_000})).toMatchObject({
				reason: 'malformed',
			});
			expect(performance.now() - began).toBeLessThan(4_000);
		} finally {
			await rm(place, {recursive: true});
		}
	});

	it('runs beside one other at most', async () => {
		const began = performance.now();
		const times = await Promise.all([1, 2, 3].map(() => run('many', {Count: 1, Pause: 1_000}).then(() => performance.now() - began)));
		expect(Math.max(...times)).toBeGreaterThan(2_000);
	});

	it('is stopped within a second when it is cancelled', async () => {
		const control = new AbortController();
		const running = run('hangs', {Program: process.execPath, Code: sleeper}, {signal: control.signal});
		await wait(1_500);
		const began = performance.now();
		control.abort();
		expect(await running).toMatchObject({reason: 'cancelled'});
		expect(performance.now() - began).toBeLessThan(1_000);
	});

	it('is not started at all when it is cancelled before its turn', async () => {
		expect(await run('echo', {}, {signal: AbortSignal.abort()})).toMatchObject({reason: 'cancelled'});
		const control = new AbortController();
		const first = [run('many', {Count: 1, Pause: 1_500}), run('many', {Count: 1, Pause: 1_500})];
		const third = run('echo', {}, {signal: control.signal});
		control.abort();
		const began = performance.now();
		expect(await third).toMatchObject({reason: 'cancelled'});
		expect(performance.now() - began).toBeLessThan(500);
		expect((await Promise.all(first)).map(one => one.kind)).toEqual(['facts', 'facts']);
	});

	it('has its answer taken even when something it started keeps the pipe open', async () => {
		const began = performance.now();
		expect(await run('leaves-behind', {Program: process.execPath, Code: sleeper})).toMatchObject({kind: 'facts', facts: {done: true}});
		expect(performance.now() - began).toBeLessThan(8_000);
	});

	it('is without a runner where the PowerShell has gone, and blocked where it may not start', async () => {
		expect(await runScript({path: '/no/such/pwsh'}, {script: fixture('echo'), parameters: {}, deadline: 5_000})).toMatchObject({
			reason: 'no-runner',
		});
		if (process.platform !== 'win32') {
			expect(await runScript({path: fixture('echo')}, {script: fixture('echo'), parameters: {}, deadline: 5_000})).toMatchObject({
				reason: 'blocked',
			});
		}
	});

	it('never sees a token, a proxy or another edition\u2019s modules in its environment', async () => {
		if (process.platform === 'win32') {
			return;
		}

		const place = await mkdtemp(join(tmpdir(), 'whfb-env-'));
		try {
			const told = join(place, 'told');
			const shell = join(place, 'shell');
			await writeFile(shell, `#!/bin/sh\nenv > ${told}\nprintf '%s\\n' "$@" >> ${told}\n`, {mode: 0o755});
			Object.assign(process.env, {
				WHFB_GRAPH_TOKEN: 'canary',
				HTTPS_PROXY: 'http://canary',
				PSModulePath: '/canary',
				NODE_OPTIONS: process.env.NODE_OPTIONS ?? '',
			});
			expect(await runScript({path: shell}, {script: fixture('echo'), parameters: {Given: 'canary'}, deadline: 5_000})).toMatchObject({
				reason: 'malformed',
			});
			const text = await readFile(told, 'utf8');
			expect(text).not.toContain('canary');
			expect(text).toContain('NO_COLOR=1');
			expect(text).toMatch(/-NoLogo\n-NoProfile\n-NonInteractive\n-ExecutionPolicy\nRemoteSigned\n-File\n\/.*host\.ps1\n\/.*echo\.ps1\n$/);
		} finally {
			delete process.env.WHFB_GRAPH_TOKEN;
			delete process.env.HTTPS_PROXY;
			delete process.env.PSModulePath;
			await rm(place, {recursive: true});
		}
	});
});

describeWith('dotnet', 'a script in ConstrainedLanguage', () => {
	let place = '';
	let shell = '';
	beforeAll(async () => {
		const built = await parser();
		place = await mkdtemp(join(tmpdir(), 'whfb-constrained-'));
		shell = join(place, 'shell');
		await writeFile(
			shell,
			// What stands before -File is for a PowerShell of its own.
			`#!/bin/sh\nwhile [ "$1" != -File ]; do shift; done\nshift\nexec '${built}' -NoLogo -NoProfile -NonInteractive -File '${constrained}' "$@"\n`,
			{mode: 0o755},
		);
		return () => rm(place, {recursive: true});
	});

	const run = (name: string, parameters: Readonly<Record<string, unknown>> = {}) =>
		runScript({path: shell}, {script: fixture(name), parameters, deadline: 20_000});

	it('answers as in FullLanguage, without a hash', async () => {
		expect(await run('echo', {Given: 'b\u00e4r \u{1f600}'})).toMatchObject({
			kind: 'facts',
			language: 'ConstrainedLanguage',
			facts: {given: 'b\u00e4r \u{1f600}', language: 'ConstrainedLanguage'},
		});
	});

	it('is blocked where it needs a type that is not allowed there', async () => {
		expect(await run('closed-port')).toMatchObject({reason: 'blocked', detail: expect.stringContaining('closed-port.ps1:2')});
		expect(await run('leaves')).toMatchObject({reason: 'blocked'});
	});
});
