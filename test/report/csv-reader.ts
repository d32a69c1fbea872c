/** Reads CSV as RFC 4180 says, the mark of UTF-8 taken off. Throws where a quote is not closed. */
export const readCsv = (text: string): readonly (readonly string[])[] => {
	const rows: string[][] = [];
	let row: string[] = [];
	let at = text.startsWith('\uFEFF') ? 1 : 0;
	while (at < text.length) {
		let cell = '';
		if (text[at] === '"') {
			const end = /^(?:[^"]|"")*"(?!")/.exec(text.slice(at + 1));
			if (end === null) {
				throw new Error('A quote is not closed.');
			}

			cell = end[0].slice(0, -1).replaceAll('""', '"');
			at += end[0].length + 1;
		} else {
			cell = /^[^,\r\n]*/.exec(text.slice(at))?.[0] ?? '';
			at += cell.length;
		}

		row.push(cell);
		if (text[at] === ',') {
			at++;
		} else {
			rows.push(row);
			row = [];
			at += text.startsWith('\r\n', at) ? 2 : 1;
		}
	}

	return rows;
};
