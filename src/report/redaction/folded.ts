import {foldAscii} from '../../guide/fold.ts';

/**
 * A text in small letters, each in its place: a name is found however it is written. What is compared to decide something folds ASCII letters alone; here a name
 * too many does no harm.
 */
export const folded = (text: string): string =>
	foldAscii(text).replace(/[^\x00-\x7f]/g, letter => {
		const small = letter.toLowerCase();
		return small.length === letter.length ? small : letter;
	});
