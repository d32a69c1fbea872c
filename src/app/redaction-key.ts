import {randomBytes} from 'node:crypto';
import {existsSync} from 'node:fs';
import {CannotStart} from '../cannot-start.ts';
import {bytesOf} from '../evidence/files.ts';
import {jsonText, quoted} from '../guide/untrusted.ts';
import {keyIn, type RedactionKey} from '../report/redaction/key.ts';
import {restored} from '../report/redaction/restored.ts';
import {type Tokens, tokensOf} from '../report/redaction/tokens.ts';

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
export const restoredAt = (path: string, keyFile: string): string => restored(textOf(path), readKey(keyFile).names);
