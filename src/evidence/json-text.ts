import {withoutZerosAtEnd} from '../guide/damaged-text.ts';
import {piecewise, scanJson} from './json-scan.ts';

/** JSON values found in a text that people copied, and what stood around them, in words; or what is wrong with it, as a clause that follows `it`. */
export type JsonText = {readonly values: readonly unknown[]; readonly around: readonly string[]} | {readonly broken: string};

/** Spaces of every kind inside a line, and what has no width. */
const space = '(?:[^\\S\\r\\n]|[\\u200b-\\u200f\\u2060])';

/** Something that can be done to a text, and its name for a sentence. */
export type Repair = {readonly words: string; readonly apply: (text: string) => string};

/** What can be taken off without touching a JSON text: neither of the two can be part of one. */
export const repairs: readonly Repair[] = [
	// In JSON no control character stands as it is.
	{words: "a terminal's colours", apply: text => text.replace(/\u001b\[[0-9;?]*[A-Za-z]/g, '')},
	// No JSON text goes over several lines, so no line of one begins with a mark.
	{words: 'quote marks of a mail', apply: text => text.replace(/^[ \t]*(?:>[ \t]?)+/gm, '')},
];

/** One JSON value with the spaces between its parts as JSON knows them. Only outside of its texts: inside, a space of no width tells one name from another. */
const withPlainSpaces = (value: string): string =>
	piecewise(value, each => each.replace(/[\u200b-\u200f\u2060]/g, '').replace(/[^\S\r\n\t ]/g, ' '));

/** Of a line, as much as tells what it is: a line may be a whole file. */
const beginningOf = (line: string): string => line.slice(0, 400);
const isFence = (line: string): boolean => /^\s*(?:`+|~{3,})/.test(beginningOf(line));
const isPrompt = (line: string): boolean =>
	/^\s*(?:PS\b[^>]*>|[A-Za-z]:\\[^>]*>|>>|[$#%>](?:\s|$)|\[?[\w.-]+@[\w.-]+[^$#]*[$#])/.test(beginningOf(line));
/** PowerShell's own words where it cut what was too deep. */
const cutWarning = /JSON is truncated as serialization has exceeded the set depth/i;
/** A line that may be a piece of JSON, or of another answer that was spoilt. A command may hold quotation marks, and words may not. */
const isPiece = (line: string): boolean =>
	/odata\.|[{[]"|"value"\s*:/.test(line) ||
	(/["{}\u201c-\u201e]|&quot;/.test(line) && !isPrompt(line) && !isFence(line)) ||
	/^[\][]+$/.test(line.replace(/[\s,]/g, ''));

/** What lines around JSON are, in words: a fence, a prompt, anything else. Lines without a word are nothing. */
export const surroundings = (text: string): readonly string[] => {
	const told = text.split(/\r\n|[\r\n]/).filter(line => line.replace(/[\s,;\u200b-\u200f\u2060]/g, '') !== '');
	return [
		...(told.some(isFence) ? ['a Markdown fence'] : []),
		...(told.some(isPrompt) ? ['a prompt'] : []),
		...(told.some(line => !isPrompt(line) && !isFence(line)) ? ['other lines'] : []),
	];
};

/** What lines around JSON show to be missing in it, as a clause; null where nothing is. */
const lackIn = (text: string): string | null => {
	const lines = text.split(/\r\n|[\r\n]/);
	return lines.some(line => cutWarning.test(line))
		? 'was cut by ConvertTo-Json, which says so itself: it goes two levels deep where -Depth is not given'
		: lines.some(isPiece)
			? 'lacks its beginning, or has pieces of something else beside it'
			: null;
};

/** Every object and list that begins a line, one after another, and the lines between them. */
const extracted = (text: string): JsonText => {
	const values: unknown[] = [];
	const between: string[] = [];
	const begins = new RegExp(
		`^${space}*(?:\`{1,3}(?:json)?${space}*)?(?=\\{(?:${space}|[\\r\\n])*["}]|\\[(?:${space}|[\\r\\n])*[{["\\]])`,
		'gm',
	);
	const follows = /^[ \t]*[,;]?[ \t]*(?=[{[])/;
	let spaced = false;
	for (let at = 0; ; ) {
		const touching = values.length === 0 ? null : follows.exec(text.slice(at, at + 16));
		begins.lastIndex = at;
		const next = touching === null ? begins.exec(text) : null;
		const start = touching === null ? (next === null ? -1 : next.index + next[0].length) : at + touching[0].length;
		between.push(text.slice(at, start === -1 ? undefined : start));
		if (start === -1) {
			break;
		}

		const scanned = scanJson(text, start);
		if ('fault' in scanned) {
			return {broken: scanned.fault};
		}

		const value = text.slice(start, scanned.end);
		const plain = withPlainSpaces(value);
		spaced ||= plain !== value;
		try {
			values.push(JSON.parse(plain));
		} catch {
			return {broken: 'is no JSON any more'};
		}

		at = scanned.end;
	}

	const around = between.join('\n');
	const lack = lackIn(around) ?? (values.length === 0 ? 'is no JSON' : null);
	return lack === null ? {values, around: [...surroundings(around), ...(spaced ? ['spaces of another kind'] : [])]} : {broken: lack};
};

/** What a text is that is not read as JSON, as a clause; null where nothing special shows. What stands in its quotation marks is not looked at. */
const kindOf = (text: string): string | null => {
	const bones = piecewise(
		text,
		each => each,
		() => '""',
	);
	if (/^\s*<(?:!doctype|html|head|body)\b/i.test(bones)) {
		return 'is a web page: a sign-in page or a proxy may have answered in its place';
	}

	if (/^\s*<(?:\?xml|Objs)\b/i.test(bones)) {
		return 'is XML, which Graph does not send';
	}

	if (/[{,[]\s*(?:&quot;|&#34;)/i.test(bones)) {
		return 'was copied out of a web page, with its marks in place of quotation marks (&quot;)';
	}

	if (/[{,[:]\s*[\u201c-\u201f\u00ab\u00bb\u2018-\u201b\u2033\uff02]/.test(bones)) {
		return 'has typographic quotation marks, as word processors, mail programs and chats set them';
	}

	return /[{,[]\s*'[@\w.]+'\s*:/.test(bones) ? "has single quotation marks, as Python's print and not JSON does" : null;
};

/**
 * Reads what a person saved or pasted as JSON. What stands around it is taken off and named where nothing in it can be lost by that.
 * `values` are at least one, in the order of the text; several stand there where answers were appended to one file.
 */
export const jsonIn = (text: string): JsonText => {
	const bare = withoutZerosAtEnd(text.replace(/^\ufeff+/, ''));
	const start = bare.search(/\S/);
	if (bare[start] === '{' || bare[start] === '[') {
		const scanned = scanJson(bare, start);
		if ('end' in scanned && bare.slice(scanned.end).trim() === '') {
			try {
				return {values: [JSON.parse(bare)], around: []};
			} catch {
				// What is wrong with it is said below.
			}
		}
	}

	let mended = bare;
	const done: string[] = [];
	for (const {words, apply} of repairs) {
		const next = apply(mended);
		if (next !== mended) {
			done.push(words);
			mended = next;
		}
	}

	const found = extracted(mended);
	return 'broken' in found ? {broken: kindOf(mended) ?? found.broken} : {values: found.values, around: [...found.around, ...done]};
};
