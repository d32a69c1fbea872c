import {mkdtempSync, readdirSync, readFileSync, rmSync} from 'node:fs';
import {isBuiltin} from 'node:module';
import {tmpdir} from 'node:os';
import {join, relative} from 'node:path';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {buildInto} from '../src/build.ts';
import {inPackage} from '../src/package-root.ts';

const [one, two] = [mkdtempSync(join(tmpdir(), 'whfb-build-')), mkdtempSync(join(tmpdir(), 'whfb-build-'))];
let bundled: ReadonlySet<string>;
/** Every file that went into the bundle, and what the bundle asks for outside itself. */
let [inputs, outside]: [readonly string[], readonly string[]] = [[], []];

/** The packages of which something went into the bundle, as `name version`. */
const packagesIn = (files: readonly string[]): ReadonlySet<string> =>
	new Set(
		files
			.map(file => file.replace(/^\0rolldown\//, 'node_modules/rolldown/').split('/'))
			.filter(parts => parts.includes('node_modules'))
			.map(parts => {
				const at = parts.lastIndexOf('node_modules') + 1;
				const folder = parts.slice(0, at + (parts[at]?.startsWith('@') ? 2 : 1));
				const {name, version} = JSON.parse(readFileSync(inPackage(...folder, 'package.json'), 'utf8'));
				return `${name} ${version}`;
			}),
	);

beforeAll(async () => {
	const {outputs} = await buildInto(one);
	inputs = Object.values(outputs).flatMap(each => Object.keys(each.inputs));
	outside = Object.values(outputs).flatMap(each => each.outside);
	bundled = packagesIn(inputs);
	await buildInto(two);
});
afterAll(() => {
	for (const folder of [one, two]) {
		rmSync(folder, {recursive: true, force: true});
	}
});

/** Every file of a folder and of those in it. */
const filesIn = (folder: string): readonly string[] =>
	readdirSync(folder, {recursive: true, withFileTypes: true})
		.filter(one => one.isFile())
		.map(one => relative(folder, join(one.parentPath, one.name)))
		.sort();
const textOf = (file: string) => readFileSync(join(one, file), 'utf8');

describe('the built program', () => {
	it('is the same to the byte when it is built again', () => {
		const files = filesIn(one);
		expect(files.length).toBeGreaterThan(20);
		expect(filesIn(two)).toEqual(files);
		expect(files.filter(file => !readFileSync(join(one, file)).equals(readFileSync(join(two, file))))).toEqual([]);
	});

	it('holds nothing of what scanners of viruses take for an attack, and that a reader would ask about', () => {
		const asked =
			/EncodedCommand|ExecutionPolicy\W+Bypass|DownloadString|DownloadFile|Invoke-Expression|FromBase64String|certutil|bitsadmin|mshta|WScript/i;
		const scripts = readdirSync(one).filter(file => file.endsWith('.js'));
		expect(scripts.length).toBeGreaterThan(20);
		expect(scripts.flatMap(file => asked.exec(textOf(file))?.[0] ?? /\bBypass\b/.exec(textOf(file))?.[0] ?? [])).toEqual([]);
		expect([...bundled].filter(name => /^(open|wsl-utils|powershell-utils|default-browser) /.test(name))).toEqual([]);
	});

	it('names nothing of the machine that it was built on', () => {
		expect(filesIn(one).filter(file => textOf(file).includes(inPackage()) || /registry\.\w+\.(org|com)/.test(textOf(file)))).toEqual([]);
	});

	it('is made of our own sources and of packages, and asks for nothing that is not in it', () => {
		expect(inputs.length).toBeGreaterThan(1000);
		expect(inputs.filter(file => !/^(src|steps)\/[^.]|^node_modules\/|^\0rolldown\//.test(file))).toEqual([]);
		// Tried, and done without: a proxy's sign-in by a module that is compiled.
		expect([...new Set(outside.filter(path => !isBuiltin(path)))].sort()).toEqual(['kerberos']);
		const {dependencies} = JSON.parse(readFileSync(inPackage('package.json'), 'utf8'));
		expect(dependencies).toBeUndefined();
	});

	it('goes with the text of every licence of what is in it', () => {
		const notices = textOf('THIRD-PARTY-NOTICES.txt');
		// A rule, the heading, a rule, the texts: and so on.
		const [, ...parts] = notices.split(/^={80}\n/m);
		const headed = parts.flatMap((heading, at) => {
			const [, name = '', version = ''] = at % 2 === 0 ? (/^(\S+) (\S+) \(.+\)\n$/.exec(heading) ?? []) : [];
			return name === '' ? [] : [{name: `${name} ${version}`, text: parts[at + 1] ?? ''}];
		});
		expect(bundled.size).toBeGreaterThan(100);
		expect(headed.map(({name}) => name).sort()).toEqual([...bundled].sort());
		expect(headed.filter(({text}) => text.length < 200 || !/copyright|permission/i.test(text)).map(({name}) => name)).toEqual([]);
	});

	it('goes with a parts list of the same packages, each with its version, licence and sum', () => {
		const list = JSON.parse(textOf('whfb.cdx.json'));
		expect(list).toMatchObject({bomFormat: 'CycloneDX', specVersion: '1.6', version: 1});
		const components = list.components as readonly {
			readonly name: string;
			readonly version: string;
			readonly purl: string;
			readonly licenses: readonly unknown[];
			readonly hashes?: readonly {readonly content: string}[];
		}[];
		expect(components.map(({name, version}) => `${name} ${version}`).sort()).toEqual([...bundled].sort());
		expect(new Set(components.map(({purl}) => purl)).size).toBe(components.length);
		expect(components.filter(({hashes, licenses}) => licenses.length !== 1 || !/^[0-9a-f]{128}$/.test(hashes?.[0]?.content ?? ''))).toEqual(
			[],
		);
	});

	it('downloads and runs nothing when it is installed', () => {
		const {scripts} = JSON.parse(readFileSync(inPackage('package.json'), 'utf8'));
		expect(Object.keys(scripts).filter(name => /^(pre|post)?install$/.test(name))).toEqual([]);
		const {packages} = JSON.parse(readFileSync(inPackage('package-lock.json'), 'utf8')) as {
			packages: Readonly<Record<string, {readonly version?: string; readonly hasInstallScript?: boolean}>>;
		};
		const running = Object.entries(packages).filter(([, {hasInstallScript}]) => hasInstallScript);
		expect(running.filter(([place, {version}]) => bundled.has(`${place.split('node_modules/').at(-1)} ${version}`))).toEqual([]);
	});
});
