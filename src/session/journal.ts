import {createHash} from 'node:crypto';
import {closeSync, constants, fstatSync, fsyncSync, ftruncateSync, openSync, readFileSync, statSync, writeSync} from 'node:fs';
import {mayHide, safeEvent} from './door.ts';
import {type Event, isPassage} from './event.ts';
import {weigh} from './event-shape.ts';
import {beginningOfFirst, form, type Header, type NoHeader, readHeader} from './header.ts';
import {kindOf} from './trouble.ts';

/** What was read from a journal's bytes. `torn` is a last line that broke off while it was written. */
export type JournalReading =
	| {
			readonly kind: 'sound';
			readonly header: Header;
			/** One for each line after the first, as they may be shown; what a later whfb wrote is `unknown`. */
			readonly events: readonly Event[];
			readonly bytes: number;
			readonly last: string;
			readonly torn: string | null;
			/** Whether the last line has its end; an editor may have taken it. */
			readonly isEnded: boolean;
	  }
	| {
			readonly kind: 'broken';
			readonly header: Header;
			readonly line: number;
			readonly why: string;
			readonly soundBytes: number;
			readonly soundEvents: number;
			/** The damaged line and those after it. */
			readonly rest: readonly string[];
	  }
	/** Well chained, and not what any whfb writes, or one that this one does not know. */
	| {readonly kind: 'strange'; readonly line: number; readonly path: string}
	| NoHeader;

const digest = (text: string) => createHash('sha256').update(text).digest('hex');

/** One line: the event, its number, and a hash over both and the line before, so that a report can prove that nothing was changed. */
const lineOf = (event: Event, seq: number, previous: string): {readonly line: string; readonly hash: string} => {
	const body = JSON.stringify({seq, event});
	const hash = digest(previous + body);
	return {line: `${JSON.stringify({seq, event, hash})}\n`, hash};
};

type Entry = {readonly seq?: unknown; readonly event?: Event; readonly hash?: unknown};

const entryIn = (line: string): Entry => {
	try {
		const entry: unknown = JSON.parse(line);
		return typeof entry === 'object' && entry !== null ? entry : {};
	} catch {
		return {};
	}
};

/** An editor may begin a file with a mark and end its lines in its own way; neither is a part of what was written. */
const bare = (line: string): string => line.replace(/^\uFEFF/, '').replace(/\r$/, '');

/** The lines of a text with the bytes that each takes, and what follows the last line's end. */
const linesOf = (text: string): {readonly lines: readonly {readonly text: string; readonly bytes: number}[]; readonly tail: string} => {
	// Blank lines at the end say nothing.
	let run = text.length;
	while (run > 0 && (text[run - 1] === '\n' || text[run - 1] === '\r')) {
		run--;
	}

	const last = text.indexOf('\n', run);
	const whole = last === -1 ? text : text.slice(0, last + 1);
	const end = whole.lastIndexOf('\n') + 1;
	return {
		lines: whole
			.slice(0, end)
			.split('\n')
			.slice(0, -1)
			.map((line, index) => ({text: index === 0 ? bare(line) : line.replace(/\r$/, ''), bytes: Buffer.byteLength(line) + 1})),
		tail: whole.slice(end),
	};
};

/** Where a power cut leaves a hole, the file system fills it with these. */
const hole = '\0';

/**
 * Reads a journal's text. Only the last line may be missing a part, or have a hole where a power cut left one; anything else that does not fit is broken.
 * Nothing is ever read as something else: each line proves the one before it, and each entry has the shape of what whfb writes.
 */
export const readJournal = (text: string): JournalReading => {
	const {lines, tail} = linesOf(text);
	const [first, ...rest] = lines;
	if (first === undefined) {
		// Cut off in its first line, or empty: what it was cannot be told.
		const header = readHeader(bare(tail), []);
		return 'kind' in header ? header : {kind: 'headless', why: 'its first line has no end'};
	}

	const header = readHeader(
		first.text,
		rest.map(({text: line}) => line),
	);
	if ('kind' in header) {
		return header;
	}

	const events: Event[] = [];
	let previous = digest(first.text);
	let bytes = first.bytes;
	let isLater = header.minor > form.minor;
	let torn: string | null = null;
	let isEnded = true;
	const all = tail === '' ? rest : [...rest, {text: tail.replace(/\r$/, ''), bytes: Buffer.byteLength(tail)}];
	for (const [index, {text: line, bytes: length}] of all.entries()) {
		const entry = entryIn(line);
		const isLast = index === all.length - 1;
		if (entry.event === undefined || entry.seq !== index || `${line}\n` !== lineOf(entry.event, index, previous).line) {
			if (isLast && (tail !== '' || line.includes(hole))) {
				torn = line;
				break;
			}

			if (header.version === 1 && index < 2) {
				return {kind: 'headless', why: 'its first entries, which say what it is, are damaged'};
			}

			const why = entry.event === undefined ? 'it cannot be read' : 'it is not what was written';
			const damaged = all.slice(index).map(each => each.text);
			return {kind: 'broken', header, line: index + 2, why, soundBytes: bytes, soundEvents: events.length, rest: damaged};
		}

		const event = entry.event as Event | null;
		if (event?.type === 'opened' && isLaterForm(event.form)) {
			isLater = true;
		}

		const weighed = weigh(event, isLater);
		if (event === null || weighed.kind === 'strange' || (weighed.kind === 'unknown' && !isLater)) {
			return {kind: 'strange', line: index + 2, path: weighed.kind === 'strange' ? weighed.path : 'type'};
		}

		const known: Event = weighed.kind === 'unknown' ? {type: 'unknown', at: event.at, kind: weighed.type} : event;
		events.push(mayHide(line) ? safeEvent(known) : known);
		previous = String(entry.hash);
		bytes += length;
		isEnded = !isLast || tail === '';
	}

	const begun = header.version === 1 ? beginningOfFirst(header, events) : header;
	return 'kind' in begun ? begun : {kind: 'sound', header: begun, events, bytes, last: previous, torn, isEnded};
};

/** What of a journal's text is not as whfb wrote it, told apart line by line; numbers of lines count from 1. */
export type Traces = {
	/** Entries that are not what was written, or cannot be read, though the ones around them may be. The first line has no entry. */
	readonly damaged: readonly number[];
	/** A mark at the beginning, or another end of lines: an editor has saved the file. Nothing is lost by it. */
	readonly isResaved: boolean;
};

/** Holds each entry against the hash that the line before it carries, so that one changed line does not accuse all that follow. */
export const tracesIn = (text: string): Traces => {
	const {lines, tail} = linesOf(text);
	const damaged: number[] = [];
	let previous = digest(lines[0]?.text ?? '');
	for (const [index, {text: line}] of lines.slice(1).entries()) {
		const {event, seq, hash} = entryIn(line);
		if (event === undefined || seq !== index || hash !== lineOf(event, index, previous).hash) {
			damaged.push(index + 2);
		}

		previous = String(hash);
	}

	return {damaged, isResaved: /^\uFEFF|\r\n/.test(text) || tail.endsWith('\r')};
};

/** Whether a form of journals, as an opening names it, is a later minor one than ours. */
const isLaterForm = (named: unknown): boolean => {
	const [, version, minor] = /^(\d{1,4})\.(\d{1,4})$/.exec(typeof named === 'string' ? named : '') ?? [];
	return Number(version) === form.version && Number(minor) > form.minor;
};

/** A sound journal's text with events after its sound part. */
export const withEvents = (text: string, events: readonly Event[]): string => {
	const reading = readJournal(text);
	if (reading.kind !== 'sound') {
		throw new Error(`A journal that is ${reading.kind} takes no events.`);
	}

	let previous = reading.last;
	const lines = events.map((event, index) => {
		const {line, hash} = lineOf(event, reading.events.length + index, previous);
		previous = hash;
		return line;
	});
	const sound = Buffer.from(text).subarray(0, reading.bytes).toString('utf8');
	return `${sound}${reading.isEnded ? '' : '\n'}${lines.join('')}`;
};

/** What is at a journal's path is not what this program opened, or not as long as it left it: nothing more is written there. */
class NotOurs extends Error {
	override readonly name = 'NotOurs';
}

const changed = 'something else has written to the file of this session while it was open';

/** No session comes near this many bytes: a year of looks is a few million. */
const largestSession = 256 * 1024 * 1024;

/** All that a session's file holds. Throws an error of the system for what cannot be read, and one that says so for what is no file or far too large. */
export const bytesIn = (file: string): Buffer => {
	// What is no file must not be waited for: a pipe nobody writes to would never answer.
	const handle = openSync(file, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
	try {
		const stat = fstatSync(handle);
		if (!stat.isFile() || stat.size > largestSession) {
			const why = stat.isFile()
				? `it is ${Math.round(stat.size / 1024 / 1024)} MB large, and no session is larger than ${largestSession / 1024 / 1024}`
				: `it is ${kindOf(stat)}`;
			throw Object.assign(new Error(why), {syscall: 'read'});
		}

		return readFileSync(handle);
	} finally {
		closeSync(handle);
	}
};

/** The same as text. */
export const textIn = (file: string): string => bytesIn(file).toString('utf8');

/** An open journal. An event is on disk, synced, when `append` returns. */
export type Journal = {
	readonly append: (event: Event) => void;
	/** The journal's text as this program left it, with events after it, whatever has become of the file. */
	readonly textWith: (events: readonly Event[]) => string;
	readonly close: () => void;
};

/** Opens a journal for appending after its sound bytes; a torn last line is cut off. */
export const openJournal = (file: string): {readonly journal: Journal; readonly reading: JournalReading & {kind: 'sound'}} => {
	const bytes = bytesIn(file);
	const reading = readJournal(bytes.toString('utf8'));
	if (reading.kind !== 'sound') {
		throw new Error(`${file} is ${reading.kind}`);
	}

	const handle = openSync(file, 'r+');
	if (fstatSync(handle).size !== reading.bytes) {
		ftruncateSync(handle, reading.bytes);
		fsyncSync(handle);
	}

	let seq = reading.events.length;
	let previous = reading.last;
	let position = reading.bytes;
	/** All that stands in the file, as this program left it: what somebody does to the file takes nothing of it away. */
	const written: Buffer[] = [bytes.subarray(0, reading.bytes)];
	let isEnded = reading.isEnded;
	let closed = false;
	let strange: NotOurs | null = null;
	/** Takes away what a write that failed has left; where that fails too, it is the first thing to be tried at the next one. */
	let mustCut = false;
	const cut = () => {
		if (mustCut) {
			ftruncateSync(handle, position);
			// Or a power cut would bring back what somebody was told is not saved.
			fsyncSync(handle);
			mustCut = false;
		}
	};

	/** What this program has open must be what stands at the path, as long as it left it: else it would write into nothing, or over somebody else's. */
	const look = () => {
		const [open, there] = [fstatSync(handle, {bigint: true}), statSync(file, {bigint: true, throwIfNoEntry: false})];
		if (there === undefined || there.ino !== open.ino || there.dev !== open.dev) {
			strange = new NotOurs(
				`the file of this session was ${there === undefined ? 'deleted or moved away' : 'replaced by another'} while it was open`,
			);
		} else if (open.size !== BigInt(position)) {
			strange = new NotOurs(changed);
		}

		if (strange !== null) {
			throw strange;
		}
	};

	/** A passage is granted on what stands before it: a change that leaves the file as long as it was is looked for then, and not at each entry. */
	const compare = () => {
		if (!bytesIn(file).equals(Buffer.concat(written))) {
			strange = new NotOurs(changed);
			throw strange;
		}
	};

	const append = (event: Event) => {
		// The number of a closed file may be another session's by now.
		if (closed) {
			throw new Error('This journal is closed.');
		}

		if (strange !== null) {
			throw strange;
		}

		cut();
		look();
		if (isPassage(event)) {
			compare();
		}

		const {line, hash} = lineOf(event, seq, previous);
		const added = Buffer.from(isEnded ? line : `\n${line}`);
		try {
			for (let done = 0; done < added.length; ) {
				const taken = writeSync(handle, added, done, added.length - done, position + done);
				if (taken === 0) {
					throw Object.assign(new Error('the disk takes nothing more'), {code: 'EIO', syscall: 'write'});
				}

				done += taken;
			}

			fsyncSync(handle);
		} catch (error) {
			// What was half written must not stand in front of the next line.
			mustCut = true;
			try {
				cut();
			} catch {
				// The first failure is the one to be told.
			}

			throw error;
		}

		isEnded = true;
		seq += 1;
		previous = hash;
		position += added.length;
		written.push(added);
	};

	return {
		journal: {
			append,
			textWith: events => withEvents(Buffer.concat(written).toString('utf8'), events),
			close: () => {
				closed = true;
				try {
					cut();
				} catch {
					// It was refused before, and was told then.
				}

				try {
					closeSync(handle);
				} catch {
					// All that was said to be saved was synced: closing adds nothing to it.
				}
			},
		},
		reading,
	};
};
