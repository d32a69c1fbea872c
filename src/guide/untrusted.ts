/** Controls, in caret notation: C0 and DEL as terminals show them (`^[`), C1 with the letter M before it (`M-^[`). */
const caret = (code: number): string => (code >= 0x80 ? `M-${caret(code - 0x80)}` : `^${String.fromCharCode(code ^ 0x40)}`);

/**
 * What a screen would obey, drop or draw as nothing: controls, format characters (bidi, soft hyphen, tags), halves of surrogate pairs,
 * line and paragraph separators, and everything that Unicode lets a renderer ignore (zero-width characters, fillers, variation selectors).
 */
const unsafe = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;
const anyUnsafe = new RegExp(unsafe.source, 'u');
const stacked = /(\p{M}{2})\p{M}+/gu;

const shown = (character: string): string => {
	const code = character.codePointAt(0) ?? 0;
	return code < 0xa0 ? caret(code) : `<U+${code.toString(16).toUpperCase().padStart(4, '0')}>`;
};

/**
 * Text from outside, safe to show anywhere and never equal to what it imitates: what cannot be seen becomes visible (`contoso.com<U+200B>`),
 * and of the marks stacked on one letter two are kept. Nothing is shortened.
 */
export const safeText = (text: string): string => {
	// Nearly everything is plain, and a survey brings in a great deal of it.
	if (/^[ -~]*$/.test(text)) {
		return text;
	}

	const visible = anyUnsafe.test(text) ? text.replace(unsafe, shown) : text;
	return visible.replace(stacked, '$1');
};

/**
 * A value with every text in it safe to show, the names of its members too. Line breaks stay only in a member called `text`, which holds what a program
 * printed. It is made for people and for the journal: nothing that comes out of it is compared with what came from outside. The value is one that JSON keeps whole, but
 * for members without a value, whose names are ours; where nothing in it has to change it is given back itself.
 */
export const safeThroughout = <Value>(value: Value): Value =>
	// JSON escapes controls and lone halves of pairs, and leaves the rest: where it is plain ASCII without such an escape, so is every text in it.
	escapedOrOther.test(JSON.stringify(value)) ? (throughout(value, '') as Value) : value;

/** In JSON, an escape of anything but a quotation mark or a backslash, or a sign that is not of printable ASCII. */
const escapedOrOther = /[^ -~]|(?<!\\)(?:\\\\)*\\[bfnrtu]/;

const throughout = (value: unknown, name: string): unknown => {
	if (typeof value === 'string') {
		return name === 'text' ? value.split(/\r?\n/).map(safeText).join('\n') : safeText(value);
	}

	if (Array.isArray(value)) {
		return value.map(member => throughout(member, ''));
	}

	return typeof value === 'object' && value !== null
		? Object.fromEntries(Object.entries(value).map(([key, member]) => [safeText(key), throughout(member, key)]))
		: value;
};

/** A value as a JSON document of several lines: what a terminal would obey or hide is escaped, so that the text is safe to show and the value exact. */
export const jsonText = (value: unknown): string =>
	`${JSON.stringify(value, null, '\t').replace(unsafe, character =>
		/[\n\t]/.test(character)
			? character
			: [...Array(character.length).keys()].map(at => `\\u${character.charCodeAt(at).toString(16).padStart(4, '0')}`).join(''),
	)}\n`;

/** Letters of one name that a sentence shows. The longest names that directories and Entra ID have are shorter: a DNS name of 253, a UPN of 1,024 aside. */
const mostLetters = 240;

/** A name as a sentence shows it: of a long one both ends, and how many letters it has. What compares or keeps it takes the whole. */
export const shortened = (name: string): string =>
	name.length <= mostLetters ? name : `${name.slice(0, mostLetters / 2)}...${name.slice(-mostLetters / 2)} (${name.length} letters)`;

/** A name or a path as a sentence shows it, without quotation marks: safe to show, not endless. */
export const shownName = (path: string): string => shortened(safeText(path));

/** A name or a path as a sentence quotes it: safe to show, in quotation marks, not endless. */
export const quoted = (path: string): string => {
	const short = shownName(path);
	return short.includes('"') ? `'${short}'` : `"${short}"`;
};

/** Whether a value that nobody has checked has members. */
export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
	typeof value === 'object' && value !== null && !Array.isArray(value);
