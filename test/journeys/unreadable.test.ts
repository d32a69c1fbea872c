import {spawn, spawnSync} from 'node:child_process';
import {chmodSync, chownSync, cpSync, lstatSync, mkdirSync, readdirSync, rmSync, symlinkSync, truncateSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {openStore} from '../../src/session/store.ts';
import {built, type Home, newHome, programFile, type Ran, run} from './built.ts';

let home: Home;
/** Root may read anything, so somebody else runs the program. */
const uid = process.getuid?.() === 0 ? 65_534 : undefined;

const give = (path: string) => {
	if (uid !== undefined) {
		chownSync(path, uid, uid);
		for (const name of readdirSync(path, {recursive: true, encoding: 'utf8'})) {
			if (!lstatSync(join(path, name)).isSymbolicLink()) {
				chownSync(join(path, name), uid, uid);
			}
		}
	}
};

beforeAll(async () => {
	await built();
	home = newHome();
	const at = (...names: readonly string[]) => join(home.path, ...names);
	await run(['check', '--practice', 'ready', '--step', '1', '--session', 'sound', '--sessions', at('odd')], {home});
	writeFileSync(at('answer.txt'), 'anything');
	symlinkSync('loop', at('loop'));
	symlinkSync('nowhere', at('dangling'));
	cpSync(at('odd'), at('unreadable'), {recursive: true});
	mkdirSync(at('above'));
	cpSync(at('odd'), at('above', 'below'), {recursive: true});
	spawnSync('mkfifo', [at('odd', 'pipe.whfb.jsonl')]);
	mkdirSync(at('odd', 'folder.whfb.jsonl'));
	symlinkSync('circle.whfb.jsonl', at('odd', 'circle.whfb.jsonl'));
	symlinkSync('/dev/zero', at('odd', 'endless.whfb.jsonl'));
	cpSync(at('odd', 'sound.whfb.jsonl'), at('odd', 'giant.whfb.jsonl'));
	truncateSync(at('odd', 'giant.whfb.jsonl'), 600 * 1024 * 1024);
	cpSync(at('odd', 'sound.whfb.jsonl'), at('odd', 'secret.whfb.jsonl'));
	openStore(at('odd'))
		.create('atlantis', '2026-11-22T09:00:00.000Z', '1.0.0', {environment: {practice: 'atlantis'}})
		.close();
	give(home.path);
	for (const path of [at('unreadable'), at('above'), at('odd', 'secret.whfb.jsonl')]) {
		chmodSync(path, 0o000);
	}
}, 60_000);
afterAll(() => {
	for (const path of ['unreadable', 'above']) {
		chmodSync(join(home.path, path), 0o700);
	}

	home.remove();
});

const asSomebody = async (...args: readonly string[]): Promise<Ran> => {
	const child = spawn('timeout', ['-s', 'KILL', '20', process.execPath, programFile, ...args], {
		cwd: home.path,
		env: home.env,
		stdio: ['ignore', 'pipe', 'pipe'],
		...(uid === undefined ? {} : {uid, gid: uid}),
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

const commands: readonly (readonly [string, ...string[]])[] = [
	['sessions'],
	['sessions', 'remove', 'a'],
	['resume'],
	['resume', 'a'],
	['check', '--practice', 'ready', '--step', '1', '--session', 'a'],
	['import', 'answer.txt', '--session', 'a'],
	['export', 'a'],
	['evidence'],
	['--plain', '--practice', 'ready'],
];

describe.skipIf(process.platform === 'win32')('a folder of sessions', () => {
	it.each([
		['leads round in a circle', 'loop', 'a link on the way leads round in a circle'],
		['is a link that leads nowhere', 'dangling', 'it is not there'],
		['may not be read', 'unreadable', 'access is denied for this account'],
		['lies below one that may not be read', 'above/below', 'access is denied for this account'],
		['is a file', 'answer.txt', 'it is a file'],
		['lies below a file', 'answer.txt/below', 'something on the way to it is a file'],
	])(
		'M11 that %s is said to be so in one sentence by every command, with 2 and not as an empty one',
		{timeout: 60_000},
		async (_, folder, why) => {
			const sentence = `exit 2: could not start: Sessions cannot be kept in ${folder}: ${why}. Mend that, or name another folder with --sessions.\n`;
			const said = await Promise.all(commands.map(async args => ({args, ...(await asSomebody(...args, '--sessions', folder))})));
			expect(said).toEqual(commands.map(args => ({args, exit: 2, stdout: '', stderr: sentence})));
			const doctor = await asSomebody('doctor', '--sign-in', 'none', '--sessions', folder);
			expect(doctor).toMatchObject({exit: 0, stderr: ''});
			expect(doctor.stdout.replace(/\s+/g, ' ')).toContain(
				`Sessions: in a local folder that cannot be read: ${why === 'it is a file' ? 'something on the way to it is a file' : why}.`,
			);
		},
	);
});

describe.skipIf(process.platform === 'win32')('a session', () => {
	const odd = async (...args: readonly string[]) => asSomebody(...args, '--sessions', 'odd');

	it.each([
		['L7', 'pipe', 'it is a pipe'],
		['L7', 'endless', 'it is a device'],
		['M11', 'folder', 'it is a folder'],
		['M11', 'circle', 'a link on the way leads round in a circle'],
		['M11', 'giant', 'it is 600 MB large, and no session is larger than 256'],
		['M11', 'secret', 'access is denied for this account'],
	])(
		'%s that is called "%s" is refused in one sentence by every command, and is not waited for',
		{timeout: 60_000},
		async (_, name, why) => {
			const sentence = `exit 2: could not start: Session ${name} cannot be read in odd: ${why}. Mend that, or name another folder with --sessions.\n`;
			const all = [
				['resume', name],
				['export', name],
				['check', '--step', '1', '--session', name],
				['import', 'answer.txt', '--session', name],
				['sessions', 'remove', name],
				['sessions', 'rename', name, 'other'],
			] as const;
			const said = await Promise.all(all.map(async args => ({args, ...(await odd(...args))})));
			expect(said).toEqual(all.map(args => ({args, exit: 2, stdout: '', stderr: sentence})));
			expect(await odd('evidence', '--session', name)).toEqual({
				exit: 2,
				stdout: '',
				stderr: `exit 2: could not start: Session ${name} cannot be read: ${why}.\n`,
			});
		},
	);

	it('M11 that cannot be read is listed with the reason beside those that can', async () => {
		const {exit, stdout, stderr} = await odd('sessions');
		expect({exit, stderr}).toEqual({exit: 0, stderr: ''});
		expect(
			stdout
				.trimEnd()
				.split('\n')
				.map(line => line.split('  ')[0])
				.sort(),
		).toEqual(['atlantis', 'circle', 'endless', 'folder', 'giant', 'pipe', 'secret', 'sound']);
		expect(stdout).toMatch(/^pipe {2}it cannot be read: it is a pipe$/m);
		expect(stdout).toMatch(/^sound {2}step 1 of 7/m);
	});

	it('M11 of a practice environment that there is none of is refused in a sentence, and left as it is', async () => {
		for (const args of [
			['resume', 'atlantis', '--plain'],
			['--session', 'atlantis', '--plain'],
			['check', '--step', '1', '--session', 'atlantis'],
		]) {
			const {exit, stdout, stderr} = await odd(...args);
			expect(stderr).toMatch(
				/^exit 2: could not start: Session atlantis is practice in "atlantis", and this whfb has no such practice environment\. [^\n]*There are: [^\n]*ready[^\n]*\n$/,
			);
			expect({exit, stdout}).toEqual({exit: 2, stdout: ''});
		}

		expect(readdirSync(join(home.path, 'odd')).filter(file => file.startsWith('atlantis'))).toEqual(['atlantis.whfb.jsonl']);
	});

	it('L7 whose lock is a pipe or a device can be looked at, and is not waited for', {timeout: 60_000}, async () => {
		const lock = join(home.path, 'odd', 'sound.whfb.jsonl.lock');
		for (const make of [() => spawnSync('mkfifo', [lock]), () => symlinkSync('/dev/zero', lock)]) {
			make();
			const {exit, stdout, stderr} = await odd('check', '--step', '1', '--session', 'sound');
			expect(stderr).toMatch(
				/^exit 2: could not start: Session sound cannot be opened for writing: \S+ is (no file|a link), and no lock of whfb\. [^\n]*\n$/,
			);
			expect({exit, stdout}).toEqual({exit: 2, stdout: ''});
			rmSync(lock);
		}
	});
});

describe.skipIf(process.platform === 'win32')('a path that is brought', () => {
	it.each(['pipe', 'endless'])('L7 is refused in one sentence where it is a pipe or a device, and is not waited for (%s)', async name => {
		const {exit, stdout, stderr} = await asSomebody('import', join('odd', `${name}.whfb.jsonl`), '--session', 'a');
		expect(stderr).toMatch(/^exit 2: could not start: "odd\/[^\n]*" is a (pipe|device)\. [^\n]*\n$/);
		expect({exit, stdout}).toEqual({exit: 2, stdout: ''});
	});
});
