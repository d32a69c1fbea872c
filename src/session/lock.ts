import {createHash, randomUUID} from 'node:crypto';
import {closeSync, constants, fstatSync, linkSync, openSync, readFileSync, readlinkSync, renameSync, rmSync, writeSync} from 'node:fs';
import {hostname, uptime} from 'node:os';
import {dirname} from 'node:path';
import {CannotStart} from '../cannot-start.ts';
import {shownName} from '../guide/untrusted.ts';
import {isNotOffered, writeDurably} from './durable.ts';
import {placeOf} from './place.ts';

/** Whoever writes to a session holds its lock; everybody else may read. */
export type Holder = {
	/** Gives the lock up where it is still held. Never throws: what cannot be removed is tried again and said when the program ends. */
	readonly release: () => void;
	/** How two at once are told apart: by a link, or where the file system has none by whoever makes a file. */
	readonly way: 'link' | 'exclusive';
};

/** Somebody else holds the session, or may hold it. It can still be read. */
export class Held extends CannotStart {}

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

type Stat = {readonly started: string; readonly state: string};

const statOf = (pid: number): Stat | null => {
	// In a /proc of another pid namespace the same number is a stranger's.
	if (orNull(() => readlinkSync('/proc/self')) !== String(process.pid)) {
		return null;
	}

	const fields = orNull(() => readFileSync(`/proc/${pid}/stat`, 'utf8'))
		?.split(') ')
		.at(-1)
		?.split(' ');
	const [state, started] = [fields?.[0], fields?.[19]];
	return state === undefined || started === undefined ? null : {state, started};
};

/** This process, with a token that nobody has had before. */
export const ownOwner = (): Owner => ({
	pid: process.pid,
	host: hostname(),
	started: statOf(process.pid)?.started ?? null,
	boot: orNull(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8')),
	space: orNull(() => readlinkSync('/proc/self/ns/pid')),
	up: Math.floor(uptime()),
	token: randomUUID(),
});

/** Whether the holder of a lock is gone, alive, or neither can be proved from here; in words that follow `Session contoso`. */
type Judged = {readonly kind: 'gone'} | {readonly kind: 'held'; readonly words: string};

const gone = {kind: 'gone'} as const;

/** Takes nobody for gone without a proof: another start of this computer, no such process, a process that is dead, or another one under its number. */
export const judge = (owner: Owner, me: Owner, file: string, isShared: boolean): Judged => {
	const unlessGone = `If no whfb has it open there, delete ${shownName(file)}.`;
	if (owner.host !== me.host) {
		return {kind: 'held', words: `is open on ${owner.host}. Leave it there first. ${unlessGone}`};
	}

	// First of all: a container may have a boot id of its own, and its processes are not seen from here.
	if (owner.space !== null && owner.space !== undefined && (me.space ?? null) !== null && owner.space !== me.space) {
		return {kind: 'held', words: `is open in another container of ${owner.host}, whose processes cannot be seen from here. ${unlessGone}`};
	}

	const hasRestarted =
		(owner.boot ?? null) !== null && (me.boot ?? null) !== null
			? owner.boot !== me.boot
			: owner.up !== undefined && me.up !== undefined && me.up < owner.up;
	if (hasRestarted) {
		return isShared
			? {kind: 'held', words: `is open on a computer named ${owner.host}, which may be this one before it was restarted. ${unlessGone}`}
			: gone;
	}

	if ((owner.space ?? me.space ?? null) !== (me.space ?? null)) {
		return {kind: 'held', words: `is open in another container of ${owner.host}, whose processes cannot be seen from here. ${unlessGone}`};
	}

	try {
		process.kill(owner.pid, 0);
	} catch (error) {
		// EPERM is somebody else's living process.
		if (!(error instanceof Error && 'code' in error && error.code === 'EPERM')) {
			return gone;
		}
	}

	const is = statOf(owner.pid);
	// A dead process keeps its number until somebody has asked for its end; another may have got the number since.
	if (is !== null && (is.state === 'Z' || is.state === 'X' || (owner.started !== null && owner.started !== is.started))) {
		return gone;
	}

	return is !== null && owner.started !== null
		? {kind: 'held', words: `is open in another whfb on this computer (process ${owner.pid}). Leave it there first.`}
		: {
				kind: 'held',
				words: `is open in another whfb on this computer (process ${owner.pid}), or was, and that number is somebody else's now: this system does not tell. If process ${owner.pid} is no whfb, delete ${shownName(file)}.`,
			};
};

/** Nothing of ours is longer; what is longer is no lock. */
const longest = 4096;

/** What stands in a lock: its text, null where there is none. Links are not followed, and what is no file is not waited for. */
const textOf = (file: string, name: string): string | null => {
	let handle: number;
	try {
		handle = openSync(file, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0));
	} catch (error) {
		const code = error instanceof Error && 'code' in error ? error.code : null;
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

const ownerIn = (text: string): Owner | null => {
	try {
		const owner: unknown = JSON.parse(text);
		return typeof owner === 'object' && owner !== null && 'pid' in owner && Number.isSafeInteger(owner.pid) && 'host' in owner
			? (owner as Owner)
			: null;
	} catch {
		// Half-written, or no lock of ours.
		return null;
	}
};

/** What the holding of locks is made of besides the disk. */
export type Ways = {
	readonly me: () => Owner;
	/** Gives a file its name unless that is taken; throws EEXIST where it is, and one of `isNotOffered` where there are no links. */
	readonly link: (begun: string, file: string) => void;
};

const isThere = (error: unknown) => error instanceof Error && 'code' in error && error.code === 'EEXIST';

/** A link appears with its content, or not at all. Without links, whoever makes the file has it, and its content comes a moment later. */
const put = ({link}: Ways, begun: string, file: string, mine: string): Holder['way'] => {
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

/** The name of the lock that comes after one: whoever makes it is the only successor there ever is, because no two locks are alike. */
const after = (file: string, text: string): string => `${file}.${createHash('sha256').update(text).digest('hex').slice(0, 16)}`;

type Link = {readonly file: string; readonly text: string};

/** The lock and its successors, as they stand. The last is who holds it; no lock is an empty chain. */
const chainOf = (file: string, name: string): readonly Link[] => {
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

const remove = (file: string) => {
	try {
		rmSync(file, {force: true});
		return true;
	} catch {
		// Kept in mind, tried again, and said when the program ends.
		return false;
	}
};

const held = new Set<() => readonly string[]>();

/** Leaving in any way takes the locks along; what stays is said, because the next one would meet it. */
process.on('exit', () => {
	for (const release of held) {
		const left = release();
		if (left.length > 0) {
			process.stderr.write(
				`The lock of the session could not be removed. Delete ${left.join(' and ')}, or the next whfb takes the session for open.\n`,
			);
		}
	}
});

const holding = (file: string, name: string, mine: string, way: Holder['way']): Holder => {
	let isOver = false;
	const release = (): readonly string[] => {
		let chain: readonly Link[];
		try {
			chain = chainOf(file, name);
		} catch {
			// Somebody put something else there; it is not ours to take away.
			chain = [];
		}

		// The head goes first: what follows it is nobody's without it.
		const left = chain.at(-1)?.text === mine ? chain.filter(each => !remove(each.file)).map(each => each.file) : [];
		if (left.length === 0) {
			held.delete(release);
		}

		return left;
	};
	held.add(release);
	return {
		way,
		release: () => {
			if (!isOver) {
				isOver = true;
				release();
			}
		},
	};
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
export const hold = (file: string, name: string, ways: Ways = {me: ownOwner, link: linkSync}): Holder => {
	const me = ways.me();
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
			let way: Holder['way'];
			try {
				way = put(ways, begun, place, mine);
			} catch (error) {
				if (isThere(error)) {
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

			return holding(file, name, mine, way);
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
