import {type ChildProcess, execFile, spawn} from 'node:child_process';
import {once} from 'node:events';
import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {promisify} from 'node:util';
import {build} from 'esbuild';
import {afterAll, beforeAll, expect, it} from 'vitest';
import {inPackage} from '../../src/package-root.ts';

const run = promisify(execFile);
const users = 100_000;
/** Milliseconds that a page takes on its way. Graph needs several times as long for 999 users. */
const journey = 40;

let folder: string;
let server: ChildProcess;
let origin: string;

beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'whfb-survey-'));
	await build({
		entryPoints: [inPackage('test', 'campaigns', 'million-runs.ts')],
		outfile: join(folder, 'runs.mjs'),
		bundle: true,
		format: 'esm',
		platform: 'node',
		mainFields: ['module', 'main'],
		banner: {js: "import {createRequire} from 'node:module';const require=createRequire(import.meta.url);"},
		logLevel: 'warning',
	});
	server = spawn(process.execPath, [join(folder, 'runs.mjs'), 'serve', String(users), String(journey)], {
		stdio: ['ignore', 'pipe', 'inherit'],
	});
	origin = String((await once(server.stdout as NodeJS.ReadableStream, 'data'))[0]).trim();
});

afterAll(async () => {
	server.kill();
	await rm(folder, {recursive: true, force: true});
});

it('a survey keeps up with a loop that only fetches and parses the same pages: at least 0.8 of it', async () => {
	const seconds = async (what: string): Promise<number> =>
		JSON.parse((await run(process.execPath, [join(folder, 'runs.mjs'), what, String(users), origin])).stdout).seconds;
	const ratios: number[] = [];
	for (let round = 0; round < 5; round++) {
		const loop = await seconds('loop');
		ratios.push(loop / (await seconds('survey')));
	}

	const median = ratios.toSorted((a, b) => a - b)[2] ?? 0;
	process.stdout.write(`survey: ${median.toFixed(2)} of a bare loop (${ratios.map(ratio => ratio.toFixed(2)).join(', ')}), at least 0.8\n`);
	expect(median).toBeGreaterThanOrEqual(0.8);
});
