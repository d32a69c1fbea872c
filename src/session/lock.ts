import {closeSync, constants, linkSync, openSync, renameSync, rmSync, writeSync} from 'node:fs';
import {dirname} from 'node:path';
import {shownName} from '../guide/untrusted.ts';
import {isNotOffered, writeDurably} from './durable.ts';
import {type Holder, holding} from './held-locks.ts';
import {gone, judge} from './judge-owner.ts';
import {after, chainOf, Held, type Link, remove, textOf} from './lock-chain.ts';
import {type Owner, ownerIn, ownOwner} from './lock-owner.ts';
import {placeOf} from './place.ts';
import {codeOf} from './trouble.ts';

/** What the holding of locks is made of besides the disk. */
export type LockParts = {
	readonly me: () => Owner;
	/** Gives a file its name unless that is taken; throws EEXIST where it is, and one of `isNotOffered` where there are no links. */
	readonly link: (begun: string, file: string) => void;
};

/** A link appears with its content, or not at all. Without links, whoever makes the file has it, and its content comes a moment later. */
const make = ({link}: LockParts, begun: string, file: string, mine: string): Holder['means'] => {
	try {
		link(begun, file);
		return 'link';
	} catch (error) {
		if (!isNotOffered(error)) {
			throw error;
		}

		const handle = openSync(file, constants.O_CREAT | constants.O_EXCL | constants.O_WRONLY | (constants.O_NOFOLLOW ?? 0), 0o600);
		try {
			if (writeSync(handle, mine) !== Buffer.byteLength(mine)) {
				throw Object.assign(new Error('ENOSPC: no room for a lock'), {code: 'ENOSPC', syscall: 'write'});
			}
		} catch (trouble) {
			rmSync(file, {force: true});
			throw trouble;
		} finally {
			closeSync(handle);
		}

		return 'exclusive';
	}
};

const attempts = 64;
/** How often a lock that names nobody is read again: whoever makes it without links writes down a moment later who they are. */
const readings = 5;
const aMoment = () => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 50);

let turn = 0;

/**
 * Takes the lock, or throws Held saying who has it. It cannot be held twice: a dead holder's lock is never moved or removed, but succeeded, by a file
 * whose name only that one lock gives; of all who try, one makes it. Whoever made it looks whether the chain still leads there: if the lock was
 * given up meanwhile, it leads elsewhere.
 */
export const hold = (file: string, name: string, parts: LockParts = {me: ownOwner, link: linkSync}): Holder => {
	const me = parts.me();
	turn += 1;
	const mine = JSON.stringify(me);
	const begun = `${file}.${process.pid}.${turn}`;
	const {isShared} = placeOf(dirname(file));
	let empty = 0;
	try {
		// On disk before it has its name: after a power cut a lock that is empty or full of holes would have to be told, and deleted by hand.
		writeDurably(begun, mine);
		for (let attempt = 0; attempt < attempts; attempt++) {
			const chain = chainOf(file, name);
			const last = chain.at(-1);
			const owner = last === undefined ? null : ownerIn(last.text);
			if (last !== undefined && owner === null) {
				empty += 1;
				if (empty > readings) {
					throw new Held(
						`Session ${name} is open in another whfb, or was: its lock does not say whose it is. If no other whfb has it open, delete ${shownName(last.file)}.`,
					);
				}

				aMoment();
				continue;
			}

			const judged = owner === null ? gone : judge(owner, me, last?.file ?? file, isShared);
			if (judged.kind === 'held') {
				throw new Held(`Session ${name} ${judged.words}`);
			}

			const place = last === undefined ? file : after(file, last.text);
			let means: Holder['means'];
			try {
				means = make(parts, begun, place, mine);
			} catch (error) {
				if (codeOf(error) === 'EEXIST') {
					continue;
				}

				throw error;
			}

			const now = chainOf(file, name);
			if (now.at(-1)?.text !== mine) {
				// The chain leads elsewhere, and what was made beside it is nobody's. Where it leads on from here, somebody else has it.
				if (now.every(({text}) => text !== mine) && textOf(place, name) === mine) {
					remove(place);
				}

				continue;
			}

			if (last !== undefined) {
				shorten(file, begun, chain);
			}

			return holding(file, name, mine, means);
		}
	} finally {
		remove(begun);
	}

	throw new Held(`The lock of session ${name} changes hands all the time. Try again in a minute.`);
};

/** Puts the holder's own lock at the head, so that the chain does not grow with every program that was killed. Only the holder may; what fails is left. */
const shorten = (file: string, begun: string, chain: readonly Link[]) => {
	try {
		renameSync(begun, file);
		for (const {text} of chain) {
			remove(after(file, text));
		}
	} catch {
		// Somebody reads it just now, which some systems do not bear: the chain stays as long as it is.
	}
};
