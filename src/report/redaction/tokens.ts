import {createHmac} from 'node:crypto';
import {foldAscii} from '../../guide/fold.ts';

/** What a token stands for says its first word. */
const tokenKinds = ['person', 'computer', 'domain', 'tenant', 'group', 'address', 'id', 'word', 'session'] as const;
export type TokenKind = (typeof tokenKinds)[number];

/** One name and the token that stands for it. */
export type NameToken = {readonly token: string; readonly name: string};

/** Tokens for names: the same one for the same name under the same key, in whichever case it is written. */
export type Tokens = {readonly tokenOf: (kind: TokenKind, name: string) => string; readonly all: () => readonly NameToken[]};

/** What looks like a token of ours. */
export const anyToken = new RegExp(`(?<![A-Za-z0-9])(?:${tokenKinds.join('|')})-[0-9a-f]{8,64}(?![A-Za-z0-9])`, 'g');

const least = 8;

/**
 * Tokens derived from names with a key that whoever reads a report has not: without it nobody can try names until one fits. `known` are those of earlier
 * reports, which keep theirs.
 */
export const tokensOf = (key: string, known: readonly NameToken[] = []): Tokens => {
	const byName = new Map(known.map(one => [foldAscii(one.name), one]));
	const taken = new Set(known.map(({token}) => token));
	return {
		all: () => [...byName.values()],
		tokenOf: (kind, name) => {
			const folded = foldAscii(name);
			const had = byName.get(folded);
			if (had !== undefined) {
				return had.token;
			}

			const digest = createHmac('sha256', Buffer.from(key, 'hex')).update(folded).digest('hex');
			let length = least;
			while (taken.has(`${kind}-${digest.slice(0, length)}`) && length < digest.length) {
				length++;
			}

			const token = `${kind}-${digest.slice(0, length)}`;
			taken.add(token);
			byName.set(folded, {token, name});
			return token;
		},
	};
};
