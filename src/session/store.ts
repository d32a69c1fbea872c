import {randomUUID} from 'node:crypto';
import {lstatSync, readdirSync, renameSync, rmSync, statSync} from 'node:fs';
import {homedir, tmpdir} from 'node:os';
import {join, resolve} from 'node:path';
import {CannotStart} from '../cannot-start.ts';
import {commandLine} from '../command-line.ts';
import {safeText, shownName} from '../guide/untrusted.ts';
import {extension, makeFolder, syncFolder, writeWhole} from './durable.ts';
import type {Beginning, Event} from './event.ts';
import {headerLine} from './header.ts';
import {type Journal, type JournalReading, openJournal, readJournal, textIn, withEvents} from './journal.ts';
import {Held, type Holder, hold} from './lock.ts';
import {quarantine} from './quarantine.ts';
import {fold, type Session, startOf} from './session.ts';
import {troubleOf} from './trouble.ts';

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

/** A session as a list shows it. */
export type Listed =
	| {readonly kind: 'sound'; readonly name: string; readonly session: Session}
	| {readonly kind: 'unreadable'; readonly name: string; readonly why: string};

/** A session's file as it stands. */
export type Read = {
	readonly name: string;
	/** Null where it cannot be read. */
	readonly content: {readonly text: string; readonly reading: JournalReading} | null;
	/** Why it cannot be read, in words that follow its name; null where it can. */
	readonly why: string | null;
	/** Names of the files in quarantine that were set aside from it. */
	readonly setAside: readonly string[];
};

/** Where sessions live unless somebody says otherwise: local to the machine, because roaming profiles copy what they should not. */
export const defaultSessionsFolder = (env: NodeJS.ProcessEnv, platform: NodeJS.Platform): string => {
	if (env['WHFB_SESSIONS']) {
		return env['WHFB_SESSIONS'];
	}

	if (platform === 'win32') {
		return join(env['LOCALAPPDATA'] ?? join(homedir(), 'AppData', 'Local'), 'whfb', 'sessions');
	}

	return join(env['XDG_STATE_HOME'] ?? join(homedir(), '.local', 'state'), 'whfb', 'sessions');
};

/** Names are file names on every system, and easy to type. */
const named = (name: string): string => {
	if (/^(con|prn|aux|nul|com\d|lpt\d)([.]|$)/i.test(name)) {
		throw new CannotStart(`A session cannot be called ${JSON.stringify(name)}: Windows keeps that name for a device.`);
	}

	if (!/^[a-z0-9][a-z0-9._-]{0,63}$/i.test(name) || /[.]$/.test(name)) {
		throw new CannotStart(
			`A session cannot be called ${JSON.stringify(name)}. Use letters, digits, dots and dashes, beginning with a letter or a digit, at most 64.`,
		);
	}

	return name;
};

/** Why a journal cannot be read, in words that follow its name. */
const whyNot = (reading: Exclude<JournalReading, {kind: 'sound' | 'newer'}>): string => {
	switch (reading.kind) {
		case 'foreign':
			return `not a session: ${reading.why}`;
		case 'headless':
			return `no session any more: ${reading.why}`;
		case 'strange':
			return `line ${reading.line} holds something that whfb never writes (${safeText(reading.path)})`;
		case 'broken':
			return `damaged in line ${reading.line}: ${reading.why}`;
	}
};

/** What is said of a last line that had broken off. */
const lostWith = (torn: string | null): string | null =>
	torn === null ? null : 'The session ended in mid-line. The last thing is missing; all before it is here.';

/** A file that is made anew in the system's own folder for what passes, in the home of who works here, or in the current folder: the first that takes it. */
const keptElsewhere = (name: string, text: string): string | null => {
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
	const fileOf = (name: string) => join(folder, `${named(name)}${extension}`);
	/** Does something to the folder itself. What the disk refuses of it is said in a sentence: a folder that cannot be looked into is not an empty one. */
	const inFolder = <T>(act: () => T): T => {
		try {
			return act();
		} catch (error) {
			if (!(error instanceof Error && 'syscall' in error)) {
				throw error;
			}

			const isFile = 'code' in error && error.code === 'ENOTDIR' && statSync(folder, {throwIfNoEntry: false}) !== undefined;
			throw new CannotStart(
				`Sessions cannot be kept in ${shownName(folder)}: ${isFile ? 'it is a file' : troubleOf(error)}. Mend that, or name another folder with --sessions.`,
			);
		}
	};
	/** Whatever bears a session's name is in its way: a link that leads nowhere too. */
	const exists = (name: string) => inFolder(() => lstatSync(fileOf(name), {throwIfNoEntry: false}) !== undefined);
	/** What a disk refuses is said in a sentence; any other error is a defect of ours. */
	const sayingWhy = <T>(what: string, act: () => T, Saying: typeof CannotStart = CannotStart): T => {
		try {
			return act();
		} catch (error) {
			if (error instanceof Error && 'syscall' in error) {
				throw new Saying(`${what} in ${shownName(folder)}: ${troubleOf(error)}. Mend that, or name another folder with --sessions.`);
			}

			throw error;
		}
	};
	const ensureFolder = () => {
		inFolder(() => makeFolder(resolve(folder), sync));
	};

	const sound = (name: string) => {
		const file = fileOf(name);
		if (!exists(name)) {
			const others = names();
			throw new CannotStart(
				`There is no session ${name} in ${shownName(folder)}. ${others.length === 0 ? 'None has been started there.' : `There are: ${others.join(', ')}.`}`,
			);
		}

		const reading = readJournal(sayingWhy(`Session ${name} cannot be read`, () => textIn(file)));
		switch (reading.kind) {
			case 'sound':
				return {file, reading};
			case 'newer':
				throw new CannotStart(
					`Session ${name} was written by whfb ${reading.tool}, in a newer form than this one reads. Nothing was changed; open it with that version or a later one.`,
				);
			case 'foreign':
				throw new CannotStart(
					`${shownName(file)} is not a session: ${reading.why}. Nothing was changed; move the file away, or bring a sound copy with whfb import.`,
				);
			case 'strange':
				throw new CannotStart(
					`Session ${name} cannot be read: line ${reading.line} holds something that this whfb never writes (${safeText(reading.path)}). Nothing was changed; open it with the whfb that wrote it, or bring a sound copy in with whfb import.`,
				);
			case 'broken':
			case 'headless':
				throw new CannotStart(sayingWhy(`Session ${name} is damaged and cannot be mended`, () => quarantine(folder, name, file, sync)));
		}
	};

	/** What lies in a folder; nothing where it is not made yet. A link that leads nowhere is something else. */
	const filesIn = (path: string): readonly string[] =>
		inFolder(() => {
			try {
				return readdirSync(path);
			} catch (error) {
				if (
					error instanceof Error &&
					'code' in error &&
					error.code === 'ENOENT' &&
					lstatSync(path, {throwIfNoEntry: false}) === undefined
				) {
					return [];
				}

				throw error;
			}
		});

	/** Everything that bears a session's name, whatever it is: what is none is listed with the reason. */
	const names = () => filesIn(folder).flatMap(file => (file.endsWith(extension) ? [shownName(file.slice(0, -extension.length))] : []));

	const open = (name: string, isNew = false): OpenSession =>
		sayingWhy(`Session ${name} cannot be opened for writing`, () => opened(name, isNew), Held);

	const opened = (name: string, isNew: boolean): OpenSession => {
		const {file} = sound(name);
		const holder: Holder = hold(`${file}.lock`, name);
		try {
			// Read again under the lock: whoever held it before may have written since.
			const {journal, reading} = openJournal(file);
			try {
				// Whoever made or mended it may have been stopped before its name was on disk: what is saved from here on would go with it.
				sync(folder);
			} catch (error) {
				journal.close();
				throw error;
			}

			const start = startOf(reading.header);
			return {
				name,
				file,
				lineage: reading.header.lineage,
				start,
				events: reading.events,
				session: fold(reading.events, start),
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
	};

	const view = (name: string, why: string): OpenSession => {
		const {file, reading} = sound(name);
		const start = startOf(reading.header);
		return {
			name,
			file,
			lineage: reading.header.lineage,
			start,
			events: reading.events,
			session: fold(reading.events, start),
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

	/** Does something to a session's file that nobody may be writing to meanwhile. */
	const alone = (name: string, act: (file: string) => void) =>
		sayingWhy(`Session ${name} cannot be changed`, () => {
			const {file} = sound(name);
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
		ensureFolder();
		sayingWhy(`Session ${name} cannot be made`, () => {
			try {
				writeWhole(fileOf(name), text, true, sync);
			} catch (error) {
				throw error instanceof Error && 'code' in error && error.code === 'EEXIST' ? new CannotStart(taken) : error;
			}
		});
	};

	return {
		folder,
		exists,
		open: name => open(name),
		view,
		list: (amount = fold) =>
			names()
				.map((name): Listed => {
					let reading: JournalReading;
					try {
						reading = readJournal(textIn(fileOf(name)));
					} catch (error) {
						return {kind: 'unreadable', name, why: `it cannot be read: ${troubleOf(error)}`};
					}

					switch (reading.kind) {
						case 'sound':
							return {kind: 'sound', name, session: amount(reading.events, startOf(reading.header))};
						case 'newer':
							return {kind: 'unreadable', name, why: `written by whfb ${reading.tool}, newer than this one`};
						default:
							return {kind: 'unreadable', name, why: whyNot(reading)};
					}
				})
				.sort((a, b) => (b.kind === 'sound' ? (b.session.at ?? '') : '').localeCompare(a.kind === 'sound' ? (a.session.at ?? '') : '')),
		read: name => {
			if (name !== null && !exists(name)) {
				sound(name);
			}

			const aside = filesIn(join(folder, 'quarantine')).toSorted();
			return (name === null ? names().sort() : [name]).map(each => {
				const setAside = aside.filter(
					file => file.startsWith(`${each}-`) && /^[0-9a-f]{8}$/.test(file.slice(each.length + 1, -extension.length)),
				);
				try {
					const text = textIn(fileOf(each));
					return {name: each, content: {text, reading: readJournal(text)}, why: null, setAside};
				} catch (error) {
					return {name: each, content: null, why: `cannot be read: ${troubleOf(error)}`, setAside};
				}
			});
		},
		create: (name, at, tool, beginning = {}) => {
			const whole = {guide: '', edition: '', account: '', computer: '', environment: {}, ...beginning, at, tool};
			place(
				name,
				headerLine(randomUUID(), whole),
				`There is a session ${name} already. Continue it with: ${commandLine(['whfb', 'resume', name])}`,
			);
			return open(name, true);
		},
		freeName: stem => {
			for (let n = 1; ; n++) {
				if (!exists(`${stem}-${n}`)) {
					return `${stem}-${n}`;
				}
			}
		},
		remove: name => alone(name, file => rmSync(file)),
		rename: (from, to) =>
			alone(from, file => {
				// Of two that are to have one name, only one has its lock: the second one would replace the first.
				const holder = hold(`${fileOf(to)}.lock`, to);
				try {
					if (exists(to)) {
						throw new CannotStart(`There is a session ${to} already. Nothing was renamed.`);
					}

					renameSync(file, fileOf(to));
				} finally {
					holder.release();
				}
			}),
		text: name => sayingWhy(`Session ${name} cannot be read`, () => textIn(sound(name).file)),
		adopt: (name, text, came) => {
			const reading = readJournal(text);
			if (reading.kind !== 'sound') {
				const why =
					reading.kind === 'newer'
						? `it was written by whfb ${reading.tool}, in a newer form than this one reads`
						: `${reading.kind === 'strange' ? '' : 'it is '}${whyNot(reading)}`;
				throw new CannotStart(`That session was not brought in: ${why}. Nothing was kept of it; ask for a fresh export.`);
			}

			place(name, withEvents(text, [came]), `There is a session ${name} already. Choose another name with --session NAME.`);
			return {lost: lostWith(reading.torn)};
		},
	};
};
