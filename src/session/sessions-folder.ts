import {lstatSync, readdirSync, statSync} from 'node:fs';
import {homedir} from 'node:os';
import {join, resolve} from 'node:path';
import {CannotStart} from '../cannot-start.ts';
import {shownName} from '../guide/untrusted.ts';
import {extension, makeFolder} from './durable.ts';
import {checkedName} from './session-name.ts';
import {codeOf, troubleOf} from './trouble.ts';

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

/** The folder that sessions are kept in. What the disk refuses is said in a sentence; any other error is a defect of ours. */
export type SessionsFolder = {
	readonly path: string;
	readonly fileOf: (name: string) => string;
	/** Whatever bears a session's name is in its way: a link that leads nowhere too. */
	readonly exists: (name: string) => boolean;
	/** Everything that bears a session's name, whatever it is: what is none is listed with the reason. */
	readonly names: () => readonly string[];
	/** What lies in a folder; nothing where it is not made yet. A link that leads nowhere is something else. */
	readonly filesIn: (path: string) => readonly string[];
	/** Makes it where it is not there. */
	readonly make: () => void;
	/** Sees to it that the entries of a folder, this one or another, are on disk. */
	readonly sync: (folder: string) => void;
	/** Does something to a session in it; `what` begins the sentence that says why the disk refused. */
	readonly sayingWhy: <T>(what: string, act: () => T, Saying?: typeof CannotStart) => T;
};

const isOfSystem = (error: unknown): error is Error => error instanceof Error && 'syscall' in error;

/** What can be done to the folder at a path. */
export const sessionsFolder = (path: string, sync: (folder: string) => void): SessionsFolder => {
	const fileOf = (name: string) => join(path, `${checkedName(name)}${extension}`);
	/** Does something to the folder itself: one that cannot be looked into is not an empty one. */
	const inFolder = <T>(act: () => T): T => {
		try {
			return act();
		} catch (error) {
			if (!isOfSystem(error)) {
				throw error;
			}

			const isFile = codeOf(error) === 'ENOTDIR' && statSync(path, {throwIfNoEntry: false}) !== undefined;
			throw new CannotStart(
				`Sessions cannot be kept in ${shownName(path)}: ${isFile ? 'it is a file' : troubleOf(error)}. Mend that, or name another folder with --sessions.`,
			);
		}
	};

	const filesIn = (folder: string): readonly string[] =>
		inFolder(() => {
			try {
				return readdirSync(folder);
			} catch (error) {
				if (codeOf(error) === 'ENOENT' && lstatSync(folder, {throwIfNoEntry: false}) === undefined) {
					return [];
				}

				throw error;
			}
		});

	return {
		path,
		fileOf,
		filesIn,
		exists: name => inFolder(() => lstatSync(fileOf(name), {throwIfNoEntry: false}) !== undefined),
		names: () => filesIn(path).flatMap(file => (file.endsWith(extension) ? [shownName(file.slice(0, -extension.length))] : [])),
		make: () => inFolder(() => makeFolder(resolve(path), sync)),
		sync,
		sayingWhy: (what, act, Saying = CannotStart) => {
			try {
				return act();
			} catch (error) {
				throw isOfSystem(error)
					? new Saying(`${what} in ${shownName(path)}: ${troubleOf(error)}. Mend that, or name another folder with --sessions.`)
					: error;
			}
		},
	};
};
