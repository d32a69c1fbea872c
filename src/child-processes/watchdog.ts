import {spawn} from 'node:child_process';
import {randomBytes} from 'node:crypto';
import type {Writable} from 'node:stream';
import {inPackage} from '../package-root.ts';
import {marksOf, processes} from './processes.ts';
import {markName} from './tree-members.ts';

/** Stands in the environment of everything that this whfb starts, and in no other. */
export const ours = randomBytes(16).toString('hex');

let watchdog: Writable | null = null;
let isWatched = false;

/** Says a line to it: which group began (`+`), which ended (`-`), or that all is over (`end`). */
export const tellWatchdog = (line: string): void => {
	watchdog?.write(`${line}\n`);
};

/**
 * Starts what ends the trees of a whfb that is killed itself, once, before the first of them. It is a shell, because it lives for all of a
 * session and a second Node would take as much memory as whfb; no program can ask Linux to end it with its parent without being written for it.
 * On Windows libuv puts every first process into a job that ends with whfb.
 */
export const startWatchdog = (): void => {
	if (isWatched || process.platform === 'win32') {
		return;
	}

	isWatched = true;
	const own = process.platform === 'linux' ? processes(marksOf(markName)).find(({id}) => id === process.pid) : undefined;
	const child = spawn(
		'/bin/sh',
		[inPackage('src', 'child-processes', 'watchdog.sh'), `${markName}=${ours}`, String(own?.session ?? '')],
		// A session of its own, or a closed terminal and Ctrl+C would end it first.
		{detached: true, stdio: ['pipe', 'ignore', 'ignore'], cwd: '/', env: {PATH: '/usr/bin:/bin'}},
	);
	// Where there is no shell, nothing is lost but this.
	child.on('error', () => undefined);
	child.stdin.on('error', () => undefined);
	child.unref();
	// A pipe of a child is a socket, which its type does not say.
	(child.stdin as Writable & {unref(): void}).unref();
	watchdog = child.stdin;
};
