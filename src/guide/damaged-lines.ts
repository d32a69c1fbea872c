/** One line of a text whose damage was taken off. */
export type MendedLine = {
	readonly text: string;
	/** From 1, as an editor shows what was brought. */
	readonly number: number;
	/** The time that a log had put in front of it, as it stood there; null where none did. */
	readonly stamp: string | null;
};

type Lines = readonly MendedLine[];
type LineStep = {readonly words: (lines: Lines) => string; readonly peel: (lines: Lines) => Lines};

const isBlank = ({text}: MendedLine): boolean => text.trim() === '';

/** Fewer lines than these in a row prove no habit: three answers may begin with the same word. */
const fewest = 3;

/** Which lines stand in a row of at least three that all carry something; blank lines do not end a row. */
const inRows = (lines: Lines, carries: (line: MendedLine) => boolean): ReadonlySet<number> => {
	const found = new Set<number>();
	let row: number[] = [];
	const close = () => {
		if (row.length >= fewest) {
			for (const index of row) {
				found.add(index);
			}
		}

		row = [];
	};
	for (const [index, line] of lines.entries()) {
		if (carries(line)) {
			row.push(index);
		} else if (!isBlank(line)) {
			close();
		}
	}

	close();
	return found;
};

const peelRows = (lines: Lines, carries: (line: MendedLine) => boolean, peel: (line: MendedLine) => MendedLine): Lines => {
	const rows = inRows(lines, carries);
	return rows.size === 0 ? lines : lines.map((line, index) => (rows.has(index) ? peel(line) : line));
};

const withText = (line: MendedLine, text: string): MendedLine => ({...line, text});

/** The mark that begins a file, where files were put together or quoted. */
const orderMarks = (lines: Lines): Lines =>
	lines.some(({text}) => text.startsWith('\ufeff')) ? lines.map(line => withText(line, line.text.replace(/^\ufeff+/, ''))) : lines;

const fence = /^\s*(?:`{3,}|~{3,})[\w+-]*\s*$|^\s*\{(?:code|noformat|quote)(?::[^}]*)?\}\s*$/;
const fences = (lines: Lines): Lines =>
	lines.some(({text}) => fence.test(text)) ? lines.map(line => (fence.test(line.text) ? withText(line, '') : line)) : lines;

/** No program prints a longer line that says anything; what is longer is left as it is, because looking for pairs in it takes too long. */
const longest = 1_000;

/** Signs that stand in pairs around a line, its name or its value. A pair that is not closed in its line stays. */
const unemphasised = (text: string): string => {
	if (text.length > longest || !/[*_~`[]/.test(text)) {
		return text;
	}

	return text
		.replace(/(?<![^\s:|(>`*])(\*{2,4}|_{2,4}|~~|`+)(?=[^\s*_~`])([^*~`]*?[^\s*~`])\1(?![^\s:|),.<`*\\])/g, '$2')
		.replace(/^(\s*)(\*{2,4}|_{2,4}|`+)([^`]*?)\2(\s*)$/, '$1$3$4')
		.replace(/^(\s*)([*_])(?=[^\s*_])([^*]*[^\s*_])\2(\s*)$/, '$1$3$4')
		.replace(/([:|]\s*)([*_])(?=[^\s*_])([^*_]*[^\s*_])\2(\s*)$/, '$1$3$4')
		.replace(/^(\s*)([*_])(?=[^\s*_])([^*_:]*[^\s*_:])\2(\s*:)/, '$1$3$4')
		.replace(/\[\/?(?:b|i|u|s|code|quote|pre)\]|\[(?:color|size|font)=[^\]]*\]|\[\/(?:color|size|font)\]/gi, '');
};
const emphasis = (lines: Lines): Lines => {
	const mended = lines.map(line => withText(line, unemphasised(line.text)));
	return mended.some(({text}, index) => text !== lines[index]?.text) ? mended : lines;
};

const pairs: readonly (readonly [string, string])[] = [
	['"', '"'],
	['\u201c', '\u201d'],
	['\u201e', '\u201c'],
	['\u00ab', '\u00bb'],
	["'", "'"],
	['\u2018', '\u2019'],
];
const logFrame = /^<!\[LOG\[(.*)\]LOG\]!><[^<>]*>\s*$/;
/** What the logs of management agents put around each line. */
const logFrames = (lines: Lines): Lines =>
	peelRows(
		lines,
		({text}) => logFrame.test(text),
		line => withText(line, logFrame.exec(line.text)?.[1] ?? ''),
	);

/**
 * What a table or a list of texts puts around each line: quotation marks, a separator after them, and two of them for one inside.
 * A table may do so for those lines alone that hold its separator, and then for all of those.
 */
const quotation = (lines: Lines): Lines => {
	for (const [open, close] of pairs) {
		const inside = new RegExp(`^\\s*${open}(.*)${close}[\\s,;]*$`);
		const peel = (line: MendedLine) => withText(line, (inside.exec(line.text)?.[1] ?? '').replaceAll(close + close, close));
		const next = peelRows(lines, ({text}) => inside.test(text), peel);
		if (next !== lines) {
			return next;
		}
	}

	const marked = /^"(.*[,;"].*)"$/;
	const separated = lines.filter(({text}) => text.includes(','));
	return separated.length > 0 && separated.every(({text}) => marked.test(text))
		? lines.map(line => (marked.test(line.text) ? withText(line, line.text.slice(1, -1).replaceAll('""', '"')) : line))
		: lines;
};

const clock = '\\d{1,2}:\\d{2}(?::\\d{2}(?:[.,:]\\d{1,9})?)?(?: ?[AaPp]\\.?[Mm]\\.?)?(?: ?(?:Z|UTC|GMT|[+-]\\d{2}:?\\d{2})\\b)?';
const stamp = new RegExp(
	`^\\s*[\\[(<]?((?:\\d{4}[-/.]\\d{1,2}[-/.]\\d{1,2}|\\d{1,2}[-/.]\\d{1,2}[-/.]\\d{2,4})(?:(?:T|,? +)${clock})?|(?:[A-Z][a-z]{2},? )?[A-Z][a-z]{2} {1,2}\\d{1,2},? (?:\\d{4},? )?${clock}(?: \\d{4})?|${clock}|\\d{10}(?:\\.\\d{1,9}|\\d{3})?|(?<=\\[) *\\d+\\.\\d{3,9})[\\])>]?(?:[,:](?=\\s|$))?(?=\\s|$)`,
);
const stamps = (lines: Lines): Lines =>
	peelRows(
		lines,
		({text}) => stamp.test(text),
		line => {
			const found = stamp.exec(line.text);
			return {...line, text: line.text.slice(found?.[0].length ?? 0), stamp: line.stamp ?? found?.[1]?.trim() ?? null};
		},
	);

/** A number alone, and behind the name of a file, as searches print it. */
const numerals = ['', '(?:[A-Za-z]:)?[^\\s:|+]+:'].map(file => new RegExp(`^\\s*${file}[[(]?(\\d{1,6})[\\])]?(?:[.:)-](?=.|$)|(?=\\s|$))`));
/** Numbers of lines, as editors and searches put them there: each one greater than the one before it. */
const numbers = (lines: Lines): Lines => {
	for (const numeral of numerals) {
		const rows = inRows(lines, ({text}) => numeral.test(text));
		const found = [...rows].map(index => Number(numeral.exec(lines[index]?.text ?? '')?.[1]));
		if (found.length > 0 && found.every((number, index) => index === 0 || number > (found[index - 1] ?? 0))) {
			return lines.map((line, index) => (rows.has(index) ? withText(line, line.text.replace(numeral, '')) : line));
		}
	}

	return lines;
};

const sign = /^\s*([^\p{L}\p{N}\s"'`<>()[\]{}&\\\u2018-\u201f\u00ab\u00bb]|>)/u;
const signOf = ({text}: MendedLine): string => sign.exec(text)?.[1] ?? '';
/** One sign that begins every line of a row: quoting of a mail, a comment, a list, a frame whose right side goes with it. */
const signIn = (lines: Lines): string | null => {
	for (const candidate of new Set(lines.map(signOf))) {
		if (candidate !== '' && inRows(lines, line => signOf(line) === candidate).size > 0) {
			return candidate;
		}
	}

	return null;
};
const signs = (lines: Lines): Lines => {
	const found = signIn(lines);
	if (found === null) {
		return lines;
	}

	const rows = inRows(lines, line => signOf(line) === found);
	const isFrame =
		found !== '>' && [...rows].every(index => lines[index]?.text.trimEnd().endsWith(found) && lines[index]?.text.trim() !== found);
	return lines.map((line, index) => {
		if (!rows.has(index)) {
			return line;
		}

		const left = line.text.replace(sign, '');
		return withText(line, isFrame ? left.trimEnd().slice(0, -found.length) : left);
	});
};

const firstWord = ({text}: MendedLine): string => /^\s*(\S*[\p{L}\p{N}]\S*)(?=\s|$)/u.exec(text)?.[1] ?? '';
/** The word that begins nearly every line of the text, such as the level of a log or the name of a computer. */
const wordIn = (lines: Lines): string | null => {
	const told = lines.filter(line => !isBlank(line));
	const counts = new Map<string, number>();
	for (const line of told) {
		counts.set(firstWord(line), (counts.get(firstWord(line)) ?? 0) + 1);
	}

	const [word, count] = [...counts].filter(([each]) => each !== '').toSorted((a, b) => b[1] - a[1])[0] ?? ['', 0];
	return count > fewest && count * 3 >= told.length * 2 && inRows(lines, line => firstWord(line) === word).size === count ? word : null;
};
const words = (lines: Lines): Lines => {
	const word = wordIn(lines);
	return word === null
		? lines
		: lines.map(line => (firstWord(line) === word ? withText(line, line.text.slice(line.text.indexOf(word) + word.length)) : line));
};

const continued = /\\\s*$/;
const continuations = (lines: Lines): Lines => {
	const told = lines.filter(line => !isBlank(line));
	return told.length >= fewest && told.slice(0, -1).every(({text}) => continued.test(text))
		? lines.map(line => withText(line, line.text.replace(continued, '')))
		: lines;
};

const hidden = /[\p{Cf}\p{Default_Ignorable_Code_Point}]/gu;
const isPlain = /^[ -~]*$/;
const anyHidden = new RegExp(hidden.source, 'u');
const named =
	/^[^:]*\p{L}[^:]*:(?=[\s\p{Cf}\p{Default_Ignorable_Code_Point}])[\s\p{Cf}\p{Default_Ignorable_Code_Point}]*(?!\p{Cf}|\p{Default_Ignorable_Code_Point})\S/u;
/**
 * Letters that nobody sees go where every line has one, or every line that gives something a value: then a program put them there.
 * In one value alone they are part of what stood there.
 */
const invisible = (lines: Lines): Lines => {
	if (!lines.some(({text}) => !isPlain.test(text) && anyHidden.test(text))) {
		return lines;
	}

	const cleared = lines.map(line => withText(line, line.text.replace(hidden, '')));
	const values = lines.filter(({text}) => text.length <= longest && named.test(text));
	const told = lines.filter((_, index) => !isBlank(cleared[index] as MendedLine));
	return [values, told].some(some => some.length > 0 && some.every(({text}) => anyHidden.test(text)))
		? cleared
		: lines.map((line, index) => (isBlank(cleared[index] as MendedLine) && !isBlank(line) ? withText(line, '') : line));
};

const steps: readonly LineStep[] = [
	{words: () => 'byte order marks', peel: orderMarks},
	{words: () => 'invisible letters', peel: invisible},
	{words: () => 'a backslash at the end of each line', peel: continuations},
	{words: () => 'a code fence', peel: fences},
	{words: () => 'emphasis of Markdown', peel: emphasis},
	{words: () => 'quotation marks around each line', peel: quotation},
	{words: () => 'the frame of a log around each line', peel: logFrames},
	{words: () => 'a time stamp in front of each line', peel: stamps},
	{words: () => 'a number in front of each line', peel: numbers},
	{words: lines => `the sign ${signIn(lines)} in front of each line`, peel: signs},
	{words: lines => `the word ${wordIn(lines)} in front of each line`, peel: words},
];

/** Quoting of quoting goes deep; after so many rounds it is no text of a program any more. */
const mostRounds = 24;

const isSame = (a: Lines, b: Lines): boolean => a === b || a.every(({text}, index) => text === b[index]?.text);

/** Takes off what stands in front of, behind or around the lines, layer by layer, and says what it was. */
export const peelLines = (lines: Lines): {readonly lines: Lines; readonly damages: readonly string[]} => {
	const damages: string[] = [];
	let whole = lines;
	for (let round = 0; round < mostRounds; round++) {
		const step = steps.find(({peel}) => !isSame(peel(whole), whole));
		if (step === undefined) {
			break;
		}

		damages.push(step.words(whole));
		whole = step.peel(whole);
	}

	return {lines: whole, damages};
};
