import {casesFor} from '../../src/guide/cases.ts';
import type {Witness} from '../../src/guide/check.ts';
import type {UsersInScope} from '../02-prerequisites/users-in-scope.facts.ts';
import {enterpriseCa} from './enterprise-ca.ts';

const corp = 'corp.contoso.com';
const fabrikam = 'fabrikam.com';
const authority = {name: 'Contoso Issuing CA', server: 'ca01.corp.contoso.com', templates: ['Machine'], thumbprints: ['aa']};
const forest = (name: string, ...authorities: (typeof authority)[]) => ({forest: name, silent: null, authorities});
const store = {seen: false, reason: 'unreachable', detail: 'not read'} as const;
const scope = {seen: false, reason: 'unreachable', detail: 'not counted'} as const;
const nobodyInFabrikam: Witness<UsersInScope> = {
	seen: true,
	source: 'live',
	stale: false,
	facts: {
		group: null,
		groupMatches: null,
		forests: [
			{forest: corp, silent: null, users: 300},
			{forest: fabrikam, silent: null, users: 0},
		],
	},
};

export default casesFor(enterpriseCa, {
	'one in the forest': {given: {services: {forests: [forest(corp, authority)]}, store, scope}, then: 'met', says: 'Contoso Issuing CA'},
	'none in the forest': {
		given: {services: {forests: [forest(corp)]}, store, scope},
		then: 'unmet',
		says: 'corp.contoso.com publishes no enterprise certification authority.',
		remedy: 'install-an-enterprise-authority',
	},
	'none in the second forest': {
		given: {services: {forests: [forest(corp, authority), forest(fabrikam)]}, store, scope},
		then: 'unmet',
		says: fabrikam,
	},
	'none, but certificates of another maker in NTAuth': {
		given: {
			services: {forests: [forest(corp)]},
			store: {seen: true, source: 'live', stale: false, facts: {forests: [{forest: corp, silent: null, thumbprints: ['bb']}]}},
			scope,
		},
		then: 'caution',
		says: '1 certificate',
		remedy: 'know-the-other-maker',
	},
	'none, and an empty NTAuth store': {
		given: {
			services: {forests: [forest(corp)]},
			store: {seen: true, source: 'live', stale: false, facts: {forests: [{forest: corp, silent: null, thumbprints: []}]}},
			scope,
		},
		then: 'unmet',
	},
	'none in a forest without users in scope': {
		given: {services: {forests: [forest(corp, authority), forest(fabrikam)]}, store, scope: nobodyInFabrikam},
		then: 'caution',
	},
	'a silent forest': {
		given: {
			services: {forests: [forest(corp, authority), {forest: fabrikam, silent: {reason: 'unreachable', detail: 'It does not answer.'}}]},
			store,
			scope,
		},
		then: 'unreachable',
		remedy: 'let-it-answer',
	},
});
