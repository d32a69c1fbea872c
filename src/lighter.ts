type Edit = {readonly file: RegExp; readonly from: string | RegExp; readonly to: string};

/** Signs that stand alone, one column each where ambiguous ones are narrow: letters of Latin, Greek and Cyrillic, general punctuation, arrows, rules and our own signs. */
export const simple = String.raw`\u0020-\u007E\u00A0-\u00AC\u00AE-\u02FF\u2010-\u2027\u2190-\u2193\u221A\u2264\u2265\u2500-\u257F\u25B2\u25B6\u25C0\u2713\u2717\u0370-\u0377\u037A-\u037F\u0384-\u0482\u048A-\u052F`;

/** Makes V8 read its rules of letters for the first text that needs them. */
const later = 'text => (globalThis.whfbSegmenter ??= new Intl.Segmenter(undefined, {granularity: "grapheme"})).segment(text)';
const laterSegmenter = (name: string) => `const ${name} = {segment: ${later}};`;

/** The same, for who only goes from one piece of a text to the next: control characters and simple signs are pieces of their own, but for CR before LF. */
const seldomSegmenter = (name: string) =>
	`const ${name}Later = ${later}; const ${name} = {segment: text => /^[\\u0000-\\u000C\\u000E-\\u001F${simple}]*$/.test(text) ? Array.from(text, (segment, index) => ({segment, index})) : ${name}Later(text)};`;

/**
 * What a first frame does not need is made when it is first used. An edit that finds nothing to edit fails the build. Each says what it earns, in
 * milliseconds of a processor where a bare Node takes 27; without all of them a bare frame of Ink takes 138, and with them 87.
 */
export const edits: readonly Edit[] = [
	// 5 ms: the developer tools of React are never there, and their import would be looked for at every start.
	{file: /ink\/build\/devtools\.js$/, from: /^[\s\S]+$/, to: 'export {};'},
	// 2 ms: it asks of an assertion only that what it is given is a function.
	{
		file: /signal-exit\/index\.js$/,
		from: "var assert = require('assert')",
		to: 'var assert = {equal: (is, should, why) => { if (is !== should) { throw new TypeError(why); } }}',
	},
	// 60 ms, with the next: the layout engine fetches itself out of its own text, for which Node loads all that fetches.
	{file: /yoga-wasm-base64-esm\.js$/, from: '"function"!=typeof fetch?c(b)', to: '!0?c(b)'},
	{file: /yoga-wasm-base64-esm\.js$/, from: '"function"!=typeof fetch?Promise.resolve()', to: '!0?Promise.resolve()'},
	// 15 ms for the first, here and in the next four: V8 reads its rules of letters.
	{file: /wrap-ansi\/index\.js$/, from: 'const segmenter = new Intl.Segmenter();', to: seldomSegmenter('segmenter')},
	{file: /string-width\/index\.js$/, from: 'const segmenter = new Intl.Segmenter();', to: seldomSegmenter('segmenter')},
	{file: /ink\/build\/line-update\.js$/, from: /const segmenter = new Intl\.Segmenter\(.*\);/, to: seldomSegmenter('segmenter')},
	{file: /ansi-tokenize\/build\/tokenize\.js$/, from: /const segmenter = new Intl\.Segmenter\(.*\);/, to: seldomSegmenter('segmenter')},
	{
		file: /slice-ansi\/tokenize-ansi\.js$/,
		from: /const GRAPHEME_SEGMENTER = new Intl\.Segmenter\(.*\);/,
		to: laterSegmenter('GRAPHEME_SEGMENTER'),
	},
	{
		// 16 ms. As texts: V8 reads an expression where it stands in a file, and the one of all emoji alone takes that long.
		file: /string-width\/index\.js$/,
		from: /const (\w+Regex) = \/(.*\\p\{.*)\/([guv]+);/g,
		to: 'let $1Made; const $1Of = () => ($1Made ??= new RegExp(String.raw`$2`, "$3")); const $1 = {test: text => $1Of().test(text), [Symbol.search]: text => $1Of()[Symbol.search](text), [Symbol.match]: text => $1Of()[Symbol.match](text)};',
	},
	{
		// 16 ms: simple signs ask none of the expressions above.
		file: /string-width\/index\.js$/,
		from: 'let width = 0;\n\tconst eastAsianWidthOptions',
		to: `if (ambiguousIsNarrow && /^[${simple}]*$/.test(string)) { return string.length; }\n\tlet width = 0;\n\tconst eastAsianWidthOptions`,
	},
];
