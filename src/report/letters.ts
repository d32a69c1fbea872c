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
