import {closeSync, existsSync, fsyncSync, linkSync, mkdirSync, openSync, renameSync, rmSync, statSync, writeFileSync} from 'node:fs';
import {dirname} from 'node:path';
import {codeOf} from './trouble.ts';

/** How the name of a journal's file ends. It stands here because whoever prints has to know it, and a journal takes long to load. */
export const extension = '.whfb.jsonl';

/** What network shares and some other file systems answer to what they do not have. Windows says EISDIR of a FAT that has no links. */
const notOffered: readonly string[] = ['EINVAL', 'EISDIR', 'ENOSYS', 'ENOTSUP', 'EOPNOTSUPP', 'EPERM'];

/** Tells a file system that does not have what it was asked for from one that refuses it. */
export const isNotOffered = (error: unknown): boolean => notOffered.includes(codeOf(error) ?? '');

/** Sees to it that a folder's entries are on disk, as `fsync` does for what a file holds. Windows has no such thing to ask for, and needs none. */
export const syncFolder = (folder: string): void => {
	if (process.platform === 'win32') {
		return;
	}

	const handle = openSync(folder, 'r');
	try {
		fsyncSync(handle);
	} catch (error) {
		if (!isNotOffered(error)) {
			throw error;
		}
	} finally {
		closeSync(handle);
	}
};

/**
 * Makes a folder and those above it, each synced in its parent: a new folder whose parent is not on disk is lost with all that is in it.
 * One level at a time: Node's own recursive way never ends where a parent cannot hold folders.
 */
export const makeFolder = (path: string, sync: (folder: string) => void = syncFolder): void => {
	const there = statSync(path, {throwIfNoEntry: false});
	if (there !== undefined) {
		if (!there.isDirectory()) {
			throw Object.assign(new Error(`ENOTDIR: ${path}`), {code: 'ENOTDIR', syscall: 'mkdir'});
		}

		try {
			// Whoever made it may have been stopped before that was on disk.
			sync(dirname(path));
		} catch {
			// Somebody else's folder, which this account may not open: then it was not made by this program.
		}

		return;
	}

	const parent = dirname(path);
	if (parent !== path) {
		makeFolder(parent, sync);
	}

	try {
		mkdirSync(path, {mode: 0o700});
	} catch (error) {
		// Another program made it meanwhile; or a link that leads nowhere bears its name.
		if (!(codeOf(error) === 'EEXIST' && statSync(path).isDirectory())) {
			throw error;
		}
	}

	sync(parent);
};

/** A new file with its content on disk; its name is not yet. */
export const writeDurably = (file: string, content: string | Uint8Array) => {
	const handle = openSync(file, 'wx', 0o600);
	try {
		// Not writeSync, which may stop half-way where the disk is nearly full.
		writeFileSync(handle, content);
		fsyncSync(handle);
	} finally {
		closeSync(handle);
	}
};

/** Gives a file its name, unless that is taken. Two programs at once are told apart by a link; a share without links sees one after the other. */
const place = (begun: string, file: string) => {
	try {
		linkSync(begun, file);
	} catch (error) {
		if (!isNotOffered(error)) {
			throw error;
		}

		if (existsSync(file)) {
			throw Object.assign(new Error(`EEXIST: ${file}`, {cause: error}), {code: 'EEXIST', syscall: 'rename'});
		}

		renameSync(begun, file);
	}
};

/** Writes a file under another name first: it is there whole or not at all. A new one replaces nothing, whoever else makes it meanwhile. */
export const writeWhole = (file: string, content: string | Uint8Array, isNew: boolean, sync: (folder: string) => void): void => {
	const begun = `${file}.${process.pid}.new`;
	rmSync(begun, {force: true});
	try {
		writeDurably(begun, content);
		if (isNew) {
			place(begun, file);
		} else {
			renameSync(begun, file);
		}
	} finally {
		try {
			rmSync(begun, {force: true});
		} catch {
			// What is left is called .new, and nobody reads it; what has become of the file itself is what counts.
		}
	}

	sync(dirname(file));
};
