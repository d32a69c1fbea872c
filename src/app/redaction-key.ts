import {randomBytes} from 'node:crypto';
import {existsSync} from 'node:fs';
import {z} from 'zod';
import {CannotStart} from '../cannot-start.ts';
import {bytesOf} from '../evidence/files.ts';
import {jsonObject} from '../guide/json-object.ts';
import {jsonText, quoted} from '../guide/untrusted.ts';
import {type Tokens, tokensOf} from '../report/redaction/tokens.ts';

const keySchema = z.strictObject({
	format: z.literal('whfb-redaction-key'),
	version: z.literal(1),
	/** What tokens are derived with, 32 bytes in hexadecimal. */
	key: z.string().regex(/^[0-9a-f]{64}$/),
	/** Every name that has a token so far. */
	names: z.array(z.strictObject({token: z.string(), name: z.string()})),
});

/** The file that gives names back. It stays with who makes a report, and is no part of one. */
export type RedactionKey = z.infer<typeof keySchema>;

/** Reads a key file. CannotStart where it is none. */
export const readKey = (path: string): RedactionKey => {
	const read = keySchema.safeParse(jsonObject(new TextDecoder().decode(bytesOf(path))));
	if (!read.success) {
		throw new CannotStart(
			`${quoted(path)} is no key file of whfb report --redact. Name one that it wrote, or a file that is not there yet.`,
		);
	}

	return read.data;
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
