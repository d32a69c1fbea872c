type Edit = {readonly file: RegExp; readonly from: string | RegExp; readonly to: string};

const lazySegmenter = (name: string, options: string) =>
	`const ${name} = {segment: text => (globalThis.whfbSegmenter ??= new Intl.Segmenter(${options})).segment(text)};`;

/**
 * What a first frame does not need is made when it is first used. An edit that finds nothing to edit fails the build. Each says what it earns, in
 * milliseconds of a processor where a bare Node takes 27; without all of them a bare frame of Ink takes 138, and with them 87.
 */
export const edits: readonly Edit[] = [
	// 5 ms: the developer tools of React are never there, and their import would be looked for at every start.
	{file: /ink\/build\/devtools\.js$/, from: /^[\s\S]+$/, to: 'export {};'},
	// 60 ms, with the next: the layout engine fetches itself out of its own text, for which Node loads all that fetches.
	{file: /yoga-wasm-base64-esm\.js$/, from: '"function"!=typeof fetch?c(b)', to: '!0?c(b)'},
	{file: /yoga-wasm-base64-esm\.js$/, from: '"function"!=typeof fetch?Promise.resolve()', to: '!0?Promise.resolve()'},
	// 15 ms for the first, here and in the next four: V8 reads its rules of letters.
	{file: /wrap-ansi\/index\.js$/, from: 'const segmenter = new Intl.Segmenter();', to: lazySegmenter('segmenter', '')},
	{file: /string-width\/index\.js$/, from: 'const segmenter = new Intl.Segmenter();', to: lazySegmenter('segmenter', '')},
	{file: /ink\/build\/line-update\.js$/, from: /const segmenter = new Intl\.Segmenter\(.*\);/, to: lazySegmenter('segmenter', '')},
	{
		file: /slice-ansi\/tokenize-ansi\.js$/,
		from: /const GRAPHEME_SEGMENTER = new Intl\.Segmenter\(.*\);/,
		to: lazySegmenter('GRAPHEME_SEGMENTER', ''),
	},
	{file: /ansi-tokenize\/build\/tokenize\.js$/, from: /const segmenter = new Intl\.Segmenter\(.*\);/, to: lazySegmenter('segmenter', '')},
	{
		// 16 ms. As texts: V8 reads an expression where it stands in a file, and the one of all emoji alone takes that long.
		file: /string-width\/index\.js$/,
		from: /const (\w+Regex) = \/(.*\\p\{.*)\/([guv]+);/g,
		to: 'let $1Made; const $1Of = () => ($1Made ??= new RegExp(String.raw`$2`, "$3")); const $1 = {test: text => $1Of().test(text), [Symbol.search]: text => $1Of()[Symbol.search](text), [Symbol.match]: text => $1Of()[Symbol.match](text)};',
	},
	{
		// 16 ms: what these hold asks none of the expressions above. Latin letters, general punctuation, arrows, rules and our own signs are one column each, where ambiguous ones are narrow.
		file: /string-width\/index\.js$/,
		from: 'let width = 0;\n\tconst eastAsianWidthOptions',
		to: 'if (ambiguousIsNarrow && /^[\\u0020-\\u007E\\u00A1-\\u00AC\\u00AE-\\u02FF\\u2010-\\u2027\\u2190-\\u2193\\u221A\\u2500-\\u257F\\u2713\\u2717]*$/.test(string)) { return string.length; }\n\tlet width = 0;\n\tconst eastAsianWidthOptions',
	},
];
