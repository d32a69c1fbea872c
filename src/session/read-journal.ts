import {mayHide, safeEvent} from './door.ts';
import type {Event} from './event.ts';
import {weigh} from './event-shape.ts';
import {beginningOfFirst, form, type Header, type NoHeader, readHeader} from './header.ts';
import {bare, digest, entryIn, lineOf, linesOf} from './journal-lines.ts';

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

/** Whether a form of journals, as an opening names it, is a later minor one than ours. */
const isLaterForm = (named: unknown): boolean => {
	const [, version, minor] = /^(\d{1,4})\.(\d{1,4})$/.exec(typeof named === 'string' ? named : '') ?? [];
	return Number(version) === form.version && Number(minor) > form.minor;
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
