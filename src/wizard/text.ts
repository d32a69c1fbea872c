import {type Look, outcomeWord, signOf} from '../guide/words.ts';

/** What a stretch of text is, never what colour it has. */
export type Style =
	| 'plain'
	| 'strong'
	| 'quiet'
	| 'here'
	| 'guide'
	| 'stop'
	| 'command'
	| 'practice'
	| 'met'
	| 'caution'
	| 'unmet'
	| 'unseen'
	| 'none';

/** A stretch of one style, in the full set of signs. `say` is what is said in its place where nobody sees it; an empty `say` is not said at all. `href` is the https address that it opens. */
export type Span = {readonly text: string; readonly style: Style; readonly say?: string; readonly href?: string};

export const span = (text: string, style: Style = 'plain', say?: string): Span => (say === undefined ? {text, style} : {text, style, say});

const styles: Readonly<Record<Look, Style>> = {
	met: 'met',
	caution: 'caution',
	unmet: 'unmet',
	unobserved: 'unseen',
	'not-applicable': 'none',
	'not-looked': 'none',
};

/** The sign of an outcome; where nobody sees it, its word is said. */
export const signSpan = (look: Look): Span => ({text: signOf(look), style: styles[look], say: `${outcomeWord(look)}:`});
/** The word of an outcome. */
export const wordSpan = (look: Look): Span => ({text: outcomeWord(look), style: styles[look]});
/** What stands between two facts of one row. */
export const dot: Span = span(' · ', 'quiet', ', ');

/** The words of a line as they are drawn. */
export const wordsOf = (line: readonly Span[]): string => line.map(({text}) => text).join('');
/** The words of a line as they are said. */
export const saidOf = (line: readonly Span[]): string =>
	line
		.map(({text, say}) => say ?? text)
		.join('')
		.replace(/\s+/g, ' ')
		.trim();
