import {casesFor} from '../../src/guide/cases.ts';
import {federation} from './federation.ts';
import {domain, personsFrom, tenantDomainsOf, user} from './worlds.ts';

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
});
