import {hash} from 'node:crypto';
import {closeSync, constants, fstatSync, openSync, readFileSync, rmSync} from 'node:fs';
import {CannotStart} from '../cannot-start.ts';
import {shownName} from '../guide/untrusted.ts';
import {codeOf} from './trouble.ts';

/** Somebody else holds the session, or may hold it. It can still be read. */
export class Held extends CannotStart {}

/** Nothing of ours is longer; what is longer is no lock. */
const longest = 4096;

/** What stands in a lock: its text, null where there is none. Links are not followed, and what is no file is not waited for. */
export const textOf = (file: string, name: string): string | null => {
	let handle: number;
	try {
		handle = openSync(file, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0));
	} catch (error) {
		const code = codeOf(error);
		if (code === 'ENOENT') {
			return null;
		}

		if (code === 'ELOOP' || code === 'EISDIR') {
			throw noLock(file, name, code === 'ELOOP' ? 'a link' : 'a folder');
		}

		throw error;
	}

	try {
		const stat = fstatSync(handle);
		if (!stat.isFile() || stat.size > longest) {
			throw noLock(file, name, stat.isFile() ? 'larger than any lock' : 'no file');
		}

		return readFileSync(handle, 'utf8');
	} finally {
		closeSync(handle);
	}
};

const noLock = (file: string, name: string, what: string) =>
	new Held(
		`Session ${name} cannot be opened for writing: ${shownName(file)} is ${what}, and no lock of whfb. Look at what it is, and move it away.`,
	);

/** The name of the lock that comes after one: whoever makes it is the only successor there ever is, because no two locks are alike. */
export const after = (file: string, text: string): string => `${file}.${hash('sha256', text).slice(0, 16)}`;

/** One lock of a chain, and what stands in it. */
export type Link = {readonly file: string; readonly text: string};

/** The lock and its successors, as they stand. The last is who holds it; no lock is an empty chain. */
export const chainOf = (file: string, name: string): readonly Link[] => {
	const chain: Link[] = [];
	for (let at = file; ; ) {
		const text = textOf(at, name);
		if (text === null) {
			return chain;
		}

		chain.push({file: at, text});
		at = after(file, text);
	}
};

/** Takes a lock away; says whether it is gone. */
export const remove = (file: string) => {
	try {
		rmSync(file, {force: true});
		return true;
	} catch {
		// Kept in mind, tried again, and said when the program ends.
		return false;
	}
};
