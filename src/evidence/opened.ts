import {createHash} from 'node:crypto';
import {CannotStart} from '../cannot-start.ts';
import type {SavedFile} from '../guide/importer.ts';
import {quoted, safeText} from '../guide/untrusted.ts';
import {decode} from './decode.ts';

/** More than this is no evidence of ours; a Connect export holds two or three million bytes. */
export const mostBytes = 100 * 1024 * 1024;
/** Files and folders together. */
export const mostEntries = 5_000;
/** The same where each file is of a machine of its own, and is read by itself. */
export const mostMachines = 50_000;
/** Folders below the one that was named: an export may lie three levels down, and its own subfolders one more. */
export const deepest = 4;

/** One file before it is read: its path with forward slashes, raw, and its size in bytes. `bytes` throws CannotStart. */
export type FileSource = {readonly path: string; readonly size: number; readonly bytes: () => Uint8Array};

/** Something below what was named that is not read, by its raw path: a link, a pipe or a device, a folder that may not be read, one too far down. */
export type PassedBy = {readonly path: string; readonly why: 'link' | 'special' | 'unreadable' | 'deeper'};

/** A file whose text is not kept. `path` is raw; `read` throws CannotStart. `digest`: its SHA-256. */
export type OnceFile = {
	readonly path: string;
	readonly size: number;
	readonly read: () => {readonly text: string; readonly digest: string};
};

/** Files under one path, and one SHA-256 over those whose text was asked for. Paths are safe to show. */
export type Opened = {
	readonly files: readonly SavedFile[];
	/** Raw paths of the files, in the same order. */
	readonly paths: readonly string[];
	readonly isFolder: boolean;
	readonly passedBy: readonly PassedBy[];
	/** Of all files together, in bytes. */
	readonly size: number;
	readonly digest: () => string;
	/** The same files, in the same order, for so many that their texts cannot all be kept: each is read anew when it is asked for. */
	readonly once: readonly OnceFile[];
	/** Only what lies in one folder, by paths from there. An empty text is the whole. */
	readonly within: (folder: string) => Opened;
};

/** What archivers, file managers and file systems leave behind; nobody brings it on purpose. */
export const isLitter = (name: string): boolean =>
	name.startsWith('.') || /^(__MACOSX|System Volume Information|\$RECYCLE\.BIN|lost\+found|desktop\.ini|Thumbs\.db)$/i.test(name);

const bigger = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const readOnce = ({path, size, bytes}: FileSource): {readonly text: string; readonly digest: string} => {
	if (size > mostBytes) {
		throw new CannotStart(tooMuch(path, 1, size));
	}

	const content = bytes();
	return {text: decode(content), digest: createHash('sha256').update(content).digest('hex')};
};

/** What some files hold, read when it is asked for and once. Throws CannotStart where a file is larger than evidence can be. */
export const openedFrom = (sources: readonly FileSource[], isFolder: boolean, passedBy: readonly PassedBy[]): Opened => {
	const hashes = new Map<string, string>();
	const texts = new Map<string, string>();
	const textOf = (source: FileSource): string => {
		const known = texts.get(source.path);
		if (known !== undefined) {
			return known;
		}

		const {text, digest} = readOnce(source);
		hashes.set(source.path, digest);
		texts.set(source.path, text);
		return text;
	};

	const view = (own: readonly {readonly source: FileSource; readonly path: string}[], passed: readonly PassedBy[]): Opened => ({
		isFolder,
		passedBy: passed,
		paths: own.map(({path}) => path),
		size: own.reduce((sum, {source}) => sum + source.size, 0),
		files: own.map(({source, path}) => ({path: safeText(path), text: () => textOf(source)})),
		once: own.map(({source, path}) => ({path, size: source.size, read: () => readOnce(source)})),
		// Of hashes and not of names: the same export is the same evidence wherever it lies, in an archive too.
		digest: () => {
			const all = own.flatMap(({source}) => hashes.get(source.path) ?? []).toSorted();
			return all.length === 1 ? (all[0] ?? '') : createHash('sha256').update(all.join('\n')).digest('hex');
		},
		within: folder => {
			const below = <Each extends {readonly path: string}>(all: readonly Each[]): readonly Each[] =>
				all.flatMap(each =>
					folder === '' ? each : each.path.startsWith(`${folder}/`) ? {...each, path: each.path.slice(folder.length + 1)} : [],
				);
			return view(below(own), below(passed));
		},
	});
	const sorted = sources.toSorted((a, b) => bigger(a.path, b.path));
	return view(
		sorted.map(source => ({source, path: source.path})),
		passedBy,
	);
};

const count = (number: number, word: string) => `${number} ${word}${number === 1 ? '' : 's'}`;

/** Why something of this size is not read, and what to do. */
export const tooMuch = (path: string, files: number, bytes: number): string =>
	`${quoted(path)} holds ${count(files, 'file')} and ${Math.round(bytes / 1024 / 1024)} MB, more than any evidence does. Name the export's own folder, or the one file.`;
