import {registerHooks} from 'node:module';
import {resolve} from 'node:path';
import {pathToFileURL} from 'node:url';
import {type Collected, collect} from './collected.ts';

/**
 * The tests that hold what is mutated, the quick ones first: a mutant that dies in one of them never meets the slow ones.
 * Each is a file of `npm test` too; nothing is tested here alone.
 */
export const files = [
	'verdicts',
	'gates',
	'session/decide',
	'session/session',
	'session/attacked',
	'engine/look',
	'session/beginning',
	'steps/gate-evidence',
	'steps/forests',
	'steps/version',
	'steps/directory',
	'steps/suffix',
	'steps/person',
	'steps/servers',
	'steps/server-tenant',
	'steps/forest-schema',
	'steps/connector-verdict',
	'steps/write-back',
	'steps/winner',
	'steps/several-servers',
	'steps/retired-server',
	'steps/inetorgpersons',
	'steps/read-only-dcs',
	'steps/tenant-lists',
	'steps/user-name',
	'engine/evidence',
	'guide/malformed',
	'steps/identity',
	'steps/expression',
].map(file => `test/${file}.test.ts`);

/** What of Stryker's interface is used here; its own types are not among the packages that this one names. */
type MutantRun = {
	readonly testFilter?: readonly string[];
	readonly hitLimit?: number;
	readonly activeMutant: {readonly id: string};
	readonly mutantActivation: 'runtime' | 'static';
};

type Space = {
	activeMutant?: string | undefined;
	currentTestId?: string | undefined;
	hitCount?: number | undefined;
	hitLimit?: number | undefined;
	mutantCoverage?: unknown;
};

/** Where mutated code looks which mutant is the present one, says which it met, and counts how often. */
const space: Space = {};

/** What vitest's `expect` asks of the worker that it is in; there is none here. */
const worker = {config: {expect: {}, sequence: {}, fakeTimers: {}}, metaEnv: {}, rpc: {}, ctx: {}, providedContext: {}, durations: {}};

const standIn = new URL('vitest.ts', import.meta.url).href;
const forgetful = new URL('once.ts', import.meta.url).href;

const prepare = () => {
	Object.assign(globalThis, {__stryker__: space, __vitest_worker__: worker});
	registerHooks({
		resolve: (specifier, context, next) =>
			specifier === 'vitest' && !context.parentURL?.endsWith('/test/mutants/vitest.ts')
				? {url: standIn, shortCircuit: true}
				: /\/once\.ts$/.test(specifier)
					? {url: forgetful, shortCircuit: true}
					: next(specifier, context),
	});
};

const loadFile = (file: string): Promise<readonly Collected[]> => collect(file, () => import(pathToFileURL(resolve(file)).href));

let loaded: Promise<readonly Collected[]> | null = null;

/** Every test of every file; the files are loaded once. */
const load = (): Promise<readonly Collected[]> => {
	loaded ??= (async () => {
		prepare();
		const all: Collected[] = [];
		for (const file of files) {
			all.push(...(await loadFile(file)));
		}

		return all;
	})();
	return loaded;
};

const outOf = async (test: Collected): Promise<string | null> => {
	try {
		await test.run();
		return null;
	} catch (error) {
		return error instanceof Error ? error.message : String(error);
	}
};

/** Runs tests up to the first that fails, which is what kills a mutant. */
const firstFailure = async (all: readonly Collected[], filter?: readonly string[]) => {
	const wanted = filter === undefined ? null : new Set(filter);
	const tests = all.filter(({id}) => wanted?.has(id) !== false);
	for (const [at, test] of tests.entries()) {
		const failure = await outOf(test);
		if (failure !== null) {
			return /Hit count limit reached/.test(failure)
				? {status: 'timeout', reason: failure}
				: {status: 'killed', killedBy: [test.id], failureMessage: failure, nrOfTests: at + 1};
		}
	}

	return {status: 'survived', nrOfTests: tests.length};
};

/** A mutant of what is made when files are loaded: each file's tests run as soon as it is loaded, so that few files are where it dies early. */
const whileLoading = async () => {
	prepare();
	let nrOfTests = 0;
	for (const file of files) {
		let tests: readonly Collected[];
		try {
			tests = await loadFile(file);
		} catch (error) {
			// What cannot even be loaded fails every test of its file; this one stands for them.
			return {status: 'killed', killedBy: [], failureMessage: String(error), nrOfTests};
		}

		const ran = await firstFailure(tests);
		nrOfTests += ran.nrOfTests ?? 0;
		if (ran.status !== 'survived') {
			return ran;
		}
	}

	return {status: 'survived', nrOfTests};
};

/**
 * Runs tests in this process, again and again without loading them anew: vitest's own runner works too, and takes seconds for each of thousands of mutants.
 * What is made when a file is loaded needs a new process, which Stryker starts where it is told that this one cannot load anything twice.
 */
const inOneProcess = () => ({
	capabilities: () => ({reloadEnvironment: false}),
	dryRun: async () => {
		const tests: unknown[] = [];
		for (const test of await load()) {
			space.currentTestId = test.id;
			const begun = performance.now();
			const failure = await outOf(test);
			space.currentTestId = undefined;
			const one = {id: test.id, name: test.name, fileName: resolve(test.file), timeSpentMs: performance.now() - begun};
			tests.push(failure === null ? {...one, status: 0} : {...one, status: 1, failureMessage: failure});
		}

		return {status: 'complete', tests, mutantCoverage: space.mutantCoverage};
	},
	mutantRun: async (options: MutantRun) => {
		const {hitLimit, activeMutant} = options;
		Object.assign(space, {activeMutant: activeMutant.id, hitCount: 0, hitLimit});
		const ran = await (options.mutantActivation === 'static' ? whileLoading() : firstFailure(await load(), options.testFilter));
		space.activeMutant = undefined;
		return ran;
	},
});

/** As Stryker wants a plugin: made anew for each process that runs tests. */
export const strykerPlugins = [{kind: 'TestRunner', name: 'in-one-process', factory: Object.assign(inOneProcess, {inject: []})}];
