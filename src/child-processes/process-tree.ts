import {type ChildProcess, spawn, spawnSync} from 'node:child_process';
import {randomBytes} from 'node:crypto';
import {win32} from 'node:path';
import type {Writable} from 'node:stream';
import {setTimeout as sleep} from 'node:timers/promises';
import {inPackage} from '../package-root.ts';
import {windowsFolder} from './environment.ts';
import {isOwnProc, type Marks, marksOf, type Process, processes} from './processes.ts';

/**
 * A program that was started, with everything that it starts in turn.
 *
 * execa ends a group (`killDescendants`), a child when whfb exits (`cleanup`) and, while whfb runs, what ignores the request to end
 * (`forceKillAfterDelay`). None of that reaches who left the group, and nothing follows the request to end when whfb exits. What
 * @azure/identity starts is not started by execa at all. So both are ended here.
 */
export type ProcessTree = {
	/** Name and value that have to stand in the environment of the program; what it starts inherits them. */
	readonly mark: readonly [name: string, value: string];
	/** Takes the program in, as soon as it is started. Where there are process groups it has to lead its own: `detached`. */
	readonly add: (child: ChildProcess) => void;
	/** Asks all of it to end, ends after `notice` milliseconds what has not, and settles when nothing is left or nothing more can be done: within a second and a half. */
	readonly end: () => Promise<void>;
};

/** Milliseconds between the request to end and the end: what has nothing to save obeys at once, and somebody waits. */
const notice = 300;
/** Milliseconds after which nothing more is tried: what is left waits for the kernel (a dead file server), and ends when that lets go. */
const longest = 1_200;
/** But so often, at least: where a processor has much else to do, who was killed needs a turn of it to end. */
const least = 12;
/** So many processes in one tree are stopped one look after the other; who makes more than that is faster than any look. */
const most = 2_000;

const markName = 'WHFB_CHILD';
/** Stands in the environment of everything that this whfb starts, and in no other. */
const ours = randomBytes(16).toString('hex');

type Tree = {
	readonly value: string;
	child: ChildProcess | null;
	/** Who was once seen in it, by id and start: whoever has left everything since is still known. */
	readonly known: Set<string>;
};

const living = new Set<Tree>();

const isRunning = ({exitCode, signalCode}: ChildProcess): boolean => exitCode === null && signalCode === null;

/**
 * Who of all processes belongs to one of the trees: whoever bears its mark, is in the group or session of its first process, was started by
 * such a process, or was seen to be one. So a program is found that rewrites its own environment, or clears it for what it starts.
 * Who has done all of it before anybody looked, a daemon with an empty environment, is not found.
 */
const membersOf = (trees: readonly Tree[], all: readonly Process[]): readonly Process[] => {
	const marks = new Set(trees.map(({value}) => `${markName}=${value}`));
	const groups = new Set(
		trees.flatMap(({child}) => {
			// The number of a group is not given away while somebody is in it. A process that bears it after the first one was counted is another's.
			const id = child?.pid;
			return child === null || id === undefined || (!isRunning(child) && all.some(one => one.id === id)) ? [] : [id];
		}),
	);
	const members = new Map<number, Process>();
	const isKnown = ({id, began}: Process) => began !== null && trees.some(({known}) => known.has(`${id} ${began}`));
	const isMember = (one: Process) =>
		members.has(one.parent) ||
		groups.has(one.group) ||
		(one.session !== null && groups.has(one.session)) ||
		marks.has(one.mark) ||
		isKnown(one);
	for (let before = -1; before !== members.size; ) {
		before = members.size;
		for (const one of all) {
			if (one.id !== process.pid && !members.has(one.id) && isMember(one)) {
				members.set(one.id, one);
			}
		}
	}

	for (const {id, began} of members.values()) {
		for (const {known} of trees) {
			known.add(`${id} ${began}`);
		}
	}

	return [...members.values()];
};

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
function* ending(trees: readonly Tree[]): Generator<number, boolean> {
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

let watchdog: Writable | null = null;
let isWatched = false;

const tell = (line: string): void => {
	watchdog?.write(`${line}\n`);
};

/**
 * Starts what ends the trees of a whfb that is killed itself, once, before the first of them. It is a shell, because it lives for all of a
 * session and a second Node would take as much memory as whfb; no program can ask Linux to end it with its parent without being written for it.
 * On Windows libuv puts every first process into a job that ends with whfb.
 */
const watch = (): void => {
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

/** Leaving in any way takes the trees along. A signal comes here too: whoever hears it exits. */
process.on('exit', () => {
	if (living.size === 0) {
		tell('end');
		return;
	}

	const cell = new Int32Array(new SharedArrayBuffer(4));
	const steps = ending([...living]);
	let step = steps.next();
	for (; step.done !== true; step = steps.next()) {
		Atomics.wait(cell, 0, 0, step.value);
	}

	if (step.value) {
		tell('end');
	}
});

/** A tree for one program that is about to be started. */
export const newTree = (): ProcessTree => {
	watch();
	const tree: Tree = {value: `${ours}.${randomBytes(8).toString('hex')}`, child: null, known: new Set()};
	let ended: Promise<void> | undefined;
	const end = async () => {
		const steps = ending([tree]);
		let step = steps.next();
		for (; step.done !== true; step = steps.next()) {
			await sleep(step.value);
		}

		// Who is left all the same is tried once more when whfb ends.
		if (step.value) {
			living.delete(tree);
			if (tree.child?.pid !== undefined) {
				tell(`-${tree.child.pid}`);
			}
		}
	};
	return {
		mark: [markName, tree.value],
		add: child => {
			// It could not be started.
			if (child.pid === undefined) {
				return;
			}

			tree.child = child;
			living.add(tree);
			tell(`+${child.pid}`);
		},
		end: () => {
			ended ??= end();
			return ended;
		},
	};
};
