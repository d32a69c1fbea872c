import {constants, readlinkSync as readLinkReally, readFileSync as readReally} from 'node:fs';
import {resolve} from 'node:path';

/**
 * A disk in memory that stands in for node:fs, keeps every change in its order, and can be cut off from power after any of them. What it takes to be
 * safe is what POSIX promises and no more: the content of a file after its own fsync, an entry of a folder after the folder's own fsync. Everything else
 * may be there or not, in any order, and a write in pieces of a sector, with zeros where a piece is missing, as ext4 and XFS leave it. A rename is one
 * change, in the old folder and the new one at once: file systems with a journal keep it so, and POSIX says so of the name that is replaced.
 */
export type Disk = {
	/** What the product calls instead of node:fs. */
	readonly calls: Calls;
	/** How many changes there were so far. */
	readonly changes: () => number;
	/** The disk as somebody finds it who switches the computer on again after so many changes. `null` for the chance keeps all that was done. */
	readonly cutAfter: (changes: number, random: (() => number) | null) => Disk;
	/** Every file, by its path. */
	readonly files: () => ReadonlyMap<string, Buffer>;
	/** Spoils a file as somebody with an editor would, safely on disk at once. */
	readonly spoil: (path: string, change: (bytes: Buffer) => Buffer) => void;
	/** Asked before every call, with its name and the path or null; what it throws, the call throws. A write that fails has written a half. */
	before: (call: string, path: string | null) => void;
};

/** The calls of node:fs that the session layer makes. */
type Calls = ReturnType<typeof callsOf>;

type Folder = {readonly id: number; readonly kind: 'folder'; readonly entries: Map<string, Inode>};
type File = {readonly id: number; readonly kind: 'file'; bytes: Buffer; mode: number};
type Inode = Folder | File;

type Change =
	| {readonly kind: 'write'; readonly of: number; readonly at: number; readonly bytes: Buffer}
	| {readonly kind: 'size'; readonly of: number; readonly size: number}
	| {readonly kind: 'made'; readonly of: number; readonly is: 'file' | 'folder'}
	| {readonly kind: 'entries'; readonly set: readonly {readonly folder: number; readonly name: string; readonly to: number | null}[]}
	| {readonly kind: 'sync'; readonly of: number}
	/** Done by somebody else, whole and safe at once. */
	| {readonly kind: 'spoilt'; readonly of: number; readonly bytes: Buffer};

const sector = 512;

const failure = (code: string, syscall: string, path: string | null) =>
	Object.assign(new Error(`${code}: ${syscall}${path === null ? '' : ` '${path}'`}`), {code, syscall, ...(path === null ? {} : {path})});

/** An error as node:fs throws it. */
export const systemError = (code: string, syscall: string): Error => failure(code, syscall, null);

const withBytes = (old: Buffer, at: number, bytes: Buffer): Buffer => {
	const size = Math.max(old.length, at + bytes.length);
	const next = Buffer.alloc(size);
	old.copy(next);
	bytes.copy(next, at);
	return next;
};

type Insides = {
	readonly root: Folder;
	readonly boot: string;
	readonly changes: Change[];
	readonly numbers: {next: number};
};

const callsOf = (insides: Insides, disk: () => Disk) => {
	const {root, boot, changes, numbers} = insides;
	const handles = new Map<number, {readonly inode: Inode; at: number; readonly path: string}>();
	let nextHandle = 1000;
	const note = (change: Change) => {
		changes.push(change);
	};
	const call = (name: string, path: string | null = null) => disk().before(name, path);
	const find = (path: string, syscall: string): {readonly folder: Folder; readonly name: string; readonly inode: Inode | undefined} => {
		const names = resolve(path)
			.split('/')
			.filter(name => name !== '');
		const name = names.pop();
		if (name === undefined) {
			return {folder: root, name: '', inode: root};
		}

		let folder = root;
		for (const each of names) {
			const next = folder.entries.get(each);
			if (next === undefined) {
				throw failure('ENOENT', syscall, path);
			}

			if (next.kind !== 'folder') {
				throw failure('ENOTDIR', syscall, path);
			}

			folder = next;
		}

		return {folder, name, inode: folder.entries.get(name)};
	};
	const found = (path: string, syscall: string): Inode => {
		const {inode} = find(path, syscall);
		if (inode === undefined) {
			throw failure('ENOENT', syscall, path);
		}

		return inode;
	};
	const set = (folder: Folder, name: string, to: Inode | null) => {
		if (to === null) {
			folder.entries.delete(name);
		} else {
			folder.entries.set(name, to);
		}

		return {folder: folder.id, name, to: to?.id ?? null};
	};
	const put = (file: File, at: number, bytes: Buffer) => {
		file.bytes = withBytes(file.bytes, at, bytes);
		note({kind: 'write', of: file.id, at, bytes: Buffer.from(bytes)});
	};
	const handled = (handle: number, syscall: string) => {
		const open = handles.get(handle);
		if (open === undefined) {
			throw failure('EBADF', syscall, null);
		}

		return open;
	};
	const fileOf = (handle: number, syscall: string): File => {
		const {inode} = handled(handle, syscall);
		if (inode.kind !== 'file') {
			throw failure('EISDIR', syscall, null);
		}

		return inode;
	};
	const statsOf = (inode: Inode, isBig: boolean) => {
		const number = (value: number) => (isBig ? BigInt(value) : value);
		const isFile = inode.kind === 'file';
		return {
			ino: number(inode.id),
			dev: number(1),
			uid: number(process.getuid?.() ?? 0),
			mode: number(isFile ? 0o100000 | inode.mode : 0o040700),
			size: number(isFile ? inode.bytes.length : 0),
			isFile: () => isFile,
			isDirectory: () => !isFile,
			isSymbolicLink: () => false,
			isFIFO: () => false,
			isSocket: () => false,
			isCharacterDevice: () => false,
			isBlockDevice: () => false,
		};
	};

	const openSync = (path: string, flags: string | number = 'r', mode = 0o666): number => {
		call('open', path);
		const wants = typeof flags === 'number' ? flags : {r: 0, 'r+': 2, w: 0o1101, wx: 0o1301}[flags];
		if (wants === undefined) {
			throw new Error(`The disk in memory does not know the flags ${flags}.`);
		}

		const {folder, name, inode} = find(path, 'open');
		let open = inode;
		if (open === undefined) {
			if ((wants & constants.O_CREAT) === 0) {
				throw failure('ENOENT', 'open', path);
			}

			open = {id: numbers.next++, kind: 'file', bytes: Buffer.alloc(0), mode};
			note({kind: 'made', of: open.id, is: 'file'});
			note({kind: 'entries', set: [set(folder, name, open)]});
		} else if ((wants & constants.O_EXCL) !== 0) {
			throw failure('EEXIST', 'open', path);
		} else if (open.kind === 'folder' && (wants & 3) !== 0) {
			throw failure('EISDIR', 'open', path);
		} else if (open.kind === 'file' && (wants & constants.O_TRUNC) !== 0) {
			open.bytes = Buffer.alloc(0);
			note({kind: 'size', of: open.id, size: 0});
		}

		nextHandle += 1;
		handles.set(nextHandle, {inode: open, at: 0, path});
		return nextHandle;
	};
	const closeSync = (handle: number) => {
		const {path} = handled(handle, 'close');
		// A file is closed even where closing it reports an error.
		handles.delete(handle);
		call('close', path);
	};
	const writeSync = (handle: number, data: string | Uint8Array, offset = 0, length?: number, position?: number | null): number => {
		const open = handled(handle, 'write');
		const file = fileOf(handle, 'write');
		const bytes =
			typeof data === 'string' ? Buffer.from(data) : Buffer.from(data.buffer, data.byteOffset + offset, length ?? data.length - offset);
		const at = position ?? open.at;
		try {
			call('write', open.path);
		} catch (error) {
			const half = bytes.subarray(0, bytes.length >> 1);
			if (half.length > 0) {
				put(file, at, half);
			}

			throw error;
		}

		put(file, at, bytes);
		if (position === undefined || position === null) {
			open.at += bytes.length;
		}

		return bytes.length;
	};
	const readSync = (
		handle: number,
		into: Uint8Array,
		offset = 0,
		length = into.length - offset,
		position: number | null = null,
	): number => {
		const open = handled(handle, 'read');
		call('read', open.path);
		const from = position ?? open.at;
		const part = fileOf(handle, 'read').bytes.subarray(from, from + length);
		into.set(part, offset);
		if (position === null) {
			open.at += part.length;
		}

		return part.length;
	};
	const statSync = (path: string, {throwIfNoEntry = true, bigint = false} = {}) => {
		call('stat', path);
		try {
			return statsOf(found(path, 'stat'), bigint);
		} catch (error) {
			if (!throwIfNoEntry && error instanceof Error && 'code' in error && error.code === 'ENOENT') {
				return undefined;
			}

			throw error;
		}
	};
	const unlink = (path: string) => {
		const {folder, name, inode} = find(path, 'unlink');
		if (inode === undefined) {
			throw failure('ENOENT', 'unlink', path);
		}

		if (inode.kind === 'folder') {
			throw failure('EISDIR', 'unlink', path);
		}

		note({kind: 'entries', set: [set(folder, name, null)]});
	};
	return {
		openSync,
		closeSync,
		writeSync,
		readSync,
		statSync,
		lstatSync: statSync,
		fstatSync: (handle: number, {bigint = false} = {}) => {
			const {inode, path} = handled(handle, 'fstat');
			call('fstat', path);
			return statsOf(inode, bigint);
		},
		existsSync: (path: string) => {
			try {
				return statSync(path) !== undefined;
			} catch {
				return false;
			}
		},
		fsyncSync: (handle: number) => {
			const {inode, path} = handled(handle, 'fsync');
			call('fsync', path);
			note({kind: 'sync', of: inode.id});
		},
		ftruncateSync: (handle: number, size = 0) => {
			call('ftruncate', handled(handle, 'ftruncate').path);
			const file = fileOf(handle, 'ftruncate');
			file.bytes = size <= file.bytes.length ? Buffer.from(file.bytes.subarray(0, size)) : withBytes(file.bytes, size, Buffer.alloc(0));
			note({kind: 'size', of: file.id, size});
		},
		writeFileSync: (to: string | number, data: string | Uint8Array, options: {readonly flag?: string; readonly mode?: number} = {}) => {
			const handle = typeof to === 'number' ? to : openSync(to, options.flag ?? 'w', options.mode);
			try {
				writeSync(handle, Buffer.from(data as Uint8Array));
			} finally {
				if (handle !== to) {
					closeSync(handle);
				}
			}
		},
		readFileSync: (from: string | number, encoding?: BufferEncoding): string | Buffer => {
			if (typeof from === 'string' && from.startsWith('/proc/')) {
				return from.endsWith('/boot_id') ? boot : readReally(from, encoding as 'utf8');
			}

			const handle = typeof from === 'number' ? from : openSync(from);
			try {
				const {path} = handled(handle, 'read');
				call('read', path);
				const bytes = Buffer.from(fileOf(handle, 'read').bytes);
				return encoding === undefined ? bytes : bytes.toString(encoding);
			} finally {
				if (handle !== from) {
					closeSync(handle);
				}
			}
		},
		readlinkSync: (path: string) => readLinkReally(path),
		linkSync: (from: string, to: string) => {
			call('link', to);
			const inode = found(from, 'link');
			const {folder, name, inode: there} = find(to, 'link');
			if (there !== undefined) {
				throw failure('EEXIST', 'link', to);
			}

			note({kind: 'entries', set: [set(folder, name, inode)]});
		},
		renameSync: (from: string, to: string) => {
			call('rename', to);
			const inode = found(from, 'rename');
			const [source, target] = [find(from, 'rename'), find(to, 'rename')];
			note({kind: 'entries', set: [set(source.folder, source.name, null), set(target.folder, target.name, inode)]});
		},
		rmSync: (path: string, {force = false} = {}) => {
			call('unlink', path);
			try {
				unlink(path);
			} catch (error) {
				if (!(force && error instanceof Error && 'code' in error && error.code === 'ENOENT')) {
					throw error;
				}
			}
		},
		mkdirSync: (path: string) => {
			call('mkdir', path);
			const {folder, name, inode} = find(path, 'mkdir');
			if (inode !== undefined) {
				throw failure('EEXIST', 'mkdir', path);
			}

			const made: Folder = {id: numbers.next++, kind: 'folder', entries: new Map()};
			note({kind: 'made', of: made.id, is: 'folder'});
			note({kind: 'entries', set: [set(folder, name, made)]});
		},
		readdirSync: (path: string): readonly string[] => {
			call('readdir', path);
			const inode = found(path, 'scandir');
			if (inode.kind !== 'folder') {
				throw failure('ENOTDIR', 'scandir', path);
			}

			return [...inode.entries.keys()];
		},
		statfsSync: (path: string) => {
			found(path, 'statfs');
			return {type: 0xef53};
		},
	};
};

/** What a write that nobody synced has left: nothing, all of it, its beginning, or some of its sectors with zeros between them. */
const leftOf = (bytes: Buffer, at: number, old: Buffer, random: () => number): Buffer => {
	const way = random();
	if (way < 0.3) {
		return old;
	}

	if (way < 0.5) {
		return withBytes(old, at, bytes);
	}

	if (way < 0.75) {
		return withBytes(old, at, bytes.subarray(0, Math.floor(random() * (bytes.length + 1))));
	}

	// The size was written down, and not all that stands in it.
	const next = withBytes(old, at + bytes.length, Buffer.alloc(0));
	for (let from = at - (at % sector); from < at + bytes.length; from += sector) {
		if (random() < 0.5) {
			bytes.copy(next, Math.max(from, at), Math.max(from, at) - at, Math.min(from + sector, at + bytes.length) - at);
		}
	}

	return next;
};

const diskOf = (insides: Insides): Disk => {
	// What stood there when the power came: nobody changes it any more.
	const begun = new Map<number, Buffer | null>();
	const entriesBegun = new Map<number, ReadonlyMap<string, number>>();
	const visit = (inode: Inode) => {
		begun.set(inode.id, inode.kind === 'file' ? inode.bytes : null);
		if (inode.kind === 'folder') {
			entriesBegun.set(inode.id, new Map([...inode.entries].map(([name, {id}]) => [name, id])));
			for (const each of inode.entries.values()) {
				visit(each);
			}
		}
	};
	visit(insides.root);
	const {changes, root, numbers} = insides;
	const files = () => {
		const all = new Map<string, Buffer>();
		const walk = (folder: Folder, path: string) => {
			for (const [name, inode] of folder.entries) {
				if (inode.kind === 'file') {
					all.set(`${path}/${name}`, inode.bytes);
				} else {
					walk(inode, `${path}/${name}`);
				}
			}
		};
		walk(root, '');
		return all;
	};
	const disk: Disk = {
		calls: callsOf(insides, () => disk),
		changes: () => changes.length,
		before: () => undefined,
		files,
		spoil: (path, change) => {
			const names = path.split('/').filter(name => name !== '');
			let inode: Inode | undefined = root;
			for (const name of names) {
				inode = inode?.kind === 'folder' ? inode.entries.get(name) : undefined;
			}

			if (inode?.kind !== 'file') {
				throw new Error(`${path} is no file.`);
			}

			inode.bytes = change(Buffer.from(inode.bytes));
			changes.push({kind: 'spoilt', of: inode.id, bytes: inode.bytes});
		},
		cutAfter: (count, random) => {
			const done = changes.slice(0, count);
			const syncs = new Map<number, number>();
			for (const [at, change] of done.entries()) {
				if (change.kind === 'sync' || change.kind === 'spoilt') {
					syncs.set(change.of, at);
				}
			}

			const isSafe = (of: number, at: number) => random === null || (syncs.get(of) ?? -1) > at;
			const bytes = new Map([...begun].flatMap(([id, each]) => (each === null ? [] : [[id, each] as const])));
			const entries = new Map([...entriesBegun].map(([id, each]) => [id, new Map(each)]));
			for (const [at, change] of done.entries()) {
				switch (change.kind) {
					case 'made':
						if (change.is === 'file') {
							bytes.set(change.of, Buffer.alloc(0));
						} else {
							entries.set(change.of, new Map());
						}

						break;
					case 'write': {
						const old = bytes.get(change.of) ?? Buffer.alloc(0);
						bytes.set(
							change.of,
							isSafe(change.of, at) ? withBytes(old, change.at, change.bytes) : leftOf(change.bytes, change.at, old, random ?? Math.random),
						);
						break;
					}

					case 'size':
						if (isSafe(change.of, at) || (random?.() ?? 0) < 0.5) {
							const old = bytes.get(change.of) ?? Buffer.alloc(0);
							bytes.set(change.of, change.size <= old.length ? old.subarray(0, change.size) : withBytes(old, change.size, Buffer.alloc(0)));
						}

						break;
					case 'entries':
						if (change.set.some(({folder}) => isSafe(folder, at)) || (random?.() ?? 0) < 0.5) {
							for (const {folder, name, to} of change.set) {
								if (to === null) {
									entries.get(folder)?.delete(name);
								} else {
									entries.get(folder)?.set(name, to);
								}
							}
						}

						break;
					case 'spoilt':
						bytes.set(change.of, change.bytes);
						break;
					case 'sync':
						break;
				}
			}

			const files = new Map<number, File>();
			const rebuilt = (id: number): Inode => {
				const folder = entries.get(id);
				if (folder !== undefined) {
					return {id, kind: 'folder', entries: new Map([...folder].map(([name, to]) => [name, rebuilt(to)]))};
				}

				// Two names of one file stay two names of it.
				const file = files.get(id) ?? {id, kind: 'file', bytes: Buffer.from(bytes.get(id) ?? []), mode: 0o600};
				files.set(id, file);
				return file;
			};
			return diskOf({
				root: rebuilt(root.id) as Folder,
				boot: `${insides.boot}+`,
				changes: [],
				numbers: {next: numbers.next},
			});
		},
	};
	return disk;
};

/** An empty disk with a folder for what passes. */
export const newDisk = (): Disk => {
	const root: Folder = {id: 1, kind: 'folder', entries: new Map()};
	root.entries.set('tmp', {id: 2, kind: 'folder', entries: new Map()});
	return diskOf({root, boot: 'boot', changes: [], numbers: {next: 3}});
};

/** What stands in for node:fs where a test mocks it: every call goes to the disk that is in the computer just now. */
export const inComputer = (actual: typeof import('node:fs'), disk: () => Disk | null): typeof import('node:fs') => {
	const calls = Object.keys(newDisk().calls) as (keyof Calls)[];
	return {
		...actual,
		...Object.fromEntries(
			calls.map(name => [
				name,
				(...args: readonly unknown[]) => {
					const here = disk();
					const one = here === null ? actual[name] : here.calls[name];
					return (one as (...given: readonly unknown[]) => unknown)(...args);
				},
			]),
		),
	};
};
