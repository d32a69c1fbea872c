import type {ActionName} from '../../wizard/screen.ts';
import type {KeyHelp} from '../../wizard/screens/others.ts';

/** What a key does to the window alone. */
type WindowAction =
	| 'up'
	| 'down'
	| 'page-down'
	| 'page-up'
	| 'home'
	| 'end'
	| 'next'
	| 'previous'
	| 'search'
	| 'next-hit'
	| 'previous-hit'
	| 'redraw';
export type KeyName = ActionName | WindowAction | 'enter' | 'read' | 'close';

/** One row of the key table: what is pressed, how it is written, and what the help says it does; nothing where it needs no row of its own. */
type KeyRow = {readonly name: KeyName; readonly keys: readonly string[]; readonly label: string; readonly does: string};

/** The whole table. Hints and help are made from it. */
const keyTable: readonly KeyRow[] = [
	{name: 'enter', keys: ['enter'], label: 'Enter', does: 'always the one thing written beside it, on the line below'},
	{name: 'down', keys: ['down', 'j'], label: '↑↓', does: 'move in a list, scroll a page; k and j too'},
	{name: 'up', keys: ['up', 'k'], label: '↑↓', does: ''},
	{
		name: 'next',
		keys: ['tab'],
		label: 'Tab',
		does: 'the next check or command on a page, which Enter then opens or copies; Shift+Tab the one before',
	},
	{name: 'previous', keys: ['shift-tab'], label: 'Shift+Tab', does: ''},
	{name: 'page-down', keys: ['space', 'page-down'], label: 'Space', does: 'a page on; PgUp a page back'},
	{name: 'page-up', keys: ['page-up'], label: 'PgUp', does: ''},
	{name: 'home', keys: ['home', 'g'], label: 'Home', does: 'first line; End last line'},
	{name: 'end', keys: ['end', 'G'], label: 'End', does: ''},
	{name: 'back', keys: ['b'], label: 'b', does: 'one screen back'},
	{name: 'map', keys: ['m'], label: 'm', does: 'the map of the guide; again: back'},
	{name: 'page', keys: ['p'], label: 'p', does: 'the page of this step; again: back'},
	{name: 'seen', keys: ['c'], label: 'c', does: 'the checks of this step; again: back'},
	{name: 'read', keys: ['1', '2', '3', '4', '5', '6', '7', '8', '9'], label: '1-7', does: 'read a step; Enter returns'},
	{name: 'problem', keys: ['n'], label: 'n', does: 'the next problem, or the next hit of a search; N the hit before'},
	{name: 'next-hit', keys: ['n'], label: 'n', does: ''},
	{name: 'previous-hit', keys: ['N'], label: 'N', does: ''},
	{name: 'filter', keys: ['f'], label: 'f', does: 'show one outcome alone; again: the next one'},
	{name: 'all', keys: ['a'], label: 'a', does: 'all rows, or what is met folded'},
	{name: 'evidence', keys: ['e'], label: 'e', does: 'the evidence; again: back'},
	{name: 'again', keys: ['r'], label: 'r', does: 'look again'},
	{name: 'wait', keys: ['w'], label: 'w', does: 'wait here: looks again every minute, and rings once'},
	{name: 'stop', keys: ['x'], label: 'x', does: 'stop looking, waiting or signing in'},
	{name: 'copy', keys: ['y'], label: 'y', does: 'copy what is offered'},
	{name: 'write', keys: ['o'], label: 'o', does: 'write it as a file'},
	{name: 'bring', keys: ['i'], label: 'i', does: 'bring a file in'},
	{name: 'yes', keys: ['y'], label: 'y', does: ''},
	{name: 'no', keys: ['n'], label: 'n', does: ''},
	{name: 'search', keys: ['/'], label: '/', does: 'search'},
	{name: 'close', keys: ['escape'], label: 'Esc', does: 'close what lies on top; nothing typed is lost'},
	{name: 'help', keys: ['?'], label: '?', does: 'this help'},
	{name: 'leave', keys: ['q', 'ctrl-c'], label: 'q', does: 'leave; nothing is asked'},
	{name: 'redraw', keys: ['ctrl-l'], label: 'Ctrl+L', does: ''},
];

/** What the help says of the keys, in the order of the table. */
export const keyHelp: readonly KeyHelp[] = keyTable.filter(({does}) => does !== '').map(({label, does}) => ({label, does}));

/** How a key is written in a hint. */
export const labelOf = (name: KeyName): string => keyTable.find(row => row.name === name)?.label ?? '';

/** What Ink says of one input. */
export type Pressed = {
	readonly input: string;
	readonly upArrow?: boolean;
	readonly downArrow?: boolean;
	readonly leftArrow?: boolean;
	readonly rightArrow?: boolean;
	readonly pageUp?: boolean;
	readonly pageDown?: boolean;
	readonly home?: boolean;
	readonly end?: boolean;
	readonly return?: boolean;
	readonly escape?: boolean;
	readonly tab?: boolean;
	readonly shift?: boolean;
	readonly ctrl?: boolean;
	readonly meta?: boolean;
	readonly backspace?: boolean;
	readonly delete?: boolean;
};

/** The name of a key as the table writes it; what has no name is its own letters. */
export const keyName = (key: Pressed): string => {
	if (key.ctrl && /^[a-z]$/.test(key.input)) {
		return `ctrl-${key.input}`;
	}

	const names: readonly (readonly [boolean | undefined, string])[] = [
		[key.upArrow, 'up'],
		[key.downArrow, 'down'],
		[key.leftArrow, 'left'],
		[key.rightArrow, 'right'],
		[key.pageUp, 'page-up'],
		[key.pageDown, 'page-down'],
		[key.home, 'home'],
		[key.end, 'end'],
		[key.return, 'enter'],
		[key.escape, 'escape'],
		[key.tab, key.shift ? 'shift-tab' : 'tab'],
		[key.backspace || key.delete, 'backspace'],
		[key.input === '\r' || key.input === '\n', 'enter'],
		[key.input === ' ', 'space'],
	];
	return names.find(([is]) => is === true)?.[1] ?? key.input;
};

const movements = new Set(['j', 'k', ' ']);
const ignoresCase = (name: string) => (name.length === 1 && name !== 'G' && name !== 'N' ? name.toLowerCase() : name);

/** A key as what it asks for; `times` for a run of one movement key, `step` for a digit. */
export type KeyMeaning = {readonly name: KeyName; readonly times: number; readonly step: number};

/**
 * What a key means on a screen that offers some actions; null for nothing. A chunk is not a key: a run of one movement key counts as that many,
 * any other chunk is dropped.
 */
export const meaningOf = (key: Pressed, offers: (name: KeyName) => boolean): KeyMeaning | null => {
	if (key.meta && !key.escape) {
		return null;
	}

	const name = keyName(key);
	const letters = [...key.input];
	const isChunk = letters.length > 1 && name === key.input;
	const first = letters[0] ?? '';
	if (isChunk && !(movements.has(first) && letters.every(letter => letter === first))) {
		return null;
	}

	const pressed = ignoresCase(isChunk ? (first === ' ' ? 'space' : first) : name);
	const rows = keyTable.filter(({keys}) => keys.includes(pressed));
	const found = rows.length < 2 ? rows[0] : (rows.find(row => offers(row.name)) ?? rows[0]);
	return found === undefined ? null : {name: found.name, times: isChunk ? letters.length : 1, step: Number(pressed)};
};
