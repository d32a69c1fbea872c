import {randomUUID} from 'node:crypto';
import {linkSync, rmSync, statSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {isNotOffered} from '../session/durable.ts';
import {placeOf, placeWarning} from '../session/place.ts';

/** What to know of the folder that sessions are kept in before anything is: who else may write there, and where its copies go. A sentence each. */
export const storageWarnings = (folder: string, env: NodeJS.ProcessEnv): readonly string[] => {
	const place = placeWarning(placeOf(folder, env));
	let mode = 0;
	try {
		mode = process.platform === 'win32' ? 0 : statSync(folder).mode;
	} catch {
		// Not made yet: it will be this account's own.
	}

	const others =
		(mode & 0o022) === 0
			? []
			: [
					'Others on this computer may write into the folder that sessions are kept in. Take that away: chmod 700, or name another folder with --sessions.',
				];
	return [...(place === null ? [] : [place]), ...others];
};

const kinds = {
	local: 'a local folder',
	network: 'a network share',
	synced: 'a folder that is synchronised elsewhere',
	roaming: 'a roaming profile',
} as const;

/** How two whfb at once are told apart in a folder: tried with two small files, which are gone again. */
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
			rmSync(file, {force: true});
		}
	}
};

/** Where sessions are kept and how they are locked, for `whfb doctor`. Names no folder: it holds the name of an account. */
export const storageLines = (folder: string, env: NodeJS.ProcessEnv): readonly string[] => {
	const what = kinds[placeOf(folder, env).kind];
	const isThere = statSync(folder, {throwIfNoEntry: false})?.isDirectory() === true;
	return [
		isThere ? `Sessions: in ${what}; ${lockWords(folder)}.` : `Sessions: in ${what}, which is made with the first one.`,
		...storageWarnings(folder, env),
	];
};
