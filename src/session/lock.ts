import {readFileSync, rmSync, statSync, writeFileSync} from 'node:fs';
import {hostname} from 'node:os';
import {CannotStart} from '../cannot-start.ts';

/** Whoever writes to a session holds its lock; everybody else may read. */
export type Holder = {readonly release: () => void};

type Owner = {readonly pid: number; readonly host: string; readonly started: string | null};

/** When a process started, as its kernel says; null where that cannot be asked. It tells a recycled pid from the one that took the lock. */
const startOf = (pid: number): string | null => {
	try {
		return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ')[19] ?? null;
	} catch {
		// Not Linux, or no such process: the pid alone decides.
		return null;
	}
};

const isAlive = ({pid, started}: Owner): boolean => {
	try {
		process.kill(pid, 0);
	} catch (error) {
		// EPERM is somebody else's living process.
		return error instanceof Error && 'code' in error && error.code === 'EPERM';
	}

	return started === null || startOf(pid) === started;
};

const ownerOf = (file: string): Owner | null => {
	try {
		return JSON.parse(readFileSync(file, 'utf8')) as Owner;
	} catch {
		// Gone meanwhile, or torn by a crash while it was written: nobody to ask.
		return null;
	}
};

/** Takes the lock, or throws CannotStart naming who holds it. It is taken over only on proof that its holder is gone. */
export const hold = (file: string, name: string): Holder => {
	const me: Owner = {pid: process.pid, host: hostname(), started: startOf(process.pid)};
	for (let attempt = 0; attempt < 3; attempt++) {
		try {
			writeFileSync(file, JSON.stringify(me), {flag: 'wx', mode: 0o600});
			return {release: () => rmSync(file, {force: true})};
		} catch (error) {
			if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) {
				throw error;
			}
		}

		const owner = ownerOf(file);
		if (owner !== null && owner.host === me.host && isAlive(owner)) {
			throw new CannotStart(
				`Session ${name} is open in another whfb on this computer (process ${owner.pid}). Leave it there first; everything is saved.`,
			);
		}

		if (owner !== null && owner.host !== me.host) {
			const since = statSync(file, {throwIfNoEntry: false})?.mtime.toISOString() ?? 'a while ago';
			throw new CannotStart(
				`Session ${name} is open on ${owner.host}, since ${since}. Leave it there first, or delete ${file} if that computer is gone.`,
			);
		}

		rmSync(file, {force: true});
	}

	throw new CannotStart(`The lock of session ${name} changes hands all the time. Try again in a minute.`);
};
