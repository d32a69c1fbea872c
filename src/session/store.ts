import {randomUUID} from 'node:crypto';
import {renameSync, rmSync} from 'node:fs';
import {CannotStart} from '../cannot-start.ts';
import {commandLine} from '../command-line.ts';
import {syncFolder, writeWhole} from './durable.ts';
import type {Beginning, Event} from './event.ts';
import {headerLine} from './header.ts';
import {type Listed, listSessions, type Read, readSessions, whyUnreadable} from './list-sessions.ts';
import {hold} from './lock.ts';
import {lostWith, type OpenSession, openSession, viewSession} from './open-session.ts';
import {readJournal} from './read-journal.ts';
import {fold, type Session} from './session.ts';
import {textIn} from './session-file.ts';
import {sessionsFolder} from './sessions-folder.ts';
import {soundJournal} from './sound-journal.ts';
import {codeOf} from './trouble.ts';
import {withEvents} from './with-events.ts';

/** The sessions in one folder. */
export type Store = {
	readonly folder: string;
	/** Every session, the newest first; `amount` says what events amount to, where that is not their fold alone. */
	readonly list: (amount?: (events: readonly Event[], start: Session) => Session) => readonly Listed[];
	readonly exists: (name: string) => boolean;
	/** Makes a session: its first line says all that it is, in one write. What is left out of the beginning is empty, and the session is real. */
	readonly create: (name: string, at: string, tool: string, beginning?: Partial<Beginning>) => OpenSession;
	readonly open: (name: string) => OpenSession;
	/** A session to look at, while somebody else writes to it or nobody can. `why` is said to whoever wants to write. */
	readonly view: (name: string, why: string) => OpenSession;
	/** A name that is free, `stem-1` and on. */
	readonly freeName: (stem: string) => string;
	readonly remove: (name: string) => void;
	readonly rename: (from: string, to: string) => void;
	/** What stands in each session's file, or in one's, in the order of their names. Nothing is changed. One that cannot be read is told as such among the others. */
	readonly read: (name: string | null) => readonly Read[];
	/** The journal's own text: what `export` writes and `adopt` takes. */
	readonly text: (name: string) => string;
	/** Brings a journal in from elsewhere, and writes down that it came; what is not a sound one is refused, and nothing is left of it. */
	readonly adopt: (name: string, text: string, came: Extract<Event, {type: 'brought'}>) => {readonly lost: string | null};
};

/** `sync` sees to it that a folder's entries are on disk. */
export const openStore = (folder: string, sync: (folder: string) => void = syncFolder): Store => {
	const files = sessionsFolder(folder, sync);

	/** Does something to a session's file that nobody may be writing to meanwhile. */
	const alone = (name: string, act: (file: string) => void) =>
		files.sayingWhy(`Session ${name} cannot be changed`, () => {
			const {file} = soundJournal(files, name);
			const holder = hold(`${file}.lock`, name);
			try {
				act(file);
				sync(folder);
			} finally {
				holder.release();
			}
		});

	/** Puts a journal where there is none; two programs that want the same name do not replace each other's. */
	const place = (name: string, text: string, taken: string) => {
		files.make();
		files.sayingWhy(`Session ${name} cannot be made`, () => {
			try {
				writeWhole(files.fileOf(name), text, true, sync);
			} catch (error) {
				throw codeOf(error) === 'EEXIST' ? new CannotStart(taken) : error;
			}
		});
	};

	return {
		folder,
		exists: files.exists,
		open: name => openSession(files, name, false),
		view: (name, why) => viewSession(files, name, why),
		list: (amount = fold) => listSessions(files, amount),
		read: name => {
			if (name !== null && !files.exists(name)) {
				soundJournal(files, name);
			}

			return readSessions(files, name === null ? files.names().toSorted() : [name]);
		},
		create: (name, at, tool, beginning = {}) => {
			const whole = {guide: '', edition: '', account: '', computer: '', environment: {}, ...beginning, at, tool};
			place(
				name,
				headerLine(randomUUID(), whole),
				`There is a session ${name} already. Continue it with: ${commandLine(['whfb', 'resume', name])}`,
			);
			return openSession(files, name, true);
		},
		freeName: stem => {
			for (let n = 1; ; n++) {
				if (!files.exists(`${stem}-${n}`)) {
					return `${stem}-${n}`;
				}
			}
		},
		remove: name => alone(name, file => rmSync(file)),
		rename: (from, to) =>
			alone(from, file => {
				// Of two that are to have one name, only one has its lock: the second one would replace the first.
				const holder = hold(`${files.fileOf(to)}.lock`, to);
				try {
					if (files.exists(to)) {
						throw new CannotStart(`There is a session ${to} already. Nothing was renamed.`);
					}

					renameSync(file, files.fileOf(to));
				} finally {
					holder.release();
				}
			}),
		text: name => files.sayingWhy(`Session ${name} cannot be read`, () => textIn(soundJournal(files, name).file)),
		adopt: (name, text, came) => {
			const reading = readJournal(text);
			if (reading.kind !== 'sound') {
				const why =
					reading.kind === 'newer'
						? `it was written by whfb ${reading.tool}, in a newer form than this one reads`
						: `${reading.kind === 'strange' ? '' : 'it is '}${whyUnreadable(reading)}`;
				throw new CannotStart(`That session was not brought in: ${why}. Nothing was kept of it; ask for a fresh export.`);
			}

			place(name, withEvents(text, [came]), `There is a session ${name} already. Choose another name with --session NAME.`);
			return {lost: lostWith(reading.torn)};
		},
	};
};
