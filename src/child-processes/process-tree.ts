import type {ChildProcess} from 'node:child_process';
import {randomBytes} from 'node:crypto';
import {setTimeout as sleep} from 'node:timers/promises';
import {endTrees} from './end-trees.ts';
import {markName, type Tree} from './tree-members.ts';
import {ours, startWatchdog, tellWatchdog} from './watchdog.ts';

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

const living = new Set<Tree>();

/** Leaving in any way takes the trees along. A signal comes here too: whoever hears it exits. */
process.on('exit', () => {
	if (living.size === 0) {
		tellWatchdog('end');
		return;
	}

	const cell = new Int32Array(new SharedArrayBuffer(4));
	const steps = endTrees([...living]);
	let step = steps.next();
	for (; step.done !== true; step = steps.next()) {
		Atomics.wait(cell, 0, 0, step.value);
	}

	if (step.value) {
		tellWatchdog('end');
	}
});

/** A tree for one program that is about to be started. */
export const newTree = (): ProcessTree => {
	startWatchdog();
	const tree: Tree = {value: `${ours}.${randomBytes(8).toString('hex')}`, child: null, known: new Set()};
	let ended: Promise<void> | undefined;
	const end = async () => {
		const steps = endTrees([tree]);
		let step = steps.next();
		for (; step.done !== true; step = steps.next()) {
			await sleep(step.value);
		}

		// Who is left all the same is tried once more when whfb ends.
		if (step.value) {
			living.delete(tree);
			if (tree.child?.pid !== undefined) {
				tellWatchdog(`-${tree.child.pid}`);
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
			tellWatchdog(`+${child.pid}`);
		},
		end: () => {
			ended ??= end();
			return ended;
		},
	};
};
