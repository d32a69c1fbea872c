import {layerOf, type Screen, type View} from './view.ts';

/** What a key asks for. */
export type KeyActionName =
	| 'enter'
	| 'up'
	| 'down'
	| 'page-down'
	| 'page-up'
	| 'home'
	| 'end'
	| 'next'
	| 'previous'
	| 'back'
	| 'read'
	| 'evidence'
	| 'checks'
	| 'again'
	| 'stop'
	| 'wait'
	| 'copy'
	| 'search'
	| 'next-hit'
	| 'previous-hit'
	| 'help'
	| 'close'
	| 'leave'
	| 'redraw';

export type KeyAction =
	| {readonly name: Exclude<KeyActionName, 'read'>; readonly times: number}
	| {readonly name: 'read'; readonly step: number}
	| {readonly name: 'type'; readonly text: string}
	| {readonly name: 'erase'};

type At = Screen['at'];

/** One row of the key table: what is pressed, what the hint and the help call it, and where it means anything. */
export type KeyRow = {
	readonly name: KeyActionName;
	/** Names of keys as `keyName` gives them. */
	readonly keys: readonly string[];
	/** How the key is written in a hint; `arrows` stands for the terminal's own arrows. */
	readonly label: string;
	readonly hint: string;
	readonly does: string;
	readonly where: readonly At[] | 'everywhere';
};

const pages: readonly At[] = [
	'step',
	'checks',
	'finding',
	'evidence',
	'refusal',
	'supply',
	'reads',
	'plan',
	'help',
	'finish',
	'resume',
	'notice',
	'welcome',
	'practices',
	'looking',
	'sign-in',
	'tenant',
];

/** The whole table. Hints, help and `wishOf` are made from it; order is the order of hints, most useful first. */
export const keyTable: readonly KeyRow[] = [
	{
		name: 'enter',
		keys: ['enter'],
		label: 'Enter',
		hint: '',
		does: 'always the one thing written beside it, on the line below',
		where: 'everywhere',
	},
	{name: 'down', keys: ['down', 'j'], label: 'arrows', hint: 'scroll', does: 'scroll, or move in a list', where: 'everywhere'},
	{name: 'up', keys: ['up', 'k'], label: 'arrows', hint: '', does: '', where: 'everywhere'},
	{name: 'next', keys: ['tab'], label: 'Tab', hint: 'next check', does: 'the next check on the page', where: ['step', 'checks', 'form']},
	{name: 'previous', keys: ['shift-tab'], label: 'Shift+Tab', hint: '', does: '', where: ['step', 'checks', 'form']},
	{
		name: 'evidence',
		keys: ['e'],
		label: 'e',
		hint: 'evidence',
		does: 'the evidence of this check',
		where: ['step', 'checks', 'finding', 'evidence', 'refusal', 'supply', 'looking', 'resume', 'reads'],
	},
	{
		name: 'again',
		keys: ['r'],
		label: 'r',
		hint: 'look again',
		does: 'look again',
		where: ['step', 'checks', 'finding', 'supply', 'refusal', 'resume'],
	},
	{
		name: 'copy',
		keys: ['y'],
		label: 'y',
		hint: 'copy',
		does: 'copy what is offered',
		where: ['finding', 'refusal', 'finish', 'step', 'supply', 'notice', 'sign-in'],
	},
	{name: 'wait', keys: ['w'], label: 'w', hint: 'wait here', does: 'wait here until it can be seen', where: ['finding', 'refusal']},
	{
		name: 'checks',
		keys: ['c'],
		label: 'c',
		hint: 'checks',
		does: 'all checks of this step; again: of all steps',
		where: ['step', 'finding', 'finish', 'checks'],
	},
	{
		name: 'stop',
		keys: ['x'],
		label: 'x',
		hint: 'stop',
		does: 'stop looking, waiting or signing in',
		where: ['looking', 'step', 'finding', 'refusal', 'supply', 'resume', 'sign-in'],
	},
	{name: 'search', keys: ['/'], label: '/', hint: 'search', does: 'search; n and N for hits', where: pages},
	{name: 'next-hit', keys: ['n'], label: 'n', hint: 'next hit', does: '', where: pages},
	{name: 'previous-hit', keys: ['N'], label: 'N', hint: '', does: '', where: pages},
	{name: 'page-down', keys: ['space', 'page-down'], label: 'Space', hint: '', does: 'a page on; PgUp a page back', where: pages},
	{name: 'page-up', keys: ['page-up'], label: 'PgUp', hint: '', does: '', where: pages},
	{name: 'home', keys: ['home', 'g'], label: 'Home', hint: '', does: 'first line; End last line', where: pages},
	{name: 'end', keys: ['end', 'G'], label: 'End', hint: '', does: '', where: pages},
	{
		name: 'read',
		keys: ['1', '2', '3', '4', '5', '6', '7'],
		label: '1-7',
		hint: 'read',
		does: 'read a step; Enter returns',
		where: 'everywhere',
	},
	{name: 'back', keys: ['b'], label: 'b', hint: 'back', does: 'one screen back', where: 'everywhere'},
	{
		name: 'close',
		keys: ['escape'],
		label: 'Esc',
		hint: 'close',
		does: 'close what lies on top; nothing typed is lost',
		where: 'everywhere',
	},
	{name: 'help', keys: ['?'], label: '?', hint: 'help', does: 'this help', where: 'everywhere'},
	{
		name: 'leave',
		keys: ['q', 'ctrl-c'],
		label: 'q',
		hint: 'leave',
		does: 'leave; everything is saved, nothing is asked',
		where: 'everywhere',
	},
	{name: 'redraw', keys: ['ctrl-l'], label: 'Ctrl+L', hint: '', does: 'draws the screen again', where: 'everywhere'},
];

/** What Ink says of one input. */
export type Pressed = {
	readonly input: string;
	readonly upArrow?: boolean;
	readonly downArrow?: boolean;
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
const keyName = (key: Pressed): string => {
	if (key.ctrl && /^[a-z]$/.test(key.input)) {
		return `ctrl-${key.input}`;
	}

	const names: readonly (readonly [boolean | undefined, string])[] = [
		[key.upArrow, 'up'],
		[key.downArrow, 'down'],
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

const find = (name: string, at: At, isSearching: boolean): KeyRow | undefined =>
	keyTable.find(
		row =>
			row.keys.includes(name) &&
			(row.where === 'everywhere' || row.where.includes(at)) &&
			(isSearching || (row.name !== 'next-hit' && row.name !== 'previous-hit')),
	);

const typing = (name: string, input: string, isForm: boolean): KeyAction | null => {
	switch (name) {
		case 'enter':
		case 'escape':
		case 'ctrl-c':
		case 'ctrl-l':
			return {name: name === 'enter' ? 'enter' : name === 'escape' ? 'close' : name === 'ctrl-c' ? 'leave' : 'redraw', times: 1};
		case 'backspace':
			return {name: 'erase'};
		case 'up':
		case 'down':
			return isForm ? {name, times: 1} : null;
		case 'tab':
		case 'shift-tab':
			return isForm ? {name: name === 'tab' ? 'next' : 'previous', times: 1} : null;
		case 'space':
			return {name: 'type', text: ' '};
		default:
			return input !== '' && !/^(page-|home|end$|ctrl-)/.test(name) ? {name: 'type', text: input} : null;
	}
};

/**
 * What a key means in a view; null for nothing. A chunk is not a key: a run of one movement key counts as that many,
 * any other chunk is text in a text box and nothing elsewhere, and a newline in one is never Enter.
 */
export const keyActionOf = (view: View, key: Pressed): KeyAction | null => {
	const {screen} = layerOf(view);
	const name = keyName(key);
	if (screen.at === 'form' || view.search?.typing) {
		return key.meta ? null : typing(name, key.input, screen.at === 'form');
	}

	if (key.meta && !key.escape) {
		return null;
	}

	const letters = [...key.input];
	const isChunk = letters.length > 1 && name === key.input;
	const first = letters[0] ?? '';
	if (isChunk && !(movements.has(first) && letters.every(letter => letter === first))) {
		return null;
	}

	const row = find(ignoresCase(isChunk ? (first === ' ' ? 'space' : first) : name), screen.at, view.search !== null);
	if (row === undefined) {
		return null;
	}

	return row.name === 'read' ? {name: 'read', step: Number(name)} : {name: row.name, times: isChunk ? letters.length : 1};
};

/** The key table's row for a wish. */
export const rowOf = (name: KeyActionName): KeyRow => {
	const row = keyTable.find(each => each.name === name);
	if (row === undefined) {
		throw new Error(`The key table has no ${name}.`);
	}

	return row;
};
