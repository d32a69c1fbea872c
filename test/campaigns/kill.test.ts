import {spawn} from 'node:child_process';
import {mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {expect, it} from 'vitest';
import {inPackage} from '../../src/package-root.ts';
import {readJournal} from '../../src/session/read-journal.ts';
import {openStore} from '../../src/session/store.ts';
import {randomFrom} from './random.ts';

/** How many kills: a few hundred in a build, WHFB_KILLS=10000 for the long run. */
const asked = process.env.WHFB_KILLS;
const kills = Number(asked ?? 240);
const lanes = 3;
/** A build stops the campaign after this many milliseconds; the long run takes what it takes. */
const longest = asked === undefined ? 35_000 : Number.POSITIVE_INFINITY;
const seed = Number(process.env.WHFB_SEED ?? 22_11_2026);

/** A session is written to by so many writers, one after the other, before a fresh one is begun: making one is killed too. */
const perSession = 12;

type Tally = {kills: number; acknowledged: number; torn: number; unmade: number; lost: string[]; unreadable: string[]};

/** Lets a writer write, and kills it after a while; comes back with the number of the last event it had acknowledged. */
const writeAndKill = (
	folder: string,
	name: string,
	random: () => number,
	manner: string,
): Promise<{readonly opened: boolean; readonly last: number}> =>
	new Promise((resolve, reject) => {
		const size = random() < 0.3 ? 60_000 : 300;
		const child = spawn(process.execPath, [inPackage('test', 'campaigns', 'writer.ts'), folder, name, String(size), manner], {
			stdio: ['ignore', 'pipe', 'pipe'],
		});
		let said = '';
		let complaint = '';
		child.stderr.on('data', data => {
			complaint += data;
		});
		// Some die while they start and open, most in the midst of writing.
		const early = random() < 0.15;
		const wait = early ? 30 + random() * 60 : random() * 25;
		const kill = () => setTimeout(() => child.kill('SIGKILL'), wait);
		if (early) {
			kill();
		} else {
			child.stdout.once('data', kill);
		}

		child.stdout.on('data', data => {
			said += data;
		});
		child.on('close', (code, signal) => {
			if (signal !== 'SIGKILL') {
				reject(new Error(`The writer ended by itself (${code}): ${complaint}`));
				return;
			}

			const lines = said
				.slice(0, said.lastIndexOf('\n') + 1)
				.split('\n')
				.filter(line => line !== '');
			resolve({opened: lines.length > 0, last: Number(lines.filter(line => line !== 'open').at(-1) ?? -1)});
		});
	});

const lane = async (number: number, until: number, tally: Tally, most = kills / lanes, manner = '') => {
	const random = randomFrom(seed + number);
	const folder = mkdtempSync(join(tmpdir(), 'whfb-kills-'));
	let acknowledged = -1;
	let made = false;
	for (let run = 0; run < most && Date.now() < until; run++) {
		const name = `session-${Math.floor(run / perSession)}`;
		if (run % perSession === 0) {
			acknowledged = -1;
			made = false;
		}

		const {opened, last} = await writeAndKill(folder, name, random, manner);
		tally.kills += 1;
		tally.acknowledged += Math.max(0, last - acknowledged);
		acknowledged = Math.max(acknowledged, last);
		made ||= opened;
		const file = join(folder, `${name}.whfb.jsonl`);
		if (!made && !openStore(folder).exists(name)) {
			tally.unmade += 1;
			continue;
		}

		const reading = readJournal(readFileSync(file, 'utf8'));
		if (reading.kind !== 'sound') {
			tally.unreadable.push(`${name}, run ${run}: ${JSON.stringify(reading)}`);
			return;
		}

		tally.torn += reading.torn === null ? 0 : 1;
		const numbers = reading.events.map(event => (event.type === 'read' ? Number(event.check.split(' ')[0]) : -1));
		if (numbers.some((each, at) => each !== at) || numbers.length <= acknowledged) {
			tally.lost.push(`${name}, run ${run}: ${acknowledged + 1} acknowledged, ${numbers.length} on disk`);
		}
	}

	rmSync(folder, {recursive: true, force: true});
};

it(`loses no acknowledged event in up to ${kills} kills, and leaves no session that cannot be read`, {
	timeout: Math.max(60_000, kills * 1000),
}, async () => {
	const tally: Tally = {kills: 0, acknowledged: 0, torn: 0, unmade: 0, lost: [], unreadable: []};
	const until = Date.now() + longest;
	await Promise.all(Array.from({length: lanes}, (_, number) => lane(number, until, tally)));
	const {lost, unreadable, ...counts} = tally;
	process.stdout.write(`Kills, seed ${seed}: ${JSON.stringify(counts)}\n`);
	expect({lost, unreadable}).toEqual({lost: [], unreadable: []});
	// A campaign that killed nobody in the midst of writing has shown nothing.
	expect(counts.kills).toBeGreaterThan(Math.min(kills, 50) - lanes);
	expect(counts.acknowledged).toBeGreaterThan(counts.kills);
});

it('would notice a writer that says what is not on disk yet', {timeout: 120_000}, async () => {
	const tally: Tally = {kills: 0, acknowledged: 0, torn: 0, unmade: 0, lost: [], unreadable: []};
	for (let tries = 0; tries < 10 && tally.lost.length === 0; tries++) {
		await lane(100 + tries, Date.now() + 15_000, tally, 8, 'hasty');
	}

	expect(tally.lost.length).toBeGreaterThan(0);
});
