/** The first names of a list, and how many more there are: `a`, `b`, `3 more`. */
export const firstOf = (names: readonly string[], most: number): readonly string[] =>
	names.length > most ? [...names.slice(0, most), `${names.length - most} more`] : names;

/** The same in a sentence: `a, b and 3 more`, or all of them with commas. */
export const firstWords = (names: readonly (number | string)[], most: number): string =>
	names.length > most ? `${names.slice(0, most).join(', ')} and ${names.length - most} more` : names.join(', ');
