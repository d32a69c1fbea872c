import type {TextKind} from '../../guide/text-kind.ts';
import {type Adding, named, put, putWord, thumbprint, words} from './name-words.ts';
import {putName} from './names.ts';

/** Names that are Microsoft's and everybody's: time.windows.com, the service of sign-in, what Windows calls a database of its own. */
const publicNames = /^(?:(?:[\w-]+\.)*(?:windows|microsoft|microsoftonline|office)\.(?:com|net)|localhost|\(?localdb\)?(?:\\.*)?)$/i;

/** Endings of names under which a country's companies have theirs, `contoso.co.uk`, and tenants, `contoso.onmicrosoft.com`. */
const shared = /^(?:ac|co|com|edu|gov|net|onmicrosoft|org)$/i;

/** The labels of a domain's name: the one that its owner chose, and those in front of it. */
const labelsOf = (name: string): {readonly own: string; readonly before: readonly string[]} => {
	const labels = name.split('.');
	const [ending = '', last = ''] = labels.slice(-2);
	const isShared = labels.length > 2 && shared.test(ending) && (last.length === 2 || /^onmicrosoft$/i.test(ending));
	const before = labels.slice(0, isShared ? -2 : -1);
	return {own: before.at(-1) ?? '', before: before.slice(0, -1)};
};

/** A company's name in its domain is in the names of its things as well, whatever word it is; `ad` and `sites` in front of it are words. */
const domain = (adding: Adding, name: string) => {
	if (publicNames.test(name)) {
		return;
	}

	put(adding, 'domain', name);
	const {own, before} = labelsOf(name);
	put(adding, 'word', own);
	for (const label of before) {
		putWord(adding, 'word', label);
	}
};

const computer = (adding: Adding, text: string) => {
	// A time server has flags behind it, and an account of a computer a sign.
	const name = text.replace(/,0x[\da-f]+$/i, '').replace(/\$$/, '');
	const [label = '', ...rest] = name.split('.');
	if (publicNames.test(name)) {
		return;
	}

	if (rest.length === 1) {
		// Of two labels nobody can tell a computer from a domain.
		domain(adding, name);
		return;
	}

	if (rest.length === 0 || /^[\d.]+$/.test(name)) {
		put(adding, 'computer', name);
		return;
	}

	putName(adding.names, adding.tokens, [
		['computer', label],
		[null, '.'],
		['domain', rest.join('.')],
	]);
	put(adding, 'computer', label);
	domain(adding, rest.join('.'));
};

/** Accounts that every Windows has. */
const everywhere = /^(?:(?:NT AUTHORITY|NT SERVICE|BUILTIN|Window Manager)\\|(?:LocalSystem|LocalService|NetworkService|SYSTEM)$)/i;

const person = (adding: Adding, name: string) => {
	const [, before = '', at = ''] = /^([^@\\/]+)@([^@\\/]+)$/.exec(name) ?? [];
	const [, owner = '', account = ''] = /^([^\\]+)\\(.+)$/.exec(name) ?? [];
	if (everywhere.test(name)) {
		return;
	}

	if (before !== '') {
		putName(adding.names, adding.tokens, [
			['person', before],
			[null, '@'],
			['domain', at],
		]);
		put(adding, 'person', before);
		domain(adding, at);
	} else if (owner === '') {
		put(adding, 'person', name);
		named(adding, name);
	} else {
		putName(adding.names, adding.tokens, [
			['domain', owner],
			[null, '\\'],
			['person', account],
		]);
		put(adding, 'domain', owner);
		put(adding, 'person', account);
	}
};

/** A distinguished name: the object's own name is one whatever word it is, its domain is one, and of its containers the words are looked at. */
const distinguished = (adding: Adding, text: string) => {
	const parts = text.split(/(?<!\\),/);
	const own = /^[a-z]+=(.*)$/is.exec(parts[0] ?? '')?.[1] ?? text;
	for (const name of new Set([own.replace(/\\(.)/gs, '$1'), own])) {
		put(adding, 'word', name);
	}

	domain(adding, parts.flatMap(part => /^\s*DC=(.*)$/i.exec(part)?.[1] ?? []).join('.'));
	words(adding, text);
};

const address = (adding: Adding, text: string) => {
	if (URL.canParse(text) && new URL(text).hostname !== '') {
		computer(adding, new URL(text).hostname);
	}

	put(adding, 'address', text);
	words(adding, text);
};

/** What is put of each kind of text. */
const kinds: Readonly<Record<TextKind, (adding: Adding, text: string) => void>> = {
	public: () => undefined,
	words,
	prose: (adding, text) => {
		put(adding, 'word', text);
		words(adding, text);
	},
	computer,
	domain,
	person,
	tenant: (adding, text) => {
		if (text.includes('.')) {
			domain(adding, text);
		} else {
			put(adding, 'tenant', text);
			named(adding, text);
		}
	},
	group: (adding, text) => {
		put(adding, 'group', text);
		named(adding, text);
	},
	address,
	id: (adding, text) => {
		// SIDs that are the same in every Windows are known to everybody.
		if (!/^S-1-(?!5-21-)/.test(text)) {
			put(adding, 'id', text);
			thumbprint(adding, text);
		}
	},
	dn: distinguished,
};

/** Puts what a text names among the names, by what it is. */
export const addNames = (adding: Adding, kind: TextKind, text: string): void => {
	if (text.trim() !== '') {
		kinds[kind](adding, text);
	}
};
