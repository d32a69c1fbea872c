import {existsSync, mkdirSync, mkdtempSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';

/** A new folder in memory where the system has such a thing: a campaign of thousands of writes is not about how fast a disk is. */
export const quickFolder = (name: string): string => {
	const base = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();
	mkdirSync(base, {recursive: true});
	return mkdtempSync(join(base, `whfb-${name}-`));
};
