import type {Page} from '../../content/page.ts';
import {safeText} from '../../guide/untrusted.ts';
import {seenBeside} from '../../guide/words.ts';
import {type Block, type CheckLine, type FieldBlock, type Row, stopIn} from '../../wizard/screen.ts';
import {type Span, signSpan, span} from '../../wizard/text.ts';
import {empty, type Line, lineWidth, plain, widthOf} from './line.ts';
import {calloutRows, commandRows, isTight, linkRows, proseRows, tableRows, wrapSpans, wrapText} from './wrap.ts';

/** Blocks as rows, with what can be moved to, each with the row it stands on. */
export type Laid = {readonly rows: readonly Line[]; readonly stops: readonly {readonly id: string; readonly line: number}[]};

/** What a drawing of blocks depends on besides them. `cursor` is where the focused box is typed in, in letters. */
export type Drawing = {readonly width: number; readonly focus: string | null; readonly cursor: number};

/** A width from which labels stand beside what they label. */
const labelsFrom = 60;

const focused = (line: readonly Span[], isFocused: boolean): Line =>
	isFocused ? line.map(part => (part.style === 'plain' ? {...part, style: 'strong'} : part)) : line;

/** From so many columns on what leads a row is a name, with what it means beside it. */
const wideLead = 14;

/** A row and what stands at its right end: on one line where both have room, else below. Nothing of either is cut. */
const rowLines = ({lead, words, beside, enter, id, under}: Row, drawing: Drawing): readonly Line[] => {
	const {width, focus} = drawing;
	const isFocused = enter !== null && id === focus;
	const mark = enter === null ? [] : [span(isFocused ? '> ' : '  ', isFocused ? 'strong' : 'plain', '')];
	const head = [...mark, ...focused(lead, isFocused)];
	const inner = Math.min(lineWidth(head), Math.max(4, width - 24));
	if (width < labelsFrom && enter !== null && lineWidth(lead) >= wideLead) {
		// Names in a narrow window: what each is stands below the focused one alone.
		return [
			head,
			...(isFocused ? wrapSpans([...words, ...(beside.length === 0 ? [] : [span('  '), ...beside])], width, plain('    ')) : []),
		];
	}

	const lines = wrapSpans(focused(words, isFocused), width, head, [span(' '.repeat(inner))]);
	const last = lines.at(-1) ?? empty;
	const room = width - lineWidth(last) - lineWidth(beside);
	const withBeside =
		beside.length === 0
			? lines
			: room >= 2
				? [...lines.slice(0, -1), [...last, span(' '.repeat(room)), ...beside]]
				: [...lines, ...wrapSpans(beside, width, [span(' '.repeat(inner))])];
	return [...withBeside, ...layOut(under, {...drawing, width: width - 4}).rows.map(line => [span('    '), ...line])];
};

/** A text box: what stands in it, with the cursor where it is typed; of a long text what is near the cursor. */
const fieldLines = ({id, label, value, about, takes}: FieldBlock, {width, focus, cursor}: Drawing, column: number): readonly Line[] => {
	const isFocused = id === focus;
	const room = width - column - 1;
	// What somebody typed, each letter as it may be shown: one that cannot be seen has more than one.
	const letters = [...value].map(safeText);
	const widths = letters.map(widthOf);
	const last = Math.min(cursor, letters.length - 1);
	let from = last + 1;
	for (let used = 0; from > 0 && used + (widths[from - 1] ?? 0) < room; from--) {
		used += widths[from - 1] ?? 0;
	}

	let to = from;
	for (let used = 0; to < letters.length && used + (widths[to] ?? 0) <= room; to++) {
		used += widths[to] ?? 0;
	}

	const shown = letters.slice(from, to);
	const at = Math.min(cursor - from, shown.length);
	const box =
		!isFocused || takes === 'yes-or-no'
			? [span(shown.join(''), takes === 'yes-or-no' ? 'strong' : 'plain'), ...(isFocused && value === '' ? [span(' ', 'here', '')] : [])]
			: [span(shown.slice(0, at).join('')), span(shown[at] ?? ' ', 'here', shown[at] ?? ''), span(shown.slice(at + 1).join(''))];
	return [
		[span(`${isFocused ? '> ' : '  '}${label.padEnd(column - 2)}`, isFocused ? 'strong' : 'plain'), ...box],
		...wrapSpans([span(about, 'quiet')], width, [span(' '.repeat(width < labelsFrom ? 4 : column))]),
	];
};

const exhibitLines = (exhibits: Extract<Block, {kind: 'exhibits'}>['exhibits'], width: number): readonly Line[] => {
	const column = Math.min(30, Math.max(0, ...exhibits.map(({what}) => widthOf(what)))) + 3;
	return exhibits.flatMap(exhibit => {
		const seen = seenBeside(exhibit);
		const head = [span('  '), signSpan(exhibit.sign), span(' ')];
		// A name longer than the column leaves no room beside it.
		if (width < labelsFrom || seen === '' || widthOf(exhibit.what) > 30) {
			return [...wrapSpans([span(exhibit.what)], width, head, [span('    ')]), ...(seen === '' ? [] : wrapText(seen, width, 4))];
		}

		const first = [...head, span(`${exhibit.what}${' '.repeat(Math.max(3, column - widthOf(exhibit.what)))}`)];
		return wrapSpans([span(seen)], width, first, [span(' '.repeat(Math.min(lineWidth(first), width - 20)))]);
	});
};

/** A check under the sentence that it proves: its question, and what was seen, whole. */
const checkLines = ({look, question, seen, where}: CheckLine, isFocused: boolean, width: number): readonly Line[] => [
	...wrapSpans(
		[span(question, isFocused ? 'strong' : 'plain')],
		width,
		[span(isFocused ? '> ' : '  ', 'strong', ''), signSpan(look), span(' ')],
		[span('    ')],
	),
	...wrapSpans([...seen, ...(where === '' ? [] : [span(`, ${where}`, 'quiet')])], width, [span('    ')]),
];

// Wrapped once per page and width: a key on a page of 10,000 lines must cost no more than on one of 100.
const laidPages = new WeakMap<Page, Map<number, readonly Piece[]>>();

/** Rows of a page, with what they can be moved to by; or the id of a check that stands there. */
type Piece = {readonly rows: readonly Line[]; readonly stop?: string} | string;

/** A page as rows, and ids where checks stand. */
const piecesOf = (page: Page, width: number): readonly Piece[] => {
	const widths = laidPages.get(page) ?? new Map<number, readonly Piece[]>();
	laidPages.set(page, widths);
	const known =
		widths.get(width) ??
		page.blocks.flatMap((block, at): Piece[] => {
			const before = page.blocks[at - 1];
			const above: Piece[] = before === undefined || isTight(before, block) ? [] : [{rows: [empty]}];
			const stop = stopIn(block, at);
			return block.kind === 'check' || block.kind === 'see'
				? [...above, block.id]
				: [...above, {rows: proseRows([block], width), ...(stop === null ? {} : {stop})}];
		});
	widths.set(width, known);
	return known;
};

/** A row without the two blanks that it begins with. */
const shifted = ([first, ...rest]: Line): Line =>
	first === undefined ? empty : [{...first, text: first.text.replace(/^ {2}/, '')}, ...rest];

const pageRows = ({page, also, checks}: Extract<Block, {kind: 'page'}>, {width, focus}: Drawing): Laid => {
	const rows: Line[] = [];
	const stops: {id: string; line: number}[] = [];
	const add = (piece: Piece) => {
		if (typeof piece !== 'string') {
			const isFocused = piece.stop !== undefined && piece.stop === focus;
			if (piece.stop !== undefined) {
				stops.push({id: piece.stop, line: rows.length});
			}

			for (const [at, line] of piece.rows.entries()) {
				// A command stands two columns in, so its mark has room.
				rows.push(isFocused && at === 0 ? [span('> ', 'strong', ''), ...shifted(line)] : line);
			}

			return;
		}

		const check = checks[piece];
		if (check !== undefined) {
			if (check.where === '' && !stops.some(({id}) => id === piece)) {
				stops.push({id: piece, line: rows.length});
			}

			rows.push(...checkLines(check, piece === focus, width));
		}
	};
	for (const piece of [
		...piecesOf(page, width),
		...(also.length === 0 ? [] : [{rows: [empty, [span('Also looked at in this step', 'strong')]]} as const, ...also]),
		...(page.links.length === 0 ? [] : [{rows: [empty, ...linkRows(page.links, width)]}]),
	]) {
		add(piece);
	}

	return {rows, stops};
};

const labelLines = ({label, body}: Extract<Block, {kind: 'label'}>, drawing: Drawing, column: number): readonly Line[] => {
	const {width} = drawing;
	if (width < labelsFrom) {
		return [[span(label, 'strong')], ...layOut(body, {...drawing, width: width - 2}).rows.map(row => [span('  '), ...row])];
	}

	// What must not be broken keeps the whole width below its label.
	return layOut(body, {...drawing, width: width - column}).rows.map((row, at) => [
		span((at === 0 ? label : '').padEnd(column), 'strong'),
		...row,
	]);
};

const linesOf = (block: Exclude<Block, {kind: 'page'}>, drawing: Drawing, column: number): readonly Line[] => {
	const {width} = drawing;
	switch (block.kind) {
		case 'text':
			return wrapSpans(block.spans, width, plain(' '.repeat(block.indent ?? 0)));
		case 'gap':
			return [empty];
		case 'label':
			return labelLines(block, drawing, column);
		case 'prose':
			return proseRows(block.blocks, width);
		case 'callout':
			return calloutRows(block.word, block.spans, () => [], width);
		case 'exhibits':
			return exhibitLines(block.exhibits, width);
		case 'table':
			return tableRows([block.head.map(plain), ...block.rows.map(row => row.map(plain))], width);
		case 'verbatim':
			return block.lines.flatMap(line => commandRows(line, width));
		case 'lines':
			return block.lines.flatMap(line => wrapText(line.trim(), width, Math.min(line.length - line.trimStart().length, 20)));
		case 'links':
			return linkRows(block.links, width);
		case 'row':
			return rowLines(block, drawing);
		case 'field':
			return fieldLines(block, drawing, column);
	}
};

/** Blocks as rows of at most so many columns. Labels of neighbours share a column. */
export const layOut = (blocks: readonly Block[], drawing: Drawing): Laid => {
	const labels = blocks.flatMap(block =>
		block.kind === 'label' || block.kind === 'field' ? [block.label.length + (block.kind === 'field' ? 2 : 0)] : [],
	);
	const column = Math.max(10, ...labels) + 2;
	const rows: Line[] = [];
	const stops: {id: string; line: number}[] = [];
	for (const block of blocks) {
		if (block.kind === 'page') {
			const laid = pageRows(block, drawing);
			stops.push(...laid.stops.map(({id, line}) => ({id, line: line + rows.length})));
			for (const line of laid.rows) {
				rows.push(line);
			}

			continue;
		}

		if ((block.kind === 'row' && block.enter !== null) || block.kind === 'field') {
			stops.push({id: block.id, line: rows.length});
		}

		rows.push(...linesOf(block, drawing, column));
	}

	return {rows, stops};
};
