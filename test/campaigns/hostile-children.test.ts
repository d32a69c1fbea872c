import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {setTimeout as sleep} from 'node:timers/promises';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {runScript} from '../../src/powershell/powershell.ts';
import {type Draw, drawFrom} from './draw.ts';
import {drawnProgram, endAll, everyTrick, type HostileProgram, hostileProgram, survivorsOf} from './hostile-programs.ts';

/** How many hostile programs: twenty in a build, WHFB_CHILDREN=1000 for the long run. */
const programs = Number(process.env['WHFB_CHILDREN'] ?? 20);
const seed = Number(process.env['WHFB_SEED'] ?? 26_11_2026);
const script = join(import.meta.dirname, '..', 'powershell', 'fixtures', 'echo.ps1');

let folder: string;

beforeAll(() => {
	folder = mkdtempSync(join(tmpdir(), 'whfb-hostile-'));
});
afterAll(() => rmSync(folder, {recursive: true, force: true}));

/** Starts a program, lets it be what it is for a while and ends it. Gives the milliseconds that passed after it was to be ended. */
type Run = (program: HostileProgram, draw: Draw) => Promise<number>;

/** As a look does it: until the deadline, until it has been silent for long enough, or until somebody stops it. */
const asALook: Run = async ({path}, draw) => {
	const stopping = new AbortController();
	const [deadline, idleLimit, stop] = draw.one<readonly [number, number, number | null]>([
		[150 + draw.below(300), 60_000, null],
		[60_000, 150 + draw.below(200), null],
		[60_000, 60_000, draw.below(400)],
	]);
	const timer = setTimeout(() => stopping.abort(), stop ?? 3_000);
	const began = performance.now();
	await runScript({path}, {script, parameters: {}, deadline, idleLimit, signal: stopping.signal});
	clearTimeout(timer);
	return performance.now() - began - Math.min(deadline, stop ?? 3_000);
};

/** As 1.0.0 ended its programs: the group of the first, and nobody else. */
const byItsGroup: Run = async ({path}, draw) => {
	const child = spawn(path, [], {detached: true, stdio: 'ignore'});
	await sleep(150 + draw.below(300));
	try {
		process.kill(-(child.pid ?? Number.NaN), 'SIGKILL');
	} catch {
		// Nobody is in it any more.
	}

	return 0;
};

/** As somebody would who has not thought of it. */
const onlyTheFirst: Run = async ({path}, draw) => {
	const child = spawn(path, [], {stdio: 'ignore'});
	const gone = once(child, 'exit');
	await sleep(150 + draw.below(300));
	child.kill('SIGKILL');
	await gone;
	return 0;
};

type Tally = {readonly programs: number; readonly survivors: readonly string[]; readonly late: readonly string[]};

/** Runs so many programs, two at once, and counts what is left of each the moment that it was ended. */
const campaign = async (run: Run, count: number): Promise<Tally> => {
	const survivors: string[] = [];
	const late: string[] = [];
	let done = 0;
	const lane = async (number: number) => {
		for (let at = number; at < count; at += 2) {
			// Of its own, so that each can be run again whichever lane was faster.
			const draw = drawFrom(seed + at);
			const program = drawnProgram(folder, draw);
			const name = `${program.does} (program ${at} of seed ${seed})`;
			const after = await run(program, draw);
			if (after > 3_000) {
				late.push(`${name}: ${Math.round(after)} ms`);
			}

			const left = survivorsOf(program);
			if (left.length > 0) {
				survivors.push(`${name}: ${left.length} left`);
				endAll(program);
			}

			done++;
		}
	};
	await Promise.all([lane(0), lane(1)]);
	return {programs: done, survivors, late};
};

describe.skipIf(process.platform !== 'linux')('programs that want to stay', () => {
	it('are all ended by the time that a look has gone on, with everything that they started', {
		timeout: Math.max(60_000, programs * 3_000),
	}, async () => {
		const tally = await campaign(asALook, programs);
		process.stderr.write(`${tally.programs} hostile programs, ${tally.survivors.length} with survivors, seed ${seed}\n`);
		expect(tally).toEqual({programs, survivors: [], late: []});
	});

	it.each(everyTrick)('one that %s is ended', async trick => {
		const program = hostileProgram(folder, [trick], 'stays silent');
		await runScript({path: program.path}, {script, parameters: {}, deadline: 250});
		expect(survivorsOf(program)).toEqual([]);
	});

	it('may answer as it should, and what it has started is ended all the same', async () => {
		const quiet = everyTrick.filter(trick => trick !== 'dribbles a byte');
		const program = hostileProgram(folder, quiet, 'answers');
		const answer = await runScript({path: program.path}, {script, parameters: {}, deadline: 20_000});
		expect(answer).toMatchObject({kind: 'facts', facts: 'hostile'});
		expect(survivorsOf(program)).toEqual([]);
	});

	it.each([
		['the group of the first alone', byItsGroup],
		['the first alone', onlyTheFirst],
	] as const)('would be counted if only %s were ended', {timeout: 60_000}, async (_, run) => {
		const {survivors} = await campaign(run, 8);
		expect(survivors.length).toBeGreaterThan(2);
	});
});
