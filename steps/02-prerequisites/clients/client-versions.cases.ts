import {casesFor} from '../../../src/guide/cases.ts';
import {clientVersions} from './client-versions.ts';

const forest = 'corp.contoso.com';
type Kind = readonly [
	build: number | null,
	computers: number,
	more?: {readonly recent?: boolean; readonly system?: 'windows' | 'other' | 'unknown'},
];
const given = (kinds: readonly Kind[], at: string | null = '2026-11-22T09:00:00Z') => ({
	clients: {
		forests: [
			{
				forest,
				silent: null,
				domains: [
					{
						domain: forest,
						silent: null,
						kinds: kinds.map(([build, computers, more = {}]) => ({system: 'windows' as const, build, recent: true, computers, ...more})),
					},
				],
			},
		],
	},
	clock: {forests: [{forest, silent: null, forestLevel: 7, at}]},
});
const silent = {reason: 'timed-out', detail: 'It did not answer in time.'} as const;

export default casesFor(clientVersions, {
	'clients of today': {
		given: given([
			[26100, 3120],
			[26200, 40],
		]),
		then: 'met',
		says: '3,120 of Windows 11 24H2, 40 of Windows 11 25H2',
	},
	'the oldest that will do, still updated': {given: given([[17763, 5]]), then: 'met'},
	'a build that is newer than the table': {given: given([[30000, 5]]), then: 'met', says: 'build 30000'},
	'the oldest that will do': {given: given([[15063, 1]]), then: 'caution', says: 'no more updates', remedy: 'plan-the-upgrade'},
	'one that is older, among others': {
		given: given([
			[26100, 99],
			[14393, 1],
		]),
		then: 'caution',
		says: '1 client of 100 in corp.contoso.com is older than Windows 10 1703',
		remedy: 'upgrade-the-clients',
	},
	'all older': {
		given: given([
			[14393, 3],
			[7601, 2],
		]),
		then: 'unmet',
		says: 'All 5 clients',
		remedy: 'upgrade-the-clients',
	},
	'updates that end today': {given: given([[22631, 1]], '2026-11-10T09:00:00Z'), then: 'met'},
	'updates that ended yesterday': {given: given([[22631, 1]], '2026-11-11T09:00:00Z'), then: 'caution', remedy: 'plan-the-upgrade'},
	'a time that was not read': {given: given([[26100, 1]], null), then: 'inconclusive', remedy: 'let-it-answer'},
	'old ones that nobody has seen for long': {
		given: given([
			[26100, 10],
			[7601, 4, {recent: false}],
		]),
		then: 'met',
	},
	'only such': {given: given([[7601, 4, {recent: false}]]), then: 'empty', remedy: 'let-it-answer'},
	'no clients': {given: given([]), then: 'empty', remedy: 'let-it-answer'},
	'computers that are not Windows': {
		given: given([
			[26100, 10],
			[null, 4, {system: 'other'}],
			[null, 1, {system: 'unknown'}],
		]),
		then: 'met',
	},
	'some whose version is not told': {
		given: given([
			[26100, 10],
			[null, 4],
		]),
		then: 'inconclusive',
		says: '4 clients',
		remedy: 'let-it-answer',
	},
	'none whose version is told': {given: given([[null, 4]]), then: 'inconclusive', remedy: 'let-it-answer'},
	'a domain that did not answer': {
		given: {...given([]), clients: {forests: [{forest, silent: null, domains: [{domain: forest, silent}]}]}},
		then: 'timed-out',
		remedy: 'let-it-answer',
	},
	'a forest that did not answer': {
		given: {...given([]), clients: {forests: [{forest, silent}]}},
		then: 'timed-out',
		remedy: 'let-it-answer',
	},
});
