import {spawn} from 'node:child_process';
import {readdirSync, rmSync, statSync} from 'node:fs';
import {join} from 'node:path';
import {expect, it} from 'vitest';
import {inPackage} from '../../src/package-root.ts';
import {quickFolder} from './folder.ts';
import {randomFrom} from './random.ts';

/** How many races at least, all in all: WHFB_RACES=100000 for the long run. */
const races = Number(process.env.WHFB_RACES ?? 2_400);
const seed = Number(process.env.WHFB_SEED ?? 26_11_2026);

type Counts = {races: number; had: number; refused: number; doubles: number; killed: number};
const none = (): Counts => ({races: 0, had: 0, refused: 0, doubles: 0, killed: 0});
const add = (sum: Counts, one: Counts) => {
	for (const name of Object.keys(sum) as (keyof Counts)[]) {
		sum[name] += one[name];
	}
};

type Run = {
	readonly processes: number;
	readonly kind: 'ours' | 'planted';
	readonly links: boolean;
	/** Whether racers are killed, at any moment, and others come in their place. */
	readonly kills: boolean;
	/** How often the lock is tried for, by all together. */
	readonly tries: number;
	readonly from: number;
};

/** Locks that nobody has written into yet, by the number of the file. The other racers go on meanwhile, so a file that is listed may be gone. */
const emptyLocks = (folder: string): ReadonlyMap<string, number> =>
	new Map(
		readdirSync(folder)
			// Not what a racer is just writing under another name.
			.filter(name => /^raced\.lock(\.[0-9a-f]{16})?$/.test(name))
			.flatMap(name => {
				const stat = statSync(join(folder, name), {throwIfNoEntry: false});
				return stat?.size === 0 ? [[name, stat.ino] as const] : [];
			}),
	);

/**
 * Does what the sentence on a lock that names nobody asks of a person, who sees that nobody works there: whoever makes a lock writes into it a moment later,
 * so one that stays empty was left by somebody who was killed in between.
 */
const takeAwayEmpty = async (folder: string): Promise<void> => {
	const before = emptyLocks(folder);
	if (before.size === 0) {
		return;
	}

	await new Promise(resolve => setTimeout(resolve, 1_000));
	for (const [name, number] of emptyLocks(folder)) {
		if (before.get(name) === number) {
			rmSync(join(folder, name), {force: true});
		}
	}
};

/** So many processes that want one lock again and again, all beginning at once; comes back with what they had. */
const raced = async ({processes, kind, links, kills, tries, from}: Run): Promise<Counts> => {
	const folder = quickFolder('races');
	const random = randomFrom(from);
	const counts = none();
	const gates: (() => void)[] = [];
	let isOpen = false;
	let number = 0;
	const race = (): Promise<void> => {
		number += 1;
		const own = Math.ceil(tries / processes);
		const args = [folder, kind, links ? 'yes' : 'no', String(own), String(from * 1_000 + number)];
		const child = spawn(process.execPath, [inPackage('test', 'campaigns', 'racer.ts'), ...args], {stdio: ['pipe', 'pipe', 'inherit']});
		child.stdin.on('error', () => undefined);
		child.stdout.on('data', (data: Buffer) => {
			for (const letter of data.toString()) {
				if (letter === '.') {
					gates.push(() => child.stdin.end());
					isOpen ||= gates.length === processes;
					if (isOpen) {
						for (const open of gates.splice(0)) {
							open();
						}
					}
				} else {
					counts.races += 1;
					counts[letter === 'h' ? 'had' : letter === 'r' ? 'refused' : 'doubles'] += 1;
				}
			}

			// Those who have it, those who want it, and those who just make it: whoever is met.
			if (kills && isOpen && counts.races < tries && random() < 0.08) {
				child.kill('SIGKILL');
			}
		});
		return new Promise((resolve, reject) => {
			child.on('error', reject);
			const ended = async (code: number | null, signal: string | null) => {
				if (signal === 'SIGKILL') {
					counts.killed += 1;
					return race();
				}

				// Without links, somebody who was killed between making the lock and writing down who they are holds it until a person looks.
				if (!links) {
					await takeAwayEmpty(folder);
				}

				if (code !== 0) {
					throw new Error(`A racer ended with ${code}.`);
				}
			};
			// What is thrown in a handler would reach nobody, and the race would wait until its limit of time.
			child.on('close', (code, signal) => void ended(code, signal).then(resolve, reject));
		});
	};
	await Promise.all(Array.from({length: processes}, race));
	rmSync(folder, {recursive: true, force: true});
	return counts;
};

const worlds = [
	{links: true, kills: false, what: 'with links, nobody killed'},
	{links: true, kills: true, what: 'with links, holders and others killed at any moment'},
	{links: false, kills: false, what: 'without links, nobody killed'},
	{links: false, kills: true, what: 'without links, holders and others killed at any moment'},
];

it.each(worlds)(
	`M2 nobody holds a lock twice in ${races / 4} races of 2 to 8 processes, $what`,
	{timeout: 120_000 + races * 100},
	async ({links, kills, what}) => {
		const random = randomFrom(seed);
		const sum = none();
		for (let round = 0; sum.races < races / 4; round++) {
			const processes = 2 + Math.floor(random() * 7);
			add(sum, await raced({processes, kind: 'ours', links, kills, tries: Math.min(races / 4, 4_000), from: seed + round}));
		}

		process.stdout.write(`Races ${what}, seed ${seed}: ${JSON.stringify(sum)}\n`);
		expect(sum.doubles).toBe(0);
		// A campaign in which nobody waits for anybody has shown nothing.
		expect(sum.had).toBeGreaterThan(50);
		expect(sum.refused).toBeGreaterThan(0);
		expect(sum.killed > 2).toBe(kills);
	},
);

it('M2 would notice a lock that is taken away before one has made one’s own', {timeout: 180_000}, async () => {
	let doubles = 0;
	for (let round = 0; doubles === 0 && round < 20; round++) {
		doubles += (await raced({processes: 6, kind: 'planted', links: true, kills: true, tries: 3_000, from: seed + round})).doubles;
	}

	expect(doubles).toBeGreaterThan(0);
});
