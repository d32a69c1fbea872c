import type {SignSet} from '../guide/words.ts';

// One column for one column, so that a row keeps its width.
const asciiFor: Readonly<Record<string, string>> = {
	'–': '-',
	'—': '-',
	'…': '.',
	'·': '-',
	'“': '"',
	'”': '"',
	'„': '"',
	'‘': "'",
	'’': "'",
	'→': '>',
	'←': '<',
	'↑': '^',
	'↓': 'v',
	'│': '|',
	'─': '-',
	'✓': '+',
	'✗': 'x',
	'√': '+',
	'×': 'x',
	'•': '-',
	'≥': '>',
	'≤': '<',
	'\u00a0': ' ',
};
const classicFor: Readonly<Record<string, string>> = {'✓': '√', '✗': '×', '→': '»'};

/** Our own letters in those that a terminal has. Names from outside stay as they are: a terminal of their language can show them. */
export const inLetters = (text: string, set: SignSet): string => {
	const letters = set === 'full' ? {} : set === 'classic' ? classicFor : asciiFor;
	return set === 'full' ? text : text.replace(/[^ -~]/gu, letter => (letters as Readonly<Record<string, string>>)[letter] ?? letter);
};
