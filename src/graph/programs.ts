import {AsyncLocalStorage} from 'node:async_hooks';
import {type ChildProcess, spawnSync} from 'node:child_process';
import {subscribe} from 'node:diagnostics_channel';

type Work = {readonly begun: Set<ChildProcess>; readonly signal: AbortSignal};

/** The work that a program is started in: two at once do not end each other's. */
const under = new AsyncLocalStorage<Work>();

/** What a process has started, and what that has started in turn; az, for one, is a shell that waits for Python. */
const descendantsOf = (id: number): readonly number[] => {
	// What leaves ps without an answer, such as not being there, leaves the program itself to be ended.
	const {stdout} = spawnSync('/bin/ps', ['-A', '-o', 'pid=,ppid='], {encoding: 'utf8', timeout: 1_000});
	const pairs = [...(stdout ?? '').matchAll(/^ *(\d+) +(\d+)$/gm)].map(([, child, parent]) => [Number(child), Number(parent)] as const);
	const family = [id];
	// The list grows while it is walked.
	for (const each of family) {
		family.push(...pairs.filter(([child, parent]) => parent === each && !family.includes(child)).map(([child]) => child));
	}

	return family.slice(1);
};

const end = (child: ChildProcess): void => {
	if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) {
		return;
	}

	if (process.platform === 'win32') {
		spawnSync(`${process.env.SystemRoot ?? 'C:\\Windows'}\\System32\\taskkill.exe`, ['/PID', String(child.pid), '/T', '/F'], {
			windowsHide: true,
			timeout: 2_000,
		});
	}

	const left = process.platform === 'win32' ? [] : descendantsOf(child.pid);
	child.kill('SIGKILL');
	for (const id of left) {
		try {
			process.kill(id, 'SIGKILL');
		} catch {
			// It has ended by itself.
		}
	}
};

/** Asked for its help, PowerShell only shows that it is there. Ended in the middle of that, the library would never look for it again. */
const isOnlyLookedFor = ({spawnargs}: ChildProcess): boolean => spawnargs?.at(-1) === '/?';

const stop = (child: ChildProcess): void => {
	if (!isOnlyLookedFor(child)) {
		end(child);
	}
};

// Node tells of each new process while its starter still runs, and before it has an id.
subscribe('child_process', message => {
	const work = under.getStore();
	if (work === undefined) {
		return;
	}

	const {process: child} = message as {readonly process: ChildProcess};
	work.begun.add(child);
	if (work.signal.aborted) {
		setImmediate(() => stop(child));
	}
});

/** Does work that starts programs, and ends them, with all that they have started, when the signal is aborted and when whfb ends. */
export const endingPrograms = async <Value>(work: () => Promise<Value>, signal: AbortSignal): Promise<Value> => {
	const begun = new Set<ChildProcess>();
	const stopAll = () => begun.forEach(stop);
	const endAll = () => begun.forEach(end);
	signal.addEventListener('abort', stopAll, {once: true});
	process.on('exit', endAll);
	try {
		return await under.run({begun, signal}, work);
	} finally {
		signal.removeEventListener('abort', stopAll);
		process.off('exit', endAll);
	}
};
