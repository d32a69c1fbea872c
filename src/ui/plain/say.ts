import {inLetters} from '../../report/letters.ts';
import type {Sentence} from '../../report/prose-text.ts';
import {wrapped} from '../../report/wrapped.ts';

/** Sentences as rows of at most 80 columns, in ASCII letters of ours; what is verbatim stands as it is. Two empty rows become one. */
export const rowsOf = (sentences: readonly Sentence[]): readonly string[] =>
	sentences
		.flatMap(({text, indent, hanging, isVerbatim}) =>
			isVerbatim ? [`${' '.repeat(indent)}${text}`] : wrapped(text, ' '.repeat(indent), hanging),
		)
		.map(row => inLetters(row, 'ascii').trimEnd())
		.filter((row, at, rows) => row !== '' || rows[at - 1] !== '');

/** One sentence as rows. */
export const say = (text: string): readonly string[] => rowsOf([{text, indent: 0, hanging: 0}]);
