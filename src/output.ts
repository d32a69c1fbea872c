import {accessSync, constants, fstatSync, lstatSync, writeSync} from 'node:fs';
import {basename, dirname, resolve} from 'node:path';
import {Writable} from 'node:stream';
import {CannotStart} from './cannot-start.ts';
import {extension, syncFolder, writeWhole} from './session/durable.ts';
import {kindOf, troubleOf} from './session/trouble.ts';

/** Standard output did not take the whole of what was printed. The message is one sentence. Exit 2. */
export class NotWritten extends Error {
	override readonly name = 'NotWritten';
}

const notWhole = (error: unknown, bytes: string): NotWritten =>
	new NotWritten(`standard output did not take all that was printed${bytes}: ${troubleOf(error)}. Do not use what is there of it.`);

const isOfSystem = (error: unknown): error is NodeJS.ErrnoException => error instanceof Error && 'code' in error;

/** The number of standard output. */
const out = 1;

/**
 * Whether Node's own stream writes to the end, as it does to terminals, pipes and sockets. To a file or a device it writes once and takes a part
 * for the whole; to what it does not know it writes nothing at all. A standard output that was closed is /dev/null by the time that any program
 * of Node can look, so that nobody can tell it from one that somebody sent there.
 */
const isStreamed = (): boolean => {
	// A console is not asked what it is: not every Windows can say that of one.
	if (process.platform === 'win32' && process.stdout.isTTY === true) {
		return true;
	}

	const stats = fstatSync(out);
	return stats.isFIFO() || stats.isSocket() || (stats.isCharacterDevice() && process.stdout.isTTY === true);
};

/** Bytes that every pipe and socket takes at once, as long as nothing else is in it. */
const brief = 16_384;

/** Whether Node's own stream is in use: to make one takes 2 ms of the 30 that a word takes to come. */
let isWatched = false;

/** Whether a text is written to a pipe or a socket as it is, without Node's stream. */
const isBriefForPipe = (bytes: Uint8Array): boolean => {
	if (isWatched || process.platform === 'win32' || bytes.length > brief) {
		return false;
	}

	const stats = fstatSync(out);
	return stats.isFIFO() || stats.isSocket();
};

/** Writes to the end, however little is taken at a time; `mayBeFull`: or until nothing more is taken for now. How much went there. Throws NotWritten. */
const toTheEnd = (bytes: Uint8Array, mayBeFull = false): number => {
	let written = 0;
	while (written < bytes.length) {
		try {
			const taken = writeSync(out, bytes, written);
			if (taken === 0) {
				throw Object.assign(new Error('it takes nothing more'), {code: 'EIO'});
			}

			written += taken;
		} catch (error) {
			if (!isOfSystem(error)) {
				throw error;
			}

			if (mayBeFull && error.code === 'EAGAIN') {
				break;
			}

			throw notWhole(error, ` (${written} of ${bytes.length} bytes)`);
		}
	}

	return written;
};

let underWay = false;

/** Prints a document on standard output, whole. Throws NotWritten where it is not. */
export const print = async (text: string): Promise<void> => {
	const bytes = Buffer.from(text);
	if (!isStreamed()) {
		toTheEnd(bytes);
		return;
	}

	const written = isBriefForPipe(bytes) ? toTheEnd(bytes, true) : 0;
	if (written === bytes.length) {
		return;
	}

	watchOutput();
	underWay = true;
	await new Promise<void>((resolve, reject) => {
		process.stdout.write(bytes.subarray(written), error => {
			if (error) {
				reject(isOfSystem(error) ? notWhole(error, ` (${bytes.length} bytes)`) : error);
			} else {
				resolve();
			}
		});
	});
	underWay = false;
};

let isSaid = false;

/** Standard error, made when there is something to say. What it refuses is nobody's to hear. */
const standardError = (): NodeJS.WriteStream => {
	if (!isSaid) {
		isSaid = true;
		process.stderr.on('error', () => undefined);
	}

	return process.stderr;
};

/** Says something on standard error: what is no part of a document. Nobody is told where that fails. */
export const say = (text: string): void => {
	standardError().write(text);
};

/** Standard output of plain mode where it is a file. */
let inLines: NodeJS.WritableStream | null = null;

/** Where plain mode puts its lines: standard output, with a file written to the end as well. */
export const standardOutput = (): NodeJS.WritableStream => {
	if (isStreamed()) {
		return process.stdout;
	}

	const stream = new Writable({
		decodeStrings: true,
		write: (chunk: Buffer, _, done) => {
			try {
				toTheEnd(chunk);
				done();
			} catch (error) {
				done(error instanceof Error ? error : new Error(String(error)));
			}
		},
	});
	inLines = stream.on('error', stop);
	return inLines;
};

let isTold = false;

/** Says once what standard output did not take, and comes back with the exit code. */
export const tell = ({message}: NotWritten): number => {
	if (!isTold) {
		isTold = true;
		say(`exit 2: ${message}\n`);
	}

	return 2;
};

const stop = (error: unknown) => {
	if (!(error instanceof NotWritten) && !isOfSystem(error)) {
		throw error;
	}

	process.exit(tell(error instanceof NotWritten ? error : notWhole(error, '')));
};

/** Before anything is put into standard output's stream: what it refuses ends the program with a sentence. */
export const watchOutput = () => {
	if (isWatched) {
		return;
	}

	isWatched = true;
	// What is printed as one document is waited for, and fails where it was printed.
	process.stdout.on('error', error => (underWay ? undefined : stop(error)));
};

/** Waits until everything that was said has left this process. */
export const flushed = async (): Promise<void> => {
	const streams = [isWatched && isStreamed() ? process.stdout : inLines, isSaid ? process.stderr : null];
	await Promise.all(streams.map(stream => stream && new Promise(resolve => stream.write('', resolve))));
};

/** Names that Windows keeps for devices, in every folder and with every ending. */
const deviceOfWindows = /^(con|prn|aux|nul|conin\$|conout\$|com[\d¹²³]|lpt[\d¹²³])\s*([.:]|$)/i;

/**
 * Why a document cannot be put where somebody named it, as a sentence; null where nothing speaks against it. It takes the place of what is there, so a
 * link is not followed and not replaced either: /dev/stdout is one, and a link that somebody planted leads to a file that is dear to somebody else.
 */
const objectionTo = (file: string, platform: NodeJS.Platform = process.platform): string | null => {
	const refuse = (what: string) => `${file} is ${what}, and nothing was written. Name a file with --out.`;
	if (platform === 'win32' && deviceOfWindows.test(basename(file))) {
		return refuse('a device');
	}

	try {
		const there = lstatSync(file, {throwIfNoEntry: false});
		if (there?.isFile() && file.endsWith(extension)) {
			return refuse('there already, and it is a session');
		}

		if (there === undefined) {
			// Before a look that takes minutes, and before anybody writes down that there is a document.
			accessSync(dirname(resolve(file)), constants.W_OK);
		}

		return there === undefined || there.isFile() ? null : refuse(there.isSymbolicLink() ? 'a link' : kindOf(there));
	} catch (error) {
		if (!isOfSystem(error)) {
			throw error;
		}

		return `${file} cannot be written: ${error.code === 'ENOENT' ? 'its folder is not there' : troubleOf(error)}. Nothing was changed; name another file with --out.`;
	}
};

/** Throws CannotStart where a document could not be put into a file. Asked before a look that takes minutes, and again when it is written. */
export const assertWritable = (file: string) => {
	const objection = objectionTo(file);
	if (objection !== null) {
		throw new CannotStart(objection);
	}
};

/**
 * Writes a document to a file that only whoever runs this may read, or says in a sentence why it cannot be. It is there whole, or what stood
 * there before is; what is new replaces nothing.
 */
export const writeOut = (
	file: string,
	content: string,
	{encoding = 'utf8', isNew = false}: {readonly encoding?: BufferEncoding; readonly isNew?: boolean} = {},
) => {
	assertWritable(file);
	try {
		writeWhole(file, Buffer.from(content, encoding), isNew, syncFolder);
	} catch (error) {
		if (!isOfSystem(error)) {
			throw error;
		}

		if (error.code === 'EEXIST') {
			throw new CannotStart(`${file} is there already, and nothing was written. Name another file, or move that one away.`);
		}

		const why = error.code === 'ENOENT' ? 'its folder is not there' : troubleOf(error);
		throw new CannotStart(`${file} cannot be written: ${why}. Nothing there was changed; name another file with --out.`);
	}
};

/** Hands a document over: into the file that somebody named, or to standard output. */
export const deliver = async (out: string | null, content: string): Promise<void> => {
	if (out === null) {
		await print(content);
	} else {
		writeOut(out, content);
	}
};
