import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {guidOf, sidOf} from '../../steps/directory.ts';
import {domainNameOf, namesOf, parentOf, partsOfName} from '../../steps/distinguished-name.ts';
import {comparableDn, foldAscii, isSameDn, isSameDnsName} from '../../steps/identity.ts';

const value = fc.string({unit: fc.constantFrom(...'aA,\\=+"<>;# .\n\tk\u212aü\ud83d\ude00'), minLength: 1, maxLength: 6});
const part = fc.record({type: fc.constantFrom('CN', 'OU', 'DC', 'cn'), value});
const parts = fc.array(part, {minLength: 1, maxLength: 4});

/** One of the ways in which RFC 4514 lets a value be written. */
const spelled = (text: string, hex: boolean): string =>
	[...text]
		.map((character, at, all) => {
			const atEnd = character === ' ' && (at === 0 || at === all.length - 1);
			if (/["+,;<>\\=#\n]/.test(character) || atEnd) {
				return hex || character === '\n'
					? [...Buffer.from(character, 'utf8')].map(byte => `\\${byte.toString(16).padStart(2, '0').toUpperCase()}`).join('')
					: `\\${character}`;
			}

			return character;
		})
		.join('');
const written = (all: readonly {type: string; value: string}[], hex: boolean, gap: string) =>
	all.map(one => `${gap}${one.type}${gap}=${gap}${spelled(one.value, hex)}${gap}`).join(',');

describe('a distinguished name', () => {
	it('is read as the parts that it was written from, however they are escaped and spaced', () => {
		fc.assert(
			fc.property(parts, fc.boolean(), fc.constantFrom('', ' ', '  '), (all, hex, gap) => {
				expect(partsOfName(written(all, hex, gap))).toEqual(all);
			}),
		);
	});

	it('is the same as another exactly where every part is, ASCII case aside', () => {
		fc.assert(
			fc.property(parts, parts, fc.boolean(), fc.boolean(), (left, right, hex, other) => {
				const folded = (all: typeof left) => all.map(one => [foldAscii(one.type), foldAscii(one.value)]);
				const same = JSON.stringify(folded(left)) === JSON.stringify(folded(right));
				expect(isSameDn(written(left, hex, ''), written(right, other, ' '))).toBe(same);
				expect(isSameDn(written(left, hex, ''), written(left, other, ' ').toLowerCase().replaceAll('\u212a', 'k'))).toBe(
					!JSON.stringify(left).includes('\u212a') && !JSON.stringify(left).includes('Ü'),
				);
			}),
		);
	});

	it.each([
		['a comma inside a name', 'CN=a\\,OU\\=b,DC=x', 'CN=a,OU=b,DC=x'],
		['a space that belongs to a name', 'CN=a\\ ,DC=x', 'CN=a,DC=x'],
		['a tab at its end', 'CN=a\t,DC=x', 'CN=a,DC=x'],
		['the sign of the kelvin', 'CN=\u212a,DC=x', 'CN=k,DC=x'],
		['bytes that are no text', 'CN=\\FE,DC=x', 'CN=\\FF,DC=x'],
		['nothing at all', '', ''],
	])('is not another for %s', (_, left, right) => {
		expect(isSameDn(left, right)).toBe(false);
	});

	it('knows what stands above it, also below a name with a comma', () => {
		expect(parentOf('CN=NTDS Settings,CN=DC\\,1,CN=Servers')).toBe('CN=DC\\,1,CN=Servers');
		expect([parentOf('DC=x'), parentOf('')]).toEqual([null, null]);
		expect(namesOf('CN=J\\C3\\BCrgen\\0ACNF:x,OU= b ,DC=x')).toEqual(['Jürgen\nCNF:x', 'b', 'x']);
	});

	it('stands for a DNS name only where all of its parts are domain components', () => {
		expect(domainNameOf('DC=emea,dc=Contoso , DC=com')).toBe('emea.Contoso.com');
		for (const other of ['CN=Configuration,DC=contoso,DC=com', 'DC=contoso.com', 'DC=,DC=com', '']) {
			expect(domainNameOf(other)).toBeNull();
		}
	});

	it('is compared whatever stands in it', () => {
		fc.assert(
			fc.property(fc.string({unit: 'binary'}), text => {
				expect(comparableDn(comparableDn(text))).toBe(comparableDn(text));
				expect(isSameDn(text, text)).toBe(text !== '');
			}),
		);
	});
});

describe('a DNS name', () => {
	it('is the same in any ASCII case and with a dot at its end, and no other', () => {
		expect(isSameDnsName('CORP.contoso.com.', 'corp.Contoso.COM')).toBe(true);
		for (const other of [
			'lab.corp.contoso.com',
			'notcorp.contoso.com',
			'contoso.com',
			'corp.contoso.com..',
			'corp.contoso.com ',
			'',
			null,
		]) {
			expect(isSameDnsName('corp.contoso.com', other)).toBe(false);
		}

		expect(isSameDnsName('\u212aorp.example', 'korp.example')).toBe(false);
	});
});

describe('a SID', () => {
	const well = fc.tuple(fc.nat({max: 2 ** 32 - 1}), fc.array(fc.nat({max: 2 ** 32 - 1}), {minLength: 1, maxLength: 15}));
	const bytesOf = ([authority, values]: readonly [number, readonly number[]]) => {
		const bytes = Buffer.alloc(8 + 4 * values.length);
		bytes.set([1, values.length]);
		bytes.writeUIntBE(authority, 2, 6);
		for (const [at, one] of values.entries()) {
			bytes.writeUInt32LE(one, 8 + 4 * at);
		}

		return bytes;
	};

	it('is read from its bytes', () => {
		fc.assert(
			fc.property(well, ([authority, values]) => {
				expect(sidOf(bytesOf([authority, values]).toString('base64'))).toBe(`S-1-${authority}-${values.join('-')}`);
			}),
		);
	});

	it('M3 is null where it is cut, longer than it says, of another revision or no base64, and never a fault of the program', () => {
		fc.assert(
			fc.property(well, fc.nat(70), fc.uint8Array({minLength: 1, maxLength: 4}), (one, cut, more) => {
				const whole = bytesOf(one);
				expect(sidOf(whole.subarray(0, Math.min(cut, whole.length - 1)).toString('base64'))).toBeNull();
				expect(sidOf(Buffer.concat([whole, more]).toString('base64'))).toBeNull();
				expect(sidOf(Buffer.concat([Buffer.from([2]), whole.subarray(1)]).toString('base64'))).toBeNull();
			}),
		);
		fc.assert(fc.property(fc.string({unit: 'binary'}), text => sidOf(text) === null || text !== ''));
		expect([sidOf(''), sidOf('S-1-5-21-1-2-3-4'), sidOf(Buffer.from([1, 0, 0, 0, 0, 0, 0, 5]).toString('base64'))]).toEqual([
			null,
			null,
			null,
		]);
	});
});

describe('a GUID', () => {
	it('is read from 16 bytes, and is null where there are fewer, more or none', () => {
		expect(guidOf(Buffer.from('0fd6475b9060b2409f372a4de88f3063', 'hex').toString('base64'))).toBe('5b47d60f-6090-40b2-9f37-2a4de88f3063');
		fc.assert(
			fc.property(fc.uint8Array({maxLength: 40}), bytes => {
				expect(guidOf(Buffer.from(bytes).toString('base64')) === null).toBe(bytes.length !== 16);
			}),
		);
		expect(guidOf('5b47d60f-6090-40b2-9f37-2a4de88f3063')).toBeNull();
	});
});
