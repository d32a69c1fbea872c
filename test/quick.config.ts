import {globSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {defineConfig, mergeConfig} from 'vitest/config';
import config from './vitest.config.ts';

const root = join(import.meta.dirname, '..');

/** What a test file imports when it starts something: the lab, the built program, PowerShell, any other process. */
const starting =
	/from '(?:(?:\.\.?\/)+(?:lab|journeys|end-to-end)\/[^']*|(?:\.\.?\/)+(?:require|built|terminal|program)\.ts|(?:\.\.\/)+src\/powershell\/(?:powershell|shell)\.ts|node:child_process)'/;

/** What stands in a file that draws or counts thousands, as its titles say, or asks for more time than a test gets. */
const long = /WHFB_SEED|numRuns: (?:[A-Za-z]|\d[\d_]{3})|\b(?:it|describe)(?:\.each\(\w+\))?\('[^'\n]*(?:\d,\d{3}|thousand)|\}, \d+_000\)/;

/** `npm run test:quick`: every test file that starts nothing and draws no thousands, and no campaign. */
const slow = globSync('test/**/*.test.{ts,tsx}', {cwd: root}).filter(
	file =>
		/^test.(campaigns|child-processes|lab|journeys|end-to-end)/.test(file) ||
		[starting, long].some(one => one.test(readFileSync(join(root, file), 'utf8'))),
);

// Files share a worker and what it has loaded: starting one for each takes longer than most of them. None of them needs what is prepared.
export default mergeConfig({...config, test: {...config.test, globalSetup: []}}, defineConfig({test: {exclude: slow, isolate: false}}));
