import {writeFileSync} from 'node:fs';
import {expect, it, vi} from 'vitest';
import {syncFolder, writeWhole} from '../../src/session/durable.ts';
import {type Disk, newDisk} from './disk.ts';
import {asShipped, emptyWorld, foundOn, live, type Ways, type World, wrongAfter} from './power-cuts.ts';
import {randomFrom} from './random.ts';

const computer = vi.hoisted(() => ({disk: null as Disk | null}));
vi.mock('node:fs', async actual => {
	const real = await actual<typeof import('node:fs')>();
	const {inComputer: into} = await import('./disk.ts');
	return into(real, () => computer.disk);
});

/** How many power cuts: WHFB_CUTS=100000 for the long run. */
const cuts = Number(process.env.WHFB_CUTS ?? 5_000);
const seed = Number(process.env.WHFB_SEED ?? 26_11_2026);
const deedsPerLife = 25;
const cutsPerLife = 25;
const livesPerDisk = 3;

const asIs = (disk: Disk): Disk => disk;

const campaign = (most: number, ways: Ways, put = asIs) => {
	const tally = {cuts: 0, lives: 0, deeds: 0, changes: 0};
	const wrong: string[] = [];
	for (let story = 0; tally.cuts < most; story++) {
		const random = randomFrom(seed + story);
		let disk = newDisk();
		let world: World = emptyWorld;
		for (let life = 0; life < livesPerDisk && tally.cuts < most; life++) {
			computer.disk = put(disk);
			const told = live(disk, world, random, deedsPerLife, ways);
			tally.lives += 1;
			tally.deeds += told.deeds.length;
			tally.changes += disk.changes();
			let next: {readonly disk: Disk; readonly world: World} | null = null;
			for (let cut = 0; cut < cutsPerLife && tally.cuts < most; cut++) {
				const changes = Math.floor(random() * (disk.changes() + 1));
				const left = disk.cutAfter(changes, random);
				computer.disk = put(left);
				const found = foundOn(left, ways.sync);
				const complaint = wrongAfter(told, changes, found, left.files());
				tally.cuts += 1;
				if (complaint !== null) {
					wrong.push(`seed ${seed + story}, life ${life}: ${complaint}`);
				} else if (typeof found !== 'string') {
					// The next life begins on what one of the cuts has left.
					next = {disk: left.cutAfter(left.changes(), null), world: found};
				}
			}

			if (next === null) {
				break;
			}

			({disk, world} = next);
		}
	}

	computer.disk = null;
	return {tally, wrong};
};

it(`M5 loses nothing that was said to be saved in ${cuts} power cuts, and reads nothing that was not written`, {
	timeout: Math.max(60_000, cuts * 40),
}, () => {
	const {tally, wrong} = campaign(cuts, asShipped(syncFolder));
	process.stdout.write(`Power cuts, seed ${seed}: ${JSON.stringify(tally)}\n`);
	expect(wrong).toEqual([]);
	expect(tally.cuts).toBe(cuts);
	// A campaign in which nobody does anything has shown nothing.
	expect(tally.deeds).toBeGreaterThan(cuts / 2);
});

it.each<readonly [string, Ways, (disk: Disk) => Disk]>([
	['syncs no folder', asShipped(() => undefined), asIs],
	[
		'replaces a file and does not sync its folder',
		{sync: syncFolder, replace: (file, text) => writeWhole(file, text, false, () => undefined)},
		asIs,
	],
	['writes over a file where it stands', {sync: syncFolder, replace: (file, text) => writeFileSync(file, text)}, asIs],
	['syncs no file', asShipped(syncFolder), disk => ({...disk, calls: {...disk.calls, fsyncSync: () => undefined}})],
])('would notice a store that %s', (_, ways, put) => {
	expect(campaign(600, ways, put).wrong.length).toBeGreaterThan(5);
});
