import {readFileSync} from 'node:fs';
import {relative, sep} from 'node:path';
import {type OutputChunk, type OutputOptions, type Plugin, type PluginContext, rolldown} from 'rolldown';
import {builtins, direct, inAscii} from './builtins.ts';
import {edits} from './lighter.ts';
import {inPackage} from './package-root.ts';

/**
 * What went into each file of the bundle, in the shape that bundlers share: files of the package, by their paths in it. `outside`: what the file
 * imports that is no file of the bundle.
 */
export type Bundle = {
	readonly outputs: Readonly<Record<string, {readonly inputs: Readonly<Record<string, unknown>>; readonly outside: readonly string[]}>>;
};

/**
 * The bundle's large files, each named by the module that first needs it, in the order in which a start loads them. A file holds what its module and
 * those that it imports need, less what an earlier one holds. Left to itself a bundler makes a file of whatever some parts share: 75 of them on
 * the way to a page, which cost it 60 of 385 ms of a processor.
 */
const files = [
	['program', 'src/cli.ts'],
	['wizard', 'src/commands/wizard.ts'],
	['screen', 'src/ui/ink/app.tsx'],
	['guide', 'src/commands/after-first-frame.ts'],
	['check', 'src/commands/check.ts'],
	['commands', 'src/commands/without-screen.ts'],
] as const;

/** What a module or a file needs, itself included. */
const needsOf = (entry: string, imports: (id: string) => readonly string[]): ReadonlySet<string> => {
	const needs = new Set([entry]);
	for (const id of needs) {
		for (const imported of imports(id)) {
			needs.add(imported);
		}
	}

	return needs;
};

const fileOfEach = (imports: (id: string) => readonly string[]): ReadonlyMap<string, string> => {
	const needs = files.map(([file, entry]) => ({file, ids: needsOf(inPackage(entry), imports)}));
	const ids = new Set(needs.flatMap(one => [...one.ids]));
	return new Map(
		[...ids].map(id => {
			const [first = '', ...others] = needs.flatMap(one => (one.ids.has(id) ? [one.file] : []));
			// Commands without a screen must not load what draws one for the few functions that both use.
			return [id, first === 'screen' && others.length > 0 ? 'wizard' : first];
		}),
	);
};

/** Says of each module in which of those files it goes; null where in none, and the bundler decides. */
const grouping = () => {
	let known: ReadonlyMap<string, string> | undefined;
	return (id: string, modules: {readonly getModuleInfo: PluginContext['getModuleInfo']}): string | null => {
		known ??= fileOfEach(each => modules.getModuleInfo(each)?.importedIds ?? []);
		return known.get(id) ?? null;
	};
};

/** What has zod itself. */
const usedOfZod = inPackage('src', 'used-of-zod.ts');

/** What stands in the place of a package that somebody imports. */
const instead = new Map<string, readonly string[]>([
	// It opens a browser with an encoded command of PowerShell, which scanners of viruses take for an attack.
	['open', ['graph', 'open-browser.ts']],
	['zod', ['deferred-zod.ts']],
	['fast-xml-parser', ['deferred-xml.ts']],
]);

/** Edits what others wrote: a file of ours in the place of theirs, or their text with an edit. */
const edited: Plugin = {
	name: 'edited',
	resolveId: (id, importer) => {
		const ours = instead.get(id);
		return ours === undefined || importer === undefined || importer === usedOfZod ? null : inPackage('src', ...ours);
	},
	load: id => {
		const path = id.replaceAll('\\', '/');
		const needed = edits.filter(({file}) => file.test(path));
		return needed.length === 0
			? null
			: needed.reduce(
					(text, {from, to}) => {
						const after = text.replace(from, to);
						if (after === text) {
							throw new Error(`${path} no longer holds ${from}: look at its new text, and at whether the edit is still needed.`);
						}

						return after;
					},
					readFileSync(id, 'utf8'),
				);
	},
};

const inputsOf = ({modules}: OutputChunk) =>
	Object.fromEntries(
		Object.entries(modules)
			.filter(([, {renderedLength}]) => renderedLength > 0)
			.map(([id]) => [relative(inPackage(), id).split(sep).join('/'), {}]),
	);

/** Throws where a file needs one that needs it: what such a file declares could be called before the file has begun, which is not so of what `eagerly` makes of it. */
const assertNoCircle = (output: readonly (OutputChunk | {readonly type: 'asset'})[]) => {
	const imports = new Map(output.flatMap(file => (file.type === 'chunk' ? [[file.fileName, file.imports] as const] : [])));
	const importsOf = (name: string) => imports.get(name) ?? [];
	for (const [name, direct] of imports) {
		if (direct.some(one => needsOf(one, importsOf).has(name))) {
			throw new Error(`${name} needs a file of the bundle that needs it.`);
		}
	}
};

const bundled = async (
	folder: string,
	name: string,
	entry: string,
	codeSplitting: NonNullable<OutputOptions['codeSplitting']>,
): Promise<Bundle['outputs']> => {
	const gone = new Set<string>();
	const bundle = await rolldown({
		input: {[name]: entry},
		cwd: inPackage(),
		platform: 'node',
		preserveEntrySignatures: 'allow-extension',
		// A package that comes as both must come as a module: loaded on demand, the other kind would have no names to import.
		resolve: {mainFields: ['module', 'main']},
		transform: {
			target: 'node24',
			jsx: {runtime: 'automatic'},
			define: {'process.env.NODE_ENV': '"production"', 'process.env.DEV': '"false"'},
		},
		plugins: [edited, builtins, direct(gone), inAscii],
		// What one part loads on demand, and another has anyhow, is where the other has it: as it should be.
		checks: {ineffectiveDynamicImport: false},
		onLog: (level, log) => {
			if (level === 'warn') {
				throw new Error(log.message);
			}
		},
	});
	const {output} = await bundle.write({dir: folder, format: 'esm', minify: true, codeSplitting});
	assertNoCircle(output);
	const own = new Set([...gone, ...output.map(({fileName}) => fileName)]);
	return Object.fromEntries(
		output.flatMap(file =>
			file.type === 'chunk'
				? [[file.fileName, {inputs: inputsOf(file), outside: [...file.imports, ...file.dynamicImports].filter(name => !own.has(name))}]]
				: [],
		),
	);
};

/** Bundles the program into a folder. The same sources make the same bytes, wherever and whenever. Comes back with what went into each file. */
export const bundleInto = async (folder: string): Promise<Bundle> => {
	const groups = [{name: grouping(), debugName: 'first needed by'}];
	return {
		outputs: {
			...(await bundled(folder, 'whfb', inPackage('src', 'main.ts'), {includeDependenciesRecursively: false, groups})),
			// These share nothing with the rest: each is required where it is needed, and what waits while it loads cannot be.
			...(await bundled(folder, 'page', inPackage('src', 'content', 'page.ts'), false)),
			...(await bundled(folder, 'zod', usedOfZod, false)),
			...(await bundled(folder, 'xml', 'fast-xml-parser', false)),
		},
	};
};
