import {readFileSync, readlinkSync} from 'node:fs';

/** What Linux says of a process in /proc/PID/stat. */
export type ProcStat = {
	readonly state: string;
	readonly parent: number;
	readonly group: number;
	readonly session: number;
	/** When it was started, in ticks of its kernel; with its id it is one process and no other. */
	readonly began: string | null;
};

/** Whether /proc lists processes by the numbers that are true here: one of another pid namespace shows this process under another number, or not at all. */
export const isOwnProc = (): boolean => {
	try {
		return readlinkSync('/proc/self') === String(process.pid);
	} catch {
		return false;
	}
};

/** A file of /proc, empty where there is none to read: its process has ended meanwhile, is somebody else's, or this is not Linux. */
export const procText = (id: number | string, file: 'stat' | 'environ'): string => {
	try {
		return readFileSync(`/proc/${id}/${file}`, 'latin1');
	} catch {
		return '';
	}
};

/** State, parent, group, session and, as the twentieth, the start stand after the name, which may hold anything, brackets and line ends too (proc_pid_stat(5)). */
export const procStat = (id: number | string): ProcStat | null => {
	const text = procText(id, 'stat');
	const [state = '', parent, group, session, ...others] = text.slice(text.lastIndexOf(')') + 2).split(' ');
	return state === '' ? null : {state, parent: Number(parent), group: Number(group), session: Number(session), began: others[15] ?? null};
};

/** Whether a process in this state has ended and only waits to be counted by its parent: it does nothing any more. */
export const hasEnded = (state: string | undefined): boolean => state === undefined || /^[ZX]/.test(state);
