import {spawn as spawnProcess} from 'node:child_process';
import {mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {spawn} from '@lydell/node-pty';
import {afterAll, it} from 'vitest';
import {inPackage} from '../../src/package-root.ts';
import {holds, timed} from './ratio.ts';

const home = mkdtempSync(join(tmpdir(), 'whfb-bench-'));
afterAll(() => rmSync(home, {recursive: true, force: true}));

const sessions = join(home, 'sessions');
const session = join(sessions, 'old.whfb.jsonl');
const environment = {
	PATH: process.env['PATH'] ?? '',
	HOME: home,
	LANG: 'C.UTF-8',
	TERM: 'xterm-256color',
	WHFB_SESSIONS: sessions,
};

/** Starts Node in a terminal of 80 by 24, and ends when the screen holds the words, or, without words or where it is left by a key, with the process. */
const inTerminal = (args: readonly string[], words: string | null, leaves = false) =>
	new Promise<void>(resolve => {
		const pty = spawn(process.execPath, [...args], {
			name: 'xterm-256color',
			cols: 80,
			rows: 24,
			// The first frame is of whoever has no session.
			env: {...environment, WHFB_SESSIONS: words === 'Start a session' ? join(home, 'none') : sessions},
		});
		let shown = '';
		let isShown = false;
		pty.onData(data => {
			shown += data;
			if (words !== null && !isShown && shown.includes(words)) {
				isShown = true;
				if (leaves) {
					pty.write('q');
					return;
				}

				resolve();
				pty.kill('SIGKILL');
			}
		});
		pty.onExit(() => resolve());
	});

/** Starts Node without a terminal, and ends with the process. */
const inPipe = (args: readonly string[]) =>
	new Promise<void>(resolve => {
		const child = spawnProcess(process.execPath, [...args], {env: environment, stdio: ['ignore', 'pipe', 'ignore']});
		child.stdout.resume();
		child.on('close', () => resolve());
	});

const program = inPackage('dist', 'whfb.js');
const rounds = 21;

/**
 * What a start is held to, as times of a bare `node -e 0`. Where it should come to less (`aim`) and does not, by how much it misses that is printed; `most` then
 * holds what was reached.
 */
const starts = [
	{what: 'the first frame', args: [], words: 'Start a session', most: 3.2, aim: 3.2},
	{what: 'a practice page', args: ['--practice', 'ready'], words: 'Overview', most: 4.4, aim: 4},
	{what: "a resumed session's page", args: ['resume', 'old'], words: 'Overview', most: 4.4, aim: 4},
] as const;

const runs = [
	{what: 'check --practice ready', args: ['check', '--practice', 'ready'], most: 4.2, aim: 4},
	{what: '--help', args: ['--help'], most: 1.4, aim: 1.3},
	{what: '--version', args: ['--version'], most: 1.4, aim: 1.3},
] as const;

await inPipe([program, 'check', '--practice', 'ready', '--session', 'old', '--step', '1']);
const journal = readFileSync(session);

/** One session and no other, as it was: each start writes a line more into it, or begins a practice beside it, and one that is killed leaves a lock. */
const asItWas = () => {
	rmSync(sessions, {recursive: true, force: true});
	mkdirSync(sessions, {mode: 0o700});
	writeFileSync(session, journal, {mode: 0o600});
};

it.each(starts)('shows $what soon', async ({what, args, words, most, aim}) => {
	// Once and to its end, as on anybody's computer: compiled code is written down when the program ends, and kept in the home of who runs it.
	await inTerminal([program, ...args], words, true);
	const shown = timed(() => inTerminal([program, ...args], words), asItWas);
	const bare = timed(() => inTerminal(['-e', '0'], null));
	await holds(`${what} against a bare node -e 0`, {most, aim}, shown, bare, rounds);
});

it.each(runs)('runs $what soon', async ({what, args, most, aim}) => {
	await inPipe([program, ...args]);
	const run = timed(() => inPipe([program, ...args]), asItWas);
	const bare = timed(() => inPipe(['-e', '0']));
	await holds(`${what} against a bare node -e 0`, {most, aim}, run, bare, rounds);
});
