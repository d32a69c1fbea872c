/** ASCII letters in lower case, nothing else changed: `toLowerCase` would make U+212A (Kelvin) a `k` and take one name for another. */
export const foldAscii = (text: string): string =>
	/[A-Z]/.test(text) ? (isAscii(text) ? text.toLowerCase() : text.replace(/[A-Z]+/g, letters => letters.toLowerCase())) : text;

// Of ASCII alone Unicode's rules are the same, and far quicker.
const isAscii = (text: string): boolean => /^[\x00-\x7f]*$/.test(text);
