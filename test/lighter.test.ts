import stringWidth from 'string-width';
import {expect, it} from 'vitest';
import {inAscii} from '../src/builtins.ts';
import {simple} from '../src/lighter.ts';

const isSimple = new RegExp(`^[${simple}]$`);
const all = Array.from({length: 0x10000}, (_, code) => String.fromCharCode(code)).filter(sign => isSimple.test(sign));

it('takes for simple only signs of one column that no other sign joins', () => {
	expect(all.length).toBeGreaterThan(500);
	expect(all.filter(sign => stringWidth(sign) !== 1)).toEqual([]);
	const letters = new Intl.Segmenter(undefined, {granularity: 'grapheme'});
	const beside = ['a', '\u00e9', '\u2500', '\u25b6', '\u0416', ' ', '\u00a0', '\t', '\n', '\u001b'];
	const joined = all.flatMap(sign =>
		beside.filter(other => [...letters.segment(sign + other), ...letters.segment(other + sign)].length !== 4),
	);
	expect(joined).toEqual([]);
});

/** A file of the bundle after it was written in ASCII. */
const written = (code: string): string => {
	const files = {'a.js': {type: 'chunk', code}};
	const {generateBundle} = inAscii as unknown as {readonly generateBundle: (options: unknown, files: unknown) => void};
	generateBundle({}, files);
	return files['a.js'].code;
};

it('writes the same texts and expressions in ASCII', () => {
	const texts = [
		'"\u2018x\u2019 \u00b3 \u{1F600} \u2713"',
		'`\u00fc\u{1F600}`',
		'String.raw`a\\\\b`',
		'/[\u2018\u2019]+\u00e9?/gu.source.length',
		'"\ud800"',
	];
	for (const text of texts) {
		expect(written(text)).toMatch(/^[\x20-\x7e]*$/);
		// biome-ignore lint/security/noGlobalEval: what JavaScript makes of it is what is compared.
		const [before, after] = [eval(text), eval(written(text))];
		expect(typeof before === 'number' ? typeof after : after).toEqual(typeof before === 'number' ? 'number' : before);
	}

	for (const expression of ['/^[\u2018\u2019]$/u', '/^\u{1F600}$/u', '/\u00b3/']) {
		for (const sign of ['\u2018', '\u2019', '\u{1F600}', '\u00b3', 'x']) {
			// biome-ignore lint/security/noGlobalEval: as above.
			expect(eval(written(expression)).test(sign), `${expression} ${sign}`).toBe(eval(expression).test(sign));
		}
	}

	expect(() => written('"\\\u00e9"')).toThrow(/backslash/);
});
