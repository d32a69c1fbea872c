/** Runs in Node for Windows: loads test files as the mutants' runner does, without vitest's own, and writes how each test ended. `units.ts RESULT FILE...` */
import {writeFileSync} from 'node:fs';
import {registerHooks} from 'node:module';
import {resolve} from 'node:path';
import {pathToFileURL} from 'node:url';
import {type Collected, collect} from '../mutants/collected.ts';

/** How the tests of a file ended: how many passed, and what the others said. */
export type Units = Readonly<Record<string, {readonly passed: number; readonly failed: readonly string[]}>>;

// What vitest's `expect` asks of the worker that it is in; there is none here.
const worker = {config: {expect: {}, sequence: {}, fakeTimers: {}}, metaEnv: {}, rpc: {}, ctx: {}, providedContext: {}, durations: {}};
const standIn = new URL('../mutants/vitest.ts', import.meta.url).href;
Object.assign(globalThis, {__vitest_worker__: worker});
registerHooks({
	resolve: (specifier, context, next) =>
		specifier === 'vitest' && !context.parentURL?.endsWith('/test/mutants/vitest.ts')
			? {url: standIn, shortCircuit: true}
			: next(specifier, context),
});

const [result = '', ...files] = process.argv.slice(2);
const units: Record<string, {passed: number; failed: string[]}> = {};
for (const file of files) {
	const ended = {passed: 0, failed: [] as string[]};
	units[file] = ended;
	let tests: readonly Collected[] = [];
	try {
		tests = await collect(file, () => import(pathToFileURL(resolve(file)).href));
	} catch (error) {
		ended.failed.push(`${file} cannot be loaded: ${String(error)}`);
	}

	for (const test of tests) {
		try {
			await test.run();
			ended.passed += 1;
		} catch (error) {
			ended.failed.push(`${test.name}: ${error instanceof Error ? error.message : String(error)}`);
		}
	}

	// After each file, so that whoever waits sees which one does not end.
	writeFileSync(result, JSON.stringify(units));
}

process.exit(0);
