import {spawn, spawnSync} from 'node:child_process';
import {
	chmodSync,
	chownSync,
	existsSync,
	linkSync,
	mkdirSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	renameSync,
	rmSync,
	symlinkSync,
	truncateSync,
	writeFileSync,
} from 'node:fs';
import {hostname, tmpdir, uptime} from 'node:os';
import {join} from 'node:path';
import {describe, expect, it} from 'vitest';
import {inPackage} from '../../src/package-root.ts';
import type {Event} from '../../src/session/event.ts';
import {judge} from '../../src/session/judge-owner.ts';
import {hold} from '../../src/session/lock.ts';
import {Held} from '../../src/session/lock-chain.ts';
import {type Owner, ownOwner} from '../../src/session/lock-owner.ts';
import {placeOf, placeWarning} from '../../src/session/place.ts';
import {readJournal} from '../../src/session/read-journal.ts';
import {saverOf} from '../../src/session/saver.ts';
import {openStore} from '../../src/session/store.ts';

const at = '2026-11-22T09:00:00.000Z';
const entered = (step: string): Event => ({type: 'entered', at, step});
const folder = () => mkdtempSync(join(tmpdir(), 'whfb-lock-'));
const lockIn = (path: string) => join(path, 'contoso.whfb.jsonl.lock');
const me = ownOwner();
const judged = (other: Partial<Owner>, isShared = false) => judge({...me, ...other}, me, '/sessions/a.lock', isShared);

const filled = () => {
	const store = openStore(folder());
	const open = store.create('contoso', at, '1.1.0');
	open.journal.append(entered('a'));
	return {store, open, lock: lockIn(store.folder)};
};

describe('a holder', () => {
	it.each<readonly [string, Partial<Owner>]>([
		['whose process is not there', {pid: 2 ** 30}],
		['whose number another process has now', {started: '1'}],
		['of an earlier start of this computer', {boot: 'an earlier start'}],
		['that counted more seconds since the start than there are', {boot: null, started: null, up: Math.floor(uptime()) + 1_000}],
	])('M2 %s is gone', (_, other) => {
		expect(judged(other)).toEqual({kind: 'gone'});
	});

	it('M2 that was killed and that nobody has buried is gone', async () => {
		const parent = spawn('sh', ['-c', 'sleep 60 & echo $!; exec sleep 30'], {stdio: ['ignore', 'pipe', 'ignore']});
		const pid = await new Promise<number>(resolve => parent.stdout.once('data', data => resolve(Number(String(data)))));
		try {
			// A shell asks for the end of what it has started; what takes its place does not.
			for (let tries = 0; readFileSync(`/proc/${parent.pid}/comm`, 'utf8') !== 'sleep\n' && tries < 100; tries++) {
				await new Promise(resolve => setTimeout(resolve, 20));
			}

			process.kill(pid, 'SIGKILL');
			const state = () => readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.[0];
			for (let tries = 0; state() !== 'Z' && tries < 100; tries++) {
				await new Promise(resolve => setTimeout(resolve, 20));
			}

			expect(state()).toBe('Z');
			const started = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ')[19] ?? '';
			expect(judged({pid, started})).toEqual({kind: 'gone'});
		} finally {
			parent.kill('SIGKILL');
		}
	});

	it.each<readonly [string, Partial<Owner>, boolean, RegExp]>([
		['on another computer', {host: 'JB01'}, false, /is open on JB01\. .*delete \/sessions\/a\.lock/],
		['in another container of this name, though its number is nobody’s here', {space: 'pid:[1]', pid: 2 ** 30}, false, /another container/],
		['in a container that has a boot id of its own', {space: 'pid:[1]', boot: 'its own', pid: 2 ** 30}, false, /another container/],
		[
			'on a share, after another start of a computer of this name',
			{boot: 'an earlier start'},
			true,
			/may be this one before it was restarted/,
		],
		[
			'whose start this system does not tell',
			{started: null},
			false,
			/somebody else's now: this system does not tell\. If process \d+ is no whfb, delete \/sessions\/a\.lock/,
		],
		['that runs', {}, false, /open in another whfb on this computer \(process \d+\)\. Leave it there first\.$/],
	])('M2 %s is told, not guessed', (_, other, isShared, says) => {
		expect(judged(other, isShared)).toMatchObject({kind: 'held', words: expect.stringMatching(says)});
	});

	it('M2 of 1.0.0 is understood', () => {
		const path = folder();
		writeFileSync(join(path, 'a.lock'), JSON.stringify({pid: process.pid, host: hostname(), started: me.started, turn: 1}));
		expect(() => hold(join(path, 'a.lock'), 'a')).toThrow(/open in another whfb/);
		writeFileSync(join(path, 'a.lock'), JSON.stringify({pid: 2 ** 30, host: hostname(), started: null, turn: 1}));
		hold(join(path, 'a.lock'), 'a').release();
		expect(readdirSync(path)).toEqual([]);
	});
});

describe('a lock', () => {
	it.each([true, false])('M2 of somebody who is gone is succeeded and never moved, and nothing of it is left (links: %s)', links => {
		const file = join(folder(), 'a.lock');
		const link = links
			? linkSync
			: () => {
					throw Object.assign(new Error('EPERM'), {code: 'EPERM'});
				};
		const dead = () => ({...ownOwner(), pid: 2 ** 30});
		for (let before = 0; before < 4; before++) {
			hold(file, 'a', {me: dead, link});
		}

		const holder = hold(file, 'a', {me: ownOwner, link});
		expect(holder.means).toBe(links ? 'link' : 'exclusive');
		expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({pid: process.pid, token: expect.any(String)});
		expect(() => hold(file, 'a', {me: ownOwner, link})).toThrow(Held);
		holder.release();
		expect(readdirSync(join(file, '..'))).toEqual([]);
	});

	it('M2 that somebody took meanwhile is not taken away by who looked before', () => {
		const path = folder();
		const file = join(path, 'a.lock');
		hold(file, 'a', {me: () => ({...ownOwner(), pid: 2 ** 30}), link: linkSync});
		// In between the look at the dead lock and the taking, somebody else takes it, works, and leaves.
		let isFirst = true;
		const late = hold(file, 'a', {
			me: ownOwner,
			link: (begun, to) => {
				if (isFirst) {
					isFirst = false;
					const other = hold(file, 'a');
					other.release();
					const third = hold(file, 'a');
					expect(() => linkSync(begun, to)).not.toThrow();
					expect(JSON.parse(readFileSync(file, 'utf8')).pid).toBe(process.pid);
					third.release();
					return;
				}

				linkSync(begun, to);
			},
		});
		expect(() => hold(file, 'a')).toThrow(Held);
		late.release();
		expect(readdirSync(path)).toEqual([]);
	});

	it('L3 that is a link is not followed, and what it leads to stays as it is', () => {
		const {store, open, lock} = filled();
		open.close();
		const target = join(store.folder, 'precious');
		writeFileSync(target, 'precious');
		symlinkSync(target, lock);
		expect(() => store.open('contoso')).toThrow(/\.lock is a link, and no lock of whfb/);
		expect(readFileSync(target, 'utf8')).toBe('precious');
		rmSync(lock);
		symlinkSync(join(store.folder, 'nowhere'), lock);
		expect(() => store.open('contoso')).toThrow(/is a link/);
		expect(existsSync(join(store.folder, 'nowhere'))).toBe(false);
	});

	it('L7 that is a pipe, a folder or far too large is said to be so, and not waited for', () => {
		const {store, open, lock} = filled();
		open.close();
		spawnSync('mkfifo', [lock]);
		expect(() => store.open('contoso')).toThrow(/is no file, and no lock of whfb/);
		rmSync(lock);
		mkdirSync(lock);
		expect(() => store.open('contoso')).toThrow(/is (a folder|no file), and no lock of whfb/);
		rmSync(lock, {recursive: true});
		writeFileSync(lock, 'x'.repeat(10_000));
		expect(() => store.open('contoso')).toThrow(/larger than any lock/);
	});

	it.each(['SIGINT', 'SIGTERM', 'SIGHUP', 'exit', 'throw'])('M2 goes along with whoever leaves: %s', async way => {
		const path = folder();
		const program = [
			`import {hold} from ${JSON.stringify(inPackage('src', 'session', 'lock.ts'))};`,
			`hold(${JSON.stringify(join(path, 'a.lock'))}, 'a');`,
			"for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => process.exit(130));",
			"process.stdout.write('held');",
			way === 'exit' ? 'process.exit(0);' : way === 'throw' ? "throw new Error('a defect');" : 'setInterval(() => {}, 1000);',
		].join('\n');
		const child = spawn(process.execPath, ['--input-type=module', '-e', program], {stdio: ['ignore', 'pipe', 'ignore']});
		const closed = new Promise(resolve => child.on('close', resolve));
		await new Promise(resolve => child.stdout.once('data', resolve));
		if (way.startsWith('SIG')) {
			expect(readdirSync(path)).toEqual(['a.lock']);
			child.kill(way as NodeJS.Signals);
		}

		await closed;
		expect(readdirSync(path)).toEqual([]);
	});
});

describe('a journal that is open', () => {
	it.each<readonly [string, (file: string) => void, RegExp]>([
		['is deleted', file => rmSync(file), /was deleted or moved away while it was open/],
		['is moved away', file => renameSync(file, `${file}.old`), /was deleted or moved away/],
		[
			'is replaced',
			file => {
				writeFileSync(`${file}.new`, readFileSync(file));
				renameSync(`${file}.new`, file);
			},
			/was replaced by another/,
		],
		['is written to by somebody else', file => writeFileSync(file, 'x', {flag: 'a'}), /something else has written/],
		['is cut', file => truncateSync(file, 20), /something else has written/],
		[
			'is changed and as long as before',
			file => writeFileSync(file, readFileSync(file, 'utf8').replace('"a"', '"z"')),
			/something else has written/,
		],
	])('M10 says so where its file %s, writes nothing more, and keeps what it holds elsewhere', (_, happen, says) => {
		const {open} = filled();
		happen(open.file);
		const after = existsSync(open.file) ? readFileSync(open.file) : null;
		const saver = saverOf(open);
		saver.record(entered('b'));
		expect(saver.trouble()).toMatch(says);
		expect(saver.grant([entered('c')])).toBe(false);
		expect(existsSync(open.file) ? readFileSync(open.file) : null).toEqual(after);
		const kept = saver.keepElsewhere();
		expect(kept).not.toBeNull();
		const reading = readJournal(readFileSync(kept ?? '', 'utf8'));
		expect(reading).toMatchObject({kind: 'sound', events: [entered('a'), entered('b')]});
		rmSync(kept ?? '');
		saver.close();
	});

	it('M10 goes on where nothing happened to it', () => {
		const {open} = filled();
		const saver = saverOf(open);
		saver.record(entered('b'));
		expect(saver.trouble()).toBeNull();
		saver.close();
	});
});

describe('a second one', () => {
	it('M2 may look at a session that is open elsewhere, and writes nothing', () => {
		const {store, open} = filled();
		expect(() => store.open('contoso')).toThrow(Held);
		const view = store.view('contoso', 'It is open elsewhere.');
		expect(view).toMatchObject({readOnly: 'It is open elsewhere.', session: {entered: ['a']}});
		expect(() => view.journal.append(entered('b'))).toThrow(/open elsewhere/);
		view.close();
		open.journal.append(entered('c'));
		open.close();
		expect(readdirSync(store.folder)).toEqual(['contoso.whfb.jsonl']);
	});
});

it('M4 that cannot be removed is said to be left, with what to do, and ends nothing', () => {
	const path = folder();
	const lock = join(path, 'a.lock');
	// Root may remove anything, so somebody else tries.
	const uid = process.getuid?.() === 0 ? 65_534 : undefined;
	if (uid !== undefined) {
		chownSync(path, uid, uid);
	}

	const program = [
		"import {chmodSync} from 'node:fs';",
		`import {hold} from ${JSON.stringify(inPackage('src', 'session', 'lock.ts'))};`,
		`const holder = hold(${JSON.stringify(lock)}, 'a');`,
		`chmodSync(${JSON.stringify(path)}, 0o500);`,
		'holder.release();',
		"process.stdout.write('went on');",
	].join('\n');
	const {status, stdout, stderr} = spawnSync(process.execPath, ['--input-type=module', '-e', program], {
		encoding: 'utf8',
		cwd: path,
		...(uid === undefined ? {} : {uid, gid: uid}),
	});
	chmodSync(path, 0o700);
	expect({status, stdout}).toEqual({status: 0, stdout: 'went on'});
	expect(stderr).toBe(`The lock of the session could not be removed. Delete ${lock}, or the next whfb takes the session for open.\n`);
});

describe('a folder for sessions', () => {
	it.each([
		['/home/hana/whfb', 'linux', 0x6969, 'network'],
		['/home/hana/whfb', 'linux', 0xfe534d42 | 0, 'network'],
		['/mnt/share/whfb', 'linux', 0x65735546, 'network'],
		['/home/hana/whfb', 'linux', 0xef53, 'local'],
		['/home/hana/Dropbox/whfb', 'linux', 0xef53, 'synced'],
		['\\\\server\\share\\whfb', 'win32', null, 'network'],
		['C:\\Users\\hana\\OneDrive - Contoso\\whfb', 'win32', null, 'synced'],
		['C:\\Users\\hana\\Sync\\whfb', 'win32', null, 'synced'],
		['C:\\Users\\hana\\AppData\\Roaming\\whfb', 'win32', null, 'roaming'],
		['C:\\Users\\hana\\AppData\\Local\\whfb', 'win32', null, 'local'],
	] as const)('is warned about where others may write, or copies go elsewhere: %s (%s, %s) is %s', (path, platform, type, kind) => {
		const env = {APPDATA: 'C:\\Users\\hana\\AppData\\Roaming', OneDrive: 'C:\\Users\\hana\\Sync'};
		const place = placeOf(path, platform === 'win32' ? env : {}, platform, type);
		expect(place.kind).toBe(kind);
		expect(placeWarning(place) === null).toBe(kind === 'local');
	});
});
