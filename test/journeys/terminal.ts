import {setTimeout as sleep} from 'node:timers/promises';
import {spawn} from '@lydell/node-pty';
import headless from '@xterm/headless';
import {type Home, programFile} from './built.ts';

const keys = {
	enter: '\r',
	escape: '\u001B',
	tab: '\t',
	up: '\u001B[A',
	down: '\u001B[B',
	'page-down': '\u001B[6~',
	'ctrl-c': '\u0003',
} as const;

type KeyName = keyof typeof keys;

/** One column of one row: its letter, and one of the sixteen colours by number, or null for the terminal's own. */
export type Cell = {
	readonly text: string;
	readonly color: number | null;
	readonly isBold: boolean;
	readonly isDim: boolean;
	readonly isInverse: boolean;
};

/** A person at a terminal: what stands on the screen, and keys. */
export type Person = {
	readonly pid: number;
	/** The rows of the window as they stand, without trailing blanks. */
	readonly screen: () => string;
	/** The same cell by cell, with how each is drawn. */
	readonly cells: () => readonly (readonly Cell[])[];
	/** Everything on the normal screen, what has scrolled away included. */
	readonly log: () => string;
	/** Every byte that the program sent. */
	readonly raw: () => string;
	readonly isAlternate: () => boolean;
	/** Waits until the screen shows something; comes back with the screen. */
	readonly until: (what: RegExp, deadline?: number) => Promise<string>;
	/** As `until`, for something that is true of the screen. */
	readonly untilTrue: (what: string, test: () => boolean, deadline?: number) => Promise<string>;
	/** Waits until nothing has been drawn for as long as a person needs to see it; comes back with the screen. */
	readonly calm: () => Promise<string>;
	readonly press: (...names: readonly (KeyName | (string & {}))[]) => Promise<void>;
	readonly resize: (columns: number, rows: number) => void;
	readonly exit: (deadline?: number) => Promise<number>;
	readonly kill: (signal?: string) => void;
};

/** An Enter right after the view changed is dropped by design, so a person looks at it for this long first; milliseconds. */
const unhurried = 330;

/** Opens a terminal window and starts the built program in it. */
export const terminal = ({
	home,
	args,
	columns = 80,
	rows = 24,
	env = {},
	file = programFile,
	command = [process.execPath, file],
}: {
	readonly home: Home;
	readonly args: readonly string[];
	readonly columns?: number;
	readonly rows?: number;
	readonly env?: NodeJS.ProcessEnv;
	/** Another copy of the program. */
	readonly file?: string;
	/** What starts it, in place of this Node with that file. */
	readonly command?: readonly string[];
}): Person => {
	const window = new headless.Terminal({cols: columns, rows, scrollback: 5000, allowProposedApi: true});
	const pty = spawn(command[0] ?? process.execPath, [...command.slice(1), ...args], {
		name: env.TERM ?? 'xterm-256color',
		cols: columns,
		rows,
		cwd: home.path,
		// What is undefined is not there; a terminal would be given the word.
		env: Object.fromEntries(Object.entries({...home.env, ...env}).filter(([, value]) => value !== undefined)) as Record<string, string>,
	});
	let raw = '';
	let code: number | null = null;
	let pending = 0;
	let lastDrawn = Date.now();
	pty.onData(data => {
		raw += data;
		pending += 1;
		lastDrawn = Date.now();
		window.write(data, () => {
			pending -= 1;
		});
	});
	// A terminal answers what it is asked.
	window.onData(data => code === null && pty.write(data));
	pty.onExit(({exitCode}) => {
		code = exitCode;
	});

	const rowsOf = (buffer: typeof window.buffer.active, from: number, to: number) =>
		Array.from({length: to - from}, (_, at) => buffer.getLine(from + at)?.translateToString(true) ?? '').join('\n');
	const screen = () => rowsOf(window.buffer.active, window.buffer.active.baseY, window.buffer.active.baseY + window.rows);
	const untilTrue = async (what: string, test: () => boolean, deadline = 10_000) => {
		for (const end = Date.now() + deadline; !(pending === 0 && test()); await sleep(10)) {
			if (Date.now() > end) {
				throw new Error(
					`The screen never showed ${what}.${code === null ? '' : ` The program ended with ${code}.`} It stands at:\n${screen()}`,
				);
			}
		}

		return screen();
	};

	const calm = async () => {
		while (pending > 0 || Date.now() < lastDrawn + unhurried) {
			await sleep(Math.max(10, lastDrawn + unhurried - Date.now()));
		}

		return screen();
	};

	return {
		pid: pty.pid,
		screen,
		cells: () =>
			Array.from({length: window.rows}, (_, at) => {
				const line = window.buffer.active.getLine(window.buffer.active.baseY + at);
				return Array.from({length: window.cols}, (_, column): Cell => {
					const cell = line?.getCell(column);
					return {
						text: cell?.getChars() || ' ',
						color: cell?.isFgPalette() ? cell.getFgColor() : null,
						isBold: Boolean(cell?.isBold()),
						isDim: Boolean(cell?.isDim()),
						isInverse: Boolean(cell?.isInverse()),
					};
				});
			}),
		log: () => rowsOf(window.buffer.normal, 0, window.buffer.normal.length).trimEnd(),
		raw: () => raw,
		isAlternate: () => window.buffer.active.type === 'alternate',
		until: (what, deadline) => untilTrue(String(what), () => what.test(screen()), deadline),
		untilTrue,
		calm,
		press: async (...names) => {
			for (const name of names) {
				if (name === 'enter') {
					await calm();
				}

				pty.write(name in keys ? keys[name as KeyName] : name);
				await sleep(15);
			}
		},
		resize: (wide, high) => {
			pty.resize(wide, high);
			window.resize(wide, high);
			// Some terminals keep what still fits and others do not; so nothing that stood there is relied on.
			window.write('\u001B7\u001B[2J\u001B8');
			lastDrawn = Date.now();
		},
		exit: async (deadline = 10_000) => {
			await untilTrue('that the program had ended', () => code !== null, deadline);
			return code ?? -1;
		},
		kill: signal => {
			if (code === null) {
				pty.kill(signal);
			}
		},
	};
};
