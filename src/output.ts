import {fstatSync, writeSync} from 'node:fs';
import {Writable} from 'node:stream';
import {writeOut} from './output-file.ts';
import {isOfSystem, troubleOf} from './session/trouble.ts';

/** Standard output did not take the whole of what was printed. The message is one sentence. Exit 2. */
export class NotWritten extends Error {
	override readonly name = 'NotWritten';
}

const notWhole = (error: unknown, bytes: string): NotWritten =>
	new NotWritten(`standard output did not take all that was printed${bytes}: ${troubleOf(error)}. Do not use what is there of it.`);

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

/** Hands a document over: into the file that somebody named, or to standard output. */
export const deliver = async (out: string | null, content: string): Promise<void> => {
	if (out === null) {
		await print(content);
	} else {
		writeOut(out, content);
	}
};
