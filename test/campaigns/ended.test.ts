import {once} from 'node:events';
import {cpSync, existsSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {setTimeout as sleep} from 'node:timers/promises';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {inPackage} from '../../src/package-root.ts';
import {begin, built, newHome, programFile} from '../journeys/built.ts';
import {drawFrom} from './draw.ts';
import {endAll, everyTrick, type HostileProgram, hostileProgram, survivorsOf} from './hostile-programs.ts';

/** How often `check` is ended: a dozen times in a build, WHFB_ENDINGS=1000 for the long run. */
const endings = Number(process.env['WHFB_ENDINGS'] ?? 12);
const seed = Number(process.env['WHFB_SEED'] ?? 26_11_2026);
const signals = ['SIGKILL', 'SIGINT', 'SIGTERM', 'SIGHUP'] as const;
type Signal = (typeof signals)[number];

let folder: string;

beforeAll(async () => {
	await built();
	folder = mkdtempSync(join(tmpdir(), 'whfb-ended-'));
});
afterAll(() => rmSync(folder, {recursive: true, force: true}));

/** A PowerShell that ignores everything and has others that have left it. */
const stayer = () =>
	hostileProgram(
		folder,
		[
			'ignores every request',
			'leaves its session',
			'becomes a daemon',
			'takes another name',
			'leaves its session with a cleared environment',
		],
		'stays silent',
	);

type Ending = {
	readonly signal: Signal;
	readonly program: HostileProgram;
	readonly file?: string;
	readonly env?: NodeJS.ProcessEnv;
	readonly delay?: number;
	/** Milliseconds that it is waited for what is left. */
	readonly patience?: number;
};

/** Starts a look, ends it when its program is up, and gives how it ended and what of that is left at once and a while later. */
const ended = async ({signal, program, file = programFile, env = {}, delay = 0, patience = 5_000}: Ending) => {
	const home = newHome();
	const args = ['check', '--step', '2', '--directory', 'corp.example.test', '--sign-in', 'none', '--powershell', program.path];
	const whfb = begin(args, {home, env, file});
	let said = '';
	whfb.stderr?.on('data', data => {
		said += data;
	});
	const exit = once(whfb, 'exit');
	const until = performance.now() + 30_000;
	while (!existsSync(`${program.path}.ready`)) {
		if (performance.now() > until || whfb.exitCode !== null) {
			throw new Error(`No program was started: ${said}`);
		}

		await sleep(5);
	}

	await sleep(delay);
	whfb.kill(signal);
	const [code, by] = await exit;
	const atOnce = survivorsOf(program).length;
	let left = atOnce;
	for (const since = performance.now(); left > 0 && performance.now() - since < patience; left = survivorsOf(program).length) {
		await sleep(10);
	}

	home.remove();
	return {code: code ?? by, atOnce, left};
};

describe.skipIf(process.platform !== 'linux')('check', () => {
	it('M7 leaves nothing of a program that ignores everything, however it is ended', {
		timeout: Math.max(90_000, endings * 6_000),
	}, async () => {
		const survivors: string[] = [];
		let done = 0;
		const lane = async (number: number) => {
			for (let at = number; at < endings; at += 2) {
				const draw = drawFrom(seed + at);
				const signal = signals[at % signals.length] ?? 'SIGKILL';
				const program = stayer();
				const {code, atOnce, left} = await ended({signal, program, delay: draw.below(300)});
				expect(code).toBe(signal === 'SIGKILL' ? 'SIGKILL' : 130);
				// Whoever may still do something does it before it ends; for whoever was killed another does, a moment later.
				if (signal === 'SIGKILL' ? left > 0 : atOnce > 0) {
					survivors.push(`${signal} (ending ${at} of seed ${seed}): ${atOnce} left at once, ${left} later`);
					endAll(program);
				}

				done++;
			}
		};
		await Promise.all([lane(0), lane(1)]);
		process.stderr.write(`check was ended ${done} times, ${survivors.length} with survivors, seed ${seed}\n`);
		expect({done, survivors}).toEqual({done: endings, survivors: []});
	});

	it('ends each kind of program that wants to stay, killed in the midst of it', {timeout: 60_000}, async () => {
		const program = hostileProgram(folder, everyTrick, 'talks without end');
		expect(await ended({signal: 'SIGKILL', program, delay: 200})).toMatchObject({left: 0});
	});

	it('would be found out if it ended nothing', {timeout: 60_000}, async () => {
		// The same program in a place of its own, with a watchdog that does nothing, and in a Node that sends no signal.
		const place = mkdtempSync(join(folder, 'planted-'));
		for (const part of ['dist', 'content', 'steps', 'package.json', join('src', 'powershell')]) {
			cpSync(inPackage(part), join(place, part), {recursive: true});
		}

		const hook = join(place, 'hook.mjs');
		cpSync(inPackage('src', 'child-processes', 'watchdog.sh'), join(place, 'src', 'child-processes', 'watchdog.sh'), {recursive: true});
		writeFileSync(join(place, 'src', 'child-processes', 'watchdog.sh'), '#!/bin/sh\nexit 0\n');
		writeFileSync(hook, 'process.kill = () => true;\n');
		for (const signal of ['SIGKILL', 'SIGTERM'] as const) {
			const program = stayer();
			const env = {NODE_OPTIONS: `--import=${hook}`};
			expect(await ended({signal, program, file: join(place, 'dist', 'whfb.js'), env, patience: 500})).toMatchObject({
				left: expect.not.toBeOneOf([0]),
			});
			endAll(program);
		}
	});
});
