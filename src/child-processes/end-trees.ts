import {spawnSync} from 'node:child_process';
import {win32} from 'node:path';
import {isOwnProc} from '../own-proc.ts';
import {type Marks, marksOf, type Process, processes} from './processes.ts';
import {windowsFolder} from './program-folders.ts';
import {isRunning, markName, membersOf, type Tree} from './tree-members.ts';

/** Milliseconds between the request to end and the end: what has nothing to save obeys at once, and somebody waits. */
const notice = 300;
/** Milliseconds after which nothing more is tried: what is left waits for the kernel (a dead file server), and ends when that lets go. */
const longest = 1_200;
/** But so often, at least: where a processor has much else to do, who was killed needs a turn of it to end. */
const least = 12;
/** So many processes in one tree are stopped one look after the other; who makes more than that is faster than any look. */
const most = 2_000;

const signal = (id: number, name: NodeJS.Signals): void => {
	try {
		process.kill(id, name);
	} catch {
		// It has ended by itself, or is not ours to end.
	}
};

/** A group as a whole first: nobody escapes that by starting another process meanwhile. Groups of whfb's own session hold others too. */
const signalAll = (members: readonly Process[], all: readonly Process[], name: NodeJS.Signals): void => {
	const own = all.find(({id}) => id === process.pid);
	const groups = members.filter(({group, session}) => group > 1 && group !== own?.group && session !== (own?.session ?? -1));
	for (const group of new Set(groups.map(one => one.group))) {
		signal(-group, name);
	}

	for (const {id} of members) {
		signal(id, name);
	}
};

/**
 * Windows has no request to end that a program without a window would hear, and taskkill goes from parents to children: a program whose parent
 * has ended is not found. Where whfb itself is killed, libuv's job ends the first process, and not what that has started (libuv, win/process.c).
 * Not verified on Windows.
 */
const taskkill = ({child}: Tree): void => {
	if (child?.pid === undefined || !isRunning(child)) {
		return;
	}

	const program = win32.join(windowsFolder(), 'System32', 'taskkill.exe');
	const {status} = spawnSync(program, ['/PID', String(child.pid), '/T', '/F'], {windowsHide: true, stdio: 'ignore', timeout: 2_000});
	if (status !== 0) {
		child.kill('SIGKILL');
	}
};

/**
 * Everybody of the trees, stopped (SIGSTOP): nobody starts or leaves anything between the look and what follows from it. It looks until it has
 * seen nobody new, because a list is not of one moment.
 */
const standing = (trees: readonly Tree[], marks: Marks): {readonly left: readonly Process[]; readonly all: readonly Process[]} => {
	const stopped = new Set<number>();
	for (;;) {
		const all = processes(marks);
		const left = membersOf(trees, all);
		const fresh = left.filter(({id}) => !stopped.has(id));
		if (fresh.length === 0 || stopped.size > most) {
			return {left, all};
		}

		signalAll(fresh, all, 'SIGSTOP');
		for (const {id} of fresh) {
			stopped.add(id);
		}
	}
};

/** Ends trees; gives the milliseconds to wait before it goes on, so that it can be waited for in either way. In the end it says whether all have ended. */
export function* endTrees(trees: readonly Tree[]): Generator<number, boolean> {
	if (process.platform === 'win32') {
		trees.forEach(taskkill);
		return true;
	}

	if (process.platform === 'linux' && !isOwnProc()) {
		// Only what was started from here is known by a number that is true here.
		const groups = trees.flatMap(({child}) => (child?.pid !== undefined && isRunning(child) ? [child.pid] : []));
		for (const id of groups) {
			signal(-id, 'SIGTERM');
		}

		yield notice;
		for (const id of groups) {
			signal(-id, 'SIGKILL');
		}

		return true;
	}

	const began = performance.now();
	const marks = marksOf(markName);
	const asked = standing(trees, marks);
	if (asked.left.length > 0) {
		signalAll(asked.left, asked.all, 'SIGTERM');
		signalAll(asked.left, asked.all, 'SIGCONT');
	}

	let wasEmpty = asked.left.length === 0;
	let times = 0;
	for (let waited = 0; waited < longest || times < least; waited = performance.now() - began) {
		if (waited > notice) {
			const {left, all} = standing(trees, marks);
			signalAll(left, all, 'SIGKILL');
			times++;
		}

		const isEmpty = membersOf(trees, processes(marks)).length === 0;
		if (isEmpty && wasEmpty) {
			return true;
		}

		wasEmpty = isEmpty;
		if (!isEmpty) {
			// Most obey at once; a look at every process is not repeated more often than it has to be.
			yield waited < notice / 3 ? 10 : 30;
		}
	}

	return false;
}
