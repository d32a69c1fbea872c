import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {spawn} from '@lydell/node-pty';
import {afterAll, it} from 'vitest';
import {inPackage} from '../../src/package-root.ts';
import {holds, timed} from './ratio.ts';

const home = mkdtempSync(join(tmpdir(), 'whfb-bench-'));
afterAll(() => rmSync(home, {recursive: true, force: true}));

/** Starts Node in a terminal of 80 by 24, and ends when the screen holds the words, or, without words or where it is left by a key, with the process. */
const inTerminal = (args: readonly string[], words: string | null, leaves = false) =>
	new Promise<void>(resolve => {
		const pty = spawn(process.execPath, [...args], {
			name: 'xterm-256color',
			cols: 80,
			rows: 24,
			env: {PATH: process.env['PATH'] ?? '', HOME: home, LANG: 'C.UTF-8', TERM: 'xterm-256color', WHFB_SESSIONS: home},
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

it('shows the first true frame soon', async () => {
	// Once and to its end, as on anybody's computer: compiled code is written down when the program ends, and kept in the home of who runs it.
	await inTerminal([inPackage('dist', 'whfb.js')], 'Start a session', true);
	const first = timed(() => inTerminal([inPackage('dist', 'whfb.js')], 'Start a session'));
	const bare = timed(() => inTerminal(['-e', '0'], null));
	await holds('first frame of the built program against a bare node -e 0', {most: 4.5}, first, bare, 21);
});
