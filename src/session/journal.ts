import {closeSync, fstatSync, fsyncSync, ftruncateSync, openSync, statSync, writeSync} from 'node:fs';
import {type Event, isPassage} from './event.ts';
import {lineOf} from './journal-lines.ts';
import {type JournalReading, readJournal} from './read-journal.ts';
import {bytesIn} from './session-file.ts';
import {withEvents} from './with-events.ts';

/** What is at a journal's path is not what this program opened, or not as long as it left it: nothing more is written there. */
class NotOurs extends Error {
	override readonly name = 'NotOurs';
}

const changed = 'something else has written to the file of this session while it was open';

/** An open journal. An event is on disk, synced, when `append` returns. */
export type Journal = {
	readonly append: (event: Event) => void;
	/** The journal's text as this program left it, with events after it, whatever has become of the file. */
	readonly textWith: (events: readonly Event[]) => string;
	readonly close: () => void;
};

/** Opens a journal for appending after its sound bytes; a torn last line is cut off. */
export const openJournal = (file: string): {readonly journal: Journal; readonly reading: JournalReading & {kind: 'sound'}} => {
	const bytes = bytesIn(file);
	const reading = readJournal(bytes.toString('utf8'));
	if (reading.kind !== 'sound') {
		throw new Error(`${file} is ${reading.kind}`);
	}

	const handle = openSync(file, 'r+');
	if (fstatSync(handle).size !== reading.bytes) {
		ftruncateSync(handle, reading.bytes);
		fsyncSync(handle);
	}

	let seq = reading.events.length;
	let previous = reading.last;
	let position = reading.bytes;
	/** All that stands in the file, as this program left it: what somebody does to the file takes nothing of it away. */
	const written: Buffer[] = [bytes.subarray(0, reading.bytes)];
	let isEnded = reading.isEnded;
	let closed = false;
	let strange: NotOurs | null = null;
	/** Takes away what a write that failed has left; where that fails too, it is the first thing to be tried at the next one. */
	let mustCut = false;
	const cut = () => {
		if (mustCut) {
			ftruncateSync(handle, position);
			// Or a power cut would bring back what somebody was told is not saved.
			fsyncSync(handle);
			mustCut = false;
		}
	};

	/** What this program has open must be what stands at the path, as long as it left it: else it would write into nothing, or over somebody else's. */
	const look = () => {
		const [open, there] = [fstatSync(handle, {bigint: true}), statSync(file, {bigint: true, throwIfNoEntry: false})];
		if (there === undefined || there.ino !== open.ino || there.dev !== open.dev) {
			strange = new NotOurs(
				`the file of this session was ${there === undefined ? 'deleted or moved away' : 'replaced by another'} while it was open`,
			);
		} else if (open.size !== BigInt(position)) {
			strange = new NotOurs(changed);
		}

		if (strange !== null) {
			throw strange;
		}
	};

	/** A passage is granted on what stands before it: a change that leaves the file as long as it was is looked for then, and not at each entry. */
	const compare = () => {
		if (!bytesIn(file).equals(Buffer.concat(written))) {
			strange = new NotOurs(changed);
			throw strange;
		}
	};

	const append = (event: Event) => {
		// The number of a closed file may be another session's by now.
		if (closed) {
			throw new Error('This journal is closed.');
		}

		if (strange !== null) {
			throw strange;
		}

		cut();
		look();
		if (isPassage(event)) {
			compare();
		}

		const {line, hash} = lineOf(event, seq, previous);
		const added = Buffer.from(isEnded ? line : `\n${line}`);
		try {
			for (let done = 0; done < added.length; ) {
				const taken = writeSync(handle, added, done, added.length - done, position + done);
				if (taken === 0) {
					throw Object.assign(new Error('the disk takes nothing more'), {code: 'EIO', syscall: 'write'});
				}

				done += taken;
			}

			fsyncSync(handle);
		} catch (error) {
			// What was half written must not stand in front of the next line.
			mustCut = true;
			try {
				cut();
			} catch {
				// The first failure is the one to be told.
			}

			throw error;
		}

		isEnded = true;
		seq += 1;
		previous = hash;
		position += added.length;
		written.push(added);
	};

	return {
		journal: {
			append,
			textWith: events => withEvents(Buffer.concat(written).toString('utf8'), events),
			close: () => {
				closed = true;
				try {
					cut();
				} catch {
					// It was refused before, and was told then.
				}

				try {
					closeSync(handle);
				} catch {
					// All that was said to be saved was synced: closing adds nothing to it.
				}
			},
		},
		reading,
	};
};
