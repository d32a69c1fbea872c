import {type ChildProcess, execFile, spawn} from 'node:child_process';
import {once} from 'node:events';
import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {promisify} from 'node:util';
import {build} from 'esbuild';
import {afterAll, beforeAll, expect, it} from 'vitest';
import {inPackage} from '../../src/package-root.ts';
import {middle, ratioOf} from './ratio.ts';

const run = promisify(execFile);
/** Milliseconds that a page takes on its way. Graph needs several times as long for 999 users. */
const journey = 40;
const [few, many, most] = [20_000, 200_000, 1_000_000] as const;

let folder: string;
const servers: ChildProcess[] = [];

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
});

afterAll(async () => {
	for (const server of servers) {
		server.kill();
	}

	await rm(folder, {recursive: true, force: true});
});

/** A tenant of so many users, whose pages take so long; comes back with its address. */
const tenantOf = async (users: number, milliseconds: number): Promise<string> => {
	const server = spawn(process.execPath, [join(folder, 'runs.mjs'), 'serve', String(users), String(milliseconds)], {
		stdio: ['ignore', 'pipe', 'inherit'],
	});
	servers.push(server);
	return String((await once(server.stdout as NodeJS.ReadableStream, 'data'))[0]).trim();
};

type Run = {readonly seconds: number; readonly peak: number};

const runOf = async (what: string, users: number, origin: string): Promise<Run> =>
	JSON.parse((await run(process.execPath, [join(folder, 'runs.mjs'), what, String(users), origin])).stdout) as Run;

type Turns = {readonly turns: number; readonly late: number; readonly longest: readonly number[]};

const turnsOf = async (users: number, origin: string): Promise<Turns> =>
	JSON.parse((await run(process.execPath, [join(folder, 'runs.mjs'), 'turns', String(users), origin])).stdout) as Turns;

/** Users a second between few and many, so that a start is not counted, in each of so many rounds; the three are run in turn. */
const ratesOf = async (milliseconds: number, rounds: number) => {
	const [small, large] = [await tenantOf(few, milliseconds), await tenantOf(many, milliseconds)];
	const taken = {loop: [] as number[], survey: [] as number[], 'graph-alone': [] as number[]};
	for (let round = 0; round < rounds; round++) {
		for (const what of ['loop', 'survey', 'graph-alone'] as const) {
			const [short, long] = [await runOf(what, few, small), await runOf(what, many, large)];
			taken[what].push((many - few) / (long.seconds - short.seconds));
		}
	}

	return {loop: taken.loop, survey: taken.survey, alone: taken['graph-alone']};
};

const words = (rates: readonly number[], others: readonly number[]) =>
	`${ratioOf(rates, others).toFixed(2)} (${Math.round(middle(rates))} users a second against ${Math.round(middle(others))})`;

it(`a survey keeps up with a loop that only fetches and parses the same pages, each ${journey} ms on its way: at least 0.9 of it`, async () => {
	const {loop, survey, alone} = await ratesOf(journey, 5);
	process.stdout.write(
		`survey against a bare loop, pages of ${journey} ms: ${words(survey, loop)}, at least 0.9; Graph's side alone ${words(alone, loop)}\n`,
	);
	expect(ratioOf(survey, loop)).toBeGreaterThanOrEqual(0.9);
});

it('shows how far it is from such a loop on loopback, where pages take no time and every step of a comparison is felt', async () => {
	const {loop, survey, alone} = await ratesOf(0, 3);
	process.stdout.write(
		`survey against a bare loop, on loopback: ${words(survey, loop)}, not bound; Graph's side alone ${words(alone, loop)}\n`,
	);
});

it('lets a key wait no longer than five milliseconds in 99 of 100 turns, and never 25', async () => {
	const {turns, late, longest} = await turnsOf(most, await tenantOf(most, 0));
	process.stdout.write(
		`a survey of ${most} users lets everything else have its turn ${turns} times; ${late} took more than 5 ms of the processor, the longest ${longest.map(each => each.toFixed(1)).join(', ')} ms\n`,
	);
	expect(late / turns).toBeLessThan(0.01);
	expect(longest[0]).toBeLessThan(25);
});

it('takes no longer for a user of a million than for one of ten thousand', async () => {
	const rows: {readonly users: number; readonly each: number; readonly peak: number}[] = [];
	const bare = (await runOf('nothing', 0, '')).peak;
	for (const users of [10_000, 100_000, most]) {
		const {seconds, peak} = await runOf('survey', users, await tenantOf(users, 0));
		rows.push({users, each: (seconds / users) * 1e6, peak: peak - bare});
	}

	process.stdout.write(
		`survey by size: ${rows.map(({users, each, peak}) => `${users} users ${each.toFixed(1)} us each, ${peak.toFixed(0)} MB above a bare Node`).join('; ')}\n`,
	);
	const [small, , large] = rows;
	expect(large?.each).toBeLessThanOrEqual((small?.each ?? 0) * 1.1);
	expect(large?.peak).toBeLessThan(250);
});
