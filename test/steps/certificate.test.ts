import {X509Certificate} from 'node:crypto';
import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {certificatesOf} from '../../steps/certificate.ts';
import {certificateOfNow, isInForce} from '../../steps/certification-authority.ts';
import {certificateDer, thumbprintOf} from './certificates.ts';

const read = (...values: readonly Buffer[]) => certificatesOf(values.map(value => value.toString('base64')));
const whole = certificateDer();

describe('a certificate that a directory holds', () => {
	it('is known by its thumbprint, its subject and its times', () => {
		expect(read(whole)).toEqual({
			certificates: [
				{
					thumbprint: thumbprintOf(whole),
					subject: 'CN=Contoso Issuing CA',
					notBefore: '2024-01-01T00:00:00Z',
					notAfter: '2034-01-01T00:00:00Z',
				},
			],
			unreadable: 0,
		});
	});

	it('has its times to the second, in either of the two forms that X.509 writes them', () => {
		const {certificates} = read(certificateDer({notBefore: '1999-12-31T23:59:58Z', notAfter: '2099-06-30T12:34:56Z'}));
		expect(certificates).toMatchObject([{notBefore: '1999-12-31T23:59:58Z', notAfter: '2099-06-30T12:34:56Z'}]);
	});

	it('is not read where it is cut at any byte', () => {
		for (let at = 2; at < whole.length; at++) {
			expect(read(whole.subarray(0, at)), `cut at ${at}`).toEqual({certificates: [], unreadable: 1});
		}
	});

	it('is not read with something behind it, or as PEM', () => {
		expect(read(Buffer.concat([whole, Buffer.from([0])]))).toEqual({certificates: [], unreadable: 1});
		expect(read(Buffer.from(new X509Certificate(whole).toString()))).toEqual({certificates: [], unreadable: 1});
	});

	it('is none where the directory writes one byte for an empty object', () => {
		expect(read(Buffer.from([0]))).toEqual({certificates: [], unreadable: 0});
		expect(read()).toEqual({certificates: [], unreadable: 0});
	});

	it('M3 never throws, and is never read without its own thumbprint, whatever bytes came', () => {
		fc.assert(
			fc.property(fc.nat(whole.length - 1), fc.integer({min: 0, max: 255}), (at, byte) => {
				const changed = Buffer.from(whole);
				changed[at] = byte;
				const {certificates, unreadable} = read(changed);
				expect(certificates.length + unreadable).toBe(1);
				for (const {thumbprint} of certificates) {
					expect(thumbprint).toBe(thumbprintOf(changed));
				}
			}),
			{numRuns: 2000},
		);
		fc.assert(fc.property(fc.uint8Array({minLength: 2, maxLength: 400}), junk => read(Buffer.from(junk)).unreadable === 1));
	});
});

describe('the certificate with which an authority signs now', () => {
	const day = (n: number) => new Date(Date.UTC(2026, 0, 1) + n * 86_400_000).toISOString();
	const span = fc.record({from: fc.nat(40), days: fc.nat(40)}).map(({from, days}) => ({notBefore: day(from), notAfter: day(from + days)}));

	it('does not hang on the order of the values', () => {
		fc.assert(
			fc.property(fc.array(span, {minLength: 1, maxLength: 4}), fc.nat(100), (spans, at) => {
				const ders = spans.map((one, serial) => certificateDer({...one, serial}));
				const now = day(at).replace('.000', '');
				const times = (one: ReturnType<typeof certificateOfNow>) => (typeof one === 'string' ? one : [one.notBefore, one.notAfter]);
				expect(times(certificateOfNow(read(...ders.toReversed()), now))).toEqual(times(certificateOfNow(read(...ders), now)));
			}),
			{numRuns: 200},
		);
	});

	it('is in force only where the newest that has begun is', () => {
		const over = certificateDer({notBefore: day(10), notAfter: day(20), serial: 2});
		const older = certificateDer({notBefore: day(0), notAfter: day(90)});
		const current = certificateOfNow(read(older, over), '2026-02-10T00:00:00Z');
		expect(typeof current !== 'string' && isInForce(current, '2026-02-10T00:00:00Z')).toBe(false);
	});

	it('is not known beside one that could not be read', () => {
		expect(certificateOfNow(read(whole, whole.subarray(0, 40)), '2026-02-10T00:00:00Z')).toBe('unknown');
	});
});
