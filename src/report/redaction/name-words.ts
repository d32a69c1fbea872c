import {isIP} from 'node:net';
import {type Names, putName} from './names.ts';
import type {TokenKind, Tokens} from './tokens.ts';
import {isPlain, type Vocabulary} from './vocabulary.ts';

/** Where names are gathered: what is there, what stands for them, and the words that name nobody in a sentence. */
export type Adding = {readonly names: Names; readonly tokens: Tokens; readonly vocabulary: Vocabulary};

/** Puts a whole name. */
export const put = ({names, tokens}: Adding, kind: TokenKind, name: string) => putName(names, tokens, [[kind, name]]);

/** A part of a name that is somebody's own name only where the guide does not use it as a word. */
export const putWord = (adding: Adding, kind: TokenKind, word: string) => {
	if (!isPlain(word, adding.vocabulary)) {
		put(adding, kind, word);
	}
};

/** Sentences tell a certificate by the beginning of its thumbprint. */
export const thumbprint = (adding: Adding, text: string) => {
	if (/^[\da-f]{40,}$/i.test(text)) {
		put(adding, 'id', text.slice(0, 8));
	}
};

/** With a port behind it, or another word before it, an address is one, too. */
const addresses = (adding: Adding, text: string) => {
	for (const [address] of [
		...text.matchAll(/(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?![\d.]*\d)/g),
		...text.matchAll(/[\da-f]*[.:][\da-f.:]*[\da-f]/gi),
	]) {
		if (isIP(address) !== 0) {
			put(adding, 'address', address);
		}
	}
};

/** Single words of prose, of a path or of the name of a thing, as far as the guide does not use them itself. */
export const words = (adding: Adding, text: string) => {
	addresses(adding, text);
	named(adding, text);
};

/** The same without the addresses in it. */
export const named = (adding: Adding, text: string) => {
	for (const [piece] of text.matchAll(/[^\s,;:()"'“”‘’<>=/|[\]{}]+/gu)) {
		for (const [word] of isPlain(piece, adding.vocabulary)
			? []
			: piece.matchAll(/[\p{L}\p{N}](?:[\p{L}\p{N}\p{M}_-]*[\p{L}\p{N}\p{M}_])?/gu)) {
			thumbprint(adding, word);
			putWord(adding, 'word', word);
		}
	}
};
