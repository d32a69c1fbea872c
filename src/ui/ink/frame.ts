import {asTyped} from '../../command-line.ts';
import type {SignSet} from '../../guide/words.ts';
import {inLetters} from '../../report/letters.ts';
import {placeOf, type View} from '../../wizard/navigation.ts';
import type {Action, Screen, Trail} from '../../wizard/screen.ts';
import {type Span, signSpan, span} from '../../wizard/text.ts';
import {labelOf} from './keys.ts';
import {type Laid, layOut} from './layout.ts';
import {cutText, empty, ends, fill, type Line, lineWidth} from './line.ts';
import {wrapText} from './wrap.ts';

/** The smallest window that is drawn in. */
const least = {columns: 50, rows: 16} as const;
/** From so many columns on, what belongs to the focused row stands beside the body. */
const panesFrom = 120;
/** Prose is never wider. */
const mostProse = 76;
/** Rows that are not the body: three of the header, a rule, Enter, hints. */
const frameRows = 6;

export type Size = {readonly columns: number; readonly rows: number};
export type Search = {readonly text: string; readonly typing: boolean; readonly hits: readonly number[]; readonly hit: number};

/** Everything that one frame is drawn from. */
export type Picture = {
	readonly screen: Screen;
	readonly trail: Trail;
	readonly view: View;
	readonly size: Size;
	/** The first row of the body that shows; below 0 what is focused is brought into sight. */
	readonly top: number;
	readonly cursor: number;
	readonly search: Search | null;
	readonly signs: SignSet;
};

export const isTooSmall = ({columns, rows}: Size): boolean => columns < least.columns || rows < least.rows;

/** The body laid out for a window, and the pane beside it, where there is one. */
export type Body = Laid & {readonly width: number; readonly side: readonly Line[] | null};

export const bodyOf = ({screen, size, cursor}: Pick<Picture, 'screen' | 'size' | 'cursor'>): Body => {
	const {columns} = size;
	const {side, focus} = screen;
	const hasPane = side !== null && columns >= panesFrom;
	const pane = hasPane ? Math.min(mostProse, columns - 74 - 3) : 0;
	const width = hasPane
		? Math.min(columns - pane - 5, mostProse + 24)
		: Math.min(columns - 2, screen.moves === 'list' ? 98 : mostProse + 2);
	const drawing = {width, focus, cursor};
	const laid = layOut(screen.blocks, drawing);
	if (side === null || (!hasPane && !side.isBelow) || side.blocks.length === 0) {
		return {...laid, width: width + 2, side: hasPane ? [] : null};
	}

	const beside = layOut(side.blocks, {...drawing, width: hasPane ? pane : Math.min(width, mostProse + 2)}).rows;
	return hasPane
		? {...laid, width: columns - pane - 3, side: beside}
		: {...laid, rows: [...laid.rows, empty, ...beside], width: columns, side: null};
};

/** What is said for a moment, in as many rows as it takes. */
const remarkLines = ({view, size}: Picture): readonly Line[] =>
	view.remark === null
		? []
		: wrapText(view.remark.text, size.columns - 2)
				.slice(0, 4)
				.map(line => [span(' '), ...line]);

export const bodyRowsOf = (picture: Pick<Picture, 'size' | 'view'>): number =>
	Math.max(1, picture.size.rows - frameRows - Math.max(0, remarkLines(picture as Picture).length - 1));

/** The first row that shows. */
export const topOf = (picture: Picture, body: Body): number => {
	const rows = bodyRowsOf(picture);
	const last = Math.max(0, body.rows.length - rows);
	if (picture.top >= 0) {
		return Math.min(picture.top, last);
	}

	const line = body.stops.find(({id}) => id === picture.screen.focus)?.line ?? 0;
	return Math.max(0, Math.min(last, line < rows - 2 ? 0 : line - Math.floor(rows / 3)));
};

const header = ({trail, screen, size}: Picture): readonly [Line, Line] => {
	const {columns} = size;
	const isNarrow = columns < 80;
	const session: Line = trail.isPractice
		? [span(`PRACTICE${isNarrow || trail.session === '' ? '' : ` ${trail.session}`}`, 'practice')]
		: isNarrow && trail.saved !== ''
			? []
			: [span(cutText(trail.session, Math.max(20, columns - 55)), 'quiet')];
	const saved: Line =
		trail.saved === '' || (isNarrow && trail.isPractice && !trail.isTroubled)
			? []
			: [...(session.length === 0 ? [] : [span(' · ', 'quiet')]), span(trail.saved, trail.isTroubled ? 'unmet' : 'quiet')];
	const right: Line = [...session, ...saved, span(' ')];
	const leftOf = (title: string): Line => [
		span(trail.place === '' ? ' ' : ` ${trail.place}  `),
		span(`${trail.reading}${title}`, 'strong'),
	];
	// A short title whole says more than a long one cut.
	const isTight = isNarrow || lineWidth(leftOf(screen.title)) + lineWidth(right) >= columns;
	const steps = trail.steps.flatMap(({look, isHere}, at): readonly Span[] => [
		span(at === 0 ? ' ' : '  '),
		isHere ? span(`[${at + 1}]`, 'here') : span(String(at + 1)),
		span(' '),
		signSpan(look),
	]);
	const gates = trail.gates.flatMap(({name, look}) => [
		span(isNarrow ? ' ' : '  '),
		signSpan(look),
		...(isNarrow ? [] : [span(` ${name}`)]),
	]);
	return [
		ends(leftOf(isTight ? screen.short : screen.title), right, columns),
		ends(steps, [span('gates', 'quiet'), ...gates, span(' ')], columns),
	];
};

type Hint = {readonly label: string; readonly words: string; readonly rank: number};

const hintOf = ({name, words}: Action, rank: number): Hint => ({label: labelOf(name), words, rank});

/** Keys that do something now, most useful first; what gives way first has the highest rank. */
const hintsOf = (picture: Picture, body: Body): readonly Hint[] => {
	const {screen, search, view} = picture;
	const {at} = placeOf(view);
	const isLong = body.rows.length > bodyRowsOf(picture);
	const own = screen.actions.filter(({name}) => name !== 'back').map((action, index) => hintOf(action, 2 + index));
	const back = screen.actions.find(({name}) => name === 'back');
	if (screen.moves === 'form') {
		return [
			...own,
			{label: '↑↓', words: 'move', rank: 1},
			{label: 'Esc', words: 'close', rank: 0},
			{label: 'Ctrl+C', words: 'leave', rank: 0},
		];
	}

	const hasMap = picture.trail.place !== '' && at !== 'map' && at !== 'help';
	return [
		...(screen.moves === 'list' ? [{label: '↑↓', words: 'move', rank: 1}] : isLong ? [{label: '↑↓', words: 'scroll', rank: 1}] : []),
		...(at === 'page' && body.stops.length > 0 ? [{label: 'Tab', words: 'check, command', rank: 3}] : []),
		...(search === null ? [] : [{label: 'n', words: `next of ${search.hits.length}`, rank: 1}]),
		...own,
		...(search === null && isLong ? [{label: '/', words: 'search', rank: 9}] : []),
		...(hasMap ? [{label: 'm', words: 'map', rank: 6}] : []),
		...(at === 'welcome' ? [] : [{label: 'b', words: back?.words ?? 'back', rank: back === undefined ? 5 : 0}]),
		...(at === 'help' ? [] : [{label: '?', words: 'help', rank: 0}]),
		{label: 'q', words: 'leave', rank: 0},
	];
};

const written = (hints: readonly Hint[]): Line =>
	hints.flatMap(({label, words}, at) => [span(at === 0 ? ' ' : '  '), span(label, 'strong'), span(` ${words}`)]);

const hintRow = (picture: Picture, body: Body): Line => {
	const {search, size} = picture;
	if (search?.typing) {
		return [span(` /${search.text}`), span(' ', 'here', '')];
	}

	let hints = hintsOf(picture, body);
	while (lineWidth(written(hints)) > size.columns - 1) {
		const worst = Math.max(...hints.map(({rank}) => rank));
		if (worst === 0) {
			break;
		}

		const gone = hints.findLastIndex(({rank}) => rank === worst);
		hints = hints.filter((_, at) => at !== gone);
	}

	return written(hints);
};

/** What Enter says, or what it does while something is typed that it ends; it is never cut: a long one takes two rows' words in brackets away. */
const enterWords = ({screen, search, size}: Picture): string => {
	const words = search?.typing ? 'find it' : screen.enter.words;
	const room = size.columns - 9;
	return words.length <= room
		? words
		: ([words.replace(/ \([^)]*\)$/, ''), words.split('; ')[0] ?? '', words.slice(0, room)].find(each => each.length <= room) ?? '');
};

const bottomRule = (picture: Picture, body: Body, top: number): Line => {
	const {columns} = picture.size;
	const {search} = picture;
	const rows = bodyRowsOf(picture);
	const place = body.rows.length <= rows ? '' : `${top + 1}-${Math.min(body.rows.length, top + rows)} of ${body.rows.length}`;
	const hit = search === null || search.hits.length === 0 ? '' : `hit ${search.hit + 1} of ${search.hits.length}`;
	const said = [hit, place].filter(each => each !== '').join(' · ');
	return said === ''
		? [span('─'.repeat(columns), 'quiet', '')]
		: [span('─'.repeat(Math.max(0, columns - said.length - 3)), 'quiet', ''), span(` ${said} `, 'quiet'), span('─', 'quiet', '')];
};

/** A row in which every place of a searched text stands out. */
const highlighted = (line: Line, wanted: string): Line =>
	wanted === ''
		? line
		: line.flatMap(part => {
				const parts: Span[] = [];
				const low = part.text.toLowerCase();
				let from = 0;
				for (let at = low.indexOf(wanted); at >= 0; at = low.indexOf(wanted, from)) {
					parts.push({...part, text: part.text.slice(from, at)}, {...part, text: part.text.slice(at, at + wanted.length), style: 'here'});
					from = at + wanted.length;
				}

				return [...parts, {...part, text: part.text.slice(from)}];
			});

const small = ({columns, rows}: Size): readonly Line[] =>
	[
		...wrapText(`This window is ${columns} x ${rows}. whfb needs ${least.columns} x ${least.rows}.`, columns),
		...wrapText(asTyped('Make it larger, or leave with q and run whfb --plain.'), columns),
		...Array.from({length: Math.max(0, rows - 2)}, () => empty),
	]
		.slice(0, rows)
		.map(line => fill(line, columns));

/** What of the pane shows; a last row says where the rest stands. */
const paneOf = (side: readonly Line[], rows: number): readonly Line[] =>
	side.length <= rows ? side : [...side.slice(0, rows - 1), [span('more below: Enter or e opens all of it', 'quiet')]];

const lettered = (line: Line, signs: SignSet): Line =>
	signs === 'full' ? line : line.map(part => ({...part, text: part.text === '·' && signs === 'ascii' ? '.' : inLetters(part.text, signs)}));

/** A window's rows in three parts: exactly as many as it has, each exactly as wide. */
export type Frame = {readonly head: readonly Line[]; readonly body: readonly Line[]; readonly foot: readonly Line[]};

export const frameOf = (picture: Picture, body: Body = bodyOf(picture)): Frame => {
	const {size, signs, search} = picture;
	const {columns} = size;
	if (isTooSmall(size)) {
		return {head: [], body: small(size), foot: []};
	}

	const rows = bodyRowsOf(picture);
	const top = topOf(picture, body);
	const wanted = search === null ? '' : search.text.toLowerCase();
	const side = body.side === null ? null : paneOf(body.side, rows);
	const window = Array.from({length: rows}, (_, at): Line => {
		const left = fill([span(' '), ...highlighted(body.rows[top + at] ?? empty, wanted)], side === null ? columns : body.width);
		return side === null ? left : fill([...left, span('│', 'quiet', ''), span(' '), ...(side[at] ?? empty)], columns);
	});
	const remark = remarkLines(picture);
	const [first, second] = header(picture);
	const letters = (lines: readonly Line[]) => lines.map(line => lettered(fill(line, columns), signs));
	return {
		head: letters([first, second, [span('─'.repeat(columns), 'quiet', '')]]),
		body: letters(window),
		foot: letters([
			bottomRule(picture, body, top),
			[span(' '), span('Enter', 'strong'), span(`  ${enterWords(picture)}`)],
			...(search?.typing || remark.length === 0 ? [hintRow(picture, body), ...remark.slice(1).map(() => empty)] : remark),
		]),
	};
};
