import {randomUUID} from 'node:crypto';
import {linkSync, lstatSync, readdirSync, rmSync, statSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {isNotOffered} from '../session/durable.ts';
import {placeOf, placeWarning} from '../session/place.ts';
import {troubleOf} from '../session/trouble.ts';

/** Who else may write into a folder, as a sentence. On Windows that stands in access control lists, which are not read. */
const othersIn = (folder: string): readonly string[] => {
	try {
		const {mode, uid} = statSync(folder);
		const own = process.getuid?.();
		if (own === undefined) {
			return [];
		}

		if ((mode & 0o022) !== 0) {
			return [
				'Others on this computer may write into the folder that sessions are kept in. Take that away: chmod 700, or name another folder with --sessions.',
			];
		}

		return uid === own || uid === 0
			? []
			: [
					"The folder that sessions are kept in is somebody else's, who may write there at any time. Name a folder of your own with --sessions.",
				];
	} catch {
		// Not made yet: it will be this account's own.
		return [];
	}
};

/** What to know of the folder that sessions are kept in before anything is: who else may write there, and where its copies go. A sentence each. */
export const storageWarnings = (folder: string, env: NodeJS.ProcessEnv): readonly string[] => {
	const place = placeWarning(placeOf(folder, env));
	return [...(place === null ? [] : [place]), ...othersIn(folder)];
};

const kinds = {
	local: 'a local folder',
	network: 'a network share',
	synced: 'a folder that is synchronised elsewhere',
	roaming: 'a roaming profile',
} as const;

/** How locking works in a folder, found by trying whether a second name for a small file can be made there. Both are removed again. */
const lockWords = (folder: string): string => {
	const [one, two] = [join(folder, `.${randomUUID()}`), join(folder, `.${randomUUID()}`)];
	try {
		writeFileSync(one, '', {flag: 'wx', mode: 0o600});
		linkSync(one, two);
		return 'two whfb at once are told apart by a link, which appears whole or not at all';
	} catch (error) {
		return isNotOffered(error)
			? 'there are no links, so two whfb at once are told apart by who makes a file first; one that is killed in that moment is told, not guessed'
			: 'nothing can be written there';
	} finally {
		for (const file of [one, two]) {
			try {
				rmSync(file, {force: true});
			} catch {
				// Where nothing can be removed, nothing could be written either.
			}
		}
	}
};

/** What there is at the place of a folder, in words that follow where it lies. */
const thereWords = (folder: string): string => {
	try {
		readdirSync(folder);
	} catch (error) {
		const code = error instanceof Error && 'code' in error ? error.code : null;
		if (code === 'ENOENT' && lstatSync(folder, {throwIfNoEntry: false}) === undefined) {
			return ', which is made with the first one';
		}

		return ` that cannot be read: ${troubleOf(error)}`;
	}

	return `; ${lockWords(folder)}`;
};

/** Where sessions are kept and how they are locked, for `whfb doctor`. Names no folder: it holds the name of an account. */
export const storageLines = (folder: string, env: NodeJS.ProcessEnv): readonly string[] => {
	const what = kinds[placeOf(folder, env).kind];
	return [`Sessions: in ${what}${thereWords(folder)}.`, ...storageWarnings(folder, env)];
};
