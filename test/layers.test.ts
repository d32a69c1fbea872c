import {spawnSync} from 'node:child_process';
import {cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {dirname, join, normalize, relative, sep} from 'node:path';
import {parseSync} from 'oxc-parser';
import {describe, expect, it} from 'vitest';
import {collectorsIn} from '../src/guide/step.ts';
import {inPackage} from '../src/package-root.ts';
import {guide} from '../steps/guide.ts';

/** What each part of the program may import of ours, besides itself. Beside it, what anybody may: how to say that we cannot start, how to print a command, and where the package is. */
const may: Readonly<Record<string, readonly string[]>> = {
	'src/guide': [],
	'src/content': [],
	'src/session': ['src/guide'],
	'src/child-processes': [],
	'src/powershell': ['src/guide', 'src/child-processes'],
	'src/graph': ['src/guide', 'src/child-processes'],
	'src/evidence': ['src/guide', 'src/session'],
	'src/engine': ['src/guide'],
	'src/report': ['src/session', 'src/guide', 'src/content'],
	'src/app': [
		'src/child-processes',
		'src/session',
		'src/guide',
		'src/content',
		'src/engine',
		'src/powershell',
		'src/graph',
		'src/evidence',
		'src/report',
		'src/output.ts',
		'src/output-file.ts',
		'src/tool.ts',
	],
	'src/wizard': ['src/session', 'src/guide', 'src/content', 'src/report'],
	'src/ui': ['src/wizard', 'src/guide', 'src/content', 'src/report'],
	'src/commands': [
		'src/child-processes',
		'src/session',
		'src/guide',
		'src/content',
		'src/engine',
		'src/powershell',
		'src/graph',
		'src/app',
		'src/report',
		'src/wizard',
		'src/ui',
		'src/output.ts',
		'src/output-file.ts',
		'src/tool.ts',
		'steps',
	],
	// What makes packages builds the program, and is no part of it.
	'src/package': ['src/build.ts', 'src/bundle.ts', 'src/notices.ts', 'src/guide', 'src/report', 'src/output.ts', 'steps'],
	steps: ['src/guide'],
};

/** Packages that only some parts may load. */
const packages: Readonly<Record<string, readonly string[]>> = {
	zod: [
		'src/guide',
		'src/engine',
		'src/content',
		'src/powershell',
		'src/graph',
		'src/evidence',
		'src/report',
		'steps',
		'src/build.ts',
		'src/used-of-zod.ts',
	],
	execa: ['src/powershell'],
	preact: ['src/report'],
	'preact-render-to-string': ['src/report'],
	ink: ['src/ui'],
	react: ['src/ui'],
	marked: ['src/content'],
	'@azure/identity': ['src/graph'],
	'@microsoft/microsoft-graph-client': ['src/graph'],
	'@inquirer/prompts': ['src/ui'],
	'fast-xml-parser': ['steps', 'src/deferred-xml.ts'],
	tlds: ['steps'],
	'string-width': ['src/ui', 'src/report'],
	yauzl: ['src/evidence'],
	'supports-hyperlinks': ['src/ui'],
	rolldown: ['src/bundle.ts', 'src/builtins.ts'],
	'oxc-parser': ['src/eager.ts'],
	'magic-string': ['src/eager.ts'],
	fflate: ['src/package'],
};

const anybody = ['src/cannot-start.ts', 'src/command-line.ts', 'src/in-turns.ts', 'src/once.ts', 'src/own-proc.ts', 'src/package-root.ts'];

/** Ids of this guide that are words of anybody's. */
const mayMeanOther = new Set(['sign-in-method', 'scope-group']);

/** Words of one guide, in lower case: its name, and every id and name of its own that is more than one common word. */
const productWords: readonly string[] = (() => {
	const {title, abbreviations, gates, places, brings} = guide.outline;
	const collectors = collectorsIn(guide);
	const names = [
		...title.split(', '),
		...Object.entries(abbreviations).flat(),
		...gates.flatMap(({id, long}) => [id, long]),
		...places.map(({id}) => id),
		...guide.steps.flatMap(({id, checks}) => [id, ...checks.map(check => check.id)]),
		...collectors.map(({id}) => id),
		...guide.importers.map(({id}) => id),
		// The programs whose output is taken, and those that make what is brought.
		...guide.savedTexts.map(({collector}) => collector),
		...brings.long.flatMap(text => text.match(/\b[A-Z][a-z]+-\w+/g) ?? []),
		// What anybody would look for by hand.
		'hello',
		'dsregcmd',
		'key trust',
		'keytrust',
		'adsync',
	];
	const programs = new Set(guide.savedTexts.map(({collector}) => collector));
	return [...new Set(names.map(name => name.toLowerCase()))].filter(
		name =>
			(name === 'hello' || programs.has(name) || /[- ]/.test(name) || name === 'adsync' || name === 'keytrust') && !mayMeanOther.has(name),
	);
})();

/** Where a word of the product stands all the same. */
const mayName: Readonly<Record<string, string>> = {
	'src/README.md': 'it tells what the product is',
	'src/evidence/files.ts': 'readSync and opendirSync hold the letters of ADSync',
	'src/graph/permissions.ts': 'a permission of Graph has it in its name',
	'src/powershell/shipped-scripts.json': 'hashes of scripts that releases carried, by their paths then',
};

const allFiles = (folder: string): readonly string[] =>
	readdirSync(inPackage(folder), {recursive: true, withFileTypes: true})
		.filter(one => one.isFile())
		.map(one => relative(inPackage(), join(one.parentPath, one.name)).split(sep).join('/'));

const files = (folder: string): readonly string[] =>
	readdirSync(inPackage(folder), {recursive: true, encoding: 'utf8'})
		.map(file => join(folder, file).split(sep).join('/'))
		.filter(file => /\.tsx?$/.test(file));

/** What a file imports or exports on, of values and of types, at once or later, as a parser reads it. */
const importsOf = (file: string, text = readFileSync(inPackage(file), 'utf8')): readonly string[] => {
	const {module, errors} = parseSync(file, text);
	if (errors.length > 0) {
		throw new Error(`${file} cannot be parsed: ${errors[0]?.message}`);
	}

	return [
		...module.staticImports.map(({moduleRequest}) => moduleRequest.value),
		...module.staticExports.flatMap(({entries}) => entries.flatMap(({moduleRequest}) => moduleRequest?.value ?? [])),
		...module.dynamicImports.map(({moduleRequest}) => text.slice(moduleRequest.start, moduleRequest.end).replace(/^['"`]|['"`]$/g, '')),
	];
};

const layerOf = (file: string): string => (file.startsWith('steps/') ? 'steps' : (/^src\/[^/]+(?=\/)/.exec(file)?.[0] ?? file));

const sources = [...files('src'), ...files('steps')];

type Import = {readonly file: string; readonly target: string};
const stepOf = (file: string): string | null => /^steps\/(\d\d-[^/]+)\//.exec(file)?.[1] ?? null;
/** What is taken of another step, and is none of its facts. What all steps share is of no step, and the guide alone binds them together. */
const takenOfSteps = (imports: readonly Import[]): readonly Import[] =>
	imports.filter(
		({file, target}) =>
			file.startsWith('steps/') &&
			file !== 'steps/guide.ts' &&
			stepOf(target) !== null &&
			stepOf(target) !== stepOf(file) &&
			!target.endsWith('.facts.ts'),
	);

const ours: readonly Import[] = sources.flatMap(file =>
	importsOf(file)
		.filter(name => name.startsWith('.'))
		.map(name => ({
			file,
			target: relative(inPackage(), normalize(join(dirname(inPackage(file)), name)))
				.split(sep)
				.join('/'),
		})),
);

const theirs = sources.flatMap(file =>
	importsOf(file)
		.filter(name => !name.startsWith('.') && !name.startsWith('node:'))
		.map(name => ({file, name: name.startsWith('@') ? name.split('/').slice(0, 2).join('/') : (name.split('/')[0] ?? name)})),
);

describe('the import law', () => {
	it.each(Object.keys(may))('%s imports only what it may', layer => {
		const strays = ours.filter(
			({file, target}) =>
				layerOf(file) === layer && layerOf(target) !== layer && !(may[layer] ?? []).includes(layerOf(target)) && !anybody.includes(target),
		);
		expect(strays).toEqual([]);
	});

	it('lets a step take of another step its facts and nothing else', () => {
		expect(takenOfSteps(ours)).toEqual([]);
	});

	it.each([
		['a judge of another step', 'steps/04-a/b.ts', 'steps/02-c/d.ts'],
		['what another step keeps in a room', 'steps/04-a/room/b.ts', 'steps/02-c/room/words.ts'],
		['examples of another step', 'steps/04-a/b.cases.ts', 'steps/02-c/d.cases.ts'],
		['a judge of a step, for what all steps share', 'steps/by-kind.ts', 'steps/02-c/d.ts'],
	])('objects to %s', (_, file, target) => {
		expect(takenOfSteps([{file, target}])).toHaveLength(1);
	});

	it.each([
		['facts of another step', 'steps/04-a/b.ts', 'steps/02-c/room/d.facts.ts'],
		['what lies in another room of its step', 'steps/04-a/room/b.ts', 'steps/04-a/other/words.ts'],
		['what all steps share', 'steps/04-a/room/b.cases.ts', 'steps/case-builders/forests.ts'],
	])('lets a step take %s', (_, file, target) => {
		expect(takenOfSteps([{file, target}])).toEqual([]);
	});

	it('looks at every import there is', () => {
		expect(ours.length).toBeGreaterThan(300);
		expect(new Set(ours.map(({file}) => layerOf(file)))).toContain('src/engine');
	});

	it('lets each package be loaded only where it does its part', () => {
		const strays = theirs.filter(({file, name}) => {
			const allowed = packages[name];
			return allowed === undefined || !(allowed.includes(layerOf(file)) || allowed.includes(file));
		});
		expect(strays).toEqual([]);
	});

	it('lets standard output and standard error be written to at one door', () => {
		const told = sources.filter(file => /process\.std(out|err)\.write|console\.\w+\(/.test(readFileSync(inPackage(file), 'utf8')));
		// An old Node gets no further than the first; the second speaks while the program ends.
		expect(told.filter(file => file !== 'src/main.ts' && file !== 'src/session/held-locks.ts')).toEqual(['src/output.ts']);
	});

	it('knows the product by its guide alone', () => {
		const found = allFiles('src').flatMap(file => {
			const text = readFileSync(inPackage(file), 'utf8').toLowerCase();
			return productWords.filter(word => text.includes(word)).map(word => `${file}: ${word}`);
		});
		// Printed, so that whoever reads a run sees what is left, and why.
		for (const [file, why] of Object.entries(mayName)) {
			console.log(`${file} may name the product: ${why}`);
		}

		expect(found.filter(each => !Object.keys(mayName).some(file => each.startsWith(`${file}: `)))).toEqual([]);
		expect(Object.keys(mayName).filter(file => !found.some(each => each.startsWith(`${file}: `)))).toEqual([]);
	});

	it('takes the words of the product from the guide', () => {
		expect(productWords).toEqual(
			expect.arrayContaining(['windows hello for business', 'hybrid key trust', 'hello', 'connect-server', 'dsregcmd', 'adsync']),
		);
		expect(productWords.length).toBeGreaterThan(guide.steps.length + 50);
	});

	it('prints no command with a name in it but as one that can be pasted', () => {
		// The command, its options and values as they stand, and then a name.
		const command =
			/\b(?:whfb (?:check|plan|sessions|resume|export|import|evidence|collector|report|doctor)|powershell|pwsh|npm|az)(?: (?:--?[\w-]+|[A-Z][\w.]*))* \$\{/;
		expect(command.test(['Go on with: whfb import FILE --session $', 'name'].join('{'))).toBe(true);
		const strays = sources.filter(file => command.test(readFileSync(inPackage(file), 'utf8')));
		expect(strays).toEqual([]);
	});

	it('has a row for every folder, and a folder for every row', () => {
		const folders = readdirSync(inPackage('src'), {withFileTypes: true}).flatMap(one => (one.isDirectory() ? [`src/${one.name}`] : []));
		expect(Object.keys(may).toSorted()).toEqual([...folders, 'steps'].toSorted());
	});

	it('has its tests in folders that mirror it, beside the kinds of test that have folders of their own', () => {
		const kinds = ['bench', 'campaigns', 'end-to-end', 'fixtures', 'journeys', 'lab', 'mutants', 'picture', 'second-guide', 'wine'];
		const folders = readdirSync(inPackage('test'), {withFileTypes: true}).flatMap(one => (one.isDirectory() ? [one.name] : []));
		expect(kinds.filter(kind => !folders.includes(kind))).toEqual([]);
		expect(folders.filter(name => name !== 'steps' && may[`src/${name}`] === undefined && !kinds.includes(name))).toEqual([]);
	});

	it.each([
		['at once', "import {a} from './a.ts';"],
		['only its type', "import type {A} from './a.ts';"],
		['later', "export const a = () => import('./a.ts');"],
		['by handing it on', "export {a} from './a.ts';"],
		['all of it', "export * from './a.ts';"],
		['for what it does', "import './a.ts';"],
	])('sees what a file takes from another %s', (_, text) => {
		expect(importsOf('x.ts', text)).toEqual(['./a.ts']);
	});
});

/** What the linter says of files that would stand in the repository, by file. */
const linted = (sources: Readonly<Record<string, string>>): Readonly<Record<string, readonly string[]>> => {
	const copy = mkdtempSync(join(tmpdir(), 'whfb-law-'));
	try {
		for (const part of ['.biome.json', 'steps/no-chance.grit', 'src/no-locale.grit']) {
			mkdirSync(dirname(join(copy, part)), {recursive: true});
			cpSync(inPackage(part), join(copy, part));
		}

		for (const [file, text] of Object.entries(sources)) {
			mkdirSync(dirname(join(copy, file)), {recursive: true});
			writeFileSync(join(copy, file), text);
		}

		const {stdout} = spawnSync(
			inPackage('node_modules', '.bin', 'biome'),
			['lint', '--vcs-enabled=false', '--reporter=json', '--max-diagnostics=none', '.'],
			{
				cwd: copy,
				encoding: 'utf8',
				shell: process.platform === 'win32',
			},
		);
		const {diagnostics} = JSON.parse(stdout) as {
			readonly diagnostics: readonly {readonly category: string; readonly severity: string; readonly location: {readonly path: string}}[];
		};
		return Object.fromEntries(
			Object.keys(sources).map(file => [
				file,
				diagnostics.flatMap(({category, severity, location}) => (severity === 'error' && location.path === file ? [category] : [])),
			]),
		);
	} finally {
		rmSync(copy, {recursive: true, force: true});
	}
};

describe('the linter', () => {
	const globals = 'lint/style/noRestrictedGlobals';
	const imports = 'lint/style/noRestrictedImports';
	const holes: readonly (readonly [what: string, file: string, text: string, rule: string])[] = [
		[
			'a judge that reads a file',
			'steps/01-overview/a.ts',
			"import {readFileSync} from 'node:fs';\nexport const a = readFileSync;\n",
			imports,
		],
		['a judge that reads a file later', 'steps/01-overview/b.ts', "export const a = () => import('node:fs');\n", imports],
		['a judge that asks the network', 'steps/01-overview/c.ts', "export const a = () => fetch('https://contoso.com');\n", globals],
		['a judge that reads the environment', 'steps/01-overview/d.ts', 'export const a = process.env;\n', globals],
		['a judge that knows the time', 'steps/01-overview/e.ts', 'export const a = () => new Date();\n', globals],
		['a judge that measures time', 'steps/01-overview/f.ts', 'export const a = () => performance.now();\n', globals],
		['a judge that draws lots', 'steps/01-overview/g.ts', 'export const a = () => Math.random();\n', 'plugin'],
		[
			'a judge that draws keys',
			'steps/01-overview/h.ts',
			"import {randomBytes} from 'node:crypto';\nexport const a = randomBytes;\n",
			imports,
		],
		['a judge that draws ids', 'steps/01-overview/i.ts', 'export const a = () => crypto.randomUUID();\n', globals],
		['a judge that takes a way round', 'steps/01-overview/j.ts', 'export const a = globalThis;\n', globals],
		[
			'a collector that reads a file',
			'steps/01-overview/k.facts.ts',
			"import {readFileSync} from 'node:fs';\nexport const a = readFileSync;\n",
			imports,
		],
		['an order that depends on a language', 'src/session/o.ts', "export const a = (b: string) => b.localeCompare('a');\n", 'plugin'],
		['a number as a language writes it', 'steps/01-overview/p.ts', 'export const a = (b: number) => b.toLocaleString();\n', 'plugin'],
		['a language itself', 'src/report/q.ts', "export const a = new Intl.Collator('en');\n", 'plugin'],
		['the language of guides that asks the network', 'src/guide/l.ts', "export const a = () => fetch('https://contoso.com');\n", globals],
	];
	const clean = 'steps/01-overview/z.ts';
	const said = linted({
		...Object.fromEntries(holes.map(([, file, text]) => [file, text])),
		[clean]: "import {X509Certificate} from 'node:crypto';\nexport const a = X509Certificate;\n",
		'src/wizard/m.ts': "import {n} from './n.ts';\nexport const m = () => n;\n",
		'src/wizard/n.ts': "import type {m} from './m.ts';\nexport const n: typeof m | null = null;\n",
	});

	it.each(holes)('objects to %s', (_, file, __, rule) => {
		expect(said[file]).toContain(rule);
	});

	it('objects to a circle, of types too', () => {
		expect(said['src/wizard/m.ts']).toContain('lint/suspicious/noImportCycles');
	});

	it('lets a judge calculate', () => {
		expect(said[clean]).toEqual([]);
	});
});
