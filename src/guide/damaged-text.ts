import {type MendedLine, peelLines} from './damaged-lines.ts';

/**
 * Text that a program printed and that people mailed, logged, pasted or converted since: what was done to it is taken off, once, before anybody reads it.
 * A step is taken only where the text shows that damage everywhere it must; what stands in some lines only stays, and whoever reads the lines sees it.
 */
export type MendedText = {
	readonly lines: readonly MendedLine[];
	/** What was taken off, in words that follow "taken off:", each once. */
	readonly damages: readonly string[];
};

type TextStep = {readonly words: string; readonly mend: (text: string) => string};

/** A text without the zero bytes at its end. A pattern would look from each of very many for the end again. */
export const withoutZerosAtEnd = (text: string): string => {
	let end = text.length;
	while (end > 0 && text[end - 1] === '\0') {
		end--;
	}

	return text.slice(0, end);
};

/** UTF-16 that was read as single bytes has a zero byte beside nearly every letter; a file whose end was never written ends in them. */
const zeroBytes = (text: string): string =>
	text.includes('\0')
		? text
				.replace(/(?:[^\0]\0){3,}/g, run => run.replaceAll('\0', ''))
				.replace(/(?:\0[^\0]){3,}/g, run => run.replaceAll('\0', ''))
				.split(/(?=[\r\n])/)
				.map(withoutZerosAtEnd)
				.join('')
		: text;

const escape = '\\u001b|\\u009b|\\^\\[|\\\\(?:u001[bB]|x1[bB]|033|e)|\\u241b';
/** Colours and modes change nothing in the text; a step to the right stands for spaces. What moves back or erases is left, because it hides what stood there. */
const colours = (text: string): string => {
	const plain = text
		.replace(new RegExp(`(?:${escape})\\[?(?=[0-9;:?]*[A-Za-z])`, 'g'), start =>
			/^\^?\[$|\[$/.test(start) || start === '\u009b' ? '\u001b[' : '\u001b',
		)
		.replace(/\u001b\[[0-9;:]*m|\u001b\[\?[0-9;]*[hl]|\u001b\[0?K|\u001b[()][0-9A-B]/g, '')
		.replace(/\u001b\][^\u0007\u001b\r\n]*(?:\u0007|\u001b\\)/g, '')
		.replace(/\u001b\[(\d{0,3})C/g, (_, width: string) => ' '.repeat(Number(width || 1)));
	// Some logs drop the escape and keep the rest; the one that ends a colour shows it.
	return /\[0?m/.test(plain) ? plain.replace(/\[(?:\d{1,3}(?:;\d{1,3})*)?m/g, '') : plain;
};

const tags =
	/<\/?(?:a|abbr|b|big|blockquote|body|br|center|code|div|em|font|head|hr|html|i|ins|kbd|li|meta|mark|o:p|ol|p|pre|s|samp|small|span|strong|sub|sup|table|tbody|td|th|thead|title|tr|tt|u|ul|var|wbr|xmp|!doctype)(?:\s[^<>]*)?\/?>/gi;
const named: Readonly<Record<string, string>> = {
	amp: '&',
	lt: '<',
	gt: '>',
	quot: '"',
	apos: "'",
	nbsp: ' ',
	ensp: ' ',
	emsp: ' ',
	thinsp: ' ',
	vert: '|',
	verbar: '|',
	colon: ':',
	plus: '+',
	NewLine: '\n',
	Tab: '\t',
	zwnj: '\u200c',
	zwj: '\u200d',
	shy: '\u00ad',
};
const entity = /&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|([A-Za-z]{2,8}));/g;
const isEntity = new RegExp(entity.source);
const lineEndsIn = (piece: string): string => piece.replace(/[^\n]/g, '');
/** What stands between two marks goes, its line ends stay. One pass, however often a mark begins and never ends. */
const withoutBetween = (text: string, start: RegExp, ends: (found: RegExpExecArray) => string): string => {
	const kept: string[] = [];
	let at = 0;
	for (let found = start.exec(text); found !== null; found = start.exec(text)) {
		const end = ends(found);
		const to = text.toLowerCase().indexOf(end, found.index);
		if (to === -1) {
			break;
		}

		kept.push(text.slice(at, found.index), lineEndsIn(text.slice(found.index, to)));
		at = to + end.length;
		start.lastIndex = at;
	}

	start.lastIndex = 0;
	return at === 0 ? text : kept.join('') + text.slice(at);
};
const character = (code: number): string => (code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd');

const decoded = (text: string): string =>
	text.replace(entity, (whole, decimal?: string, hex?: string, name?: string) =>
		decimal !== undefined
			? character(Number(decimal))
			: hex !== undefined
				? character(Number.parseInt(hex, 16))
				: (named[name ?? ''] ?? whole),
	);

/** What may follow a break in its line without being a line of its own: signs that were put around the lines since, and the line end. */
const lineRest = '[ \\t"\'`,;*|>\\\\\u2018-\u201f\u200b-\u200f\u2060]*(?:\\r*\\n|$)';

/** Tags go, with a line end where one breaks a line; entities become what they stand for where every ampersand begins one. */
const html = (text: string): string => {
	if (!/[<&]/.test(text)) {
		return text;
	}

	const body = withoutBetween(text, /<!--|<(style|script)\b/gi, ([, name]) => (name === undefined ? '-->' : `</${name.toLowerCase()}>`));
	const bare = body
		.replace(new RegExp(`(?:<br\\b[^<>]*>|</(?:div|p|tr|li|h[1-6])\\s*>)(${lineRest})?`, 'gi'), (_, rest?: string) => rest ?? '\n')
		.replace(/<\/t[dh]\s*>/gi, ' ')
		.replace(tags, lineEndsIn)
		.replace(/&nbsp;|&#160;|&#x0*a0;/gi, ' ');
	const isEncoded = isEntity.test(bare) && !/&(?!(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]{2,8});)/.test(bare);
	return isEncoded ? decoded(bare) : bare;
};

/** Mail programs write what is no plain letter as an equals sign and its bytes, and end long lines with one; then no other equals sign stands there. */
const quotedPrintable = (text: string): string =>
	howMany(text, /=[0-9A-F]{2}|=[ \t]{0,80}\r{0,3}\n/g) > 2 && !/=(?![0-9A-F]{2}|[ \t]{0,80}\r{0,3}\n|$)/.test(text)
		? text
				.replace(/=[ \t]{0,80}\r{0,3}\n/g, '')
				.replace(/(?:=[0-9A-F]{2})+/g, run =>
					new TextDecoder().decode(Uint8Array.from(run.slice(1).split('='), byte => Number.parseInt(byte, 16))),
				)
		: text;

/** Two carriage returns before a line feed come of a conversion that was made twice; a carriage return alone ends a line, too. */
const plainEnds = (text: string): string =>
	text.includes('\r') ? text.replace(/\r+\n?/g, end => (end.endsWith('\n') ? '\n' : '\n'.repeat(end.length))) : text;

const howMany = (text: string, kind: RegExp): number => (text.match(kind) ?? []).length;
const escapedEnd = /(?:\\r)?\\n/g;
const otherEnd = /[\u000b\u000c\u0085\u2028\u2029]/g;
/** Where hardly any line ends that every program knows are there, others stand for them: those of word processors, or those of JSON. */
const lineEnds = (text: string): string => {
	const known = howMany(text, /[\r\n]+/g);
	const kind = [otherEnd, escapedEnd].find(each => howMany(text, each) > known + 2);
	return kind === undefined ? text : text.replace(kind, '\n');
};

const spaces = (text: string): string =>
	text.replace(/[\t\u000b\u000c\u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/g, ' ');

const steps: readonly TextStep[] = [
	{words: 'zero bytes', mend: zeroBytes},
	{words: 'byte order marks', mend: text => text.replace(/^\u00ef\u00bb\u00bf/, '')},
	{words: "a terminal's colours", mend: colours},
	{words: "a mail's coding of letters", mend: quotedPrintable},
	{words: 'HTML', mend: html},
	{words: 'line ends of another kind', mend: lineEnds},
	{words: 'spaces of another kind', mend: spaces},
];

/** A text may have been converted twice; after so many rounds it is no text of a program any more. */
const mostRounds = 4;

/** Takes damage off a text. Total: whatever comes in, lines come out; a text without damage comes out as it is. */
export const mendText = (text: string): MendedText => {
	const damages: string[] = [];
	let whole = text;
	for (let round = 0; round < mostRounds; round++) {
		const before = whole;
		for (const {words, mend} of steps) {
			const next = mend(whole);
			if (next !== whole) {
				damages.push(words);
				whole = next;
			}
		}

		if (whole === before) {
			break;
		}
	}

	const lines = plainEnds(whole)
		.split('\n')
		.map((line, index): MendedLine => ({text: line, number: index + 1, stamp: null}));
	const peeled = peelLines(lines);
	return {lines: peeled.lines, damages: [...new Set([...damages, ...peeled.damages])]};
};
