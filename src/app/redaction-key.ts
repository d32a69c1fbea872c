import {randomBytes} from 'node:crypto';
import {existsSync, statSync} from 'node:fs';
import {resolve} from 'node:path';
import {CannotStart} from '../cannot-start.ts';
import {bytesOf} from '../evidence/files.ts';
import {jsonText, quoted} from '../guide/untrusted.ts';
import {keyIn, type RedactionKey} from '../report/redaction/key.ts';
import {restored} from '../report/redaction/restored.ts';
import {type Tokens, tokensOf} from '../report/redaction/tokens.ts';
import {readSeal} from '../report/seal.ts';

const textOf = (path: string): string => new TextDecoder().decode(bytesOf(path));

/** Reads a key file. CannotStart where it is none. */
export const readKey = (path: string): RedactionKey => {
	const key = keyIn(textOf(path));
	if (key === null) {
		throw new CannotStart(
			`${quoted(path)} is no key file of whfb report --redact. Name one that it wrote, or a file that is not there yet.`,
		);
	}

	return key;
};

/** The key of a file, or a new one where no file is there. */
const keyAt = (path: string): RedactionKey =>
	existsSync(path) ? readKey(path) : {format: 'whfb-redaction-key', version: 1, key: randomBytes(32).toString('hex'), names: []};

/** Tokens of a key file, and the file's content once all names are known. */
export const tokensAt = (path: string): {readonly tokens: Tokens; readonly content: () => string} => {
	const key = keyAt(path);
	const tokens = tokensOf(key.key, key.names);
	return {tokens, content: () => jsonText({...key, names: tokens.all()})};
};

/** A report that lies in a file, with the names that a key file gives back. CannotStart where one of them cannot be read. */
export const restoredAt = (path: string, keyFile: string): string => {
	const text = textOf(path);
	// It is sealed anew, and a seal must not be given to what somebody has changed.
	if (readSeal(text).kind !== 'whole') {
		throw new CannotStart(`${quoted(path)} is no report as whfb wrote it: it was changed, or it is none. Nothing was restored.`);
	}

	return restored(text, readKey(keyFile).names);
};

/** Whether two paths lead to one file. */
export const isSameFile = (one: string, other: string): boolean => {
	const [a, b] = [one, other].map(path => (existsSync(path) ? statSync(path) : null));
	return resolve(one) === resolve(other) || (a !== null && b !== null && a?.ino === b?.ino && a?.dev === b?.dev);
};
