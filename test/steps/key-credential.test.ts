import {generateKeyPairSync} from 'node:crypto';
import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {keyCredentialOf} from '../../steps/07-sign-in-and-provision/keys/key-credential.ts';
import {isRoca} from '../../steps/07-sign-in-and-provision/keys/roca.ts';

import {blobOf, entry, keyValue, usual} from '../lab/key-values.ts';

/** A number that the faulty library could give: a power of 65537 modulo the product of small primes, and a multiple of that product added. */
const rocaModulus = (power: bigint, multiple: bigint): Buffer => {
	const product = [
		2n,
		3n,
		5n,
		7n,
		11n,
		13n,
		17n,
		19n,
		23n,
		29n,
		31n,
		37n,
		41n,
		43n,
		47n,
		53n,
		59n,
		61n,
		67n,
		71n,
		73n,
		79n,
		83n,
		89n,
		97n,
		101n,
		103n,
		107n,
		109n,
		113n,
		127n,
		131n,
		137n,
		139n,
		149n,
		151n,
		157n,
		163n,
		167n,
	].reduce((all, one) => all * one, 1n);
	let value = 1n;
	for (let at = 0n; at < power; at++) {
		value = (value * 65_537n) % product;
	}

	return Buffer.from((value + multiple * product).toString(16).padStart(512, '0'), 'hex');
};

describe('a value of msDS-KeyCredentialLink', () => {
	it('tells usage, source, device and age', () => {
		expect(keyCredentialOf(keyValue(usual()))).toEqual({
			usage: 'hello',
			source: 'entra',
			device: '8899aabb-6677-4455-3322-110000000001',
			created: '2026-11-22T08:30:00Z',
			weak: expect.any(Boolean),
		});
		expect(keyCredentialOf(keyValue(usual(undefined, 7)))).toMatchObject({usage: 'fido'});
		expect(keyCredentialOf(keyValue(usual(undefined, 2, 0)))).toMatchObject({usage: 'other', source: 'directory'});
	});

	it('of another form is no key', () => {
		const blob = usual();
		for (const value of [
			'',
			'CN=Hana',
			keyValue(blob).replace(/^B:\d+/, 'B:12'),
			keyValue(blob.subarray(0, -1)),
			keyValue(Buffer.concat([Buffer.from([0, 1, 0, 0]), blob.subarray(4)])),
			keyValue(blobOf(entry(5, Buffer.from([1])))),
			keyValue(blobOf(entry(4, Buffer.from([1])), entry(4, Buffer.from([7])))),
			keyValue(blobOf(entry(4, Buffer.from([1, 1])))),
		]) {
			expect(keyCredentialOf(value)).toBeNull();
		}
	});

	it('cut anywhere but between its entries is no key, and nothing makes it throw', () => {
		const blob = usual();
		const ends = new Set<number>();
		for (let at = 4; at < blob.length; at += 3 + blob.readUInt16LE(at)) {
			ends.add(at);
		}

		for (let length = 0; length < blob.length; length++) {
			const key = keyCredentialOf(keyValue(blob.subarray(0, length)));
			expect(key === null || ends.has(length)).toBe(true);
		}

		fc.assert(
			fc.property(fc.uint8Array({maxLength: 600}), bytes => {
				keyCredentialOf(keyValue(Buffer.from(bytes)));
				keyCredentialOf(keyValue(blobOf(Buffer.from(bytes))));
			}),
			{numRuns: 1000},
		);
	});

	it('says of an RSA key whether it comes from the library of CVE-2017-15361, and of another kind of key nothing', () => {
		expect(keyCredentialOf(keyValue(usual(rocaModulus(77n, 1n << 1700n))))).toMatchObject({weak: true});
		const {publicKey} = generateKeyPairSync('rsa', {modulusLength: 2048});
		const modulus = Buffer.from(publicKey.export({format: 'jwk'}).n ?? '', 'base64url');
		expect(keyCredentialOf(keyValue(usual(Buffer.from(modulus))))).toMatchObject({weak: false});
		expect(keyCredentialOf(keyValue(blobOf(entry(3, Buffer.from('ECS1')), entry(4, Buffer.from([1])))))).toMatchObject({weak: null});
	});

	it('finds every such modulus, and none by chance', () => {
		fc.assert(
			fc.property(fc.bigInt(1n, 500n), fc.bigInt(0n, 1n << 1750n), (power, multiple) => isRoca(rocaModulus(power, multiple))),
			{numRuns: 100},
		);
		fc.assert(
			fc.property(fc.uint8Array({minLength: 256, maxLength: 256}), modulus => !isRoca(modulus)),
			{numRuns: 1000},
		);
		expect(isRoca(new Uint8Array(256))).toBe(false);
	});
});
