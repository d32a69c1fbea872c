import {casesFor} from '../../src/guide/cases.ts';
import {signInMethod} from './sign-in-method.ts';

const domain = (id: string, authenticationType: string | null, isVerified = true) => ({
	id,
	isVerified,
	isDefault: false,
	isInitial: id.endsWith('onmicrosoft.com'),
	authenticationType,
	state: null,
});
const tenant = (...domains: ReturnType<typeof domain>[]) => ({tenant: {domains}});
const initial = domain('contoso.onmicrosoft.com', 'Managed');

export default casesFor(signInMethod, {
	'all managed': {given: tenant(initial, domain('contoso.com', 'managed')), then: 'met', says: '2 verified domains'},
	'one federated': {
		given: tenant(initial, domain('contoso.com', 'Federated')),
		then: 'caution',
		says: 'contoso.com is federated',
		remedy: 'know-the-federation-service',
	},
	'an unverified domain has no say': {given: tenant(initial, domain('fabrikam.com', null, false)), then: 'met'},
	'a domain of which nothing is said': {given: tenant(initial, domain('contoso.com', null)), then: 'inconclusive', says: 'contoso.com'},
	'no verified domain at all': {given: tenant(domain('contoso.com', 'Managed', false)), then: 'empty', remedy: 'ask-for-the-domains-again'},
});
