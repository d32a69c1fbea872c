import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {safeText} from '../../src/guide/untrusted.ts';

describe('text from outside', () => {
	it.each([
		['a red name', '\u001b[31mred', '^[[31mred'],
		['a name that returns to the start of the line', 'legit\rFAKE', 'legit^MFAKE'],
		['a name of several lines', 'one\ntwo\tthree', 'one^Jtwo^Ithree'],
		['a C1 sequence introducer', 'a\u009b2Jb', 'aM-^[2Jb'],
		['a deleted character', 'a\u007fb', 'a^?b'],
		['a zero-width space in a domain', 'con\u200btoso.com', 'con<U+200B>toso.com'],
		['a name written backwards', 'user\u202etxt.exe', 'user<U+202E>txt.exe'],
		['a soft hyphen', 'con\u00adtoso', 'con<U+00AD>toso'],
		['a filler that looks like a space', 'a\u3164b', 'a<U+3164>b'],
		['a letter of the tag alphabet', 'a\u{e0041}b', 'a<U+E0041>b'],
		['a line separator', 'a\u2028b', 'a<U+2028>b'],
		['half of a character', 'a\ud800b', 'a<U+D800>b'],
		['a tower of marks', `e${'\u0301'.repeat(50)}!`, 'e\u0301\u0301!'],
	])('shows %s instead of obeying or dropping it', (_, given, then) => {
		expect(safeText(given)).toBe(then);
	});

	it.each([
		'',
		'contoso.com',
		"o'brien",
		'a*)(objectClass=*',
		'x,DC=evil',
		'Jürgen 山田',
		'trailing ',
		'%27',
		'back\\slash',
		'😀',
		'c\u043entoso.com',
	])('leaves %j as it is', plain => {
		expect(safeText(plain)).toBe(plain);
	});

	it('is never shortened', () => {
		expect(safeText('ü'.repeat(10_000))).toHaveLength(10_000);
	});

	it('holds nothing afterwards that a terminal obeys, whatever came', () => {
		fc.assert(
			fc.property(fc.string({unit: 'binary'}), text => {
				expect(safeText(text)).not.toMatch(/[\p{Cc}\p{Cs}\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/u);
			}),
		);
	});

	it('says the same when it is made safe twice', () => {
		fc.assert(fc.property(fc.string({unit: 'binary'}), text => safeText(safeText(text)) === safeText(text)));
	});
});
