type Edit = {readonly file: RegExp; readonly from: string | RegExp; readonly to: string};

const lazySegmenter = (name: string, options: string) =>
	`const ${name} = {segment: text => (globalThis.whfbSegmenter ??= new Intl.Segmenter(${options})).segment(text)};`;

/**
 * What a first frame does not need is made when it is first used: the text segmenter, the tables of emoji, and a fetch of the layout engine
 * out of itself. Together about two fifths of the time to the first frame. An edit that finds nothing to edit fails the build.
 */
export const edits: readonly Edit[] = [
	// The developer tools of React are never there, and their import would be looked for at every start.
	{file: /ink\/build\/devtools\.js$/, from: /^[\s\S]+$/, to: 'export {};'},
	{file: /yoga-wasm-base64-esm\.js$/, from: '"function"!=typeof fetch?c(b)', to: '!0?c(b)'},
	{file: /yoga-wasm-base64-esm\.js$/, from: '"function"!=typeof fetch?Promise.resolve()', to: '!0?Promise.resolve()'},
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
		// As texts: V8 reads an expression where it stands in a file, and the one of all emoji alone takes it 16 ms.
		file: /string-width\/index\.js$/,
		from: /const (\w+Regex) = \/(.*\\p\{.*)\/([guv]+);/g,
		to: 'let $1Made; const $1Of = () => ($1Made ??= new RegExp(String.raw`$2`, "$3")); const $1 = {test: text => $1Of().test(text), [Symbol.search]: text => $1Of()[Symbol.search](text), [Symbol.match]: text => $1Of()[Symbol.match](text)};',
	},
	{
		// Latin letters, general punctuation, arrows, rules and our own signs are one column each, where ambiguous ones are narrow.
		file: /string-width\/index\.js$/,
		from: 'let width = 0;\n\tconst eastAsianWidthOptions',
		to: 'if (ambiguousIsNarrow && /^[\\u0020-\\u007E\\u00A1-\\u00AC\\u00AE-\\u02FF\\u2010-\\u2027\\u2190-\\u2193\\u221A\\u2500-\\u257F\\u2713\\u2717]*$/.test(string)) { return string.length; }\n\tlet width = 0;\n\tconst eastAsianWidthOptions',
	},
];
