import {linkSync, readFileSync, renameSync, rmSync, statSync, writeFileSync} from 'node:fs';
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
		// Locks appear whole, so this is no lock of ours; nobody can be asked.
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

/** Takes the lock, or throws CannotStart naming who holds it. It is taken over only on proof that its holder is gone. */
export const hold = (file: string, name: string): Holder => {
	const me: Owner = {pid: process.pid, host: hostname(), started: startOf(process.pid)};
	// The counter tells two holders in one process apart.
	turn += 1;
	const mine = JSON.stringify({...me, turn});
	const begun = `${file}.${process.pid}.${turn}`;
	try {
		writeFileSync(begun, mine, {mode: 0o600});
		for (let attempt = 0; attempt < 5; attempt++) {
			try {
				// A link appears with its content, or not at all.
				linkSync(begun, file);
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
			if (held !== null) {
				refuse(file, name, ownerIn(held), me.host);
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
			linkSync(aside, file);
		}
	} catch {
		// Somebody else moved it first, or has taken the lock already: the next attempt meets them.
	}

	rmSync(aside, {force: true});
};

let turn = 0;
