import {closeSync, constants, fstatSync, lstatSync, opendirSync, openSync, readSync, realpathSync, statSync} from 'node:fs';
import {basename, join} from 'node:path';
import {CannotStart} from '../cannot-start.ts';
import {quoted} from '../guide/untrusted.ts';
import {kindOf} from '../session/trouble.ts';
import {reading} from './file-errors.ts';
import {deepest, type FileSource, isLitter, mostBytes, mostEntries, type Opened, openedFrom, type PassedBy, tooMuch} from './opened.ts';

/** Bytes that are made room for at once where a file says that it has fewer. */
const smallest = 4_096;
const again = 'Name the file or the folder that was brought.';

/**
 * The bytes of a regular file, never more than evidence can be. A path may have become a pipe or a device since it was looked at:
 * it is opened without waiting for anybody, and what was opened is looked at again before the first byte is read.
 */
export const bytesOf = (path: string): Uint8Array =>
	reading(path, () => {
		const file = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
		try {
			const stats = fstatSync(file);
			if (!stats.isFile()) {
				throw new CannotStart(`${quoted(path)} is ${kindOf(stats)}. ${again}`);
			}

			// A file may grow while it is read, and some of the system's own have no size and no end.
			let bytes = new Uint8Array(Math.min(Math.max(stats.size + 1, smallest), mostBytes + 1));
			for (let read = 0; ; ) {
				if (read === bytes.length) {
					const longer = new Uint8Array(Math.min(2 * read, mostBytes + 1));
					longer.set(bytes);
					bytes = longer;
				}

				const length = readSync(file, bytes, read, bytes.length - read, null);
				if (length === 0) {
					return bytes.subarray(0, read);
				}

				read += length;
				if (read > mostBytes) {
					throw new CannotStart(tooMuch(path, 1, read));
				}
			}
		} finally {
			closeSync(file);
		}
	});

/** The first bytes of a regular file; null for anything else, and for what cannot be read: whoever reads it whole says why. */
export const headOf = (path: string, length: number): Uint8Array | null => {
	try {
		if (!statSync(path).isFile()) {
			return null;
		}

		const file = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
		try {
			const head = new Uint8Array(length);
			return fstatSync(file).isFile() ? head.subarray(0, readSync(file, head)) : null;
		} finally {
			closeSync(file);
		}
	} catch (error) {
		if (error instanceof Error && 'code' in error) {
			return null;
		}

		throw error;
	}
};

/** What a folder holds, by name. Stops where there is more than evidence can be: a folder of a hundred thousand files is not listed to its end. */
const namesIn = (root: string, folder: string, left: {entries: number; readonly most: number}) => {
	const open = opendirSync(join(root, folder));
	try {
		const found: {readonly path: string; readonly kind: 'file' | 'folder' | PassedBy['why']}[] = [];
		for (let entry = open.readSync(); entry !== null; entry = open.readSync()) {
			if (isLitter(entry.name)) {
				continue;
			}

			left.entries -= 1;
			if (left.entries < 0) {
				throw new CannotStart(
					`${quoted(root)} holds more than ${left.most} files and folders, more than any evidence does. Name the export's own folder, or the one file.`,
				);
			}

			const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
			const kind = entry.isDirectory() ? 'folder' : entry.isFile() ? 'file' : entry.isSymbolicLink() ? 'link' : 'special';
			found.push({path, kind});
		}

		return found;
	} finally {
		open.closeSync();
	}
};

/** Files below a folder. Links are not followed: they may lead out of it, or in a circle. */
const below = (
	root: string,
	most: number,
	entries: number,
): {readonly files: readonly FileSource[]; readonly passedBy: readonly PassedBy[]} => {
	const files: FileSource[] = [];
	const passedBy: PassedBy[] = [];
	const left = {entries, most: entries};
	const walk = (folder: string, depth: number) => {
		for (const {path, kind} of namesIn(root, folder, left)) {
			if (kind === 'file') {
				const whole = join(root, path);
				files.push({path, size: reading(whole, () => lstatSync(whole)).size, bytes: () => bytesOf(whole)});
			} else if (kind !== 'folder') {
				passedBy.push({path, why: kind});
			} else if (depth === most) {
				passedBy.push({path, why: 'deeper'});
			} else {
				try {
					walk(path, depth + 1);
				} catch (error) {
					if (error instanceof CannotStart || !(error instanceof Error && 'code' in error)) {
						throw error;
					}

					passedBy.push({path, why: 'unreadable'});
				}
			}
		}
	};
	reading(root, () => walk('', 0));
	return {files, passedBy};
};

/**
 * Opens a file or a folder that somebody named, and `levels` of folders below it, with so many `entries` at most; texts are read when they are asked for.
 * Throws CannotStart, with one sentence and the path in it, where it is not there, holds too much, may not be read, or is a pipe or a device.
 */
export const openFiles = (path: string, levels = deepest, entries = mostEntries): Opened => {
	if (path.trim() === '') {
		throw new CannotStart(`No path was named. ${again}`);
	}

	const root = reading(path, () => realpathSync(path));
	const stats = reading(path, () => statSync(root));
	if (stats.isDirectory()) {
		const {files, passedBy} = reading(path, () => below(root, levels, entries));
		return openedFrom(files, true, passedBy);
	}

	if (!stats.isFile()) {
		throw new CannotStart(`${quoted(path)} is ${kindOf(stats)}. ${again}`);
	}

	if (stats.size > mostBytes) {
		throw new CannotStart(tooMuch(path, 1, stats.size));
	}

	return openedFrom([{path: basename(root), size: stats.size, bytes: () => bytesOf(root)}], false, []);
};
