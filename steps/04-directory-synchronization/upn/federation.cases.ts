import {casesFor} from '../../../src/guide/cases.ts';
import {personsFrom, user} from '../../case-builders/persons.ts';
import {domain, tenantDomainsOf} from '../../case-builders/tenants.ts';
import {federation} from './federation.ts';

const ana = {rid: 1, upn: 'ana@contoso.com'};
const equal = personsFrom([ana], [user(1, 'ana@contoso.com')]);

export default casesFor(federation, {
	'no domain in use is federated': {given: {persons: equal, domains: tenantDomainsOf('contoso.com')}, then: 'not-applicable'},
	'B42 the domain in use is federated': {
		given: {persons: equal, domains: tenantDomainsOf(domain('contoso.com', {authenticationType: 'Federated'}))},
		then: 'caution',
		says: 'contoso.com is federated',
		remedy: 'compare-with-ad-fs',
	},
	'B43 the name in Entra ID is on a federated domain': {
		given: {
			persons: personsFrom([{rid: 1, upn: 'ana@contoso.local'}], [user(1, 'ana@contoso.com')]),
			domains: tenantDomainsOf(domain('contoso.com', {authenticationType: 'Federated'})),
		},
		then: 'caution',
		remedy: 'compare-with-ad-fs',
	},
	'another domain of the tenant is federated, and nobody in scope uses it': {
		given: {persons: equal, domains: tenantDomainsOf('contoso.com', domain('old.example.com', {authenticationType: 'Federated'}))},
		then: 'not-applicable',
	},
	'B53 the group is empty': {
		given: {persons: personsFrom([], []), domains: tenantDomainsOf('contoso.com')},
		then: 'empty',
		remedy: 'choose-a-group',
	},
	'B54 two groups of that name': {
		given: {
			persons: personsFrom([ana], [user(1, 'ana@contoso.com')], {groupMatches: 2}),
			domains: tenantDomainsOf(domain('contoso.com', {authenticationType: 'Federated'})),
		},
		then: 'inconclusive',
		says: '2 groups are called Hello Users',
		remedy: 'choose-a-group',
	},
	'the tenant does not say how users of a domain in use sign in': {
		given: {persons: equal, domains: tenantDomainsOf(domain('contoso.com', {authenticationType: null}))},
		then: 'inconclusive',
		remedy: 'look-again',
	},
	'Entra ID was not seen, where users may have names of another domain': {
		given: {
			persons: personsFrom([ana], [], {cloudSilent: {reason: 'not-signed-in', detail: 'Nobody is signed in.'}}),
			domains: tenantDomainsOf('contoso.com'),
		},
		then: 'not-signed-in',
		remedy: 'look-again',
	},
	'B65 not all users came, and one who did not may have a name of a federated domain': {
		given: {
			persons: personsFrom([ana], [user(1, 'ana@contoso.com')], {said: [2, 2]}),
			domains: tenantDomainsOf('contoso.com', domain('fabrikam.com', {authenticationType: 'Federated'})),
		},
		then: 'incomplete',
		remedy: 'look-again',
	},
});
