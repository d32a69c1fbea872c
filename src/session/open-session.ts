import type {Event} from './event.ts';
import {type Journal, openJournal} from './journal.ts';
import {keptElsewhere} from './keep-elsewhere.ts';
import {hold} from './lock.ts';
import {Held} from './lock-chain.ts';
import type {JournalReading} from './read-journal.ts';
import {fold, type Session, startOf} from './session.ts';
import type {SessionsFolder} from './sessions-folder.ts';
import {soundJournal} from './sound-journal.ts';

/** A session that is open for writing. */
export type OpenSession = {
	readonly name: string;
	readonly file: string;
	readonly lineage: string;
	/** What the session was from its first line on. */
	readonly start: Session;
	/** What stood in the journal when it was opened. */
	readonly events: readonly Event[];
	readonly session: Session;
	/** Made just now: its first line says who opened it, and in what environment. */
	readonly isNew: boolean;
	readonly journal: Journal;
	/** A sentence where the last thing written had broken off; null where all is there. */
	readonly lost: string | null;
	/** Why nothing can be written to it, where it is only looked at; null where it is open for writing. */
	readonly readOnly: string | null;
	/** Writes the session with events that could not be saved to a new file elsewhere; comes back with it, or null where no folder takes it. */
	readonly keepElsewhere: (events: readonly Event[]) => string | null;
	readonly close: () => void;
};

/** What is said of a last line that had broken off. */
export const lostWith = (torn: string | null): string | null =>
	torn === null ? null : 'The session ended in mid-line. The last thing is missing; all before it is here.';

const whatStands = (name: string, file: string, {header, events}: Extract<JournalReading, {kind: 'sound'}>) => {
	const start = startOf(header);
	return {name, file, lineage: header.lineage, start, events, session: fold(events, start)};
};

/** Opens a session for writing. Throws Held where somebody else has it, or the disk refuses. */
export const openSession = (folder: SessionsFolder, name: string, isNew: boolean): OpenSession =>
	folder.sayingWhy(
		`Session ${name} cannot be opened for writing`,
		() => {
			const {file} = soundJournal(folder, name);
			const holder = hold(`${file}.lock`, name);
			try {
				// Read again under the lock: whoever held it before may have written since.
				const {journal, reading} = openJournal(file);
				try {
					// Whoever made or mended it may have been stopped before its name was on disk: what is saved from here on would go with it.
					folder.sync(folder.path);
				} catch (error) {
					journal.close();
					throw error;
				}

				return {
					...whatStands(name, file, reading),
					isNew,
					readOnly: null,
					keepElsewhere: events => keptElsewhere(name, journal.textWith(events)),
					journal,
					lost: lostWith(reading.torn),
					close: () => {
						journal.close();
						holder.release();
					},
				};
			} catch (error) {
				holder.release();
				throw error;
			}
		},
		Held,
	);

/** A session to look at, while somebody else writes to it or nobody can. `why` is said to whoever wants to write. */
export const viewSession = (folder: SessionsFolder, name: string, why: string): OpenSession => {
	const {file, reading} = soundJournal(folder, name);
	return {
		...whatStands(name, file, reading),
		journal: {
			append: () => {
				throw new Error(why);
			},
			textWith: () => '',
			close: () => undefined,
		},
		isNew: false,
		readOnly: why,
		keepElsewhere: () => null,
		// Whoever writes to it may be in the midst of a line.
		lost: null,
		close: () => undefined,
	};
};
