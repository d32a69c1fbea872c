import fc from 'fast-check';
import {expect, it} from 'vitest';
import {cursorsOf} from '../../steps/03-new-installation-baseline/domain-controllers/up-to-date-vector.ts';

const cursor = (id: Uint8Array, seconds: bigint): Buffer => {
	const tail = Buffer.alloc(16);
	tail.writeBigUInt64LE(77n, 0);
	tail.writeBigUInt64LE(seconds, 8);
	return Buffer.concat([id, tail]);
};
const vector = (version: number, count: number, ...cursors: readonly Buffer[]): string => {
	const head = Buffer.alloc(16);
	head.writeUInt32LE(version, 0);
	head.writeUInt32LE(count, 8);
	return Buffer.concat([head, ...cursors]).toString('base64');
};
const id = Buffer.from('33221100554477668899aabbccddeeff', 'hex');
/** 22 Nov 2026, 09:00 UTC. */
const then = 11_644_473_600n + 1_795_338_000n;

it('names each database, its bytes in the order of a GUID, and the second of the last success', () => {
	expect(cursorsOf(vector(2, 2, cursor(id, then), cursor(Buffer.alloc(16, 1), 0n)))).toEqual([
		{database: '00112233-4455-6677-8899-aabbccddeeff', at: '2026-11-22T09:00:00Z'},
		{database: '01010101-0101-0101-0101-010101010101', at: null},
	]);
	expect(cursorsOf(vector(2, 0))).toEqual([]);
});

it('is not read in the first version, cut at any byte, or with something behind it', () => {
	const whole = Buffer.from(vector(2, 1, cursor(id, then)), 'base64');
	expect(cursorsOf(vector(1, 1, cursor(id, then)))).toBeNull();
	for (let at = 0; at < whole.length; at++) {
		expect(cursorsOf(whole.subarray(0, at).toString('base64'))).toBeNull();
	}

	expect(cursorsOf(Buffer.concat([whole, Buffer.alloc(1)]).toString('base64'))).toBeNull();
});

it('never throws, whatever bytes came', () => {
	fc.assert(
		fc.property(fc.uint8Array({maxLength: 200}), fc.boolean(), (bytes, isHeaded) => {
			const made = isHeaded ? Buffer.concat([Buffer.from([2, 0, 0, 0, 0, 0, 0, 0, 3, 0, 0, 0, 0, 0, 0, 0]), bytes]) : Buffer.from(bytes);
			cursorsOf(made.toString('base64'));
		}),
		{numRuns: 1000},
	);
});
