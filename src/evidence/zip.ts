import {buffer} from 'node:stream/consumers';
import {crc32} from 'node:zlib';
import type {Entry} from 'yauzl';
import {CannotStart} from '../cannot-start.ts';
import {quoted} from '../guide/untrusted.ts';
import {bytesOf, headOf} from './files.ts';
import {deepest, type FileSource, isLitter, mostBytes, mostEntries, type Opened, openedFrom, type PassedBy, tooMuch} from './opened.ts';

/** XML shrinks to a thirtieth; what shrinks more than this was made to fill a disk. */
const mostRatio = 250;
/** Of so little nobody asks how much it shrank. */
const smallBytes = 1024 * 1024;

/** Thrown inside this file only, with what is wrong with an archive as a clause. */
class Unusable extends Error {}

/** Whether an entry is a symbolic link: the upper half of its attributes is the mode that Unix gave it. */
const isLink = ({externalFileAttributes}: Entry): boolean => ((externalFileAttributes >>> 16) & 0o170000) === 0o120000;

const contentOf = async (
	zip: {openReadStreamPromise: (entry: Entry) => Promise<NodeJS.ReadableStream>},
	entry: Entry,
): Promise<Uint8Array> => {
	const content = await buffer(await zip.openReadStreamPromise(entry));
	// The library holds an entry to its size; whether it is what was packed, only the checksum says.
	if (crc32(content) !== entry.crc32) {
		throw new Unusable('is damaged: what it holds does not fit its own checksums');
	}

	return content;
};

/** Every file of an archive that can be evidence, read into memory; names are labels here, and nothing is written anywhere. */
const read = async (path: string, bytes: Uint8Array): Promise<Opened> => {
	// The bundle hands a CommonJS library on as its default alone.
	const {default: yauzl} = await import('yauzl');
	const {fromBufferPromise} = yauzl;
	const zip = await fromBufferPromise(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), {lazyEntries: true});
	const wanted: Entry[] = [];
	const passedBy: PassedBy[] = [];
	const seen = new Set<string>();
	let entries = 0;
	let size = 0;
	for await (const entry of zip.eachEntry()) {
		entries += 1;
		if (entries > mostEntries) {
			throw new Unusable(`holds more than ${mostEntries} files and folders, more than any evidence does`);
		}

		const {fileName} = entry;
		const parts = fileName.split('/');
		if (fileName.endsWith('/') || parts.some(isLitter)) {
			continue;
		}

		// Two entries of one name are two files, and only one of them could be read.
		const folded = fileName.toLowerCase();
		if (seen.has(folded)) {
			throw new Unusable(`holds ${quoted(fileName)} twice`);
		}

		seen.add(folded);
		if (isLink(entry)) {
			passedBy.push({path: fileName, why: 'link'});
		} else if (parts.length - 1 > deepest) {
			passedBy.push({path: fileName, why: 'deeper'});
		} else if (entry.isEncrypted()) {
			throw new Unusable('is locked with a password');
		} else {
			size += entry.uncompressedSize;
			wanted.push(entry);
		}
	}

	if (size > mostBytes) {
		throw new CannotStart(tooMuch(path, wanted.length, size));
	}

	if (wanted.some(one => one.uncompressedSize > smallBytes && one.uncompressedSize > one.compressedSize * mostRatio)) {
		throw new Unusable('holds a file that grows more than two hundred times when it is unpacked, which no evidence does');
	}

	const sources: FileSource[] = [];
	for (const entry of wanted) {
		const content = await contentOf(zip, entry);
		sources.push({path: entry.fileName, size: content.length, bytes: () => content});
	}

	// One file in an archive is that file.
	return openedFrom(sources, sources.length !== 1 || passedBy.length > 0, passedBy);
};

/** What the library says of an archive it does not read, as a clause. Its own words are for programmers. */
const clauseOf = (error: unknown): string =>
	error instanceof Unusable
		? error.message
		: error instanceof Error && /encrypt/.test(error.message)
			? 'is locked with a password'
			: error instanceof Error && /^(invalid relative path|absolute path|invalid characters in fileName)/.test(error.message)
				? 'holds a name that leads out of it, and nothing of it was read'
				: error instanceof Error && /unsupported compression method|multi-disk/.test(error.message)
					? 'was packed in a way that whfb does not read'
					: 'breaks off or is damaged';

/**
 * Opens the zip archive at a path, as the folder or the one file that it would be when unpacked; null where there is no zip archive there.
 * Throws CannotStart where it cannot be read whole, holds too much, or names anything twice.
 */
export const openZip = async (path: string): Promise<Opened | null> => {
	const head = Buffer.from(headOf(path, 4) ?? []).toString('latin1');
	if (head !== 'PK\u0003\u0004' && head !== 'PK\u0005\u0006') {
		return null;
	}

	const bytes = bytesOf(path);
	try {
		return await read(path, bytes);
	} catch (error) {
		if (error instanceof CannotStart) {
			throw error;
		}

		throw new CannotStart(
			`${quoted(path)} was not taken. It is a zip archive that ${clauseOf(error)}. Unpack it, and import the folder; where that fails too, copy it again.`,
		);
	}
};
