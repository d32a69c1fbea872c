import {spawn, spawnSync} from 'node:child_process';
import {
	chmodSync,
	existsSync,
	linkSync,
	lstatSync,
	mkdirSync,
	readdirSync,
	readFileSync,
	readlinkSync,
	symlinkSync,
	writeFileSync,
} from 'node:fs';
import {join} from 'node:path';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {built, type Home, newHome, programFile, type Ran, run} from './built.ts';

let home: Home;
const document = ['check', '--practice', 'ready', '--format', 'json'] as const;

beforeAll(async () => {
	await built();
	home = newHome();
	await run(['check', '--practice', 'ready', '--session', 'contoso', '--step', '1'], {home});
});
afterAll(() => home.remove());

/** Runs the program in a shell, as `"$@"` of a line that says where its output goes. */
const inShell = async (line: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Ran> => {
	const child = spawn('bash', ['-c', line, 'bash', 'timeout', '-s', 'KILL', '20', process.execPath, programFile, ...args], {
		cwd: home.path,
		env: {...home.env, ...env},
		stdio: ['ignore', 'pipe', 'pipe'],
	});
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

const anyBytes = String.raw` \(\d+( of \d+)? bytes\)`;
const takes = (trouble: string, bytes = anyBytes) =>
	new RegExp(
		String.raw`^exit 2: standard output did not take all that was printed${bytes}: ${trouble}\. Do not use what is there of it\.\n$`,
	);

describe.skipIf(process.platform === 'win32')('what is printed', () => {
	it.each<readonly [string, readonly string[]]>([
		['a check in JSON', document],
		['a check in JUnit', ['check', '--practice', 'ready', '--format', 'junit']],
		['a check in words', ['check', '--practice', 'ready']],
		['a plan in words', ['plan']],
		['a plan in Markdown', ['plan', '--format', 'md']],
		['a plan in JSON', ['plan', '--format', 'json']],
		['the list of sessions', ['sessions']],
		['the list of sessions in JSON', ['sessions', '--format', 'json']],
		['an exported session', ['export', 'contoso']],
		['the list of evidence', ['evidence', '--session', 'contoso']],
		['the list of evidence in JSON', ['evidence', '--session', 'contoso', '--format', 'json']],
		['what this computer can look at', ['doctor', '--sign-in', 'none']],
		['the help', ['--help']],
		['the help of a command', ['check', '--help']],
		['the version', ['--version']],
		['what was done to a session', ['sessions', 'remove', 'contoso', '--yes']],
	])('M8 ends with 2 and one sentence where a full disk does not take it: %s', async (_, args) => {
		const {exit, stderr} = await inShell('exec "$@" > /dev/full', args);
		expect(stderr).toMatch(takes('the disk is full', String.raw` \(0 of \d+ bytes\)`));
		expect(exit).toBe(2);
	});

	it('M8 leaves a script that is written, though the sentence about it finds no room', async () => {
		const {exit, stderr} = await inShell('exec "$@" > /dev/full', ['collector', '--place', 'client', '--out', 'client.ps1']);
		expect(stderr).toMatch(takes('the disk is full'));
		expect(exit).toBe(2);
		expect(readFileSync(join(home.path, 'client.ps1'), 'latin1')).toMatch(/\r\n$/);
	});

	it('M8 ends with 2 where a file takes a part of it, and says how much', async () => {
		const {exit, stderr} = await inShell('ulimit -f 16; exec "$@" > part.json', document);
		expect(stderr).toMatch(takes('files may not grow any larger here', String.raw` \(16384 of \d{5,} bytes\)`));
		expect(exit).toBe(2);
		expect(readFileSync(join(home.path, 'part.json')).length).toBe(16_384);
	});

	it.runIf(process.platform === 'linux')('M8 ends with 2 where a device takes nothing and calls that no error', async () => {
		const {exit, stderr} = await inShell('exec "$@" > /proc/self/mem', ['--help']);
		expect(stderr).toMatch(takes('the disk does not work as it should'));
		expect(exit).toBe(2);
	});

	it('M8 ends with 2 where whoever reads it goes away, and leaves no lock behind', async () => {
		const args = [...document, '--session', 'piped'];
		const {stdout, stderr} = await inShell('"$@" | head -c 10 > /dev/null; echo "$PIPESTATUS"', args);
		expect(stderr.replace(/^Session piped is new\.\n/, '')).toMatch(takes('whoever was reading it has gone'));
		expect(stdout).toBe('2\n');
		expect(readdirSync(home.sessions).filter(file => file.includes('lock'))).toEqual([]);
	});

	it('M8 reaches its reader whole, however slowly it is read, through a pipe and in a file', async () => {
		const whole = (await run(document, {home})).stdout.length;
		expect(whole).toBeGreaterThan(100_000);
		const slow = await inShell('set -o pipefail; "$@" | (sleep 1; cat)', document);
		expect(JSON.parse(slow.stdout).summary.met).toBeGreaterThan(40);
		expect(slow).toMatchObject({exit: 0, stderr: ''});
		const file = await inShell('"$@" > whole.json && cat whole.json', document);
		expect(JSON.parse(file.stdout).summary.met).toBeGreaterThan(40);
		expect(await inShell('exec "$@" > /dev/null', document)).toEqual({exit: 0, stdout: '', stderr: ''});
	});

	it('M8 is as good as sent to nowhere where standard output was closed: no program of Node can tell', async () => {
		expect(await inShell('exec "$@" >&-', document)).toEqual({exit: 0, stdout: '', stderr: ''});
	});

	it.each([
		['exec "$@" > /dev/full', 'the disk is full'],
		['ulimit -f 0; exec "$@" > small.log', 'files may not grow any larger here'],
		['"$@" | true; exit "$PIPESTATUS"', 'whoever was reading it has gone'],
	])('M8 ends with 2 where it is printed line by line, and cannot be: %s', async (line, trouble) => {
		// The folder stands already: what is tried here is what is printed.
		const {exit, stderr} = await inShell(line, ['--plain']);
		expect(stderr).toMatch(takes(trouble, `(${anyBytes})?`));
		expect(exit).toBe(2);
	});

	it.each(['2> /dev/full', '2>&-'])('M8 is no worse where nothing can be said beside it (%s)', async where => {
		expect((await inShell(`exec "$@" ${where}`, ['nonsense'])).exit).toBe(2);
		const {exit, stdout} = await inShell(`exec "$@" ${where}`, document);
		expect(JSON.parse(stdout).exit).toBe(0);
		expect(exit).toBe(0);
	});
});

describe.skipIf(process.platform === 'win32')('a file named with --out', () => {
	const out = (file: string, line = 'exec "$@"') => inShell(line, [...document, '--out', file]);

	it('M8 is as it was where the disk takes no other, and nothing lies beside it', async () => {
		const folder = join(home.path, 'kept');
		mkdirSync(folder);
		writeFileSync(join(folder, 'report.json'), 'of yesterday');
		const {exit, stdout, stderr} = await out('kept/report.json', 'ulimit -f 16; exec "$@"');
		expect(stderr).toMatch(
			/^exit 2: could not start: kept\/report\.json cannot be written: files may not grow any larger here\. [^\n]*\n$/,
		);
		expect({exit, stdout}).toEqual({exit: 2, stdout: ''});
		expect(readFileSync(join(folder, 'report.json'), 'utf8')).toBe('of yesterday');
		expect(readdirSync(folder)).toEqual(['report.json']);
	});

	it('M8 takes the place of the old one, whoever still reads that', async () => {
		const file = join(home.path, 'nightly.json');
		writeFileSync(file, 'of yesterday');
		linkSync(file, join(home.path, 'reader.json'));
		expect(await out('nightly.json')).toEqual({exit: 0, stdout: '', stderr: ''});
		expect(JSON.parse(readFileSync(file, 'utf8')).exit).toBe(0);
		expect(readFileSync(join(home.path, 'reader.json'), 'utf8')).toBe('of yesterday');
	});

	it.each<readonly [string, string, (file: string) => void]>([
		['is a folder', 'folder', file => mkdirSync(file)],
		['is a pipe', 'pipe', file => spawnSync('mkfifo', [file])],
		['is a device', '/dev/full', () => undefined],
		['is a link', 'to-file', file => symlinkSync('precious', file)],
		['is a link', 'to-device', file => symlinkSync('/dev/null', file)],
		['is a link', 'to-nothing', file => symlinkSync('nowhere', file)],
	])('L7 that %s is refused before anybody is asked, with everything as it was (%s)', async (what, name, make) => {
		writeFileSync(join(home.path, 'precious'), 'precious');
		const file = name.startsWith('/') ? name : join(home.path, name);
		make(file);
		const before = lstatSync(file);
		const {exit, stdout, stderr} = await inShell('exec "$@"', [...document, '--session', 'refused', '--out', name]);
		expect(stderr).toBe(`exit 2: could not start: ${name} ${what}, and nothing was written. Name a file with --out.\n`);
		expect({exit, stdout}).toEqual({exit: 2, stdout: ''});
		expect(lstatSync(file).ino).toBe(before.ino);
		expect(before.isSymbolicLink() ? readlinkSync(file) : name).not.toBe('');
		expect(readFileSync(join(home.path, 'precious'), 'utf8')).toBe('precious');
		expect(existsSync(join(home.path, 'nowhere'))).toBe(false);
		expect(existsSync(join(home.sessions, 'refused.whfb.jsonl'))).toBe(false);
	});

	it('M8 that cannot be reached is said to be so, in words', async () => {
		symlinkSync('circle', join(home.path, 'circle'));
		writeFileSync(join(home.path, 'a-file'), '');
		expect((await out('circle/report.json')).stderr).toMatch(
			/^exit 2: could not start: circle\/report\.json cannot be written: a link on the way leads round in a circle\. [^\n]*\n$/,
		);
		expect((await out('a-file/report.json')).stderr).toMatch(/cannot be written: something on the way to it is a file\. [^\n]*\n$/);
		expect((await out('not/there/report.json')).stderr).toMatch(/cannot be written: its folder is not there\. [^\n]*\n$/);
	});
});

describe.skipIf(process.platform === 'win32')('everything that is written', () => {
	/** Files and folders below a folder that somebody else may read or write, with their modes. */
	const open = (folder: string): readonly string[] =>
		readdirSync(folder, {recursive: true, encoding: 'utf8'})
			.map(name => ({name, mode: lstatSync(join(folder, name)).mode & 0o777}))
			.filter(({mode}) => (mode & 0o077) !== 0)
			.map(({name, mode}) => `${name} ${mode.toString(8)}`);

	it('L4 may be read by nobody but whoever runs it, whatever the umask says', async () => {
		const own = newHome();
		const at = (...names: readonly string[]) => join(own.path, ...names);
		const env = {...own.env, WHFB_SESSIONS: at('state', 'whfb', 'sessions')};
		const freely = async (...args: readonly string[]) => {
			const {exit, stderr} = await inShell('umask 0; exec "$@"', args, env);
			expect({exit, stderr: stderr.replace(/^Session contoso is new\.\n/, '')}).toEqual({exit: 0, stderr: ''});
		};
		await freely(...document, '--session', 'contoso', '--out', at('report.json'));
		await freely('export', 'contoso', '--out', at('contoso.jsonl'));
		await freely('import', at('contoso.jsonl'), '--session', 'again');
		await freely('collector', '--place', 'client', '--out', at('client.ps1'));
		// Damage that is mended leaves the damaged file in quarantine.
		const session = at('state', 'whfb', 'sessions', 'again.whfb.jsonl');
		const lines = readFileSync(session, 'utf8').split('\n');
		writeFileSync(session, lines.with(5, '{').join('\n'));
		expect((await inShell('umask 0; exec "$@"', ['resume', 'again'], env)).stderr).toMatch(/is damaged in line 6/);
		const all = readdirSync(own.path, {recursive: true, encoding: 'utf8'});
		expect(all.filter(name => /quarantine.again-/.test(name)).length).toBe(1);
		expect(all.length).toBeGreaterThan(8);
		expect(open(own.path)).toEqual([]);
		own.remove();
	});

	it('L4 is no compiled code in a folder that everybody may write to: what lies there is run', async () => {
		const own = newHome();
		await inShell('umask 0; unset NODE_COMPILE_CACHE; exec "$@"', ['sessions'], own.env);
		const compiled = join(own.path, '.cache', 'whfb', 'compiled');
		for (const folder of [compiled, join(compiled, '..')]) {
			expect(lstatSync(folder).mode & 0o777).toBe(0o700);
		}
		// One folder for each Node, and files in it.
		expect(readdirSync(compiled).map(name => readdirSync(join(compiled, name)).length > 0)).toEqual([true]);
		own.remove();
	});

	it.runIf(process.platform !== 'win32').each([
		['a cache that everybody may write to', 'mkdir -p cache; chmod 777 cache; export XDG_CACHE_HOME="$PWD/cache"'],
		['a folder of ours that everybody may write to', 'mkdir -p cache/whfb; chmod 777 cache/whfb; export XDG_CACHE_HOME="$PWD/cache"'],
		['a folder of ours that its group may write to', 'mkdir -p cache/whfb; chmod 770 cache/whfb; export XDG_CACHE_HOME="$PWD/cache"'],
		[
			'a folder above that everybody may write to',
			'mkdir -p cache/own; chmod 777 cache; chmod 755 cache/own; export XDG_CACHE_HOME="$PWD/cache/own"',
		],
		[
			'a link to a folder of ours',
			'mkdir -p cache elsewhere; chmod 755 cache; ln -s "$PWD/elsewhere" cache/whfb; export XDG_CACHE_HOME="$PWD/cache"',
		],
		['a relative folder', 'mkdir -p cache; export XDG_CACHE_HOME=cache HOME="$PWD/nowhere"'],
		['a place where no folder can be made', 'export XDG_CACHE_HOME=/proc/nope'],
		['a home where no folder can be made', 'unset XDG_CACHE_HOME; export HOME=/proc'],
	])('L4 runs no compiled code out of %s', async (_, line) => {
		const own = newHome();
		const {exit} = await inShell(
			`cd ${JSON.stringify(own.path)}; umask 022; unset NODE_COMPILE_CACHE; ${line}; exec "$@"`,
			['sessions'],
			own.env,
		);
		expect(exit).toBe(0);
		const all = readdirSync(own.path, {recursive: true, encoding: 'utf8'});
		expect(all.filter(name => /compiled./.test(name))).toEqual([]);
		own.remove();
	});

	it('L4 goes into a folder that others may write to only with a warning', async () => {
		mkdirSync(join(home.path, 'wide'));
		for (const [mode, warns] of [
			[0o777, true],
			[0o770, true],
			[0o755, false],
		] as const) {
			chmodSync(join(home.path, 'wide'), mode);
			const wide = ['--sessions', join(home.path, 'wide')];
			const {stderr} = await run([...document, '--session', 'a', '--step', '1', ...wide], {home});
			expect(stderr).toMatch(warns ? /^Others on this computer may write into the folder/ : /^$/);
			const doctor = (await run(['doctor', '--sign-in', 'none', ...wide], {home})).stdout.replaceAll('\n', ' ');
			expect(doctor.includes('Others on this computer may write into the folder')).toBe(warns);
		}
	});
});
