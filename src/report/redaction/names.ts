import {isIP} from 'node:net';
import {foldAscii} from '../../guide/fold.ts';
import type {TextKind} from '../../guide/text-kind.ts';
import {shortened} from '../../guide/untrusted.ts';
import type {TokenKind, Tokens} from './tokens.ts';
import {isPlain, shortest, type Vocabulary} from './vocabulary.ts';

/** Names as they may stand in a sentence, each with what stands for it. */
export type Names = Map<string, string>;

const put = (names: Names, name: string, stands: string) => {
	const key = foldAscii(name);
	// Whoever says first what a name is has said it.
	if (/[\p{L}\p{N}]/u.test(name) && !names.has(key)) {
		names.set(key, stands);
		const short = shortened(name);
		if (short !== name) {
			names.set(foldAscii(short), stands);
		}
	}
};

type Adding = {readonly names: Names; readonly tokens: Tokens; readonly vocabulary: Vocabulary};

/** A single label of a name: on its own it stands in sentences as well, but where it is a word of the guide it names nobody there. */
const putLabel = ({names, tokens, vocabulary}: Adding, kind: TokenKind, label: string) => {
	if (label.length >= shortest && !isPlain(label, vocabulary)) {
		put(names, label, tokens.tokenOf(kind, label));
	}
};

const domainToken = ({names, tokens, vocabulary}: Adding, name: string): string => {
	const token = tokens.tokenOf('domain', name);
	put(names, name, token);
	const labels = name.split('.');
	if (labels.length > 1) {
		// A company's name in its domain is in the names of its things as well.
		for (const label of labels.slice(0, -1)) {
			putLabel({names, tokens, vocabulary}, 'word', label);
		}
	}

	return token;
};

const computer = (adding: Adding, name: string) => {
	const [label = '', ...rest] = name.replace(/\$$/, '').split('.');
	if (rest.length === 1) {
		// Of two labels nobody can tell a computer from a domain.
		domainToken(adding, name);
		return;
	}

	if (rest.length === 0 || /^[\d.]+$/.test(name)) {
		put(adding.names, name, adding.tokens.tokenOf('computer', name));
		return;
	}

	put(adding.names, name, `${adding.tokens.tokenOf('computer', label)}.${domainToken(adding, rest.join('.'))}`);
	putLabel(adding, 'computer', label);
};

const person = (adding: Adding, name: string) => {
	const {names, tokens} = adding;
	const [, before = '', at = ''] = /^([^@\\/]+)@([^@\\/]+)$/.exec(name) ?? [];
	const [, domain = '', account = ''] = /^([^\\]+)\\(.+)$/.exec(name) ?? [];
	if (before !== '') {
		put(names, name, `${tokens.tokenOf('person', before)}@${domainToken(adding, at)}`);
		putLabel(adding, 'person', before);
	} else if (domain === '') {
		put(names, name, tokens.tokenOf('person', name));
	} else {
		put(names, name, `${tokens.tokenOf('domain', domain)}\\${tokens.tokenOf('person', account)}`);
		putLabel(adding, 'domain', domain);
		putLabel(adding, 'person', account);
	}
};

/** Sentences tell a certificate by the beginning of its thumbprint. */
const thumbprint = ({names, tokens}: Adding, text: string) => {
	if (/^[\da-f]{40,}$/i.test(text)) {
		put(names, text.slice(0, 8), tokens.tokenOf('id', text.slice(0, 8)));
	}
};

/** Single words of prose, of a path or of the name of a thing, as far as the guide does not use them itself. */
const words = (adding: Adding, text: string) => {
	const {names, tokens, vocabulary} = adding;
	// With a port behind it, or another word before it, an address is one, too.
	for (const [address] of [
		...text.matchAll(/(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?![\d.]*\d)/g),
		...text.matchAll(/[\da-f]*[.:][\da-f.:]*[\da-f]/gi),
	]) {
		if (isIP(address) !== 0) {
			put(names, address, tokens.tokenOf('address', address));
		}
	}

	for (const [piece] of text.matchAll(/[^\s,;:()"'“”‘’<>=/|[\]{}]+/gu)) {
		for (const [word] of isPlain(piece, vocabulary) ? [] : piece.matchAll(/[\p{L}\p{N}](?:[\p{L}\p{N}\p{M}_-]*[\p{L}\p{N}\p{M}_])?/gu)) {
			if (word.length >= shortest && !isPlain(word, vocabulary)) {
				thumbprint(adding, word);
				put(names, word, tokens.tokenOf('word', word));
			}
		}
	}
};

/** Puts what a text names among the names, by what it is. */
export const addNames = (adding: Adding, kind: TextKind, text: string): void => {
	if (text.trim() === '') {
		return;
	}

	switch (kind) {
		case 'public':
			return;
		case 'prose':
			put(adding.names, text, adding.tokens.tokenOf('word', text));
			words(adding, text);
			return;
		case 'words':
			words(adding, text);
			return;
		case 'computer':
			computer(adding, text);
			return;
		case 'domain':
			domainToken(adding, text);
			return;
		case 'person':
			person(adding, text);
			return;
		case 'tenant':
			if (text.includes('.')) {
				domainToken(adding, text);
				return;
			}

			break;
		case 'address':
			if (URL.canParse(text) && new URL(text).hostname !== '') {
				computer(adding, new URL(text).hostname);
				words(adding, text);
			}

			break;
		case 'id':
			// SIDs that are the same in every Windows are known to everybody.
			if (/^S-1-(?!5-21-)/.test(text)) {
				return;
			}

			thumbprint(adding, text);
			break;
		default:
			break;
	}

	put(adding.names, text, adding.tokens.tokenOf(kind, text));
};

/** Puts what stands for them in the place of names, the longest first; a name is found where no letter and no digit goes on before or after it. */
export const replacer = (names: Names): ((text: string) => string) => {
	const byWord = new Map<string, string[]>();
	for (const name of names.keys()) {
		const first = /[\p{L}\p{N}\p{M}]+/u.exec(name);
		if (first !== null) {
			byWord.set(first[0], [...(byWord.get(first[0]) ?? []), name]);
		}
	}

	for (const [word, own] of byWord) {
		byWord.set(
			word,
			own.sort((a, b) => b.length - a.length),
		);
	}

	const goesOn = /^[\p{L}\p{N}\p{M}]/u;
	return text => {
		const folded = foldAscii(text);
		const parts: string[] = [];
		let done = 0;
		for (const {0: word, index} of folded.matchAll(/[\p{L}\p{N}\p{M}]+/gu)) {
			if (index < done) {
				continue;
			}

			const found = byWord.get(word)?.find(name => {
				const from = index - name.indexOf(word);
				return from >= done && folded.startsWith(name, from) && !goesOn.test(folded.slice(from + name.length));
			});
			if (found !== undefined) {
				const from = index - found.indexOf(word);
				parts.push(text.slice(done, from), names.get(found) ?? '');
				done = from + found.length;
			}
		}

		return parts.length === 0 ? text : `${parts.join('')}${text.slice(done)}`;
	};
};
