import {casesFor} from '../../src/guide/cases.ts';
import {functionalLevels} from './functional-levels.ts';

const at = '2026-11-22T09:00:00Z';
const corp = 'corp.contoso.com';
const fabrikam = 'fabrikam.com';
const forest = (name: string, forestLevel: number | null) => ({forest: name, silent: null, forestLevel, at});
const domains = (name: string, ...levels: (readonly [string, number | null])[]) => ({
	forest: name,
	silent: null,
	domains: levels.map(([domain, level]) => ({domain, level})),
});
const silent = {reason: 'unreachable', detail: 'fabrikam.com was asked by LDAP: it does not answer on port 389.'} as const;
const uncounted = {seen: false, reason: 'unreachable', detail: 'not counted'} as const;
const counted = (...users: (readonly [string, number])[]) =>
	({
		seen: true,
		source: 'live',
		stale: false,
		facts: {group: null, groupMatches: null, forests: users.map(([name, count]) => ({forest: name, silent: null, users: count}))},
	}) as const;

export default casesFor(functionalLevels, {
	'every domain and forest at 2016': {
		given: {
			forests: {forests: [forest(corp, 7)]},
			partitions: {forests: [domains(corp, [corp, 7], [`emea.${corp}`, 4])]},
			scope: uncounted,
		},
		then: 'met',
		says: '1 forest and 2 domains',
	},
	'a child domain at 2008': {
		given: {
			forests: {forests: [forest(corp, 3)]},
			partitions: {forests: [domains(corp, [corp, 7], [`emea.${corp}`, 3])]},
			scope: uncounted,
		},
		then: 'unmet',
		says: 'emea.corp.contoso.com is at level 3 (2008)',
		remedy: 'raise-the-level',
	},
	'a level that nobody tells': {
		given: {forests: {forests: [forest(corp, null)]}, partitions: {forests: [domains(corp, [corp, 7])]}, scope: uncounted},
		then: 'inconclusive',
		remedy: 'let-it-answer',
	},
	'a bad forest beside a silent one is still bad': {
		given: {
			forests: {forests: [forest(corp, 2), {forest: fabrikam, silent}]},
			partitions: {forests: [domains(corp, [corp, 7]), {forest: fabrikam, silent}]},
			scope: uncounted,
		},
		then: 'unmet',
		says: 'Not seen: fabrikam.com',
	},
	'a good forest beside a silent one is not seen': {
		given: {
			forests: {forests: [forest(corp, 7), {forest: fabrikam, silent}]},
			partitions: {forests: [domains(corp, [corp, 7]), {forest: fabrikam, silent}]},
			scope: uncounted,
		},
		then: 'unreachable',
		remedy: 'let-it-answer',
	},
	'an old forest in which no user is in scope': {
		given: {
			forests: {forests: [forest(corp, 7), forest(fabrikam, 2)]},
			partitions: {forests: [domains(corp, [corp, 7]), domains(fabrikam, [fabrikam, 7])]},
			scope: counted([corp, 300], [fabrikam, 0]),
		},
		then: 'caution',
		says: 'No user in scope lives in fabrikam.com',
	},
	'an old forest whose users were not counted': {
		given: {
			forests: {forests: [forest(corp, 7), forest(fabrikam, 2)]},
			partitions: {forests: [domains(corp, [corp, 7]), domains(fabrikam, [fabrikam, 7])]},
			scope: uncounted,
		},
		then: 'unmet',
	},
	'an old forest whose users were counted three days ago': {
		given: {
			forests: {forests: [forest(corp, 2)]},
			partitions: {forests: [domains(corp, [corp, 7])]},
			scope: {...counted([corp, 0]), stale: true},
		},
		then: 'unmet',
	},
	'an old forest, where the scope group was not found': {
		given: {
			forests: {forests: [forest(corp, 2)]},
			partitions: {forests: [domains(corp, [corp, 7])]},
			scope: {...counted([corp, 0]), facts: {group: 'Hello Pilot', groupMatches: 0, forests: [{forest: corp, silent: null, users: 0}]}},
		},
		then: 'unmet',
	},
});
