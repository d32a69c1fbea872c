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
 * printed. It is made for people and for the journal: nothing that comes out of it is compared with what came from outside.
 */
export const safeThroughout = <Value>(value: Value): Value => throughout(value, '') as Value;

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
