import {createHash} from 'node:crypto';
import {type Zippable, zipSync} from 'fflate';
import type {Entry} from './targets.ts';

/** A zip holds the time of a wall clock without its zone, so this is the same bytes everywhere. npm gives its files this date, too. */
const sameTime = new Date(1985, 9, 26, 8, 15);
/** Made on Unix: so that the mode counts (APPNOTE.TXT 4.4.2). */
const unix = 3;
const modeOf = ({isProgram}: Entry): number => (isProgram ? 0o100_755 : 0o100_644);

/** A zip archive of one folder, whose bytes follow from its content alone. `level` is that of Deflate, 0 to 9. */
export const zipOf = (folder: string, entries: readonly Entry[], level: 0 | 9 = 9): Uint8Array => {
	const files: Zippable = {};
	for (const one of entries) {
		files[`${folder}/${one.name}`] = [one.bytes, {level, mem: 12, mtime: sameTime, os: unix, attrs: (modeOf(one) << 16) >>> 0}];
	}

	return zipSync(files);
};

/** A line as `sha256sum --check` reads it. */
export const sumLine = (name: string, bytes: Uint8Array): string => `${createHash('sha256').update(bytes).digest('hex')}  ${name}\n`;
