import {describe, expect, it} from 'vitest';
import type {Piece} from '../../src/guide/answer.ts';
import type {Finding} from '../../src/guide/finding.ts';
import {becauseOf, countedLook, zonedMomentWords} from '../../src/guide/words.ts';

const at = '2026-11-22T09:00:00.000Z';
const piece = (over: Partial<Piece> = {}): Piece => ({
	collector: 'connect-server',
	source: 'carried',
	takenAt: '2026-11-22T06:00:00Z',
	from: 'SYNC01 by hana',
	digest: 'd',
	used: true,
	...over,
});
const met = (...restsOn: readonly Piece[]): Finding => ({
	kind: 'judged',
	at,
	takenAt: null,
	source: 'carried',
	from: 'SYNC01 by hana',
	verdict: {outcome: 'met', because: 'Both rules stand.'},
	exhibits: [],
	facts: {},
	restsOn,
});

describe('the sentence of a finding', () => {
	it('says where and when what was not asked just now was taken, and how old it was', () => {
		expect(becauseOf(met(piece()))).toBe('Both rules stand. Carried from SYNC01 by hana, taken 2026-11-22 06:00 UTC, 3 h old.');
		expect(becauseOf(met(piece({source: 'exported', from: 'SYNC02', takenAt: null})))).toBe(
			'Both rules stand. Exported, SYNC02, taken at a time that nobody knows.',
		);
	});

	it('says nothing of what was asked live, of what a person stated, and of what was set aside', () => {
		const others = [piece({source: 'live'}), piece({source: 'attested'}), piece({source: 'practice'}), piece({used: false})];
		expect(becauseOf(met(...others))).toBe('Both rules stand.');
	});

	it('names each once, and after three only how many more', () => {
		expect(becauseOf(met(piece(), piece({collector: 'other'})))).toBe(
			'Both rules stand. Carried from SYNC01 by hana, taken 2026-11-22 06:00 UTC, 3 h old.',
		);
		const many = ['1', '2', '3', '4', '5'].map(from => piece({from}));
		expect(becauseOf(met(...many))).toMatch(/Carried from 3, [^.]*old\. And 2 more\.$/);
	});

	it('does not say twice when something was taken', () => {
		const detail = 'What was brought from SYNC01 is too old to rely on: it was taken 2026-11-19 09:00 UTC, 3 days old.';
		expect(becauseOf({kind: 'unobserved', at, reason: 'stale', detail, restsOn: [piece({takenAt: '2026-11-19T09:00:00Z'})]})).toBe(detail);
	});

	it('knows the age of what an earlier version found', () => {
		const {restsOn: _, ...earlier} = met();
		expect(becauseOf({...earlier, takenAt: '2026-11-21T09:00:00Z'} as Finding)).toMatch(
			/Carried from SYNC01 by hana, taken 2026-11-21 09:00 UTC, 24 h old\.$/,
		);
	});
});

describe('a time in a document', () => {
	it('says how far its zone is from UTC', () => {
		const zone = process.env['TZ'];
		try {
			for (const [name, words] of [
				['UTC', '22 Nov 2026, 09:00 UTC'],
				['Asia/Kolkata', '22 Nov 2026, 14:30 UTC+05:30'],
				['America/St_Johns', '22 Nov 2026, 05:30 UTC-03:30'],
			] as const) {
				process.env['TZ'] = name;
				expect(zonedMomentWords(at)).toBe(words);
			}
		} finally {
			if (zone === undefined) {
				delete process.env['TZ'];
			} else {
				process.env['TZ'] = zone;
			}
		}
	});
});

describe('a count of checks', () => {
	it('speaks of one as of one', () => {
		expect([0, 1, 2].map(count => countedLook(count, 'not-applicable'))).toEqual(['0 do not apply', '1 does not apply', '2 do not apply']);
		expect(countedLook(3, 'met')).toBe('3 met');
	});
});
