import {spawnSync} from 'node:child_process';
import {readdirSync, readFileSync} from 'node:fs';

/** A process that runs, as the system lists it. `session` is null and `environment` empty where the system does not tell. */
export type Process = {
	readonly id: number;
	readonly parent: number;
	readonly group: number;
	readonly session: number | null;
	/** What it was started with, as one text; another process may have been started with the same. */
	readonly environment: string;
};

/** What has ended and only waits to be counted by its parent does nothing any more. */
const hasEnded = (state: string | undefined): boolean => state === undefined || /^[ZX]/.test(state);

const read = (file: string): string => {
	try {
		return readFileSync(file, 'latin1');
	} catch {
		// It has ended meanwhile, or is somebody else's.
		return '';
	}
};

/** Linux: state, parent, group and session stand after the name, which may hold anything, brackets and line ends too (proc_pid_stat(5)). */
const fromProc = (): readonly Process[] =>
	readdirSync('/proc').flatMap(name => {
		if (!/^\d+$/.test(name)) {
			return [];
		}

		const stat = read(`/proc/${name}/stat`);
		const [state, parent, group, session] = stat.slice(stat.lastIndexOf(')') + 2).split(' ', 4);
		return stat === '' || hasEnded(state)
			? []
			: [
					{
						id: Number(name),
						parent: Number(parent),
						group: Number(group),
						session: Number(session),
						environment: read(`/proc/${name}/environ`),
					},
				];
	});

/** Other systems with ps (POSIX): who left its group and its parent is not found there. What leaves ps without an answer leaves an empty list. */
export const fromPs = (): readonly Process[] => {
	const {stdout} = spawnSync('/bin/ps', ['-A', '-o', 'pid=,ppid=,pgid=,stat='], {encoding: 'utf8', timeout: 1_000});
	return [...(stdout ?? '').matchAll(/^ *(\d+) +(\d+) +(\d+) +(\S+)/gm)].flatMap(([, id, parent, group, state]) =>
		hasEnded(state) ? [] : [{id: Number(id), parent: Number(parent), group: Number(group), session: null, environment: ''}],
	);
};

/** Every process of this computer that runs and that one may see. */
export const processes = (): readonly Process[] => (process.platform === 'linux' ? fromProc() : fromPs());
