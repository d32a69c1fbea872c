import {spawn, spawnSync} from 'node:child_process';
import {mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, beforeAll, expect, it} from 'vitest';
import {pack} from '../../src/package/pack.ts';
import {toolVersion} from '../../src/tool.ts';
import {describeWith} from '../require.ts';
import {type Home, newHome} from './built.ts';
import {terminal} from './terminal.ts';

const root = mkdtempSync(join(tmpdir(), 'whfb-portable-'));
const unpacked = join(root, 'unpacked');
let folder = '';
let size = Number.NaN;
let home: Home;

beforeAll(async () => {
	size = (await pack('linux-x64', root))[`whfb-${toolVersion()}-linux-x64.zip`] ?? Number.NaN;
	const [zip = ''] = readdirSync(root).filter(file => file.endsWith('.zip'));
	expect(spawnSync('unzip', ['-q', join(root, zip), '-d', unpacked]).status).toBe(0);
	folder = join(unpacked, zip.replace(/\.zip$/, ''));
	home = newHome();
});
afterAll(() => {
	home.remove();
	rmSync(root, {recursive: true, force: true});
});

/** Puts the unpacked folder at another place. Its files are linked, because they are many and are the same. */
const at = (place: string): string => {
	const whole = join(root, place);
	mkdirSync(join(whole, '..'), {recursive: true});
	expect(spawnSync('cp', ['-al', folder, whole]).status).toBe(0);
	return whole;
};

/** A program without a variable and without a network: there is not even an address of this computer's own. */
const alone = (program: string): readonly string[] => ['unshare', '--net', 'env', '-i', program];

/** The same where nothing below the folder can be written, by root neither. */
const readOnly = (whole: string): readonly string[] => [
	...['unshare', '--net', '--mount', 'sh', '-c'],
	'mount --bind "$0" "$0" && mount -o remount,bind,ro "$0" && ! touch "$0/new" 2>/dev/null && exec env -i "$0/whfb" "$@"',
	whole,
];

const ran = (command: readonly string[], args: readonly string[]) =>
	new Promise<{readonly exit: number | null; readonly last: string}>((resolve, reject) => {
		const child = spawn(command[0] ?? '', [...command.slice(1), ...args], {cwd: '/', stdio: ['ignore', 'pipe', 'pipe']});
		let out = '';
		for (const stream of [child.stdout, child.stderr]) {
			stream.on('data', data => {
				out += data;
			});
		}
		child.on('error', reject).on('close', exit => resolve({exit, last: out.trimEnd().split('\n').at(-1) ?? ''}));
	});

const places: Readonly<Record<string, string>> = {
	'a plain place': 'plain/whfb',
	spaces: 'two  spaces/w h f b ',
	umlauts: 'Ärger über Öl/whfb-ß',
	'two hundred characters': `${'long/'.repeat(20)}${'n'.repeat(100)}`,
	'a read-only place': 'read-only/whfb',
	'a leading dash': '-rf/--help',
	'signs of a shell': 'a & b; c | d $HOME `e` \'f\' "g"/whfb',
	'a percent sign': '100% %PATH% %20/whfb',
	'an exclamation mark': 'wow!! !PATH!/whfb',
	parentheses: 'whfb (1) [2] {3}/whfb',
	'an emoji': 'party 🎉/whfb',
};

describeWith(['unzip', 'namespaces'], 'the unpacked package, without variables and without a network', () => {
	it('is smaller than 45 MB', () => expect(size).toBeLessThan(45_000_000));

	it.each(Object.keys(places))('looks, draws its first frame, and saves and resumes a session at: %s', {timeout: 60_000}, async what => {
		const whole = at(places[what] ?? '');
		const command = what === 'a read-only place' ? readOnly(whole) : alone(join(whole, 'whfb'));
		const sessions = join(home.path, `sessions of ${what}`);
		expect(await ran(command, ['check', '--practice', 'ready'])).toEqual({exit: 0, last: expect.stringMatching(/^exit 0: /)});

		const person = terminal({home, command, args: ['--practice', 'ready', '--sessions', sessions]});
		expect(await person.until(/1 of 7/)).toMatch(/PRACTICE ready/);
		await person.press('q');
		expect(await person.exit()).toBe(0);
		expect(readdirSync(sessions).filter(file => file.endsWith('.whfb.jsonl'))).toEqual(['practice-1.whfb.jsonl']);

		const back = terminal({home, command, args: ['resume', 'practice-1', '--sessions', sessions]});
		await back.until(/PRACTICE ready/);
		await back.press('q');
		expect(await back.exit()).toBe(0);
	});

	it('is started by a link to it', async () => {
		const link = join(root, 'whfb-link');
		symlinkSync(join(folder, 'whfb'), link);
		expect(await ran(alone(link), ['--version'])).toEqual({exit: 0, last: '1.0.0'});
	});

	it('prints its commands as a shell there takes them: by its path, as a file of this folder, or by its name where PATH leads to it', () => {
		const said = (program: string, cwd: string, path: string) => {
			const env = ['env', '-i', `HOME=${home.path}`, 'WHFB_SESSIONS=nobody', `PATH=${path}`];
			const {stdout} = spawnSync('unshare', ['--net', ...env, program, 'sessions'], {encoding: 'utf8', cwd});
			return / yet\. (.+) alone starts one, and so does (.+) check --session NAME\.$/m.exec(stdout)?.slice(1);
		};
		const program = join(folder, 'whfb');
		expect(said(program, folder, '/usr/bin:/bin')).toEqual(['./whfb', './whfb']);
		expect(said(program, '/', '/usr/bin:/bin')).toEqual([program, program]);
		expect(said(program, '/', `/usr/bin:/bin:${folder}`)).toEqual(['whfb', 'whfb']);
		// Another program of that name comes first.
		const other = join(home.path, 'other');
		mkdirSync(other);
		writeFileSync(join(other, 'whfb'), '');
		expect(said(program, '/', `/usr/bin:/bin:${other}:${folder}`)).toEqual([program, program]);

		const [pasted = ''] = said(join(at("it's $HOME (1)/whfb"), 'whfb'), '/', '/usr/bin:/bin') ?? [];
		expect(spawnSync('sh', ['-c', `${pasted} --version`], {encoding: 'utf8', cwd: '/'}).stdout).toBe('1.0.0\n');
	});

	it('shows its commands in its windows and in what it prints without one as they are typed there', async () => {
		const person = terminal({home, command: ['sh', '-c', 'cd "$0" && exec ./whfb "$@"', folder], args: ['--practice', 'ready'], rows: 60});
		await person.until(/1 of 7/);
		await person.press('?');
		expect(await person.until(/listens\?/)).toMatch(/\.\/whfb\s+--plain/);
		await person.press('q');
		expect(await person.exit()).toBe(0);
		const args = ['env', '-i', './whfb', 'check', '--step', '7', '--sign-in', 'none'];
		const asked = spawnSync('unshare', ['--net', ...args], {encoding: 'utf8', cwd: folder}).stdout;
		expect(asked.match(/\.\/whfb\s+collector/g)?.length).toBeGreaterThan(3);
		expect(asked.match(/(?<!\/)whfb\s+(collector|import)/g)).toBeNull();
	});

	it('leaves its own folder as it was', () => {
		// Every file of a package has more names than one here, so that what has one was made there, or made anew.
		const {stdout} = spawnSync('find', [root, '-mindepth', '2', '-type', 'f', '-links', '1'], {encoding: 'utf8'});
		expect(stdout).toBe('');
	});

	it('says in doctor that its scripts bear the mark of a download, and what to do', async () => {
		const marked = at('marked');
		writeFileSync(join(marked, 'src', 'powershell', 'host.ps1:Zone.Identifier'), '[ZoneTransfer]\r\nZoneId=3\r\n');
		const said = (program: string) => {
			const {stdout} = spawnSync('unshare', ['--net', 'env', '-i', program, 'doctor', '--sign-in', 'none'], {encoding: 'utf8', cwd: '/'});
			return stdout.replaceAll('\n', ' ');
		};
		expect(said(join(marked, 'whfb'))).toMatch(/bear the mark of a download.*unblock the archive/);
		expect(said(join(folder, 'whfb'))).toMatch(/whfb 1\.0\.0, Node v/);
		expect(said(join(folder, 'whfb'))).not.toMatch(/mark of a download/);
	});
});
