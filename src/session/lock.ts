import {closeSync, linkSync, openSync, readFileSync, renameSync, rmSync, statSync, writeFileSync} from 'node:fs';
import {hostname} from 'node:os';
import {CannotStart} from '../cannot-start.ts';
import {isNotOffered, place} from './durable.ts';

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

const textOf = (file: string): string | null => {
	try {
		return readFileSync(file, 'utf8');
	} catch {
		// Gone meanwhile: its holder released it.
		return null;
	}
};

const ownerIn = (text: string): Owner | null => {
	try {
		return JSON.parse(text) as Owner;
	} catch {
		// No lock of ours, or one that a share without links does not hold in full yet.
		return null;
	}
};

const refuse = (file: string, name: string, owner: Owner | null, host: string): void => {
	if (owner !== null && owner.host === host && isAlive(owner)) {
		throw new CannotStart(
			`Session ${name} is open in another whfb on this computer (process ${owner.pid}). Leave it there first; everything is saved.`,
		);
	}

	if (owner !== null && owner.host !== host) {
		const since = statSync(file, {throwIfNoEntry: false})?.mtime.toISOString() ?? 'a while ago';
		throw new CannotStart(
			`Session ${name} is open on ${owner.host}, since ${since}. Leave it there first, or delete ${file} if that computer is gone.`,
		);
	}
};

const isThere = (error: unknown) => error instanceof Error && 'code' in error && error.code === 'EEXIST';

/** A link appears with its content, or not at all. Without links, whoever makes the file has it, and its content comes a moment later. */
const put = (begun: string, file: string, mine: string): void => {
	try {
		linkSync(begun, file);
	} catch (error) {
		if (!isNotOffered(error)) {
			throw error;
		}

		const handle = openSync(file, 'wx', 0o600);
		try {
			writeFileSync(handle, mine);
		} catch (trouble) {
			rmSync(file, {force: true});
			throw trouble;
		} finally {
			closeSync(handle);
		}
	}
};

const attempts = 8;

/** How often a lock that names nobody is read again before it counts as left behind half-written. */
const readings = 5;

const aMoment = () => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 50);

/** Takes the lock, or throws CannotStart naming who holds it. It is taken over only on proof that its holder is gone. */
export const hold = (file: string, name: string): Holder => {
	const me: Owner = {pid: process.pid, host: hostname(), started: startOf(process.pid)};
	// The counter tells two holders in one process apart.
	turn += 1;
	const mine = JSON.stringify({...me, turn});
	const begun = `${file}.${process.pid}.${turn}`;
	try {
		writeFileSync(begun, mine, {mode: 0o600});
		for (let attempt = 0; attempt < attempts; attempt++) {
			try {
				put(begun, file, mine);
				return {
					release: () => {
						if (textOf(file) === mine) {
							rmSync(file, {force: true});
						}
					},
				};
			} catch (error) {
				if (!isThere(error)) {
					throw error;
				}
			}

			const held = textOf(file);
			const owner = held === null ? null : ownerIn(held);
			if (held !== null && owner === null && attempt < readings) {
				aMoment();
			} else if (held !== null) {
				refuse(file, name, owner, me.host);
				takeAway(file, held, `${begun}.old`);
			}
		}
	} finally {
		rmSync(begun, {force: true});
	}

	throw new CannotStart(`The lock of session ${name} changes hands all the time. Try again in a minute.`);
};

/** Moves a dead lock aside; if somebody else's came into its place meanwhile, it goes back. */
const takeAway = (file: string, dead: string, aside: string) => {
	try {
		renameSync(file, aside);
		if (textOf(aside) !== dead) {
			place(aside, file);
		}
	} catch {
		// Somebody else moved it first, or has taken the lock already: the next attempt meets them.
	}

	rmSync(aside, {force: true});
};

let turn = 0;
