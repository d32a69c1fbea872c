import {accessSync, constants, statSync} from 'node:fs';
import path from 'node:path';
import {foldersOf} from './program-folders.ts';
import {notTrusted} from './trusted-program.ts';

type Where = {
	readonly env?: NodeJS.ProcessEnv;
	readonly platform?: NodeJS.Platform;
	/** Where a path that is not absolute begins. */
	readonly cwd?: string;
};

/** A program by its absolute path, or why there is none that may be started, as the end of a sentence. */
export type FoundProgram = {readonly path: string} | {readonly objection: string};

/** Why a file cannot be started, as the end of a sentence; null where it can. */
const cannotRun = (file: string): string | null => {
	try {
		if (!statSync(file).isFile()) {
			return 'it is not a file';
		}

		accessSync(file, constants.X_OK);
		return null;
	} catch (error) {
		const code = error instanceof Error && 'code' in error ? error.code : undefined;
		return code === 'ENOENT' || code === 'ENOTDIR' || code === 'ENAMETOOLONG' ? 'there is no such file' : 'it may not be run';
	}
};

/** A program that was found by name, and why it is not to be started; null where nothing speaks against it. */
export type Candidate = {readonly path: string; readonly objection: string | null};

/**
 * The programs of a name, in the order in which a shell would come to them, but never those of the current folder. On Windows it is an .exe:
 * another kind of file (PATHEXT) would be started by another program.
 */
export const candidatesFor = (name: string, {env = process.env, platform = process.platform}: Where = {}): readonly Candidate[] => {
	const isWindows = platform === 'win32';
	const {join} = isWindows ? path.win32 : path.posix;
	const file = isWindows && !/\.exe$/i.test(name) ? `${name}.exe` : name;
	return foldersOf(env, platform)
		.map(folder => join(folder, file))
		.filter(candidate => cannotRun(candidate) === null)
		.map(candidate => ({path: candidate, objection: notTrusted(candidate, platform)}));
};

/** The first program of a name that nobody else could have put where it lies. */
export const findByName = (name: string, where: Where = {}): FoundProgram => {
	const candidates = candidatesFor(name, where);
	const found = candidates.find(({objection}) => objection === null);
	const [first] = candidates;
	if (found !== undefined) {
		return {path: found.path};
	}

	return {
		objection: first === undefined ? `no absolute folder of PATH holds ${name}` : `${first.path} is not trusted: ${first.objection}`,
	};
};

/** Whether a text names a program to look for, and not a file. */
const isName = (asked: string, platform: NodeJS.Platform): boolean => !(platform === 'win32' ? /[\\/:]/ : /\//).test(asked);

/** The program that somebody asked for: a name is looked for on PATH, a path is taken as it is, from the current folder where it is not absolute. */
export const findProgram = (asked: string, where: Where = {}): FoundProgram => {
	const {platform = process.platform, cwd = process.cwd()} = where;
	if (isName(asked, platform)) {
		return findByName(asked, where);
	}

	const file = path.resolve(cwd, asked);
	const objection = cannotRun(file);
	return objection === null ? {path: file} : {objection};
};
