import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {compareTimes, isBefore, later, spanOf, standingOf, takenWords, timeTyped} from '../../src/guide/age.ts';
import type {Finding} from '../../src/guide/finding.ts';
import {ageOf, durationOf, oldness, seenWords} from '../../src/guide/words.ts';

const now = '2026-11-22T09:00:00.000Z';
const at = (milliseconds: number) => new Date(Date.parse(now) + milliseconds).toISOString();
const minutes = 60_000;
const hours = 60 * minutes;

describe('how old evidence is', () => {
	it.each([
		[0, 'fresh'],
		[-24 * hours, 'fresh'],
		[-24 * hours - 1, 'old'],
		[5 * minutes, 'fresh'],
		[5 * minutes + 1, 'ahead'],
	] as const)('is told to the millisecond: %d ms from now is %s', (milliseconds, standing) => {
		expect(standingOf(at(milliseconds), now)).toBe(standing);
	});

	it('is not known where no time is, or none that is one', () => {
		expect([null, '', 'nonsense', '2026-13-40T00:00:00Z'].map(time => standingOf(time, now))).toEqual(Array(4).fill('undated'));
	});

	it('is the same however the moment is written', () => {
		const same = ['2026-11-22T09:05:00Z', '2026-11-22T09:05:00.000Z', '2026-11-22T11:05:00+02:00', '2026-11-22T09:05:00.0000000Z'];
		for (const a of same) {
			for (const b of same) {
				expect(compareTimes(a, b)).toBe(0);
			}
		}

		expect(compareTimes('2026-11-22T09:00:00Z', '2026-11-22T09:00:00.001Z')).toBeLessThan(0);
		expect(compareTimes('2026-11-22T10:00:00+02:00', '2026-11-22T09:00:00Z')).toBeLessThan(0);
	});

	it('puts what has no time before everything that has one', () => {
		expect(['2026-11-22T09:00:00Z', null, '2026-11-21T09:00:00Z', 'nonsense'].toSorted(compareTimes)).toEqual([
			null,
			'nonsense',
			'2026-11-21T09:00:00Z',
			'2026-11-22T09:00:00Z',
		]);
	});

	it('is said in UTC, with the age, or with how far it lies ahead', () => {
		expect(takenWords('2026-11-22T07:00:00+01:00', now)).toBe('taken 2026-11-22 06:00 UTC, 3 h old');
		expect(takenWords(at(2 * minutes), now)).toBe('taken 2026-11-22 09:02 UTC, 0 s old');
		expect(takenWords(at(-3 * 24 * hours), now)).toBe('taken 2026-11-19 09:00 UTC, 3 days old');
		expect(takenWords(at(90 * minutes), now)).toBe(
			'dated 2026-11-22 10:30 UTC, which is 1 h ahead of the clock of this computer (2026-11-22 09:00 UTC)',
		);
		expect(takenWords(null, now)).toBe('taken at a time that nobody knows');
	});

	it('is never called just now where it has not come yet', () => {
		expect(ageOf(at(5 * minutes), now)).toBe('just now');
		expect(ageOf(at(5 * minutes + 1), now)).toBe('5 min ahead of this clock');
		expect(ageOf(at(26 * hours), now)).toBe('26 h ahead of this clock');
		const finding: Finding = {
			kind: 'judged',
			at: now,
			takenAt: at(3 * hours),
			source: 'carried',
			from: 'SYNC01',
			verdict: {outcome: 'met', because: 'Yes.'},
			exhibits: [],
			facts: {},
		};
		expect(seenWords(finding, now)).toBe('seen 3 h ahead of this clock, carried from SYNC01');
	});

	it('is said in minutes from the first on, and in hours from the sixtieth', () => {
		// Noon of this computer, so that its midnight is far away.
		const noon = new Date(2026, 10, 22, 12).getTime();
		const said = (gone: number) => ageOf(new Date(noon - gone).toISOString(), new Date(noon).toISOString());
		expect([0, minutes - 1, minutes, hours - 1, hours, 12 * hours].map(said)).toEqual([
			'just now',
			'just now',
			'1 min ago',
			'59 min ago',
			'1 h ago',
			'12 h ago',
		]);
	});

	it('is said by the calendar of this computer from its midnights on', () => {
		const said = (...time: readonly [hour: number, minute: number, second: number, millisecond: number, daysBefore: number]) => {
			const [hour, minute, second, millisecond, daysBefore] = time;
			return ageOf(
				new Date(2026, 10, 22 - daysBefore, hour, minute, second, millisecond).toISOString(),
				new Date(2026, 10, 22, 12).toISOString(),
			);
		};
		expect(said(23, 59, 59, 999, 1)).toBe('yesterday 23:59');
		expect(said(0, 0, 0, 0, 1)).toBe('yesterday 00:00');
		expect(said(23, 59, 59, 999, 2)).toBe('20 Nov 2026');
	});

	it('is warned of from a whole day on', () => {
		expect([24 * hours - 1, 24 * hours, 48 * hours - 1, 48 * hours].map(gone => oldness(at(-gone), now))).toEqual([
			null,
			'1 day old',
			'1 day old',
			'2 days old',
		]);
		expect([59_499, minutes].map(durationOf)).toEqual(['59 s', '1 min 0 s']);
	});

	it('is, of what a person stated, that of the statement, whenever it was looked at', () => {
		const stated: Finding = {
			kind: 'judged',
			at: now,
			takenAt: new Date(2026, 10, 3, 12).toISOString(),
			source: 'attested',
			from: 'Hana Novak',
			verdict: {outcome: 'met', because: 'Yes.'},
			exhibits: [],
			facts: {},
		};
		expect(seenWords(stated, now)).toBe('stated 3 Nov 2026 by Hana Novak');
	});

	it.each([
		[59_999, '59 s'],
		[minutes, '1 min'],
		[hours, '1 h'],
		[48 * hours - 1, '47 h'],
		[48 * hours, '2 days'],
	])('is rounded down to the largest unit: %d ms is %s', (span, words) => {
		expect([spanOf(span), spanOf(-span)]).toEqual([words, words]);
	});
});

describe('a clock', () => {
	it('stands before a moment where it is more than five minutes behind it', () => {
		expect(isBefore(now, at(5 * minutes))).toBe(false);
		expect(isBefore(now, at(5 * minutes + 1))).toBe(true);
		expect(isBefore(now, at(-hours))).toBe(false);
		expect([null, 'nonsense'].map(been => isBefore(now, been))).toEqual([false, false]);
	});

	it('is remembered at its latest, whatever came last', () => {
		expect([at(0), at(hours), at(minutes), 'nonsense', at(-hours)].reduce<string | null>(later, null)).toBe(at(hours));
	});
});

describe('a time that somebody types', () => {
	it.each([
		['2026-11-22T09:00Z', '2026-11-22T09:00:00.000Z'],
		[' 2026-11-22 09:00 ', '2026-11-22T09:00:00.000Z'],
		['2026-11-22t09:00z', '2026-11-22T09:00:00.000Z'],
		['2026-11-22T09:00', '2026-11-22T09:00:00.000Z'],
		['2026-11-22T09:00:30.5-05:00', '2026-11-22T14:00:30.500Z'],
		['2026-11-22', '2026-11-22T00:00:00.000Z'],
		['2024-02-29', '2024-02-29T00:00:00.000Z'],
	])('%s is %s, on every computer', (typed, moment) => {
		expect(timeTyped(typed)).toBe(moment);
	});

	it.each([
		'',
		'yesterday',
		'22.11.2026',
		'2026-13-01',
		'2026-02-30',
		'2025-02-29',
		'2026-11-22T25:00Z',
		'2026-11-22T09:61Z',
		'2026-11-22T09:00 CET',
		'x2026-11-22',
		'2026-11-22T09:00Z; rm',
	])('%s is none', typed => {
		expect(timeTyped(typed)).toBeNull();
	});

	it('is read back as the moment that it was written from', () => {
		fc.assert(
			fc.property(fc.date({min: new Date('1971-01-01'), max: new Date('9998-12-31'), noInvalidDate: true}), date => {
				expect(timeTyped(date.toISOString())).toBe(date.toISOString());
			}),
		);
	});
});
