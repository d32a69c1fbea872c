/**
 * Order of two texts by their code units, for `sort`. The computer's language has no say: its own rules put the same names elsewhere on another computer,
 * and take two texts for one where only letters differ that nobody sees.
 */
export const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** A whole number as all sentences write it, `12,345`, whatever the computer's language. */
export const grouped = (n: number): string => String(n).replace(/\B(?=(?:\d{3})+$)/g, ',');
