/** ASCII letters in lower case, nothing else changed: `toLowerCase` would make U+212A (Kelvin) a `k` and take one name for another. */
export const foldAscii = (text: string): string => (/[A-Z]/.test(text) ? text.replace(/[A-Z]+/g, letters => letters.toLowerCase()) : text);
