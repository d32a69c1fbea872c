import {randomUUID} from 'node:crypto';
import {readFileSync, readlinkSync} from 'node:fs';
import {hostname, uptime} from 'node:os';
import {jsonObject} from '../guide/json-object.ts';
import {isOwnProc, procStat} from '../own-proc.ts';

/** A process, as far as its system tells it from every other: 1.0.0 wrote the first three alone. */
export type Owner = {
	readonly pid: number;
	readonly host: string;
	/** When it started, in ticks of its kernel. */
	readonly started: string | null;
	/** Which start of the computer this is. */
	readonly boot?: string | null;
	/** Its namespace of process numbers: a container has one of its own. */
	readonly space?: string | null;
	/** Seconds since the computer started. */
	readonly up?: number;
	readonly token?: string;
};

const orNull = (read: () => string): string | null => {
	try {
		return read().trim();
	} catch {
		// Not Linux, or not for this account to see: then it proves nothing.
		return null;
	}
};

/** How a process stands; null where this system does not tell, or where the same number is a stranger's. */
export const statOf = (pid: number) => (isOwnProc() ? procStat(pid) : null);

/** This process, with a token that nobody has had before. */
export const ownOwner = (): Owner => ({
	pid: process.pid,
	host: hostname(),
	started: statOf(process.pid)?.began ?? null,
	boot: orNull(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8')),
	space: orNull(() => readlinkSync('/proc/self/ns/pid')),
	up: Math.floor(uptime()),
	token: randomUUID(),
});

/** Whose a lock is, by what stands in it; null where it does not say. */
export const ownerIn = (text: string): Owner | null => {
	// Half-written, or no lock of ours.
	const owner = jsonObject(text);
	return owner !== null && Number.isSafeInteger(owner['pid']) && 'host' in owner ? (owner as Owner) : null;
};
