import {type ChildProcess, execFile, spawn} from 'node:child_process';
import {once} from 'node:events';
import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {promisify} from 'node:util';
import {build} from 'esbuild';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {inPackage} from '../../src/package-root.ts';
import {organisation} from './people.ts';

const run = promisify(execFile);

/** A hundred thousand by default; WHFB_SURVEY=1000000 for the whole campaign. */
const least = Number(process.env.WHFB_SURVEY ?? 100_000);
const patience = 60_000 + least / 5;

/** Milliseconds that a page takes on its way. Graph needs several times as long for 999 users. */
const journey = 40;

type Said = {
	readonly seconds: number;
	readonly afterStop: number;
	/** Megabytes. */
	readonly peak: number;
	readonly records: number;
	readonly users: number;
	readonly told: {readonly directory: number; readonly graph: number; readonly comparison: number; readonly together: number};
	readonly figures: unknown;
};

describe(`a survey of ${least.toLocaleString('en-GB')} users`, () => {
	const people = organisation(least);
	let folder: string;
	let program: string;
	const servers: ChildProcess[] = [];
	let loop: Said;
	let whole: Said;

	/** One run in a process of its own, from a bundle as the product is: compiling would count as memory. */
	const say = async (what: string, origin = ''): Promise<Said> =>
		JSON.parse((await run(process.execPath, [program, what, String(least), origin])).stdout);
	const serve = async (milliseconds: number): Promise<string> => {
		const server = spawn(process.execPath, [program, 'serve', String(least), String(milliseconds)], {stdio: ['ignore', 'pipe', 'inherit']});
		servers.push(server);
		const [line] = await once(server.stdout, 'data');
		return String(line).trim();
	};

	beforeAll(async () => {
		folder = await mkdtemp(join(tmpdir(), 'whfb-million-'));
		program = join(folder, 'runs.mjs');
		await build({
			entryPoints: [inPackage('test', 'campaigns', 'million-runs.ts')],
			outfile: program,
			bundle: true,
			format: 'esm',
			platform: 'node',
			mainFields: ['module', 'main'],
			banner: {js: "import {createRequire} from 'node:module';const require=createRequire(import.meta.url);"},
			logLevel: 'warning',
		});
		const origin = await serve(journey);
		loop = await say('loop', origin);
		whole = await say('survey', origin);
	}, patience);

	afterAll(async () => {
		for (const server of servers) {
			server.kill();
		}

		await rm(folder, {recursive: true, force: true});
	});

	it('counts every person as they were made', () => {
		expect(whole.told.directory).toBeGreaterThan(people.persons - 2_000);
		expect(whole.figures).toEqual(people.expected({nulled: true}));
	});

	it('takes at most 250 MB more than a bare Node', async () => {
		const bare = Number((await run(process.execPath, ['-p', 'process.resourceUsage().maxRSS / 1024'])).stdout);
		process.stdout.write(
			`Peak memory: ${whole.peak.toFixed(0)} MB; a bare Node ${bare.toFixed(0)} MB, a bare loop ${loop.peak.toFixed(0)} MB.\n`,
		);
		expect(bare).toBeGreaterThan(20);
		expect(whole.peak - bare).toBeLessThan(250);
	});

	it('reads both sides at once, and keeps up with a loop that only fetches and parses the same pages', () => {
		process.stdout.write(`With ${journey} ms a page: ${whole.seconds.toFixed(1)} s; a bare loop ${loop.seconds.toFixed(1)} s.\n`);
		expect(loop.records).toBe(people.users);
		expect(whole.told.together).toBeGreaterThan(0);
		// The bound holds for the million on a machine of its own; a loaded one gets room, so that only a blunder turns this red.
		expect(loop.seconds / whole.seconds).toBeGreaterThanOrEqual(process.env['WHFB_SURVEY'] === undefined ? 0.25 : 0.8);
	});

	it('stops within a second, in the middle of both', async () => {
		const {told, afterStop, figures} = await say('cancel', await serve(journey));
		expect(figures).toMatchObject({kind: 'unobserved', reason: 'cancelled'});
		expect(told.graph).toBeLessThan(people.users / 2);
		expect(afterStop).toBeLessThan(1);
	});
});
