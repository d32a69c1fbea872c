import {chmodSync, chownSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterEach, beforeEach, describe, expect, it, vi} from 'vitest';
import {candidatesFor, findProgram} from '../../src/child-processes/find-program.ts';
import {howProgramsEnd} from '../../src/child-processes/how-they-end.ts';
import {notTrusted} from '../../src/child-processes/trusted-program.ts';
import {whyNotAsked} from '../../src/graph/login-processes.ts';
import {signIn} from '../../src/graph/token-acquisition.ts';
import {findShell} from '../../src/powershell/shell.ts';
import {built, newHome, run} from '../journeys/built.ts';

let place: string;
const before = process.cwd();

beforeEach(() => {
	place = mkdtempSync(join(tmpdir(), 'whfb-place-'));
});
afterEach(() => {
	process.chdir(before);
	vi.unstubAllEnvs();
	rmSync(place, {recursive: true, force: true});
});

/** A folder below the place with a program in it. */
const program = (folder: string, name = 'pwsh', mode = 0o755): string => {
	mkdirSync(join(place, folder), {recursive: true});
	const file = join(place, folder, name);
	writeFileSync(file, '#!/bin/sh\nexit 0\n');
	chmodSync(file, mode);
	return file;
};

describe.skipIf(process.platform === 'win32')('a program that is asked for by name', () => {
	it('L1 is looked for on PATH, and never in the current folder', async () => {
		program('here');
		const file = program('there');
		process.chdir(join(place, 'here'));
		vi.stubEnv('PATH', `.::${join(place, 'there')}`);
		expect(findProgram('pwsh')).toEqual({path: file});
		expect(await findShell('pwsh')).toEqual({path: file});
		expect(await findShell(undefined)).toEqual({path: file});
		vi.stubEnv('PATH', '.::./here:here');
		expect(findProgram('pwsh')).toEqual({objection: 'no absolute folder of PATH holds pwsh'});
		await expect(findShell('pwsh')).rejects.toThrow(/asked for is "pwsh", but no absolute folder of PATH holds pwsh/);
	});

	it('is taken from the current folder where its path says so, and is absolute from then on', () => {
		const file = program('here');
		process.chdir(join(place, 'here'));
		expect(findProgram('./pwsh')).toEqual({path: file});
		process.chdir(place);
		expect(findProgram('here/pwsh')).toEqual({path: file});
		expect(findProgram('./pwsh')).toEqual({objection: 'there is no such file'});
	});

	it.each([
		['everybody may write to it', (file: string) => chmodSync(file, 0o777), /^everybody may write to .*\/first\/pwsh$/],
		['everybody may write to its folder', (file: string) => chmodSync(join(file, '..'), 0o777), /^everybody may write to .*\/first$/],
		[
			'everybody may put something into its folder',
			(file: string) => chmodSync(join(file, '..'), 0o1777),
			/^everybody may write to .*\/first$/,
		],
	] as const)('L1 is passed by where %s', async (_, change, why) => {
		const file = program('first');
		const good = program('second');
		change(file);
		vi.stubEnv('PATH', `${join(place, 'first')}:${join(place, 'second')}`);
		expect(notTrusted(file)).toMatch(why);
		expect(await findShell(undefined)).toEqual({path: good});
		expect(await findShell('pwsh')).toEqual({path: good});
		vi.stubEnv('PATH', join(place, 'first'));
		expect(await findShell(undefined)).toMatchObject({
			reason: 'no-runner',
			detail: expect.stringMatching(
				/^The only pwsh on PATH, .*\/first\/pwsh, is not run without being asked for, because everybody may write to/,
			),
		});
		await expect(findShell('pwsh')).rejects.toThrow(/first\/pwsh is not trusted: everybody may write to/);
		// Whoever names the very file has said so.
		expect(await findShell(file)).toEqual({path: file});
	});

	it('L1 is passed by where everybody may write to a folder above it, but for one in which nobody replaces what is another’s', async () => {
		const file = program('first');
		vi.stubEnv('PATH', join(place, 'first'));
		chmodSync(place, 0o777);
		expect(candidatesFor('pwsh')).toEqual([{path: file, objection: `everybody may write to ${place}`}]);
		chmodSync(place, 0o1777);
		expect(candidatesFor('pwsh')).toEqual([{path: file, objection: null}]);
	});

	it.skipIf(process.getuid?.() !== 0)('L1 is passed by where it or its folder is another user’s', () => {
		const file = program('first');
		chownSync(file, 1234, 0);
		expect(notTrusted(file)).toMatch(/first\/pwsh belongs to another user$/);
		chownSync(file, 0, 0);
		expect(notTrusted(file)).toBeNull();
		chownSync(join(place, 'first'), 1234, 0);
		expect(notTrusted(file)).toMatch(/first belongs to another user$/);
	});

	it('is trusted by what a link leads to, and by where the link lies', () => {
		const file = program('first');
		mkdirSync(join(place, 'second'));
		symlinkSync(file, join(place, 'second', 'pwsh'));
		expect(notTrusted(join(place, 'second', 'pwsh'))).toBeNull();
		chmodSync(join(place, 'first'), 0o777);
		expect(notTrusted(join(place, 'second', 'pwsh'))).toMatch(/first$/);
		chmodSync(join(place, 'first'), 0o755);
		chmodSync(join(place, 'second'), 0o777);
		expect(notTrusted(join(place, 'second', 'pwsh'))).toMatch(/second$/);
	});

	it('L1 is not asked for a token where somebody else could have put it there', async () => {
		const az = program('first', 'az');
		vi.stubEnv('PATH', join(place, 'first'));
		expect(whyNotAsked('cli')).toBeNull();
		chmodSync(join(place, 'first'), 0o777);
		expect(whyNotAsked('cli')).toMatch(new RegExp(`^${az} was not asked for a token, because everybody may write to`));
		const signing = await signIn({way: 'cli', cloud: 'global', env: {}, permissions: ['Domain.Read.All']});
		expect(signing).toMatchObject({kind: 'unobserved', reason: 'blocked', detail: expect.stringContaining('was not asked for a token')});
	});
});

describe.skipIf(process.platform === 'win32')('a program that is asked for by name on Windows', () => {
	it('L1 is an .exe in a folder with a drive, and neither of the current folder nor of another kind', () => {
		process.chdir(place);
		// Names of files here, which are paths there.
		for (const file of ['pwsh.exe', 'C:\\tools\\pwsh.cmd', 'D:\\tools\\pwsh.exe', '\\tools\\pwsh.exe', 'C:tools\\pwsh.exe']) {
			writeFileSync(join(place, file), '', {mode: 0o755});
		}

		const on = (Path: string) => ({platform: 'win32', env: {Path}}) as const;
		expect(findProgram('pwsh', on('.;;C:tools;\\tools;C:\\tools;D:\\tools'))).toEqual({path: 'D:\\tools\\pwsh.exe'});
		expect(findProgram('PWSH.EXE', on('D:\\tools'))).toEqual({objection: 'no absolute folder of PATH holds PWSH.EXE'});
		expect(findProgram('pwsh.exe', on('D:\\tools'))).toEqual({path: 'D:\\tools\\pwsh.exe'});
		expect(findProgram('pwsh', on('.;;C:tools;\\tools;C:\\tools'))).toEqual({objection: 'no absolute folder of PATH holds pwsh'});
	});
});

describe.skipIf(process.platform === 'win32')('--powershell', () => {
	it('L1 with a name does not run what lies in the current folder', {timeout: 60_000}, async () => {
		await built();
		const home = newHome();
		writeFileSync(join(home.path, 'pwsh'), `#!/bin/sh\ntouch '${home.path}/ran'\n`, {mode: 0o755});
		const args = ['check', '--step', '2', '--directory', 'corp.example.test', '--sign-in', 'none'];
		const named = await run([...args, '--powershell', 'pwsh'], {home, env: {PATH: '/nowhere::.'}});
		expect(named).toMatchObject({
			exit: 2,
			stderr: expect.stringContaining('asked for is "pwsh", but no absolute folder of PATH holds pwsh'),
		});
		const shown = await run(['doctor', '--sign-in', 'none', '--powershell', './pwsh'], {home, env: {PATH: '/nowhere::.'}});
		expect(shown.stdout.replace(/\s+/g, ' ')).toContain('A PowerShell is here: ~/pwsh.');
		expect(shown.stdout.replace(/\s+/g, ' ')).toContain(howProgramsEnd());
		home.remove();
	});
});
