import {randomUUID} from 'node:crypto';
import {renameSync} from 'node:fs';
import {join} from 'node:path';
import {shownName} from '../guide/untrusted.ts';
import {extension, makeFolder, writeWhole} from './durable.ts';
import type {Event} from './event.ts';
import {hold} from './lock.ts';
import {type JournalReading, readJournal} from './read-journal.ts';
import {bytesIn} from './session-file.ts';
import {withEvents} from './with-events.ts';

type Sync = (folder: string) => void;
type Broken = Extract<JournalReading, {kind: 'broken'}>;

/** A name in the folder for what was set aside; nothing there is ever replaced. */
const place = (folder: string, name: string, sync: Sync): string => {
	const kept = join(folder, 'quarantine');
	makeFolder(kept, sync);
	return join(kept, `${name}-${randomUUID().slice(0, 8)}${extension}`);
};

/** Kinds of entries that say nothing of whom a session is about. */
const ofNobody: ReadonlySet<string> = new Set<Event['type']>([
	'opened',
	'found',
	'wanted',
	'answered',
	'imported',
	'read',
	'entered',
	'finished',
	'confirmed',
	'reported',
]);

/** What the damaged lines said, or may have said, of whom the session is about: that is asked again. A line of no kind that there is may have said anything. */
const lostIn = (lines: readonly string[]): readonly ('identity' | 'environment')[] => {
	const types = lines.map(line => /"event":\{"type":"([^"]+)"/.exec(line)?.[1] ?? '').filter(type => !ofNobody.has(type));
	return [
		...(types.some(type => !['settled', 'brought'].includes(type)) ? (['identity'] as const) : []),
		...(types.some(type => type !== 'identified') ? (['environment'] as const) : []),
	];
};

const mended = (folder: string, name: string, file: string, bytes: Buffer, reading: Broken, sync: Sync): string => {
	const {line, why, soundBytes, soundEvents, rest} = reading;
	const copy = place(folder, name, sync);
	writeWhole(copy, bytes, true, sync);
	const lost = lostIn(rest);
	const event: Event = {type: 'mended', at: new Date().toISOString(), line, entries: rest.length, lost};
	// In one piece: a session that was mended and does not say so would not ask again.
	writeWhole(file, withEvents(bytes.subarray(0, soundBytes).toString('utf8'), [event]), false, sync);
	const asked = lost.length === 0 ? '' : ' Whom it is about is asked again before anything is looked at.';
	return `Session ${name} is damaged in line ${line}: ${why}. The damaged file is kept as ${shownName(copy)}; the ${soundEvents} entries before it are sound.${asked} Run the same command again, and ${name} goes on from there.`;
};

/**
 * Keeps what is damaged whole beside the others. What is sound before a damaged line becomes the session again; where what a session is
 * cannot be read any more, nothing goes on in its place. Comes back with what to say.
 */
export const quarantine = (folder: string, name: string, file: string, sync: Sync): string => {
	const holder = hold(`${file}.lock`, name);
	try {
		// Read again under the lock: somebody else may have mended it meanwhile.
		const bytes = bytesIn(file);
		const reading = readJournal(bytes.toString('utf8'));
		if (reading.kind === 'broken') {
			return mended(folder, name, file, bytes, reading, sync);
		}

		if (reading.kind === 'headless') {
			const copy = place(folder, name, sync);
			renameSync(file, copy);
			sync(join(folder, 'quarantine'));
			sync(folder);
			return `Session ${name} is none any more: ${reading.why}, so nobody can say what it was. It is kept as ${shownName(copy)}, and nothing goes on in its place. Bring a sound copy in with whfb import, or start anew.`;
		}

		return `Session ${name} was being mended by another whfb. Run the same command again.`;
	} finally {
		holder.release();
	}
};
