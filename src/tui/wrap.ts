import type {Block, Run} from '../content/blocks.ts';
import {cutText, empty, type Line, lineWidth, plain, type Span, span, widthOf} from './line.ts';
import type {Theme} from './theme.ts';

/** The place of a check on a page: a question and what was seen. Painted when it is drawn, because findings change and pages do not. */
export type CheckRow = {readonly check: string; readonly part: 'question' | 'seen'; readonly elsewhere: boolean};
export type Row = Line | CheckRow;
export const isCheckRow = (row: Row): row is CheckRow => !Array.isArray(row);

type Word = {readonly spans: readonly Span[]; readonly width: number};

/** Words with what is glued to them; spaces between words belong to nobody. */
const wordsIn = (spans: readonly Span[]): readonly Word[] => {
	const words: Word[] = [];
	let open: Span[] = [];
	const close = () => {
		if (open.length > 0) {
			words.push({spans: open, width: lineWidth(open)});
			open = [];
		}
	};
	for (const part of spans) {
		const pieces = part.text.split(/\s/);
		for (const [at, piece] of pieces.entries()) {
			if (at > 0) {
				close();
			}

			if (piece !== '') {
				open.push({...part, text: piece});
			}
		}
	}

	close();
	return words;
};

/** As much of an address as fits, to the end of one of its parts: so it can be put together again by eye. */
const addressPart = (fitting: string, rest: string): string => {
	const end = Math.max(...['/', '?', '&', '#', ','].map(mark => fitting.lastIndexOf(mark))) + 1;
	return fitting.length === rest.length || end < 20 ? fitting : fitting.slice(0, end);
};

/** A word that is wider than a row is broken where the row ends, an address between its parts. */
const broken = (word: Word, width: number): readonly Word[] => {
	if (word.width <= width) {
		return [word];
	}

	return word.spans.flatMap(part => {
		const pieces: Word[] = [];
		for (let rest = part.text; rest !== ''; ) {
			const fitting = cutText(rest, width) || rest.slice(0, 1);
			const text = /^https?:/.test(part.text) ? addressPart(fitting, rest) : fitting;
			pieces.push({spans: [{...part, text}], width: widthOf(text)});
			rest = rest.slice(text.length);
		}

		return pieces;
	});
};

const isSpaceBetween = (a: Span | undefined, b: Span | undefined): 'plain' | Span['style'] =>
	a !== undefined && b !== undefined && a.style === b.style ? a.style : 'plain';

/** Breaks words into rows of at most `width` columns; `first` stands before the first row, `rest` before the others. */
export const wrapSpans = (spans: readonly Span[], width: number, first: Line = empty, rest: Line = first): readonly Line[] => {
	const lines: Line[] = [];
	let current: Span[] = [...first];
	let used = lineWidth(first);
	let isBare = true;
	const room = Math.max(8, width - lineWidth(rest));
	for (const word of wordsIn(spans).flatMap(each => broken(each, room))) {
		const gap = isBare ? 0 : 1;
		if (!isBare && used + gap + word.width > width) {
			lines.push(current);
			current = [...rest, ...word.spans];
			used = lineWidth(rest) + word.width;
			continue;
		}

		if (gap === 1) {
			current.push(span(' ', isSpaceBetween(current.at(-1), word.spans[0])));
		}

		current.push(...word.spans);
		used += gap + word.width;
		isBare = false;
	}

	return [...lines, current];
};

/** Breaks one text into plain rows. */
export const wrapText = (text: string, width: number, indent = 0): readonly Line[] =>
	wrapSpans([span(text)], width, plain(' '.repeat(indent)));

const runSpans = (run: Run): readonly Span[] => {
	switch (run.kind) {
		case 'plain':
			return [span(run.text)];
		case 'strong':
			return [span(run.text, 'strong')];
		case 'code':
			return [span(run.text, 'command')];
		case 'link':
			return [span(run.text), span(` [${run.note}]`, 'quiet')];
	}
};

/** The words of a page's line, in their styles; a link carries the number of its footnote. */
export const spansOf = (runs: readonly Run[]): readonly Span[] => runs.flatMap(runSpans);

const tableRows = (block: Extract<Block, {kind: 'table'}>, width: number): readonly Line[] => {
	const rows = [block.head, ...block.rows].map(row => row.map(spansOf));
	const columns = block.head.length;
	const natural = block.head.map((_, column) => Math.max(...rows.map(row => lineWidth(row[column] ?? []))));
	const gap = 3;
	const available = Math.max(columns * 8, width - gap * (columns - 1) - 2);
	// Narrow columns keep their width; the wide ones share what is left.
	const widths = [...natural];
	for (let over = natural.reduce((a, b) => a + b, 0) - available; over > 0; over--) {
		const widest = widths.indexOf(Math.max(...widths));
		widths[widest] = (widths[widest] ?? 1) - 1;
	}

	return rows.flatMap((row, at) => {
		const cells = row.map((cell, column) =>
			wrapSpans(at === 0 ? cell.map(part => ({...part, style: 'strong' as const})) : cell, widths[column] ?? 8),
		);
		const height = Math.max(...cells.map(({length}) => length));
		return Array.from({length: height}, (_, line) => [
			span('  '),
			...cells.flatMap((cell, column) => {
				const part = cell[line] ?? empty;
				const fill = column === cells.length - 1 ? '' : ' '.repeat(Math.max(0, (widths[column] ?? 0) - lineWidth(part)) + gap);
				return [...part, span(fill)];
			}),
		]);
	});
};

const calloutRows = (block: Extract<Block, {kind: 'callout'}>, width: number, theme: Theme): readonly Line[] => {
	const style = block.word === 'NOT SUPPORTED' ? 'stop' : 'guide';
	const bar = [span(theme.bar, style, ''), span(' ')];
	const [head, ...others] = block.body;
	const opening = head?.kind === 'paragraph' ? spansOf(head.runs) : [];
	const rest = head?.kind === 'paragraph' ? others : block.body;
	return [
		...wrapSpans(opening, width, [...bar, span(block.word, style), span('  ')], bar),
		...blockRows(rest, width - 2, theme).flatMap(row => (isCheckRow(row) ? [] : [[...bar, ...row]])),
	];
};

const listRows = (block: Extract<Block, {kind: 'list'}>, width: number, theme: Theme): readonly Row[] =>
	block.items.flatMap((item, at) => {
		const mark = block.ordered ? `${block.start + at}. ` : '- ';
		const rows = blockRows(item, width - mark.length, theme);
		return rows.map((row, line): Row => (isCheckRow(row) ? row : [span(line === 0 ? mark : ' '.repeat(mark.length)), ...row]));
	});

const rowsOf = (block: Block, width: number, theme: Theme): readonly Row[] => {
	switch (block.kind) {
		case 'heading':
			return wrapSpans(
				spansOf(block.runs).map(part => ({...part, style: 'strong' as const})),
				width,
			);
		case 'paragraph':
			return wrapSpans(spansOf(block.runs), width);
		case 'list':
			return listRows(block, width, theme);
		case 'callout':
			return calloutRows(block, width, theme);
		case 'command':
			// Never wrapped, so that it can be marked with a mouse.
			return [
				...(block.who === null ? [] : wrapSpans([span('Who: ', 'quiet'), span(block.who, 'quiet')], width, plain('  '))),
				...block.lines.map(text => [span(`  ${text}`, 'command')]),
			];
		case 'check':
		case 'see':
			return (['question', 'seen'] as const).map(part => ({check: block.id, part, elsewhere: block.kind === 'see'}));
		case 'table':
			return tableRows(block, width);
		case 'rule':
			return [[span(theme.rule.repeat(Math.min(20, width)), 'quiet', '')]];
	}
};

/** A heading keeps to what follows it, and checks that stand one after another to each other. */
const isTight = (before: Block, block: Block) =>
	before.kind === 'heading' || ((before.kind === 'check' || before.kind === 'see') && (block.kind === 'check' || block.kind === 'see'));

/** Blocks as rows of at most `width` columns, an empty row between blocks. */
export const blockRows = (blocks: readonly Block[], width: number, theme: Theme): readonly Row[] =>
	blocks.flatMap((block, at) => {
		const before = blocks[at - 1];
		return [...(before === undefined || isTight(before, block) ? [] : [empty]), ...rowsOf(block, width, theme)];
	});

/** As `blockRows`, where no check can stand. */
export const proseRows = (blocks: readonly Block[], width: number, theme: Theme): readonly Line[] =>
	blockRows(blocks, width, theme).filter((row): row is Line => !isCheckRow(row));

/** The addresses at the end of a page, each under its number; a long one goes on where its number ends. */
export const linkRows = (links: readonly {readonly note: number; readonly href: string}[], width: number): readonly Line[] =>
	links.flatMap(({note, href}) => wrapSpans([span(href, 'quiet')], width, [span(`[${note}] `.padEnd(5), 'quiet')], plain('     ')));

/** A text under a label: in a column beside it where there is room, below it where there is not. */
export const labelled = (label: string, spans: readonly Span[], width: number, column = Math.max(14, label.length + 2)): readonly Line[] =>
	width >= 60
		? wrapSpans(spans, width, [span(label.padEnd(column), 'strong')], plain(' '.repeat(column)))
		: [[span(label, 'strong')], ...wrapSpans(spans, width, plain('  '))];

/** As `labelled`, for rows that are drawn already; `rows` get the width that is left. */
export const labelledRows = (
	label: string,
	rows: (width: number) => readonly Line[],
	width: number,
	column = Math.max(14, label.length + 2),
): readonly Line[] => {
	if (width < 60) {
		return [[span(label, 'strong')], ...rows(width - 2).map(row => [span('  '), ...row])];
	}

	return rows(width - column).map((row, at) => [span((at === 0 ? label : '').padEnd(column), at === 0 ? 'strong' : 'plain'), ...row]);
};
