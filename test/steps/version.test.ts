import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {isOlder} from '../../steps/04-directory-synchronization/connect-server/version.ts';

describe('of two versions of Connect', () => {
	it.each([
		['2.5.78.9', '2.5.79.0', true],
		['2.5.79.0', '2.5.79.0', false],
		['2.5.79', '2.5.79.0', false],
		['2.5.79.0', '2.5.79', false],
		['2.5.79.1', '2.5.79', false],
		['2.5.79', '2.5.79.1', true],
		['2.5.9.0', '2.5.79.0', true],
		['10.0.0.0', '9.9.9.9', false],
		['1.99.99.99', '2.0.0.0', true],
		['2.6.0.0', '2.5.79.0', false],
	])('%s is older than %s: %s', (a, b, older) => {
		expect(isOlder(a, b)).toBe(older);
	});

	it('the first number that differs decides, and one of the two is the older unless they are the same', () => {
		const version = fc.tuple(...[0, 1, 2, 3].map(() => fc.integer({min: 0, max: 12})));
		const ranked = (numbers: readonly number[]) => numbers.reduce((rank, number) => rank * 13 + number, 0);
		fc.assert(
			fc.property(version, version, (a, b) => {
				expect(isOlder(a.join('.'), b.join('.'))).toBe(ranked(a) < ranked(b));
			}),
		);
	});
});
