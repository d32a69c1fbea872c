import {createHmac} from 'node:crypto';
import {folded} from './folded.ts';

/** What a token stands for says its first word. */
const tokenKinds = ['person', 'computer', 'domain', 'tenant', 'group', 'address', 'id', 'word', 'session'] as const;
export type TokenKind = (typeof tokenKinds)[number];

/** One spelling of a name and the token that stands for it. */
export type NameToken = {readonly token: string; readonly name: string};

/**
 * Tokens for names: the same one for the same name under the same key. A name that is written in several ways has one token, and its second, third and further
 * spellings have `v2`, `v3` and so on behind it, so that each comes back as it stood.
 */
export type Tokens = {
	/** The token of a name as it is spelt in one place; left out, as the name itself. */
	readonly tokenOf: (kind: TokenKind, name: string, spelling?: string) => string;
	readonly all: () => readonly NameToken[];
};

/** What looks like a token of ours. */
export const anyToken = new RegExp(
	`(?<![\\p{L}\\p{N}\\p{M}])(?:${tokenKinds.join('|')})-[0-9a-f]{8,64}(?:v[1-9]\\d{0,8})?(?![\\p{L}\\p{N}\\p{M}])`,
	'gu',
);

const least = 8;

type Spellings = {readonly token: string; readonly bySpelling: Map<string, string>};

/** The tokens of a key file by name: what has a number behind it is another spelling of what has none. */
const spellingsIn = (known: readonly NameToken[]): Map<string, Spellings> => {
	const byToken = new Map<string, Spellings>();
	const byName = new Map<string, Spellings>();
	for (const {token, name} of known.toSorted((a, b) => a.token.length - b.token.length)) {
		const base = token.replace(/v\d+$/, '');
		const own = byToken.get(base) ?? {token: base, bySpelling: new Map()};
		if (!byToken.has(base)) {
			byToken.set(base, own);
			byName.set(folded(name), own);
		}

		own.bySpelling.set(name, token);
	}

	return byName;
};

/**
 * Tokens derived from names with a key that whoever reads a report has not: without it nobody can try names until one fits. `known` are those of earlier
 * reports, which keep theirs.
 */
export const tokensOf = (key: string, known: readonly NameToken[] = []): Tokens => {
	const byName = spellingsIn(known);
	const taken = new Set([...byName.values()].map(({token}) => token));
	const secret = Buffer.from(key, 'hex');
	const made = (kind: TokenKind, name: string): Spellings => {
		const digest = createHmac('sha256', secret).update(folded(name)).digest('hex');
		let length = least;
		while (taken.has(`${kind}-${digest.slice(0, length)}`) && length < digest.length) {
			length++;
		}

		const token = `${kind}-${digest.slice(0, length)}`;
		const own = {token, bySpelling: new Map([[name, token]])};
		taken.add(token);
		byName.set(folded(name), own);
		return own;
	};
	return {
		all: () => [...byName.values()].flatMap(({bySpelling}) => [...bySpelling].map(([name, token]) => ({token, name}))),
		tokenOf: (kind, name, spelling = name) => {
			const {token, bySpelling} = byName.get(folded(name)) ?? made(kind, name);
			const said = bySpelling.get(spelling) ?? `${token}v${bySpelling.size + 1}`;
			bySpelling.set(spelling, said);
			return said;
		},
	};
};
