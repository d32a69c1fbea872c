import {describe, expect, it} from 'vitest';
import type {DirectoryAnswer, Entry} from '../../src/guide/answer.ts';
import type {CountBy} from '../../src/guide/query.ts';
import {kindCounter} from '../../src/powershell/count-by.ts';

const now = '2026-11-27T00:00:00Z';
const fileTime = (at: string) => String((BigInt(Date.parse(at)) + 11_644_473_600_000n) * 10_000n);
const place = {server: 'dc1.corp.example.test', namingContext: 'DC=corp'};

const counted = (countBy: readonly CountBy[], entries: readonly Entry[]) => {
	const counter = kindCounter(countBy, now);
	for (const entry of entries) {
		counter.add('corp.example.test', place, entry);
	}

	const answer: DirectoryAnswer = {
		forests: [
			{
				asked: 'corp.example.test',
				answered: true,
				forest: 'corp.example.test',
				ids: [],
				domains: [],
				controllers: [],
				readings: [
					{...place, entries: [], count: entries.length},
					{...place, server: 'dc2.corp.example.test', silent: 'timed-out', detail: 'x'},
				],
			},
		],
	};
	const [forest] = counter.answer(answer).forests;
	const [reading, other] = forest?.answered ? forest.readings : [];
	expect(other).toHaveProperty('silent', 'timed-out');
	return reading !== undefined && 'entries' in reading ? reading.entries : [];
};

describe('kinds of objects', () => {
	it('are told by their container, however it is written', () => {
		const entries = ['CN=a,OU=X,DC=corp', 'CN=b\\, c,ou=x,DC=corp', 'CN=d,OU=Y,DC=corp'].map(dn => ({dn, attributes: {}}));
		expect(counted([{by: 'container'}], entries)).toEqual([
			{dn: 'OU=X,DC=corp', attributes: {count: ['2']}},
			{dn: 'OU=Y,DC=corp', attributes: {count: ['1']}},
		]);
	});

	it('are told by a value, and what has none is a kind of its own', () => {
		const entries = [['1'], ['1'], [], ['2', '3']].map(v => ({dn: '', attributes: v.length === 0 ? {} : {v}}));
		expect(counted([{by: 'value', attribute: 'v'}], entries).map(({attributes}) => attributes)).toEqual([
			{v: ['1'], count: ['2']},
			{count: ['1']},
			{v: ['2'], count: ['1']},
		]);
	});

	it.each([
		['2026-11-27T00:00:00Z', 'yes'],
		['2026-08-29T00:00:00Z', 'yes'],
		['2026-08-28T23:59:59Z', 'no'],
		['1999-01-01T00:00:00Z', 'no'],
	])('of %s are recent: %s', (at, recent) => {
		expect(counted([{by: 'recent', attribute: 't', days: 90}], [{dn: '', attributes: {t: [fileTime(at)]}}])[0]?.attributes).toEqual({
			t: [recent],
			count: ['1'],
		});
	});

	it.each([
		['0', ['no']],
		['9223372036854775807', ['no']],
		['-1', undefined],
		['soon', undefined],
	])('whose time is %s are not recent', (value, t) => {
		const [entry] = counted([{by: 'recent', attribute: 't', days: 90}], [{dn: '', attributes: {t: [value]}}]);
		expect(entry?.attributes['t']).toEqual(t);
	});

	it('are none where nobody came', () => {
		expect(counted([{by: 'container'}], [])).toEqual([]);
	});
});
