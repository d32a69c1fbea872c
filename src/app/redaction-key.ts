import {randomBytes} from 'node:crypto';
import {existsSync, statSync} from 'node:fs';
import {resolve} from 'node:path';
import {CannotStart} from '../cannot-start.ts';
import {bytesOf} from '../evidence/files.ts';
import {firstWords} from '../guide/first-names.ts';
import {jsonText, quoted, shownName} from '../guide/untrusted.ts';
import {writeOut} from '../output-file.ts';
import {keyIn, type RedactionKey} from '../report/redaction/key.ts';
import {restored} from '../report/redaction/restored.ts';
import {type Tokens, tokensOf} from '../report/redaction/tokens.ts';
import type {Holder} from '../session/held-locks.ts';
import {hold} from '../session/lock.ts';
import {Held} from '../session/lock-chain.ts';
import {readReport} from './report-file.ts';

/** Reads a key file. CannotStart where it is none. */
export const readKey = (path: string): RedactionKey => {
	const key = keyIn(new TextDecoder().decode(bytesOf(path)));
	if (key === null) {
		throw new CannotStart(
			`${quoted(path)} is no key file of whfb report --redact. Name one that it wrote, or a file that is not there yet.`,
		);
	}

	return key;
};

/** Throws CannotStart where a file is there that is no key: nobody's file is written over. Asked before a look that takes minutes. */
export const assertKey = (path: string): void => {
	if (existsSync(path)) {
		readKey(path);
	}
};

const tries = 200;
const between = 50;

/** Takes the lock of a key file, and waits ten seconds for whoever has it: nobody has it for longer than it takes to write a file. */
const held = (path: string): Holder => {
	const file = `${resolve(path)}.lock`;
	for (let left = tries; ; left--) {
		try {
			return hold(file, shownName(path));
		} catch (error) {
			if (!(error instanceof Held)) {
				throw error;
			}

			if (left <= 0) {
				throw new CannotStart(error.message.replace(/^Session|(?<=^The lock of )session/, 'the key file').replace(/^t/, 'T'));
			}

			Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, between);
		}
	}
};

/** Gives whatever is made of tokens; they are on disk when it comes back. */
export type Redacting = <T>(make: (tokens: Tokens) => T) => T;

/**
 * Makes something with the tokens of a key file, or of a new one where none is there, and writes down those that are new. Two programs with one key file come
 * one after the other, so that neither loses what the other wrote. CannotStart where the file is no key, or cannot be written.
 */
export const redactingWith =
	(path: string): Redacting =>
	make => {
		const lock = held(path);
		try {
			const isNew = !existsSync(path);
			const key: RedactionKey = isNew
				? {format: 'whfb-redaction-key', version: 1, key: randomBytes(32).toString('hex'), names: []}
				: readKey(path);
			const tokens = tokensOf(key.key, key.names);
			const made = make(tokens);
			writeOut(path, jsonText({...key, names: tokens.all()}), {isNew});
			return made;
		} finally {
			lock.release();
		}
	};

const mostTold = 5;

/** A report that lies in a file, with the names that a key file gives back. CannotStart where one of them cannot be read, or the key does not know every token. */
export const restoredAt = (path: string, keyFile: string): string => {
	const {text, reading} = readReport(path);
	// It is sealed anew, and a seal must not be given to what somebody has changed.
	if (reading.kind !== 'whole') {
		throw new CannotStart(`${quoted(path)} is no report as whfb wrote it: it was changed, or it is none. Nothing was restored.`);
	}

	const {text: named, unknown} = restored(text, readKey(keyFile).names);
	if (unknown.length > 0) {
		throw new CannotStart(
			`${quoted(keyFile)} does not know what ${firstWords(unknown, mostTold)} ${unknown.length === 1 ? 'stands' : 'stand'} for. Name the key file that the report was made with. Nothing was restored.`,
		);
	}

	return named;
};

/** Whether two paths lead to one file. */
export const isSameFile = (one: string, other: string): boolean => {
	const [a, b] = [one, other].map(path => (existsSync(path) ? statSync(path) : null));
	return resolve(one) === resolve(other) || (a !== null && b !== null && a?.ino === b?.ino && a?.dev === b?.dev);
};
