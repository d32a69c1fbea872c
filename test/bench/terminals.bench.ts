import {afterAll, beforeAll, expect, it} from 'vitest';
import {built, type Home, newHome} from '../journeys/built.ts';
import {terminal} from '../journeys/terminal.ts';

let home: Home;
beforeAll(async () => {
	await built();
	home = newHome();
});
afterAll(() => home.remove());

// A key or a resize that draws nothing proves nothing: each is waited for until it does.

/** What each kind of terminal says of itself. conhost says nothing, and a Node there takes it for one that knows escape sequences. */
const kinds: readonly (readonly [kind: string, env: NodeJS.ProcessEnv])[] = [
	['xterm', {TERM: 'xterm-256color', COLORTERM: 'truecolor'}],
	['Windows Terminal', {TERM: 'xterm-256color', WT_SESSION: '00000000-0000-0000-0000-000000000000'}],
	['conhost', {TERM: ''}],
	['VS Code', {TERM: 'xterm-256color', TERM_PROGRAM: 'vscode', COLORTERM: 'truecolor'}],
	['tmux', {TERM: 'tmux-256color', TMUX: '/tmp/tmux-1000/default,1,0'}],
	['screen', {TERM: 'screen', STY: '1.pts-0.host'}],
	['the Linux console', {TERM: 'linux'}],
];
const mostOfKey = 6 * 1024;
const mostOfResize = 40 * 1024;

it.each(kinds)('sends little for a key and for a resize: %s', async (kind, env) => {
	const person = terminal({home, args: ['--practice', 'ready'], columns: 120, rows: 40, env});
	await person.until(/Overview/);
	await person.calm();
	const sent = async (doing: () => unknown) => {
		const before = person.raw().length;
		await doing();
		await person.untilTrue('something new is drawn', () => person.raw().length > before);
		await person.calm();
		return Buffer.byteLength(person.raw().slice(before));
	};
	const keys: number[] = [];
	// The map, a page, lines and screens of it, the help and back: what a person presses most.
	for (const key of ['j', 'j', '1', 'j', 'j', 'page-down', 'k', '?', 'escape', '4', 'page-down', 'page-down', 'escape']) {
		keys.push(await sent(() => person.press(key)));
	}

	const resizes: number[] = [];
	for (const [columns, rows] of [
		[80, 24],
		[200, 60],
		[120, 40],
	] as const) {
		resizes.push(await sent(() => person.resize(columns, rows)));
	}

	person.kill();
	const [key, resize] = [Math.max(...keys), Math.max(...resizes)];
	process.stdout.write(
		`${kind}: at most ${key} bytes for a key (bound ${mostOfKey}), at most ${resize} for a resize (bound ${mostOfResize}); a key in the middle ${keys.toSorted((a, b) => a - b)[keys.length >> 1]}\n`,
	);
	expect(key).toBeLessThanOrEqual(mostOfKey);
	expect(resize).toBeLessThanOrEqual(mostOfResize);
});
