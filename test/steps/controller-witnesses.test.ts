import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import type {DatedFacts} from '../../src/guide/check.ts';
import {controllerCertificateOf} from '../../steps/06-hello-settings/domain-controller/controller-certificate.ts';
import {aboutComputer, newestOfEach} from '../../steps/controller-witnesses.ts';
import {elementsOf, oidOf} from '../../steps/der.ts';
import {certificateDer, thumbprintOf} from './certificates.ts';

type Named = {readonly computer: string | null; readonly build: number};
const witness = (computer: string | null, build: number, takenAt: string | null, part: Partial<DatedFacts> = {}): DatedFacts => ({
	kind: 'facts',
	facts: {computer, build},
	source: 'carried',
	takenAt,
	from: 'a file',
	stale: false,
	clock: false,
	...part,
});
const newest = (...all: readonly DatedFacts[]) => newestOfEach(all, facts => facts as Named);
const early = '2026-11-22T08:00:00Z';
const late = '2026-11-22T09:00:00Z';

describe('several files of domain controllers', () => {
	it('are one for each computer, by its DNS name, and the newest speaks', () => {
		const found = newest(witness('DC01.corp.test', 1, early), witness('dc01.CORP.test.', 2, late), witness('DC02.corp.test', 3, early));
		expect(found.map(({computer, build}) => [computer, build])).toEqual([
			['dc01.CORP.test.', 2],
			['DC02.corp.test', 3],
		]);
	});

	it('never take two computers of one short name for one', () => {
		expect(newest(witness('DC01.a.test', 1, early), witness('DC01.b.test', 2, late))).toHaveLength(2);
	});

	it('keep apart computers that have no name', () => {
		expect(newest(witness(null, 1, early), witness(null, 2, late))).toHaveLength(2);
	});

	it('of one moment that differ contradict each other, and none where they say the same', () => {
		expect(newest(witness('a.test', 1, late), witness('a.test', 2, late))).toMatchObject([{contradicted: true}]);
		expect(newest(witness('a.test', 1, late), witness('a.test', 1, late))).toMatchObject([{contradicted: false}]);
	});

	it('give way to a live answer, whatever their clock says', () => {
		const live = witness('a.test', 1, early, {source: 'live'});
		expect(newest(live, witness('a.test', 2, late))).toMatchObject([{build: 1, contradicted: false}]);
	});

	it('without a time are older than any other', () => {
		expect(newest(witness('a.test', 1, null), witness('a.test', 2, early))).toMatchObject([{build: 2}]);
	});

	it('end the same in whichever order they were brought', () => {
		const some = [witness('a.test', 1, early), witness('A.test', 2, late), witness('b.test', 3, late), witness('a.test', 4, late)];
		const sorted = (all: readonly DatedFacts[]) => JSON.stringify(newest(...all).toSorted((a, b) => a.build - b.build));
		fc.assert(
			fc.property(fc.shuffledSubarray(some, {minLength: some.length}), all => {
				expect(sorted(all)).toBe(sorted(some));
			}),
		);
	});

	it('are known by their computer', () => {
		expect(aboutComputer('domain-controller')({computer: 'DC01.corp.test.'})).toBe('domain-controller/dc01.corp.test');
		expect(aboutComputer('domain-controller')({computer: null})).toBeNull();
	});
});

describe('a certificate in DER', () => {
	const der = certificateDer();

	it('is read whole', () => {
		expect(controllerCertificateOf(der.toString('hex'))).toMatchObject({
			thumbprint: thumbprintOf(der),
			names: null,
			usages: null,
			hash: 'sha256',
		});
	});

	it('is none where a byte is missing, or one is too many', () => {
		for (let length = 0; length < der.length; length += 7) {
			expect(controllerCertificateOf(der.subarray(0, length).toString('hex'))).toBeNull();
		}

		expect(controllerCertificateOf(`${der.toString('hex')}00`)).toBeNull();
	});

	it('throws at nothing, whatever stands there', () => {
		fc.assert(
			fc.property(fc.integer({min: 0, max: der.length - 1}), fc.integer({min: 0, max: 255}), (at, byte) => {
				const bent = Buffer.from(der);
				bent[at] = byte;
				const read = controllerCertificateOf(bent.toString('hex'));
				expect(read === null || read.thumbprint.length === 40).toBe(true);
			}),
		);
		fc.assert(
			fc.property(fc.uint8Array({maxLength: 60}), bytes => {
				const values = elementsOf(Buffer.from(bytes));
				const size = values?.reduce((sum, {content}) => sum + content.length, 0) ?? 0;
				expect(size).toBeLessThanOrEqual(bytes.length);
			}),
		);
	});

	it('names what it holds by object identifiers', () => {
		expect(oidOf({tag: 6, content: Buffer.from('2b060105020305', 'hex')})).toBe('1.3.6.1.5.2.3.5');
		expect(oidOf({tag: 6, content: Buffer.from('2b060104018237140202', 'hex')})).toBe('1.3.6.1.4.1.311.20.2.2');
		expect(oidOf({tag: 6, content: Buffer.from('5506', 'hex')})).toBe('2.5.6');
		expect(oidOf({tag: 6, content: Buffer.from('2b86', 'hex')})).toBeNull();
		expect(oidOf({tag: 4, content: Buffer.from('2b06', 'hex')})).toBeNull();
	});
});
