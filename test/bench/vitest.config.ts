import {fileURLToPath} from 'node:url';
import {defineConfig} from 'vitest/config';

export default defineConfig({
	root: fileURLToPath(new URL('../..', import.meta.url)),
	oxc: {jsx: {runtime: 'automatic', development: false}},
	test: {
		// As it ships: React of a development build takes twice as long.
		env: {NODE_ENV: 'production'},
		include: ['test/bench/**/*.bench.{ts,tsx}'],
		// One thing at a time: what is measured must not wait for another measurement.
		fileParallelism: false,
		maxConcurrency: 1,
		testTimeout: 600_000,
		hookTimeout: 600_000,
		disableConsoleIntercept: true,
	},
});
