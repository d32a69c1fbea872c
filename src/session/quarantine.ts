import {randomUUID} from 'node:crypto';
import {mkdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {writeWhole} from './durable.ts';
import {extension, readJournal} from './journal.ts';
import {hold} from './lock.ts';

const mended = (folder: string, name: string, file: string, sync: (folder: string) => void): string => {
	// Read again under the lock: somebody else may have mended it meanwhile.
	const text = readFileSync(file);
	const reading = readJournal(text.toString('utf8'));
	if (reading.kind !== 'broken') {
		return `Session ${name} was being mended by another whfb. Start again.`;
	}

	const {line, why, soundBytes, soundEvents} = reading;
	const kept = join(folder, 'quarantine');
	mkdirSync(kept, {recursive: true, mode: 0o700});
	const copy = join(kept, `${name}-${randomUUID().slice(0, 8)}${extension}`);
	writeWhole(copy, text, true, sync);
	writeWhole(file, text.subarray(0, soundBytes), false, sync);
	return `Session ${name} is damaged in line ${line}: ${why}. The damaged file is kept as ${copy}; the ${soundEvents} entries before it are sound. Start again, and ${name} goes on from there.`;
};

/** Keeps a damaged file whole beside the others, and makes what is sound before the damage the session again. Comes back with what to say. */
export const quarantine = (folder: string, name: string, file: string, sync: (folder: string) => void): string => {
	const holder = hold(`${file}.lock`, name);
	try {
		return mended(folder, name, file, sync);
	} finally {
		holder.release();
	}
};
