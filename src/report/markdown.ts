/**
 * A text in the middle of a line of Markdown, where it means nothing but itself: every character that could begin or end a markup is escaped, addresses are no
 * links. What a part of a text becomes does not hang on what stands around it, so that names can be put back into one that is written already.
 */
export const inline = (text: string): string =>
	text
		.replace(/\s+/g, ' ')
		.trim()
		.replace(/[\\`*_{}[\]<>|~&@]/g, character => `\\${character}`)
		.replace(/(:)(?=\/\/)|(?<=(?<![\p{L}\p{N}\p{M}])www)([.])(?=[\w-])/giu, character => `\\${character}`);

/** The same where it may begin a line: what begins one may begin a heading, a list or an underline. */
export const escaped = (text: string): string =>
	inline(text)
		.replace(/^[#+=-]/, character => `\\${character}`)
		.replace(/^(\d+)([.)])(?=\s|$)/, '$1\\$2');

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
