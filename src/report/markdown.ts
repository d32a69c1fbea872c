/**
 * A text in Markdown that means nothing to Markdown, on one line: every character that could begin or end a markup is escaped, addresses are no links. A
 * backslash before a letter, as in CONTOSO\admin, and a line inside a word, as in MSOL_1, mean nothing, and stay: such a name is copied from the source as well.
 */
export const escaped = (text: string): string =>
	text
		.replace(/\s+/g, ' ')
		.trim()
		.replace(/[`*{}[\]<>|~&]|\\(?=[!-/:-@[-`{-~]|$)|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, character => `\\${character}`)
		// What begins a line may begin a heading, a list or an underline.
		.replace(/^[#+=-]/, character => `\\${character}`)
		.replace(/^(\d+)([.)])/, '$1\\$2')
		.replace(/(:)(?=\/\/)|(?<=\bwww)([.])|(?<=\w)(@)(?=\w)/gi, character => `\\${character}`);

const longestRow = (text: string): number => Math.max(0, ...(text.match(/`+/g) ?? []).map(({length}) => length));

/** A name set as code, on one line; nothing in it ends it, and none of it begins a cell. */
export const code = (name: string): string => {
	const text = name.replace(/\s+/g, ' ').replaceAll('|', '\\|');
	const fence = '`'.repeat(longestRow(text) + 1);
	return text.includes('`') || text.trim() === '' ? `${fence} ${text} ${fence}` : `${fence}${text}${fence}`;
};

/** A fenced block that nothing in it ends: its fence is longer than any row of backticks in it. */
export const fenced = (lines: readonly string[], language: string): readonly string[] => {
	const fence = '`'.repeat(Math.max(2, ...lines.map(longestRow)) + 1);
	return [`${fence}${language}`, ...lines, fence];
};

/** A row of a table. */
const row = (...cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

/** The rows of a table with its head. */
export const table = (head: readonly string[], rows: readonly (readonly string[])[]): readonly string[] => [
	row(...head),
	`|${'---|'.repeat(head.length)}`,
	...rows.map(cells => row(...cells)),
];
