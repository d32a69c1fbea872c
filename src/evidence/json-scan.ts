import {quoted, safeText} from '../guide/untrusted.ts';

/** Deeper than any answer; what parses recursively would run out of stack long after it. */
const deepest = 100;

/** Where a JSON value ends, or what is wrong with it as a clause that follows `it`. */
export type Scanned = {readonly end: number} | {readonly fault: string};

const lineOf = (text: string, at: number): number => text.slice(0, at).split('\n').length;

/** Where a text in quotation marks ends, after its closing one; -1 where it does not. */
const closeOf = (text: string, open: number): number => {
	for (let at = text.indexOf('"', open + 1); at !== -1; at = text.indexOf('"', at + 1)) {
		let before = at;
		while (text[before - 1] === '\\') {
			before -= 1;
		}

		if ((at - before) % 2 === 0) {
			return at + 1;
		}
	}

	return -1;
};

/** A text as it is written in JSON, read; null where it is no JSON text. */
const readText = (written: string): string | null => {
	try {
		return JSON.parse(written);
	} catch {
		return null;
	}
};

/**
 * Finds the end of the object or list that begins at `start`. JSON itself lets a name stand twice in one object and every reader takes the last;
 * here that is a fault, because which of two answers was given is not for the order to say.
 */
export const scanJson = (text: string, start: number): Scanned => {
	const open: (Set<string> | null)[] = [];
	const marks = /["{}[\]:]/g;
	let written = '';
	marks.lastIndex = start;
	for (let mark = marks.exec(text); mark !== null; mark = marks.exec(text)) {
		switch (mark[0]) {
			case '"': {
				const close = closeOf(text, mark.index);
				if (close === -1) {
					return {fault: `breaks off inside a text that begins in line ${lineOf(text, mark.index)}`};
				}

				written = text.slice(mark.index, close);
				marks.lastIndex = close;
				if (written.includes('\n')) {
					return {fault: `has a line break inside a text, in line ${lineOf(text, mark.index)}, as consoles and mail programs put it there`};
				}

				break;
			}

			case ':': {
				const names = open.at(-1);
				const name = readText(written);
				if (names === null || name === null) {
					return {fault: `is no JSON in line ${lineOf(text, mark.index)}`};
				}

				if (safeText(name) !== name) {
					return {fault: `holds a name with a letter in it that nobody sees, ${quoted(name)}, in line ${lineOf(text, mark.index)}`};
				}

				if (names?.has(name)) {
					return {fault: `names ${quoted(name)} twice in one object, in line ${lineOf(text, mark.index)}`};
				}

				names?.add(name);
				break;
			}

			case '{':
			case '[':
				open.push(mark[0] === '{' ? new Set() : null);
				if (open.length > deepest) {
					return {fault: `is nested deeper than any answer, in line ${lineOf(text, mark.index)}`};
				}

				break;
			default:
				open.pop();
				if (open.length === 0) {
					return {end: mark.index + 1};
				}
		}
	}

	return {fault: 'breaks off before its end'};
};

const asItIs = (piece: string): string => piece;

/** A text with every piece outside of JSON's quotation marks changed by `outside`, and every text in them, with its marks, by `inside`. */
export const piecewise = (text: string, outside: (piece: string) => string, inside: (piece: string) => string = asItIs): string => {
	const pieces: string[] = [];
	for (let at = 0; at < text.length; ) {
		const open = text.indexOf('"', at);
		const close = open === -1 ? -1 : closeOf(text, open);
		if (close === -1) {
			pieces.push(outside(text.slice(at)));
			break;
		}

		pieces.push(outside(text.slice(at, open)), inside(text.slice(open, close)));
		at = close;
	}

	return pieces.join('');
};
