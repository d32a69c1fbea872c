/** A cell that a table program takes as text: what begins as a formula does gets an apostrophe before it, and what would end a cell is quoted. */
const cell = (text: string): string => {
	// Blanks before it do not keep every program from calculating.
	const safe = /^\s*[=+\-@\t\r]/.test(text) ? `'${text}` : text;
	return /[",;\r\n\t']/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};

/** Rows as CSV (RFC 4180), with a mark at the beginning by which table programs know UTF-8. */
export const csv = (rows: readonly (readonly string[])[]): string =>
	`\uFEFF${rows.map(cells => `${cells.map(cell).join(',')}\r\n`).join('')}`;
