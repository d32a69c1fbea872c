import {casesFor} from '../../../src/guide/cases.ts';
import {forest as corp, secondForest} from '../../case-builders/forests.ts';
import {dcClocksAgree} from './dc-clocks-agree.ts';

const silence = {reason: 'timed-out' as const, detail: 'It did not answer in time.'};
/** The times that controllers told; null: none. The look ended at 09:00:30. */
const told = (...times: readonly (string | null)[]) =>
	times.map((time, at) => ({server: `dc0${at + 1}.${corp}`, silent: null, at: time === null ? null : `2026-11-22T${time}Z`}));
const given = (controllers: ReturnType<typeof told>, takenAt: string | null = '2026-11-22T09:00:30.1234567Z') => ({
	clocks: {takenAt, forests: [{forest: corp, silent: null, controllers}]},
});

export default casesFor(dcClocksAgree, {
	'all agree within the time it takes to ask': {
		given: given(told('09:00:02', '09:00:15', '08:59:40')),
		then: 'met',
		says: '3 domain controllers',
	},
	'one alone agrees with this computer': {given: given(told('09:00:02')), then: 'met'},
	'one is ten minutes behind': {
		given: given(told('09:00:02', '08:50:05', '09:00:10')),
		then: 'unmet',
		says: `dc02.${corp} is 9 min behind the others; Kerberos takes 5 minutes`,
		remedy: 'set-the-clock',
	},
	'one is ten minutes ahead': {given: given(told('09:00:02', '09:10:05', '09:00:10')), then: 'unmet', says: 'ahead of the others'},
	'one is six minutes and a second behind': {given: given(told('09:00:02', '08:54:01', '09:00:02')), then: 'unmet'},
	'one is six minutes behind, of which one may be the asking': {
		given: given(told('09:00:02', '08:54:02', '09:00:02')),
		then: 'caution',
		remedy: 'set-the-clock',
	},
	'one is two minutes behind': {given: given(told('09:00:02', '08:58:02', '09:00:02')), then: 'met'},
	'one does not tell the time': {given: given(told('09:00:02', null)), then: 'inconclusive', remedy: 'let-it-answer'},
	'one tells a time that is none': {given: given(told('09:00:02', '99:00:00')), then: 'inconclusive'},
	'none tells the time': {given: given(told(null)), then: 'inconclusive'},
	'one does not answer: another check names it': {
		given: {
			clocks: {
				takenAt: '2026-11-22T09:00:30Z',
				forests: [{forest: corp, silent: null, controllers: [...told('09:00:02'), {server: 'old', silent: silence, at: null}]}],
			},
		},
		then: 'met',
	},
	'this computer is ten minutes ahead of them all': {
		given: given(told('08:50:02', '08:50:12')),
		then: 'unmet',
		says: 'The clock of this computer is 10 min ahead of that of corp.contoso.com',
		remedy: 'set-the-clock-here',
	},
	'nobody knows when they were asked': {given: given(told('09:00:02', '09:00:12'), null), then: 'inconclusive'},
	'a second forest is ten minutes ahead of this computer': {
		given: {
			clocks: {
				takenAt: '2026-11-22T09:00:30Z',
				forests: [
					{forest: corp, silent: null, controllers: told('09:00:02')},
					{forest: secondForest, silent: null, controllers: told('09:10:02')},
				],
			},
		},
		then: 'unmet',
		says: secondForest,
		remedy: 'set-the-clock-here',
	},
	'a forest that does not answer': {
		given: {clocks: {takenAt: '2026-11-22T09:00:30Z', forests: [{forest: corp, silent: silence}]}},
		then: 'timed-out',
		remedy: 'let-it-answer',
	},
});
