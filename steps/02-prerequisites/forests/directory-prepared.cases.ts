import {casesFor} from '../../../src/guide/cases.ts';
import {forest as corp, secondForest, usersOf} from '../../case-builders/forests.ts';
import {nobodyAsked} from '../../case-builders/witnesses.ts';
import {directoryPrepared} from './directory-prepared.ts';

const silence = {reason: 'timed-out' as const, detail: 'It did not answer in time.'};
const given = (forest: number | null, ...domains: readonly (number | null)[]) => ({
	forests: {forests: [{forest: corp, silent: null, revision: forest}]},
	domains: {
		forests: [
			{
				forest: corp,
				silent: null,
				domains: domains.map((revision, at) => ({domain: at === 0 ? corp : `emea${at}.${corp}`, silent: null, revision})),
			},
		],
	},
	scope: nobodyAsked,
});

export default casesFor(directoryPrepared, {
	'as Windows Server 2016 version 1709 and later leave it': {given: given(16, 16), then: 'met', says: 'revision 16'},
	'as Windows Server 2025 leaves it': {given: given(18, 17), then: 'met'},
	'a forest of 2012 R2': {given: given(15, 16), then: 'unmet', says: 'Windows Server 2016 brings 16', remedy: 'prepare-the-forest'},
	'a domain of 2012 R2': {given: given(16, 10), then: 'unmet', says: `${corp} is prepared up to revision 10`, remedy: 'prepare-the-domain'},
	'a second domain that was forgotten': {given: given(16, 16, 10), then: 'unmet', says: `emea1.${corp}`, remedy: 'prepare-the-domain'},
	'a domain as the first 2016 left it': {given: given(16, 15), then: 'caution', says: 'full control', remedy: 'narrow-the-right'},
	'a forest that does not show it': {given: given(null, 16), then: 'inconclusive', remedy: 'let-it-answer'},
	'a domain that does not show it': {given: given(16, null), then: 'inconclusive'},
	'a domain that does not answer': {
		given: {
			...given(16),
			domains: {forests: [{forest: corp, silent: null, domains: [{domain: corp, silent: silence}]}]},
		},
		then: 'timed-out',
	},
	'a forest that does not answer': {given: {...given(16, 16), forests: {forests: [{forest: corp, silent: silence}]}}, then: 'timed-out'},
	'an old forest without users in scope': {
		given: {
			forests: {
				forests: [
					{forest: corp, silent: null, revision: 16},
					{forest: secondForest, silent: null, revision: 11},
				],
			},
			domains: given(16, 16).domains,
			scope: usersOf({[corp]: 10, [secondForest]: 0}),
		},
		then: 'caution',
	},
});
