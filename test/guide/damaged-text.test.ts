import {describe, expect, it} from 'vitest';
import {mendText} from '../../src/guide/damaged-text.ts';

const text = [
	'+-----+',
	'| One |',
	'+-----+',
	'',
	'    First : YES',
	'   Second : a: b',
	'    Third :',
	'',
	'| Two |',
	'   Fourth : NO',
	'    Fifth : x',
];
const joined = text.join('\n');
const each = (change: (line: string, index: number) => string) => text.map(change).join('\n');
const mended = (damaged: string) => mendText(damaged).lines.map(line => line.text.trimEnd());
const trimmed = (lines: readonly string[]) => lines.map(line => line.trim());
const named = (damaged: string) => mendText(damaged).damages;

describe('damage of a text', () => {
	it('is not found where there is none', () => {
		expect(mendText(joined)).toEqual({lines: text.map((line, index) => ({text: line, number: index + 1, stamp: null})), damages: []});
		expect(mendText('')).toEqual({lines: [{text: '', number: 1, stamp: null}], damages: []});
	});

	it.each([
		['the sign > in front of each line', each(line => `> ${line}`)],
		['the sign # in front of each line', each(line => `# ${line}`)],
		['the sign | in front of each line', each(line => `| ${line.padEnd(30)}|`)],
		['quotation marks around each line', each(line => `"${line}"`)],
		['a time stamp in front of each line', each((line, index) => `10:00:${index + 10} ${line}`)],
		['a number in front of each line', each((line, index) => `${index + 1}: ${line}`)],
		['the word INFO in front of each line', each(line => `INFO ${line}`)],
		['emphasis of Markdown', each(line => line.replace(/(YES|NO)$/, '**$1**'))],
		['a code fence', `\`\`\`\n${joined}\n\`\`\``],
		["a terminal's colours", each(line => `\u001b[1m${line}\u001b[0m`)],
		['HTML', `<pre>${joined.replaceAll(' ', '&nbsp;')}</pre>`],
		['invisible letters', each(line => line.replace(/: (?=.)/, ': \u200b'))],
		['spaces of another kind', joined.replaceAll(' ', '\u00a0')],
		['zero bytes', `${joined}\0\0\0`],
		['line ends of another kind', joined.replaceAll('\n', '\u2028')],
		["a mail's coding of letters", joined.replace('a: b', 'a=3A b').replaceAll('\n', '=0A=\n')],
		['a backslash at the end of each line', each(line => `${line}\\`)],
	])('is taken off and named: %s', (name, damaged) => {
		expect(named(damaged)).toContain(name);
		expect(trimmed(mended(damaged)).filter(line => line !== '')).toEqual(trimmed(text).filter(line => line !== ''));
	});

	it('in several layers is taken off layer by layer', () => {
		const damaged = each((line, index) => `> 10:00:${index + 10} [INFO] "\u001b[1m${line}\u001b[0m"`);
		expect(trimmed(mended(damaged))).toEqual(trimmed(text));
		expect(named(damaged)).toEqual([
			"a terminal's colours",
			'the sign > in front of each line',
			'a time stamp in front of each line',
			'the word [INFO] in front of each line',
			'quotation marks around each line',
		]);
	});

	it.each([
		['quoting of one line', each((line, index) => (index === 4 ? `> ${line}` : line)), '>     First : YES'],
		['a time stamp in front of two lines', each((line, index) => (index > 8 ? `10:00:00 ${line}` : line)), '10:00:00    Fourth : NO'],
		['an invisible letter in one value', joined.replace('YES', 'Y\u200bES'), '    First : Y\u200bES'],
		['an ampersand among ampersands', joined.replace('a: b', 'a&b&lt;c'), '   Second : a&b&lt;c'],
		['one sign of a pair', joined.replace('YES', '**YES'), '    First : **YES'],
		[
			'a word that three lines of many begin with',
			joined.replace('First', 'HTTP a').replace('Second', 'HTTP b').replace('Third', 'HTTP c'),
			'    HTTP a : YES',
		],
		['a tag that is none', joined.replace('YES', '<YES>'), '    First : <YES>'],
		['one code of a mail', joined.replace('YES', 'YES=20'), '    First : YES=20'],
		['an equals sign among codes of a mail', joined.replace('YES', 'YES=20=41=42=x'), '    First : YES=20=41=42=x'],
	])('stays where it is not everywhere: %s', (_, damaged, line) => {
		expect(mended(damaged)).toContain(line);
	});

	it('stays where it hides what stood there: a terminal that goes back and writes anew', () => {
		expect(mended(joined.replace('YES', 'NO\u001b[2DYES'))).toContain('    First : NO\u001b[2DYES');
	});

	it('leaves each line its number in what was brought, and the time that a log had put there', () => {
		const damaged = `Hello,\n\n${each((line, index) => `> 2026-11-26 10:00:${index + 10} ${line}`)}`;
		expect(mendText(damaged).lines[6]).toEqual({text: '     First : YES', number: 7, stamp: '2026-11-26 10:00:14'});
	});

	it('that somebody made to be slow is read like any other', () => {
		const long = 100_000;
		const slow = [
			'**a',
			'`a ',
			'<!--',
			'<script ',
			'<a ',
			':[',
			'\u001b]',
			'a\0',
			'"',
			'a:',
			'=20',
			'<br>',
			'a\u200b',
			'__a',
			'\r',
			'> ',
			'((',
			'1',
			'\\n',
		];
		const began = performance.now();
		for (const one of slow) {
			expect(mendText(`${joined}\n${one.repeat(long / one.length)}\n${joined}`).lines.length).toBeGreaterThan(20);
		}

		// Each of them took minutes where one pass became a pass for every letter.
		expect(performance.now() - began).toBeLessThan(60_000);
	}, 120_000);
});

it('is read as fast as it is long, whatever zero bytes stand in it', () => {
	const began = performance.now();
	const text = `DeviceId : ${'\0'.repeat(400_000)}x`;
	expect(mendText(text).lines.at(-1)?.text.endsWith('x')).toBe(true);
	// Two minutes before; now some milliseconds.
	expect(performance.now() - began).toBeLessThan(5_000);
});
