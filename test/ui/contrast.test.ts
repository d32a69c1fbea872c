import {describe, expect, it} from 'vitest';
import {paints} from '../../src/ui/ink/theme.ts';

/** Palettes of terminals that many use: https://github.com/microsoft/terminal/blob/main/src/cascadia/TerminalSettingsModel/defaults.json (Campbell, One Half Light). */
const palettes = {
	'Campbell, dark': {
		ground: '#0C0C0C',
		text: '#CCCCCC',
		magenta: '#881798',
		yellow: '#C19C00',
	},
	'One Half Light': {
		ground: '#FAFAFA',
		text: '#383A42',
		magenta: '#A626A4',
		yellow: '#C18301',
	},
} as const;

/** Relative luminance of a colour (WCAG 2.2). */
const luminance = (colour: string): number => {
	const [red = 0, green = 0, blue = 0] = [1, 3, 5].map(at => {
		const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
		return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
	});
	return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
};
const contrast = (one: string, other: string): number => {
	const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
	return (light + 0.05) / (dark + 0.05);
};

describe.each(Object.entries(palettes))('in %s', (_, palette) => {
	const named = (name: string | undefined, otherwise: string): string =>
		name === undefined ? otherwise : ((palette as Readonly<Record<string, string>>)[name] ?? palette.ground);

	it.each(['unseen', 'practice'] as const)('%s can be read', style => {
		const {color, dimColor} = paints[style];
		expect(dimColor).toBeUndefined();
		expect(contrast(named(color, palette.text), palette.ground)).toBeGreaterThanOrEqual(4.5);
	});
});
