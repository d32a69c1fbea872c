import stringWidth from 'string-width';
import {asTyped} from '../command-line.ts';

/** A blank at which no line ends. */
const held = '\u00A0';

/** Columns of a document that is printed: as many as the smallest common terminal and a mail have. */
export const width = 80;

/** Breaks a text into lines of at most 80 columns, where no single word is longer; all but the first begun with `indent` blanks. */
export const wrapped = (text: string, first: string, indent: number): readonly string[] => {
	const lines: string[] = [];
	let line = first;
	for (const word of text.split(/[^\S\u00A0]+/).filter(part => part !== '')) {
		const columns = stringWidth(line);
		if (line.trim() !== '' && columns + 1 + stringWidth(word) > width && columns > indent) {
			lines.push(line.trimEnd());
			line = ' '.repeat(indent);
		}

		line += (line.endsWith(' ') || line === '' ? '' : ' ') + word;
	}

	return [...lines, line.trimEnd()];
};

/** The same of what is read on this computer: commands of ours as they are typed here. */
export const wrappedHere = (text: string, first: string, indent: number): readonly string[] =>
	wrapped(asTyped(text, held), first, indent).map(line => line.replaceAll(held, ' '));
