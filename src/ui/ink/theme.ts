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

/** True where a screen reader is known to listen. */
export const hasScreenReader = (env: Env): boolean =>
	env['INK_SCREEN_READER'] === 'true' || env['WHFB_SCREEN_READER'] === '1' || env['ACCESSIBILITY_ENABLED'] === '1';
