import {accessSync, constants, lstatSync, realpathSync, type Stats, statSync} from 'node:fs';
import path from 'node:path';
import {foldersOf} from './environment.ts';

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

const ofOthers = (name: string, {uid, mode}: Stats, isFolderAbove: boolean): string | null => {
	if (uid !== 0 && uid !== process.getuid?.()) {
		return `${name} belongs to another user`;
	}

	// In a folder with the sticky bit, such as /tmp, only its owner replaces what lies there. A program must not lie in one itself: whoever comes first puts it there.
	return (mode & 0o002) === 0 || (isFolderAbove && (mode & 0o1000) !== 0) ? null : `everybody may write to ${name}`;
};

/**
 * Why somebody else who uses this computer could have put a program where it was found; null where only its owner and root could. OpenSSH holds the
 * files it trusts to the same rule (sshd_config(5), StrictModes): the file and every folder above it. Groups are let be: whoever made one for
 * /usr/local chose its members. Windows is not looked at, because Node does not show who may write there.
 */
export const notTrusted = (file: string, platform: NodeJS.Platform = process.platform): string | null => {
	if (platform === 'win32') {
		return null;
	}

	try {
		// The folder of a link counts as well as that of what it leads to.
		for (const start of new Set([path.join(realpathSync(path.dirname(file)), path.basename(file)), realpathSync(file)])) {
			const own = lstatSync(start);
			// Everybody may write to every link, and nobody can.
			const objection = own.isSymbolicLink() ? null : ofOthers(start, own, false);
			if (objection !== null) {
				return objection;
			}

			let above = path.dirname(start);
			for (let isNearest = true; ; isNearest = false, above = path.dirname(above)) {
				const wrong = ofOthers(above, statSync(above), !isNearest);
				if (wrong !== null) {
					return wrong;
				}

				if (above === path.dirname(above)) {
					break;
				}
			}
		}

		return null;
	} catch {
		return `nobody can tell who may write to ${file}`;
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
