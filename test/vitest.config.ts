import {fileURLToPath} from 'node:url';
import {defineConfig} from 'vitest/config';

export default defineConfig({
	root: fileURLToPath(new URL('..', import.meta.url)),
	test: {
		include: ['test/**/*.test.{ts,tsx}'],
		exclude: ['test/bench/**', 'test/wine/**'],
		globalSetup: 'test/prepare.ts',
		// By default one core is left alone, which is half of a machine with two.
		maxWorkers: '100%',
		testTimeout: 30_000,
		hookTimeout: 180_000,
	},
});
