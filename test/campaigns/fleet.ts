import {mkdirSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {fileDamages} from '../evidence/fleet-damages.ts';
import {type ClientFile, clientFile} from '../evidence/fleet-files.ts';
import {drawFrom} from './draw.ts';

/** What was written into a folder: how many clients of each state, and the names of the files that were damaged, with how. */
export type WrittenFleet = {
	readonly clients: Readonly<Record<'fine' | 'no-tpm' | 'certificate' | 'not-joined', number>>;
	readonly damaged: ReadonlyMap<string, string>;
};

/**
 * Writes a file for each of many clients, in folders of a hundred; every fiftieth is damaged, in each of the 20 ways in turn. Of every hundredth an older
 * file lies beside it that says the opposite.
 */
export const writeFleet = (folder: string, count: number, seed: number): WrittenFleet => {
	const draw = drawFrom(seed);
	const clients = {fine: 0, 'no-tpm': 0, certificate: 0, 'not-joined': 0};
	const damaged = new Map<string, string>();
	for (let number = 0; number < count; number += 1) {
		const shelf = String(Math.floor(number / 100)).padStart(3, '0');
		const name = `${shelf}/pc${String(number).padStart(5, '0')}.json`;
		const at = new Date(Date.UTC(2026, 10, 22, 6, 0, draw.below(9_000))).toISOString();
		const state = draw.chance(95) ? ('fine' as const) : draw.one(['no-tpm', 'certificate', 'not-joined'] as const);
		const client: ClientFile = {name: `pc${number}`, at, state};
		mkdirSync(join(folder, shelf), {recursive: true});
		const damage = number % 50 === 7 ? fileDamages[Math.floor(number / 50) % fileDamages.length] : undefined;
		writeFileSync(join(folder, name), damage === undefined ? clientFile(client) : damage.of(client));
		if (damage !== undefined) {
			damaged.set(name, damage.name);
			continue;
		}

		clients[state] += 1;
		if (number % 100 === 3) {
			const opposite = state === 'fine' ? 'no-tpm' : 'fine';
			writeFileSync(join(folder, `${name}.older.json`), clientFile({...client, state: opposite, at: '2026-11-22T05:00:00.000Z'}));
		}
	}

	return {clients, damaged};
};
