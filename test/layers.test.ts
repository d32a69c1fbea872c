import {readdirSync, readFileSync} from 'node:fs';
import {dirname, join, normalize, relative, sep} from 'node:path';
import {describe, expect, it} from 'vitest';
import {inPackage} from '../src/package-root.ts';

/** What each part of the program may import of ours, besides itself. Beside it, what anybody may: how to say that we cannot start, how to print a command, and where the package is. */
const may: Readonly<Record<string, readonly string[]>> = {
	'src/guide': [],
	'src/content': [],
	'src/session': ['src/guide'],
	'src/powershell': ['src/guide'],
	'src/graph': ['src/guide'],
	'src/carried': ['src/guide', 'src/session'],
	'src/engine': ['src/guide'],
	'src/tui': ['src/session', 'src/guide', 'src/content'],
	'src/plain': ['src/session', 'src/guide', 'src/content', 'src/tui'],
	'src/report': ['src/session', 'src/guide'],
	steps: ['src/guide'],
};

/** Packages that only some parts may load. */
const packages: Readonly<Record<string, readonly string[]>> = {
	zod: ['src/guide', 'src/engine', 'src/content', 'src/powershell', 'src/graph', 'src/carried', 'src/commands', 'steps', 'src/build.ts'],
	execa: ['src/powershell'],
	ink: ['src/tui'],
	react: ['src/tui'],
	marked: ['src/content'],
	'@azure/identity': ['src/graph'],
	'@microsoft/microsoft-graph-client': ['src/graph'],
	'@inquirer/prompts': ['src/plain'],
	'fast-xml-parser': ['steps'],
	tlds: ['steps'],
	'string-width': ['src/tui'],
	yauzl: ['src/carried'],
	esbuild: ['src/build.ts'],
};

const anybody = ['src/cannot-start.ts', 'src/command-line.ts', 'src/package-root.ts'];

const files = (folder: string): readonly string[] =>
	readdirSync(inPackage(folder), {recursive: true, encoding: 'utf8'})
		.map(file => join(folder, file).split(sep).join('/'))
		.filter(file => /\.tsx?$/.test(file));

const importsOf = (file: string): readonly string[] => {
	const text = readFileSync(inPackage(file), 'utf8');
	return [...text.matchAll(/(?:\bfrom|\bimport)\s*\(?\s*'([@\w./-][^'\n]*)'/g)].map(([, name]) => name ?? '');
};

const layerOf = (file: string): string => (file.startsWith('steps/') ? 'steps' : (/^src\/[^/]+(?=\/)/.exec(file)?.[0] ?? file));

const sources = [...files('src'), ...files('steps')];

const ours = sources.flatMap(file =>
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

	it('keeps the engine ignorant of Windows Hello', () => {
		const told = files('src/engine').filter(file =>
			/hello|keycredential|objectVersion|schema-before/i.test(readFileSync(inPackage(file), 'utf8')),
		);
		expect(told).toEqual([]);
	});

	it('names Windows Hello only where the product introduces itself', () => {
		const code = (file: string) => readFileSync(inPackage(file), 'utf8').replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '');
		expect(
			files('src')
				.filter(file => /hello/i.test(code(file)))
				.sort(),
		).toEqual([
			'src/commands/check-text.ts',
			'src/commands/help.ts',
			'src/plain/environment.ts',
			'src/plain/welcome.ts',
			'src/tui/screens/form.ts',
			'src/tui/screens/welcome.ts',
		]);
	});

	it('prints no command with a name in it but as one that can be pasted', () => {
		// The command, its options and values as they stand, and then a name.
		const command =
			/\b(?:whfb (?:check|plan|sessions|resume|export|import|evidence|collector|report|doctor)|powershell|pwsh|npm|az)(?: (?:--?[\w-]+|[A-Z][\w.]*))* \$\{/;
		expect(command.test(['Go on with: whfb import FILE --session $', 'name'].join('{'))).toBe(true);
		const strays = sources.filter(file => command.test(readFileSync(inPackage(file), 'utf8')));
		expect(strays).toEqual([]);
	});

	it('keeps clocks and chance out of judges', () => {
		const told = files('steps').filter(
			file =>
				!file.endsWith('.cases.ts') && /Date\.now|new Date\(\)|Math\.random|performance\./.test(readFileSync(inPackage(file), 'utf8')),
		);
		expect(told).toEqual([]);
	});
});
