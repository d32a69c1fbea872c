import stringWidth from 'string-width';
import {type Span, span} from '../../wizard/text.ts';

/** One row of a screen. */
export type Line = readonly Span[];

const narrow = /^[ -~]*$/;

/** Columns that a text takes. */
export const widthOf = (text: string): number => (narrow.test(text) ? text.length : stringWidth(text));

/** A line of one plain span. */
export const plain = (text: string): Line => [span(text)];
export const empty: Line = [];

/** Columns that a line takes. */
export const lineWidth = (line: Line): number => line.reduce((sum, {text}) => sum + widthOf(text), 0);

/** The longest beginning of a text that takes at most `width` columns. */
export const cutText = (text: string, width: number): string => {
	if (narrow.test(text)) {
		return text.slice(0, Math.max(0, width));
	}

	let kept = '';
	for (const character of text) {
		if (widthOf(kept + character) > width) {
			break;
		}

		kept += character;
	}

	return kept;
};

/** A line of exactly `width` columns: filled with spaces, or cut with an ellipsis. */
export const fill = (line: Line, width: number, ellipsis = '…'): Line => {
	const wide = lineWidth(line);
	if (wide <= width) {
		return wide === width ? line : [...line, span(' '.repeat(width - wide))];
	}

	const kept: Span[] = [];
	let left = width - ellipsis.length;
	for (const part of line) {
		const text = cutText(part.text, left);
		kept.push({...part, text});
		left -= widthOf(text);
		if (text.length < part.text.length) {
			break;
		}
	}

	const cut = [...kept, span(ellipsis)];
	return [...cut, span(' '.repeat(Math.max(0, width - lineWidth(cut))))];
};

/** Left and right ends of one row; the left is cut, the right is not. */
export const ends = (left: Line, right: Line, width: number, ellipsis = '…'): Line => {
	const room = width - lineWidth(right) - (right.length === 0 ? 0 : 1);
	return fill([...fill(left, Math.max(0, room), ellipsis), span(right.length === 0 ? '' : ' '), ...right], width, ellipsis);
};
