import {execFile} from 'node:child_process';
import {
	existsSync,
	mkdirSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync,
	statSync,
	truncateSync,
	utimesSync,
	writeFileSync,
} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {promisify} from 'node:util';
import {afterAll, expect, it} from 'vitest';
import {describeWith} from '../require.ts';
import {cacheFolder, installed, parser, powershellFolder, powershellVersion} from './powershell.ts';

const folders: string[] = [];
afterAll(() => {
	for (const folder of folders) {
		rmSync(folder, {recursive: true, force: true});
	}
});

const cache = (): string => {
	const made = mkdtempSync(join(tmpdir(), 'whfb-cache-'));
	folders.push(made);
	return made;
};

const name = process.platform === 'win32' ? 'pwsh.exe' : 'pwsh';
const home = powershellFolder;

/** An installer that writes a program and a library, and counts in how many folders it did. */
const counted = (more: (folder: string) => void | Promise<void> = () => undefined) => {
	const places: string[] = [];
	const install = async (folder: string) => {
		places.push(folder);
		mkdirSync(join(folder, 'store'));
		writeFileSync(join(folder, 'store', 'library'), 'a library');
		await more(folder);
		writeFileSync(join(folder, name), 'a program');
	};
	return {places, install};
};

it('keeps an installed PowerShell outside the repository, where the user keeps what can be made again', () => {
	expect(cacheFolder({HOME: '/home/hana'})).toBe(join('/home/hana', '.cache', 'whfb-tests'));
	expect(cacheFolder({HOME: '/home/hana', XDG_CACHE_HOME: '/var/cache/hana'})).toBe(join('/var/cache/hana', 'whfb-tests'));
	expect(cacheFolder({HOME: '/home/hana', WHFB_TEST_CACHE: '/elsewhere'})).toBe('/elsewhere');
});

it('installs once, and then takes what is there', async () => {
	const place = cache();
	const {places, install} = counted();
	const path = await installed(place, install);
	expect(path).toBe(join(place, home, name));
	expect(readFileSync(path, 'utf8')).toBe('a program');
	expect(await installed(place, install)).toBe(path);
	expect(places.length).toBe(1);
	expect(readdirSync(place)).toEqual([home]);
});

it('shows nothing of an installation that is not complete', async () => {
	const place = cache();
	const {install} = counted(() => expect(existsSync(join(place, home))).toBe(false));
	await installed(place, install);
});

it.each([
	['the program is gone', (folder: string) => rmSync(join(folder, name))],
	['a library is cut short', (folder: string) => truncateSync(join(folder, 'store', 'library'), 3)],
	['the list of its files is gone', (folder: string) => rmSync(join(folder, 'whole.json'))],
	['the list of its files is damaged', (folder: string) => truncateSync(join(folder, 'whole.json'), 3)],
])('installs anew where %s', async (_what, damage) => {
	const place = cache();
	const {places, install} = counted();
	const path = await installed(place, install);
	damage(join(place, home));
	await installed(place, install);
	expect(places.length).toBe(2);
	expect(readFileSync(path, 'utf8')).toBe('a program');
	expect(readFileSync(join(place, home, 'store', 'library'), 'utf8')).toBe('a library');
	expect(readdirSync(place)).toEqual([home]);
});

it('leaves nothing behind where the installer fails, and says its words', async () => {
	const place = cache();
	const broken = async (folder: string) => {
		writeFileSync(join(folder, name), 'half');
		throw new Error('The package is not found.');
	};
	await expect(installed(place, broken)).rejects.toThrow('The package is not found.');
	expect(readdirSync(place)).toEqual([]);
	await installed(place, counted().install);
});

it('lets one install while others wait, in one process', async () => {
	const place = cache();
	const {places, install} = counted(() => new Promise(settle => setTimeout(settle, 300)));
	const paths = await Promise.all(Array.from({length: 5}, () => installed(place, install)));
	expect(new Set(paths).size).toBe(1);
	expect(places.length).toBe(1);
});

it('lets one install while others wait, in several processes', async () => {
	const place = cache();
	const script = join(place, 'one.mjs');
	writeFileSync(
		script,
		`import {appendFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {installed} from ${JSON.stringify(join(import.meta.dirname, 'powershell.ts'))};
await installed(${JSON.stringify(place)}, async folder => {
	appendFileSync(${JSON.stringify(join(place, 'log'))}, 'x');
	await new Promise(settle => setTimeout(settle, 1_000));
	writeFileSync(join(folder, ${JSON.stringify(name)}), 'a program');
});
process.stdout.write('done');
`,
	);
	const ran = await Promise.all(Array.from({length: 4}, () => promisify(execFile)(process.execPath, [script])));
	expect(ran.map(({stdout}) => stdout)).toEqual(['done', 'done', 'done', 'done']);
	expect(readFileSync(join(place, 'log'), 'utf8')).toBe('x');
});

it('goes on where an installer was killed: its lock is taken once it has been silent, and its remains are removed', async () => {
	const place = cache();
	const lock = join(place, `${home}.lock`);
	const remains = join(place, `${home}.0123456789ab.new`);
	const long = new Date(Date.now() - 2 * 3_600_000);
	for (const folder of [lock, remains]) {
		mkdirSync(folder);
		writeFileSync(join(folder, '0123456789ab'), '');
		utimesSync(folder, long, long);
	}

	const {places, install} = counted();
	await installed(place, install);
	expect(places.length).toBe(1);
	expect(readdirSync(place)).toEqual([home]);
});

it('waits for an installer that lives, however long it takes', async () => {
	const place = cache();
	const lock = join(place, `${home}.lock`);
	mkdirSync(lock);
	const {places, install} = counted();
	const waiting = installed(place, install);
	await new Promise(settle => setTimeout(settle, 1_000));
	expect(places).toEqual([]);
	rmSync(lock, {recursive: true});
	await waiting;
	expect(places.length).toBe(1);
});

describeWith('dotnet', 'the PowerShell that is installed', () => {
	it('is a full one of the version that is named', async () => {
		const path = await parser();
		expect(statSync(path).isFile()).toBe(true);
		const {stdout} = await promisify(execFile)(path, [
			'-NoLogo',
			'-NoProfile',
			'-NonInteractive',
			'-File',
			join(import.meta.dirname, '..', 'powershell', 'fixtures', 'about.ps1'),
		]);
		expect(JSON.parse(stdout)).toEqual({version: powershellVersion, edition: 'Core', utility: true, management: true});
	});
});
