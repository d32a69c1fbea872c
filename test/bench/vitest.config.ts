import {fileURLToPath} from 'node:url';
import {defineConfig} from 'vitest/config';

export default defineConfig({
	root: fileURLToPath(new URL('../..', import.meta.url)),
	test: {
		include: ['test/bench/**/*.bench.{ts,tsx}'],
		// One thing at a time: what is measured must not wait for another measurement.
		fileParallelism: false,
		maxConcurrency: 1,
		testTimeout: 600_000,
		hookTimeout: 600_000,
		disableConsoleIntercept: true,
	},
});
