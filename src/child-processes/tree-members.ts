import type {ChildProcess} from 'node:child_process';
import type {Process} from './processes.ts';

/** Name of the variable that marks what whfb starts. */
export const markName = 'WHFB_CHILD';

/** What is known of a program that was started, and of what it has started. */
export type Tree = {
	readonly value: string;
	child: ChildProcess | null;
	/** Who was once seen in it, by id and start: whoever has left everything since is still known. */
	readonly known: Set<string>;
};

/** Whether the program has neither ended nor been ended. */
export const isRunning = ({exitCode, signalCode}: ChildProcess): boolean => exitCode === null && signalCode === null;

/**
 * Who of all processes belongs to one of the trees: whoever bears its mark, is in the group or session of its first process, was started by
 * such a process, or was seen to be one. So a program is found that rewrites its own environment, or clears it for what it starts.
 * Who has done all of it before anybody looked, a daemon with an empty environment, is not found.
 */
export const membersOf = (trees: readonly Tree[], all: readonly Process[]): readonly Process[] => {
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
