import {createHash} from 'node:crypto';
import {lstatSync, readdirSync, readFileSync, realpathSync, statSync} from 'node:fs';
import {basename, join} from 'node:path';
import {CannotStart} from '../cannot-start.ts';
import type {SavedFile} from '../guide/importer.ts';

/** More than this is no evidence of ours; a Connect export holds two or three million bytes. */
const mostBytes = 100 * 1024 * 1024;
const mostFiles = 5_000;
const deepest = 3;

/** UTF-8, or UTF-16 as Windows PowerShell's `>` writes it, with a mark or without. */
const decode = (bytes: Buffer): string => {
	if (bytes[0] === 0xfe && bytes[1] === 0xff) {
		return new TextDecoder('utf-16be').decode(bytes);
	}

	const isWide = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes.length > 1 && bytes[0] !== 0 && bytes[1] === 0);
	return new TextDecoder(isWide ? 'utf-16le' : 'utf-8').decode(bytes);
};

/** Files under one path, and one SHA-256 over those whose text was asked for. */
export type Opened = {readonly files: readonly SavedFile[]; readonly isFolder: boolean; readonly digest: () => string};

/** The one place where this part touches the disk: turns what Windows says into one sentence. */
const attempt = <Value>(path: string, read: () => Value): Value => {
	try {
		return read();
	} catch (error) {
		const code = error instanceof Error && 'code' in error ? String(error.code) : '';
		throw new CannotStart(
			code === 'ENOENT' || code === 'ENOTDIR'
				? `There is nothing at ${path}. Name the file or the folder that was brought.`
				: `${path} cannot be read (${code || String(error)}). Copy it to a place where you may read it, and import it from there.`,
		);
	}
};

/** Names below a folder; links are not followed, and what archivers and file managers leave behind is passed by. */
const below = (root: string, folder: string, depth: number): readonly {readonly path: string; readonly size: number}[] =>
	readdirSync(join(root, folder), {withFileTypes: true})
		.toSorted((a, b) => a.name.localeCompare(b.name))
		.flatMap(entry => {
			const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
			if (entry.name.startsWith('.') || entry.name === '__MACOSX') {
				return [];
			}

			return entry.isDirectory()
				? depth < deepest
					? below(root, path, depth + 1)
					: []
				: entry.isFile()
					? [{path, size: lstatSync(join(root, path)).size}]
					: [];
		});

/** Opens a file or a folder that somebody named. Throws CannotStart where it is not there, too large, or may not be read. */
export const openFiles = (path: string): Opened => {
	const root = attempt(path, () => realpathSync(path));
	const {size, isFolder, isFile} = attempt(path, () => {
		const found = statSync(root);
		return {size: found.size, isFolder: found.isDirectory(), isFile: found.isFile()};
	});
	if (!isFolder && !isFile) {
		throw new CannotStart(`${path} is neither a file nor a folder. Name the file or the folder that was brought.`);
	}

	const found = isFolder ? attempt(path, () => below(root, '', 0)) : [{path: basename(root), size}];
	const bytes = found.reduce((sum, one) => sum + one.size, 0);
	if (bytes > mostBytes || found.length > mostFiles) {
		throw new CannotStart(
			`${path} holds ${found.length} files and ${Math.round(bytes / 1024 / 1024)} MB, more than any evidence does. Name the export's own folder, or the one file.`,
		);
	}

	const hashes = new Map<string, string>();
	const texts = new Map<string, string>();
	const text = (name: string): string => {
		const known = texts.get(name);
		if (known !== undefined) {
			return known;
		}

		const file = isFolder ? join(root, name) : root;
		const content = attempt(file, () => readFileSync(file));
		const decoded = decode(content);
		hashes.set(name, createHash('sha256').update(content).digest('hex'));
		texts.set(name, decoded);
		return decoded;
	};

	return {
		isFolder,
		files: found.map(one => ({path: one.path, text: () => text(one.path)})),
		// Of hashes and not of names: the same export is the same evidence wherever it lies.
		digest: () => {
			const all = [...hashes.values()].toSorted();
			return all.length === 1 ? (all[0] ?? '') : createHash('sha256').update(all.join('\n')).digest('hex');
		},
	};
};
