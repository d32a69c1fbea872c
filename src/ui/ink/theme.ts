import type {SignSet} from '../../guide/words.ts';
import type {Style} from '../../wizard/text.ts';

/** What Ink's Text takes for a style. Sixteen colour names only, never blue, no background but inverse. */
export type Paint = {
	readonly color?: string;
	readonly backgroundColor?: string;
	readonly bold?: true;
	readonly dimColor?: true;
	readonly inverse?: true;
};

export const paints: Readonly<Record<Style, Paint>> = {
	plain: {},
	strong: {bold: true},
	quiet: {dimColor: true},
	here: {inverse: true},
	guide: {color: 'cyan', bold: true},
	stop: {color: 'red', bold: true},
	command: {color: 'cyan'},
	// No colour of the sixteen can be read in dark and in light themes alike: the terminal's own text colour can.
	practice: {bold: true, inverse: true},
	met: {color: 'green'},
	caution: {color: 'yellow'},
	unmet: {color: 'red', bold: true},
	unseen: {bold: true},
	none: {dimColor: true},
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

/** True where a screen reader is known to listen. */
export const hasScreenReader = (env: Env): boolean =>
	env['INK_SCREEN_READER'] === 'true' || env['WHFB_SCREEN_READER'] === '1' || env['ACCESSIBILITY_ENABLED'] === '1';
