import {type Look, outcomeWord, type SignSet, signOf} from '../guide/words.ts';
import type {Span, Style} from './line.ts';

/** What Ink's Text takes for a style. Sixteen colour names only, never blue, no background but inverse. */
export type Paint = {readonly color?: string; readonly bold?: true; readonly dimColor?: true; readonly inverse?: true};

export const paints: Readonly<Record<Style, Paint>> = {
	plain: {},
	strong: {bold: true},
	quiet: {dimColor: true},
	here: {inverse: true},
	guide: {color: 'cyan', bold: true},
	stop: {color: 'red', bold: true},
	command: {color: 'cyan'},
	practice: {color: 'yellow', inverse: true},
	met: {color: 'green'},
	caution: {color: 'yellow'},
	unmet: {color: 'red', bold: true},
	unseen: {color: 'magenta'},
	none: {dimColor: true},
};

const styles: Readonly<Record<Look, Style>> = {
	met: 'met',
	caution: 'caution',
	unmet: 'unmet',
	unobserved: 'unseen',
	'not-applicable': 'none',
	'not-looked': 'none',
};

/** Everything a drawing needs to know of the terminal's letters. */
export type Theme = {
	readonly set: SignSet;
	readonly rule: string;
	readonly bar: string;
	readonly ellipsis: string;
	readonly dot: string;
	readonly arrows: string;
	readonly dash: string;
};

const themes: Readonly<Record<SignSet, Theme>> = {
	full: {set: 'full', rule: '─', bar: '│', ellipsis: '…', dot: '·', arrows: '↑↓', dash: '–'},
	classic: {set: 'classic', rule: '─', bar: '│', ellipsis: '…', dot: '·', arrows: '↑↓', dash: '–'},
	ascii: {set: 'ascii', rule: '-', bar: '|', ellipsis: '...', dot: '-', arrows: 'Up/Dn', dash: '-'},
};

export const themeOf = (set: SignSet): Theme => themes[set];

type Env = Readonly<Record<string, string | undefined>>;

/** Code pages whose line and arrow signs take two columns: Japanese, Chinese, Korean. */
const wideCodePages = new Set(['932', '936', '949', '950']);

/**
 * Which signs a terminal is known to have. `codePage` is what `chcp` says, where somebody asked.
 * ASCII for `--ascii`, `WHFB_ASCII=1`, a dumb or Linux console, a locale that is not UTF-8, a wide code page; classic for a bare Windows console.
 */
export const chooseSigns = (env: Env, platform: NodeJS.Platform, asked = false, codePage: string | null = null): SignSet => {
	if (asked || env['WHFB_ASCII'] === '1' || env['TERM'] === 'dumb' || env['TERM'] === 'linux') {
		return 'ascii';
	}

	if (env['WT_SESSION'] || env['TERM_PROGRAM'] === 'vscode') {
		return 'full';
	}

	const locale = env['LC_ALL'] || env['LC_CTYPE'] || env['LANG'] || '';
	if (/utf-?8/i.test(locale)) {
		return 'full';
	}

	if (platform === 'win32') {
		return codePage !== null && wideCodePages.has(codePage) ? 'ascii' : 'classic';
	}

	return 'ascii';
};

/** The sign of an outcome in its colour; a screen reader gets the word. */
export const signSpan = (look: Look, theme: Theme): Span => ({text: signOf(look, theme.set), style: styles[look], say: outcomeWord(look)});
/** The word of an outcome in its colour. */
export const wordSpan = (look: Look): Span => ({text: outcomeWord(look), style: styles[look]});

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

/** Our own letters in ASCII. Names from outside stay as they are: a terminal of their language can show them. */
export const toAscii = (text: string): string => text.replace(/[^ -~]/gu, letter => asciiFor[letter] ?? letter);

/** True where a screen reader is known to listen. */
export const hasScreenReader = (env: Env): boolean =>
	env['INK_SCREEN_READER'] === 'true' || env['WHFB_SCREEN_READER'] === '1' || env['ACCESSIBILITY_ENABLED'] === '1';
