import {chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import {npm} from './npm.ts';
import type {Entry} from './targets.ts';

/** An archive that `npm install --global FILE` takes, as npm itself packs it, with dates of its own. It starts the program by itself, so that no launcher goes with it. */
export const tarballOf = (entries: readonly Entry[]): Uint8Array => {
	const folder = mkdtempSync(join(tmpdir(), 'whfb-npm-'));
	try {
		const inside = join(folder, 'package');
		for (const {name, bytes, isProgram} of entries.filter(({name}) => !/^whfb(\.cmd)?$/.test(name))) {
			mkdirSync(dirname(join(inside, name)), {recursive: true});
			writeFileSync(join(inside, name), bytes);
			// What a process may make at most is a setting of whoever packs, and npm packs what it finds.
			chmodSync(join(inside, name), isProgram ? 0o755 : 0o644);
		}

		return readFileSync(join(folder, npm(['pack', inside, '--silent', '--ignore-scripts', '--pack-destination', folder])));
	} finally {
		rmSync(folder, {recursive: true, force: true});
	}
};
