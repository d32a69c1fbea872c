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
const patience = 90_000 + least / 5;

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
	/** The survey after the loop, so that whatever else the machine does falls on both. */
	const rounds: {readonly loop: Said; readonly whole: Said}[] = [];

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
		// A million takes so long that one round says enough.
		for (let round = 0; round < (least < 1_000_000 ? 3 : 1); round++) {
			rounds.push({loop: await say('loop', origin), whole: await say('survey', origin)});
		}
	}, patience);

	afterAll(async () => {
		for (const server of servers) {
			server.kill();
		}

		await rm(folder, {recursive: true, force: true});
	});

	it('counts every person as they were made', () => {
		for (const {whole} of rounds) {
			expect(whole.told.directory).toBeGreaterThan(people.persons - 2_000);
			expect(whole.figures).toEqual(people.expected({nulled: true}));
		}

		expect(rounds.length).toBeGreaterThan(0);
	});

	it('takes at most 250 MB more than a bare Node', async () => {
		const bare = Number((await run(process.execPath, ['-p', 'process.resourceUsage().maxRSS / 1024'])).stdout);
		const [loop, peak] = [Math.max(...rounds.map(each => each.loop.peak)), Math.max(...rounds.map(({whole}) => whole.peak))];
		process.stdout.write(`Peak memory: ${peak.toFixed(0)} MB; a bare Node ${bare.toFixed(0)} MB, a bare loop ${loop.toFixed(0)} MB.\n`);
		expect(bare).toBeGreaterThan(20);
		expect(peak - bare).toBeLessThan(250);
	});

	// How fast it is against the loop is judged in test/bench/survey.bench.ts, where nothing else runs beside it.
	it('reads both sides at once', () => {
		for (const {loop, whole} of rounds) {
			process.stdout.write(`With ${journey} ms a page: ${whole.seconds.toFixed(1)} s; a bare loop ${loop.seconds.toFixed(1)} s.\n`);
			expect(loop.records).toBe(people.users);
			expect(whole.told.together).toBeGreaterThan(0);
		}
	});

	it('stops within a second, in the middle of both', async () => {
		const {told, afterStop, figures} = await say('cancel', await serve(journey));
		expect(figures).toMatchObject({kind: 'unobserved', reason: 'cancelled'});
		expect(told.graph).toBeLessThan(people.users / 2);
		expect(afterStop).toBeLessThan(1);
	});
});
