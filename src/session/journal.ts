import {createHash} from 'node:crypto';
import {closeSync, fsyncSync, ftruncateSync, openSync, readFileSync, writeSync} from 'node:fs';
import type {Event} from './event.ts';

/** How the name of a journal's file ends. */
export const extension = '.whfb.jsonl';

/** The first line of a journal. A lineage is one session's whole life, through exports and renames. */
export type Header = {
	readonly format: 'whfb-session';
	readonly version: 1;
	readonly lineage: string;
	readonly created: string;
	readonly tool: string;
};

/** What was read from a journal's bytes. `torn` is a last line that broke off while it was written. */
export type Reading =
	| {
			readonly kind: 'sound';
			readonly header: Header;
			readonly events: readonly Event[];
			readonly bytes: number;
			readonly last: string;
			readonly torn: string | null;
	  }
	| {readonly kind: 'newer'; readonly version: number; readonly tool: string}
	| {readonly kind: 'broken'; readonly line: number; readonly why: string; readonly soundBytes: number; readonly soundEvents: number}
	| {readonly kind: 'foreign'; readonly why: string};

const digest = (text: string) => createHash('sha256').update(text).digest('hex');

/** One line: the event, its number, and a hash over both and the line before, so that a report can prove that nothing was changed. */
const lineOf = (event: Event, seq: number, previous: string): {readonly line: string; readonly hash: string} => {
	const body = JSON.stringify({seq, event});
	const hash = digest(previous + body);
	return {line: `${JSON.stringify({seq, event, hash})}\n`, hash};
};

/** The bytes of a new journal. */
export const headerLine = (header: Header): string => `${JSON.stringify(header)}\n`;

const headerOf = (line: string): Reading | Header => {
	let header: unknown;
	try {
		header = JSON.parse(line);
	} catch {
		return {kind: 'foreign', why: 'its first line is not JSON'};
	}

	const {format, version, tool} = (typeof header === 'object' && header !== null ? header : {}) as Partial<Omit<Header, 'version'>> & {
		version?: unknown;
	};
	if (format !== 'whfb-session' || typeof version !== 'number') {
		return {kind: 'foreign', why: 'its first line is not that of a session'};
	}

	return version > 1 ? {kind: 'newer', version, tool: String(tool)} : (header as Header);
};

/** Reads a journal's text. Only a last line without its end may be missing a part; anything else that does not fit is broken. */
export const readJournal = (text: string): Reading => {
	const end = text.lastIndexOf('\n') + 1;
	const torn = end < text.length ? text.slice(end) : null;
	const lines = text.slice(0, end).split('\n').slice(0, -1);
	const [first, ...rest] = lines;
	if (first === undefined) {
		return {kind: 'foreign', why: 'it has no first line'};
	}

	const header = headerOf(first);
	if ('kind' in header) {
		return header;
	}

	const events: Event[] = [];
	let previous = digest(first);
	let bytes = Buffer.byteLength(first) + 1;
	for (const [index, line] of rest.entries()) {
		let entry: {seq?: unknown; event?: Event; hash?: unknown};
		try {
			entry = JSON.parse(line);
		} catch {
			entry = {};
		}

		if (entry.event === undefined || entry.seq !== index || entry.hash !== lineOf(entry.event, index, previous).hash) {
			const why = entry.event === undefined ? 'it cannot be read' : 'it is not what was written';
			return {kind: 'broken', line: index + 2, why, soundBytes: bytes, soundEvents: events.length};
		}

		events.push(entry.event);
		previous = String(entry.hash);
		bytes += Buffer.byteLength(line) + 1;
	}

	return {kind: 'sound', header, events, bytes, last: previous, torn};
};

const troubles: Readonly<Record<string, string>> = {
	ENOSPC: 'the disk is full',
	EDQUOT: 'the disk quota is used up',
	EFBIG: 'files may not grow any larger here',
	EROFS: 'the disk can only be read',
	EACCES: 'access is denied for this account',
	EPERM: 'access is denied for this account',
	EIO: 'the disk does not work as it should',
};

/** Why something could not be written, in words. */
export const troubleOf = (error: unknown): string => {
	const code = error instanceof Error && 'code' in error ? String(error.code) : '';
	return troubles[code] ?? (error instanceof Error ? error.message : String(error));
};

/** An open journal. An event is on disk, synced, when `append` returns. */
export type Journal = {readonly append: (event: Event) => void; readonly close: () => void};

/** Opens a journal for appending after its sound bytes; a torn last line is cut off. */
export const openJournal = (file: string): {readonly journal: Journal; readonly reading: Reading & {kind: 'sound'}} => {
	const reading = readJournal(readFileSync(file, 'utf8'));
	if (reading.kind !== 'sound') {
		throw new Error(`${file} is ${reading.kind}`);
	}

	const handle = openSync(file, 'r+');
	ftruncateSync(handle, reading.bytes);
	let seq = reading.events.length;
	let previous = reading.last;
	let position = reading.bytes;
	let closed = false;
	const append = (event: Event) => {
		// The number of a closed file may be another session's by now.
		if (closed) {
			throw new Error('This journal is closed.');
		}

		const {line, hash} = lineOf(event, seq, previous);
		const bytes = Buffer.from(line);
		try {
			for (let written = 0; written < bytes.length; ) {
				written += writeSync(handle, bytes, written, bytes.length - written, position + written);
			}

			fsyncSync(handle);
		} catch (error) {
			// What was half written must not stand in front of the next line.
			ftruncateSync(handle, position);
			throw error;
		}

		seq += 1;
		previous = hash;
		position += bytes.length;
	};

	return {
		journal: {
			append,
			close: () => {
				closed = true;
				closeSync(handle);
			},
		},
		reading,
	};
};
