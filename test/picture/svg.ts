import type {Cell} from '../journeys/terminal.ts';

/** A dark palette: the sixteen names, and what has none. */
const palette = ['#0c0c0c', '#e74856', '#16c60c', '#f9f1a5', '#3b78ff', '#b4009e', '#61d6d6', '#cccccc'] as const;
const paper = '#1b1f24';
const ink = '#d7dbe0';

/** Width and height of one letter, and the edge around all of them, in the picture's units. */
const letter = {wide: 8.4, high: 18, edge: 14} as const;

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

const looks = ({color, isBold, isDim, isInverse}: Cell): string => JSON.stringify([color, isBold, isDim, isInverse]);

/** A row in stretches of one look, without those that hold nothing to see. */
const stretches = (row: readonly Cell[]): readonly {readonly from: number; readonly cells: readonly Cell[]}[] => {
	const all: {from: number; cells: Cell[]}[] = [];
	for (const [at, cell] of row.entries()) {
		const last = all.at(-1);
		if (last?.cells[0] !== undefined && looks(last.cells[0]) === looks(cell)) {
			last.cells.push(cell);
		} else {
			all.push({from: at, cells: [cell]});
		}
	}

	return all.filter(({cells}) => cells.some(({text, isInverse}) => text !== ' ' || isInverse));
};

const drawn = (cells: readonly Cell[], from: number, row: number): string => {
	const [first] = cells;
	const x = letter.edge + from * letter.wide;
	const y = letter.edge + row * letter.high;
	const wide = cells.length * letter.wide;
	const color = first?.color === null || first === undefined ? ink : (palette[first.color % 8] ?? ink);
	const under = first?.isInverse
		? `<rect x="${x.toFixed(1)}" y="${y}" width="${wide.toFixed(1)}" height="${letter.high}" fill="${color}"/>`
		: '';
	const style = `${first?.isBold ? ' font-weight="bold"' : ''}${first?.isDim ? ' opacity="0.65"' : ''}`;
	const text = escaped(cells.map(({text: letters}) => letters).join(''));
	return `${under}<text x="${x.toFixed(1)}" y="${y + 13}" textLength="${wide.toFixed(1)}" fill="${first?.isInverse ? paper : color}"${style} xml:space="preserve">${text}</text>`;
};

/** A screen as a picture: text that can be marked and read aloud, in a palette of its own. */
export const svgOf = (rows: readonly (readonly Cell[])[], title: string): string => {
	const wide = 2 * letter.edge + (rows[0]?.length ?? 0) * letter.wide;
	const high = 2 * letter.edge + rows.length * letter.high;
	const lines = rows.flatMap((row, at) => stretches(row).map(({from, cells}) => drawn(cells, from, at)));
	return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${wide.toFixed(0)} ${high}" role="img" aria-label="${escaped(title)}" font-family="Cascadia Mono, Consolas, DejaVu Sans Mono, monospace" font-size="14">
<rect width="100%" height="100%" rx="8" fill="${paper}"/>
${lines.join('\n')}
</svg>
`;
};
