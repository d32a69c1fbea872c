import {keyName, type Pressed} from './keys.ts';

/** What is typed into a box, and where the next letter goes, in letters from the left. */
export type Typed = {readonly text: string; readonly cursor: number};

/** Words in a box: a newline that came with a paste is text, and a box has one row. */
export const inserted = ({text, cursor}: Typed, words: string): Typed => {
	const letters = [...text];
	const more = [...words.replace(/[\r\n\t]+/g, ' ')];
	return {text: [...letters.slice(0, cursor), ...more, ...letters.slice(cursor)].join(''), cursor: cursor + more.length};
};

/** What a key does to a box; null where it does nothing there. Left, right, Home, End, Ctrl+A, Ctrl+E, Ctrl+U and Backspace as in a shell. */
export const edited = (typed: Typed, key: Pressed): Typed | null => {
	const {text, cursor} = typed;
	const letters = [...text];
	const name = keyName(key);
	switch (name) {
		case 'left':
			return {text, cursor: Math.max(0, cursor - 1)};
		case 'right':
			return {text, cursor: Math.min(letters.length, cursor + 1)};
		case 'home':
		case 'ctrl-a':
			return {text, cursor: 0};
		case 'end':
		case 'ctrl-e':
			return {text, cursor: letters.length};
		case 'ctrl-u':
			return {text: letters.slice(cursor).join(''), cursor: 0};
		case 'backspace':
			return cursor === 0 ? typed : {text: [...letters.slice(0, cursor - 1), ...letters.slice(cursor)].join(''), cursor: cursor - 1};
		case 'space':
			return inserted(typed, ' ');
		default:
			return key.meta || key.input === '' || /^(ctrl-|page-|up$|down$|tab$|shift-tab$|escape$|enter$)/.test(name)
				? null
				: inserted(typed, key.input);
	}
};
