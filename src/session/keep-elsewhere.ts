import {randomUUID} from 'node:crypto';
import {homedir, tmpdir} from 'node:os';
import {join} from 'node:path';
import {extension, writeWhole} from './durable.ts';

/** A file that is made anew in the system's own folder for what passes, in the home of who works here, or in the current folder: the first that takes it. */
export const keptElsewhere = (name: string, text: string): string | null => {
	for (const folder of [tmpdir(), homedir(), process.cwd()]) {
		const file = join(folder, `${name}-unsaved-${randomUUID().slice(0, 8)}${extension}`);
		try {
			writeWhole(file, text, true, () => undefined);
			return file;
		} catch {
			// Full, gone, or not for this account: the next one is tried.
		}
	}

	return null;
};
