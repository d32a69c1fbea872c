import {shortened} from '../../guide/untrusted.ts';
import {folded} from './folded.ts';
import type {TokenKind, Tokens} from './tokens.ts';

/** A part of a name that a token stands for: its letters from `from` up to `to`, as one spelling of `name`. */
type Part = {readonly kind: TokenKind; readonly name: string; readonly from: number; readonly to: number};

/** Names as they may stand in a sentence, folded, each with the parts of it that tokens stand for. */
export type Names = Map<string, readonly Part[]>;

/** What a name begins and ends with that is no letter and no digit stays beside its token. */
const core = /[\p{L}\p{N}](?:.*[\p{L}\p{N}\p{M}])?/su;

/** A piece of a name: what it is of, or null where it only stands between others. */
export type Piece = readonly [kind: TokenKind | null, text: string];

const partsOf = (pieces: readonly Piece[]): readonly Part[] => {
	const parts: Part[] = [];
	let at = 0;
	for (const [kind, text] of pieces) {
		const found = core.exec(text);
		if (kind !== null && found !== null) {
			const from = at + found.index;
			parts.push({kind, name: found[0], from, to: from + found[0].length});
		}

		at += text.length;
	}

	return parts;
};

/** Puts a name among the names, as the pieces that it is made of. Whoever says first what a name is has said it. */
export const putName = (names: Names, tokens: Tokens, pieces: readonly Piece[]): void => {
	const name = pieces.map(([, text]) => text).join('');
	const whole = core.exec(name);
	const parts = partsOf(pieces);
	const [first] = parts;
	if (whole === null || first === undefined || names.has(folded(whole[0]))) {
		return;
	}

	for (const {kind, name: own} of parts) {
		tokens.tokenOf(kind, own);
	}

	names.set(
		folded(whole[0]),
		parts.map(({from, to, ...part}) => ({...part, from: from - whole.index, to: to - whole.index})),
	);
	const short = core.exec(shortened(name))?.[0] ?? '';
	if (short !== whole[0] && !names.has(folded(short))) {
		// A sentence shows both ends of an endless name, and comes back as it stood.
		tokens.tokenOf(first.kind, whole[0]);
		names.set(folded(short), [{kind: first.kind, name: whole[0], from: 0, to: short.length}]);
	}
};

/** Puts what stands for them in the place of names, the longest first; a name is found where no letter and no digit goes on before or after it. */
export const replacer = (names: Names, tokens: Tokens): ((text: string) => string) => {
	const byWord = Map.groupBy(
		[...names.keys()].sort((a, b) => b.length - a.length),
		name => /^[\p{L}\p{N}\p{M}]+/u.exec(name)?.[0] ?? '',
	);
	const goesOn = /^[\p{L}\p{N}\p{M}]/u;
	return text => {
		const small = folded(text);
		const said: string[] = [];
		let done = 0;
		for (const {0: word, index} of small.matchAll(/[\p{L}\p{N}\p{M}]+/gu)) {
			if (index < done) {
				continue;
			}

			const found = byWord
				.get(word)
				?.find(name => small.startsWith(name, index) && !goesOn.test(small.slice(index + name.length, index + name.length + 2)));
			for (const {kind, name, from, to} of found === undefined ? [] : (names.get(found) ?? [])) {
				said.push(text.slice(done, index + from), tokens.tokenOf(kind, name, text.slice(index + from, index + to)));
				done = index + to;
			}

			done = found === undefined ? done : tail(said, text, done, index + found.length);
		}

		return said.length === 0 ? text : `${said.join('')}${text.slice(done)}`;
	};
};

const tail = (said: string[], text: string, done: number, end: number): number => {
	said.push(text.slice(done, end));
	return end;
};
