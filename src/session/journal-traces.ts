import {digest, entryIn, lineOf, linesOf} from './journal-lines.ts';

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
