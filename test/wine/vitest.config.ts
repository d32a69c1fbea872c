import {fileURLToPath} from 'node:url';
import {defineConfig} from 'vitest/config';

// One Windows, one test at a time.
export default defineConfig({
	root: fileURLToPath(new URL('../..', import.meta.url)),
	test: {include: ['test/wine/*.test.ts'], fileParallelism: false, testTimeout: 120_000, hookTimeout: 300_000},
});
