import {chmodSync, existsSync, readFileSync, renameSync, rmSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {build, type Metafile, type Plugin} from 'esbuild';
import {z} from 'zod';
import {outline} from '../steps/outline.ts';
import {practiceIds, readPractice} from './engine/practice.ts';
import {bundledIn, noticesOf, partsListOf} from './notices.ts';
import {inPackage} from './package-root.ts';
import {checkDocumentSchema} from './report/check-schema.ts';
import {oneUserSchema} from './report/one-user.ts';
import {reportDocumentSchema} from './report/report-schema.ts';

type Edit = {readonly file: RegExp; readonly from: string | RegExp; readonly to: string};

const lazySegmenter = (name: string, options: string) =>
	`const ${name} = {segment: text => (globalThis.whfbSegmenter ??= new Intl.Segmenter(${options})).segment(text)};`;

/**
 * What a first frame does not need is made when it is first used: the text segmenter, the tables of emoji, and a fetch of the layout engine
 * out of itself. Together about two fifths of the time to the first frame. An edit that finds nothing to edit fails the build.
 */
const edits: readonly Edit[] = [
	{file: /yoga-wasm-base64-esm\.js$/, from: '"function"!=typeof fetch?c(b)', to: '!0?c(b)'},
	{file: /yoga-wasm-base64-esm\.js$/, from: '"function"!=typeof fetch?Promise.resolve()', to: '!0?Promise.resolve()'},
	{file: /wrap-ansi\/index\.js$/, from: 'const segmenter = new Intl.Segmenter();', to: lazySegmenter('segmenter', '')},
	{file: /string-width\/index\.js$/, from: 'const segmenter = new Intl.Segmenter();', to: lazySegmenter('segmenter', '')},
	{file: /ink\/build\/line-update\.js$/, from: /const segmenter = new Intl\.Segmenter\(.*\);/, to: lazySegmenter('segmenter', '')},
	{
		file: /slice-ansi\/tokenize-ansi\.js$/,
		from: /const GRAPHEME_SEGMENTER = new Intl\.Segmenter\(.*\);/,
		to: lazySegmenter('GRAPHEME_SEGMENTER', ''),
	},
	{file: /ansi-tokenize\/build\/tokenize\.js$/, from: /const segmenter = new Intl\.Segmenter\(.*\);/, to: lazySegmenter('segmenter', '')},
	{
		file: /string-width\/index\.js$/,
		from: /const (\w+Regex) = (\/.*\\p\{.*\/[guv]+);/g,
		to: 'let $1Made; const $1 = {test: text => ($1Made ??= $2).test(text), [Symbol.search]: text => ($1Made ??= $2)[Symbol.search](text), [Symbol.match]: text => ($1Made ??= $2)[Symbol.match](text)};',
	},
	{
		// Latin letters, general punctuation, arrows, rules and our own signs are one column each, where ambiguous ones are narrow.
		file: /string-width\/index\.js$/,
		from: 'let width = 0;\n\tconst eastAsianWidthOptions',
		to: 'if (ambiguousIsNarrow && /^[\\u0020-\\u007E\\u00A1-\\u00AC\\u00AE-\\u02FF\\u2010-\\u2027\\u2190-\\u2193\\u221A\\u2500-\\u257F\\u2713\\u2717]*$/.test(string)) { return string.length; }\n\tlet width = 0;\n\tconst eastAsianWidthOptions',
	},
];

const lighter: Plugin = {
	name: 'lighter-start',
	setup({onLoad}) {
		// The developer tools of React are never there, and their import would be looked for at every start.
		onLoad({filter: /ink[\\/]build[\\/]devtools\.js$/}, () => ({contents: 'export {};', loader: 'js'}));
		onLoad(
			{filter: /(yoga-wasm-base64-esm|wrap-ansi[\\/]index|string-width[\\/]index|line-update|tokenize-ansi|tokenize)\.js$/},
			({path}) => {
				let contents = readFileSync(path, 'utf8');
				for (const {from, to} of edits.filter(({file}) => file.test(path.replaceAll('\\', '/')))) {
					const edited = contents.replace(from, to);
					if (edited === contents) {
						throw new Error(`${path} no longer holds ${from}: look at its new text, and at whether the edit is still needed.`);
					}

					contents = edited;
				}

				return {contents, loader: 'js'};
			},
		);
	},
};

/** Puts another file in the place of a package of which only this much is used. */
const instead: Plugin = {
	name: 'instead',
	setup({onResolve}) {
		// It opens a browser with an encoded command of PowerShell, which scanners of viruses take for an attack.
		onResolve({filter: /^open$/}, () => ({path: inPackage('src', 'graph', 'open-browser.ts')}));
	},
};

/** Builds the program, and what has to go with it, into a folder. The same sources make the same bytes, wherever and whenever. Comes back with what went into each file. */
export const buildInto = async (folder: string): Promise<Metafile> => {
	const {metafile} = await build({
		entryPoints: {whfb: inPackage('src', 'main.ts')},
		outdir: folder,
		absWorkingDir: inPackage(),
		bundle: true,
		splitting: true,
		format: 'esm',
		platform: 'node',
		// A package that comes as both must come as a module: loaded on demand, the other kind would have no names to import.
		mainFields: ['module', 'main'],
		target: 'node24',
		minify: true,
		legalComments: 'linked',
		metafile: true,
		jsx: 'automatic',
		define: {'process.env.NODE_ENV': '"production"', 'process.env.DEV': '"false"'},
		// Some dependencies are CommonJS inside, and ask for `require`.
		banner: {js: "import {createRequire as whfbRequire} from 'node:module';const require=whfbRequire(import.meta.url);"},
		plugins: [lighter, instead],
		logLevel: 'warning',
	});
	chmodSync(join(folder, 'whfb.js'), 0o755);
	for (const [name, schema] of [
		['check', checkDocumentSchema],
		['report', reportDocumentSchema],
		['user', oneUserSchema],
	] as const) {
		writeFileSync(join(folder, `${name}.schema.json`), `${JSON.stringify(z.toJSONSchema(schema), null, '\t')}\n`);
	}
	const bundled = bundledIn(metafile);
	writeFileSync(join(folder, 'THIRD-PARTY-NOTICES.txt'), noticesOf(bundled));
	writeFileSync(join(folder, 'whfb.cdx.json'), `${JSON.stringify(partsListOf(bundled), null, '\t')}\n`);

	// The chooser of practice environments must not read them all before the first frame.
	const practices = practiceIds(outline.practice)
		.map(id => readPractice(outline.practice, id))
		.sort((a, b) => a.order - b.order)
		.map(({id, sentence, meets, ends}) => ({id, sentence, meets, ends}));
	writeFileSync(join(folder, 'practices.json'), `${JSON.stringify(practices)}\n`);
	return metafile;
};

const buildHere = async (): Promise<void> => {
	const fresh = inPackage(`dist.${process.pid}`);
	rmSync(fresh, {recursive: true, force: true});
	await buildInto(fresh);

	// Whoever runs the program while it is built has either the old one or the new one.
	const old = inPackage('dist.old');
	rmSync(old, {recursive: true, force: true});
	if (existsSync(inPackage('dist'))) {
		renameSync(inPackage('dist'), old);
	}

	renameSync(fresh, inPackage('dist'));
	rmSync(old, {recursive: true, force: true});
};

if (import.meta.main) {
	await buildHere();
}
