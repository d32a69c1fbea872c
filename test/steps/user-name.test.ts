import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {aLabelOf, foldAscii, isSameUpn, isWrittenOtherwise, prefixOf, spelledOut, suffixOf} from '../../steps/identity.ts';

const name = fc.oneof(
	fc.string({unit: 'binary'}),
	fc.string(),
	fc.constantFrom('ana@contoso.com', '@', 'a@b@c', 'K@x', '\u212A@x', 'ſ@x', 'İ@x'),
);

describe('names of users', () => {
	it('are the same code point by code point, but for letters of ASCII, which have two cases', () => {
		fc.assert(
			fc.property(name, name, (a, b) => {
				const points = (text: string) => [...text].map(letter => (/[A-Z]/.test(letter) ? letter.toLowerCase() : letter));
				expect(isSameUpn(a, b)).toBe(JSON.stringify(points(a)) === JSON.stringify(points(b)));
			}),
		);
		expect(isSameUpn('Ana@Contoso.COM', 'aNA@contoso.com')).toBe(true);
		expect(isSameUpn(null, null)).toBe(false);
	});

	it.each([
		['the sign of the Kelvin', '\u212A', 'k'],
		['a long s', '\u017F', 's'],
		['an i with a dot', '\u0130', 'i\u0307'],
		['a capital outside ASCII', 'Ł', 'ł'],
		['a letter with its mark', 'e\u0301', '\u00e9'],
		['a wide letter', '\uff41', 'a'],
		['a hidden character', 'a\u200b', 'a'],
		['a hidden character and its mark', 'a\u200b', 'a<U+200B>'],
	])('with %s are not those without it', (_, odd, plain) => {
		expect(isSameUpn(`${odd}@contoso.com`, `${plain}@contoso.com`)).toBe(false);
		expect(isSameUpn(`ana@${odd}.com`, `ana@${plain}.com`)).toBe(false);
		expect(foldAscii(odd)).toBe(odd);
	});

	it('are taken apart at their last @, and put together again', () => {
		fc.assert(
			fc.property(name, text => (text.includes('@') ? `${prefixOf(text)}@${suffixOf(text)}` : prefixOf(text) + suffixOf(text)) === text),
		);
	});

	it('are written otherwise where the part after the @ is an A-label on one side', () => {
		expect(isWrittenOtherwise('Ana@bücher.example', 'ana@xn--bcher-kva.example')).toBe(true);
		expect(isWrittenOtherwise('ana@bücher.example', 'ben@xn--bcher-kva.example')).toBe(false);
		expect(isWrittenOtherwise('ana@contoso.com', 'ana@contoso.com')).toBe(false);
		expect(isWrittenOtherwise('ana@ban\u212A.com', 'ana@bank.com')).toBe(false);
		expect(isWrittenOtherwise('ana@con\u200btoso.com', 'ana@contoso.com')).toBe(false);
		expect(isWrittenOtherwise(null, null)).toBe(false);
	});

	it('have no A-label where nothing but ASCII is left of letters outside it', () => {
		expect(aLabelOf('Contoso.COM')).toBe('contoso.com');
		expect(aLabelOf('bücher.example')).toBe('xn--bcher-kva.example');
		for (const odd of ['ban\u212A.com', 'con\u200btoso.com', '\uff41.com', 'contoso\u3002com', '\ud800.com']) {
			expect(aLabelOf(odd)).toBeNull();
		}
	});

	it('are spelled out with every code point that a reader may take for another', () => {
		expect(spelledOut('ana@contoso.com')).toBe('ana@contoso.com');
		expect(spelledOut('\u0430na@contoso.com ')).toBe('\u0430na@contoso.com  (U+0430, U+0020)');
		expect(spelledOut('a\u{1f600}\u{1f600}')).toBe('a\u{1f600}\u{1f600} (U+1F600)');
	});
});
