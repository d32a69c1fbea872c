import {spawnSync} from 'node:child_process';
import {existsSync, readdirSync} from 'node:fs';
import {hasEnded, isOwnProc, procStat, procText} from '../own-proc.ts';

/**
 * A process that runs, as the system lists it. `session` and `began` are null and `mark` is empty where the system does not tell.
 * `parent`, `group` and `session` are 0 where the first process of it lives outside of this pid namespace (pid_namespaces(7)).
 */
export type Process = {
	readonly id: number;
	readonly parent: number;
	readonly group: number;
	readonly session: number | null;
	/** When it was started, as the system counts; with its id it is one process and no other. */
	readonly began: string | null;
	/** What stands in its environment for the name that was asked for: `NAME=value`, or nothing. */
	readonly mark: string;
};

/** What was found in the environment of each process, by id and start: a second look at the same processes then costs half. */
export type Marks = {readonly pattern: RegExp; readonly of: Map<string, string>};

/** Marks of a name, none found yet. */
export const marksOf = (name: string): Marks => ({pattern: new RegExp(`(?<![^\\0])${name}=[^\\0]*`), of: new Map()});

const fromStat = (name: string, marks: Marks): readonly Process[] => {
	const stat = procStat(name);
	if (stat === null || hasEnded(stat.state)) {
		return [];
	}

	const {parent, group, session, began} = stat;
	const key = `${name} ${began}`;
	const told = marks.of.get(key);
	const environment = told === undefined ? procText(name, 'environ') : '';
	const mark = told ?? environment.match(marks.pattern)?.[0] ?? '';
	// While a program takes the place of another in its process, nothing stands there yet.
	if (environment !== '') {
		marks.of.set(key, mark);
	}

	return [{id: Number(name), parent, group, session, began, mark}];
};

/** How often it is looked who came while the others were read: on a computer where somebody always comes, it has to end. */
const passes = 8;

/** A chain of programs, of which each starts the next and ends, is not seen by whoever reads the list only once. */
const fromProc = (marks: Marks): readonly Process[] => {
	const seen = new Set<string>();
	const found: Process[] = [];
	for (let pass = 0; pass < passes; pass++) {
		const fresh = readdirSync('/proc').filter(name => /^\d+$/.test(name) && !seen.has(name));
		if (fresh.length === 0) {
			break;
		}

		for (const name of fresh) {
			seen.add(name);
			found.push(...fromStat(name, marks));
		}
	}

	return found;
};

/** Other systems with ps (POSIX), and a Linux without /proc: who left its group and its parent is not found there. What leaves ps without an answer leaves an empty list. */
export const fromPs = (): readonly Process[] => {
	const {stdout} = spawnSync('/bin/ps', ['-A', '-o', 'pid=,ppid=,pgid=,stat='], {encoding: 'utf8', timeout: 1_000});
	return [...(stdout ?? '').matchAll(/^ *(\d+) +(\d+) +(\d+) +(\S+)/gm)].flatMap(([, id, parent, group, state]) =>
		hasEnded(state) ? [] : [{id: Number(id), parent: Number(parent), group: Number(group), session: null, began: null, mark: ''}],
	);
};

/**
 * Every process of this computer that runs and that one may see; none where the numbers would be those of strangers, because ps reads /proc as well:
 * who is signalled by such a number is somebody else.
 */
export const processes = (marks: Marks): readonly Process[] => {
	if (process.platform !== 'linux' || !existsSync('/proc/self')) {
		return fromPs();
	}

	return isOwnProc() ? fromProc(marks) : [];
};
