import type {Block} from '../../content/blocks.ts';
import {runSpans} from '../../wizard/runs.ts';
import {type Span, span} from '../../wizard/text.ts';
import {cutText, empty, type Line, lineWidth, plain, widthOf} from './line.ts';

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
		const pieces = part.text.split(/[^\S\u00A0]/);
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

/** Cells in columns: narrow ones keep their width, the wide ones share what is left. The first row is the head. */
export const tableRows = (rows: readonly (readonly Line[])[], width: number): readonly Line[] => {
	const columns = rows[0]?.length ?? 0;
	const natural = Array.from({length: columns}, (_, column) => Math.max(1, ...rows.map(row => lineWidth(row[column] ?? []))));
	const space = 3;
	const available = Math.max(columns * 8, width - space * (columns - 1) - 2);
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
				const rest = column === cells.length - 1 ? '' : ' '.repeat(Math.max(0, (widths[column] ?? 0) - lineWidth(part)) + space);
				return [...part, span(rest)];
			}),
		]);
	});
};

/** A bar at the left, a word in front, and what it says. */
export const calloutRows = (word: string, opening: Line, rest: (width: number) => readonly Line[], width: number): readonly Line[] => {
	const style = word === 'NOT SUPPORTED' ? 'stop' : 'guide';
	const bar = [span('│', style, ''), span(' ')];
	return [...wrapSpans(opening, width, [...bar, span(word, style), span('  ')], bar), ...rest(width - 2).map(row => [...bar, ...row])];
};

/** A command on one row, to be marked with a mouse; one that no row holds goes on below: cut off it would be lost. An address breaks between its parts. */
export const commandRows = (text: string, width: number): readonly Line[] =>
	widthOf(text) + 2 <= width
		? [[span(`  ${text}`, 'command')]]
		: wrapSpans([span(text.trimStart(), 'command')], width, plain(' '.repeat(2 + text.length - text.trimStart().length)));

const listRows = (block: Extract<Block, {kind: 'list'}>, width: number): readonly Line[] =>
	block.items.flatMap((item, at) => {
		const mark = block.ordered ? `${block.start + at}. ` : '- ';
		return proseRows(item, width - mark.length).map((row, line) => [span(line === 0 ? mark : ' '.repeat(mark.length)), ...row]);
	});

const rowsOf = (block: Block, width: number): readonly Line[] => {
	switch (block.kind) {
		case 'heading':
			return wrapSpans(
				runSpans(block.runs).map(part => ({...part, style: 'strong' as const})),
				width,
			);
		case 'paragraph':
			return wrapSpans(runSpans(block.runs), width);
		case 'list':
			return listRows(block, width);
		case 'callout': {
			const [head, ...others] = block.body;
			const isOpening = head?.kind === 'paragraph';
			return calloutRows(block.word, isOpening ? runSpans(head.runs) : [], room => proseRows(isOpening ? others : block.body, room), width);
		}

		case 'command':
			return [
				...(block.who === null ? [] : wrapSpans([span('Who: ', 'quiet'), span(block.who, 'quiet')], width, plain('  '))),
				...block.lines.flatMap(text => commandRows(text, width)),
			];
		case 'table':
			return tableRows(
				[block.head, ...block.rows].map(row => row.map(runSpans)),
				width,
			);
		case 'rule':
			return [[span('─'.repeat(Math.min(20, width)), 'quiet', '')]];
		case 'check':
		case 'see':
			return [];
	}
};

/** A heading keeps to what follows it, a paragraph to the steps that it begins, and checks that stand one after another to each other. */
export const isTight = (before: Block, block: Block): boolean =>
	before.kind === 'heading' ||
	(before.kind === 'paragraph' && block.kind === 'list' && block.ordered) ||
	((before.kind === 'check' || before.kind === 'see') && (block.kind === 'check' || block.kind === 'see'));

/** Prose as rows of at most `width` columns, an empty row between blocks. A check has no rows of its own here. */
export const proseRows = (blocks: readonly Block[], width: number): readonly Line[] =>
	blocks.flatMap((block, at) => {
		const before = blocks[at - 1];
		return [...(before === undefined || isTight(before, block) ? [] : [empty]), ...rowsOf(block, width)];
	});

/** The addresses at the end of a page, each beside its number, or whole on a row of its own; one that no row holds goes on where its number ends. */
export const linkRows = (links: readonly {readonly note: number; readonly href: string}[], width: number): readonly Line[] =>
	links.flatMap(({note, href}): readonly Line[] => {
		const number = span(`[${note}] `.padEnd(5), 'quiet');
		const address: Span = {text: href, style: 'quiet', href};
		return widthOf(href) <= width && widthOf(href) > width - 5
			? [[number], [address]]
			: wrapSpans([address], width, [number], plain('     '));
	});
