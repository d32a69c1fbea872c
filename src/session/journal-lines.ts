import {hash} from 'node:crypto';
import {jsonObject} from '../guide/json-object.ts';
import type {Event} from './event.ts';

/** The hash that a first line begins the chain with. */
export const digest = (text: string) => hash('sha256', text);

/** One line: the event, its number, and a hash over both and the line before, so that a report can prove that nothing was changed. */
export const lineOf = (event: Event, seq: number, previous: string): {readonly line: string; readonly hash: string} => {
	const body = JSON.stringify({seq, event});
	const hash = digest(previous + body);
	return {line: `${JSON.stringify({seq, event, hash})}\n`, hash};
};

/** What a line may hold: whatever is not a number, an event and a hash is none of it. */
type Entry = {readonly seq?: unknown; readonly event?: Event; readonly hash?: unknown};

/** What a line holds; nothing where it cannot be read. */
export const entryIn = (line: string): Entry => jsonObject(line) ?? {};

/** An editor may begin a file with a mark and end its lines in its own way; neither is a part of what was written. */
export const bare = (line: string): string => line.replace(/^\uFEFF/, '').replace(/\r$/, '');

/** The lines of a text with the bytes that each takes, and what follows the last line's end. */
export const linesOf = (
	text: string,
): {readonly lines: readonly {readonly text: string; readonly bytes: number}[]; readonly tail: string} => {
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
