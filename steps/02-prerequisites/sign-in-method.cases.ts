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
const unread = {seen: false, reason: 'access-denied', detail: 'Graph answered 403.'} as const;
const service = (metadata: string | null) => ({
	seen: true as const,
	facts: {
		domains: [
			{
				domain: 'contoso.com',
				silent: null,
				services: [{name: 'Contoso AD FS', issuer: 'http://sts.contoso.com/adfs/services/trust', metadata, secondFactor: null}],
			},
		],
	},
	source: 'live' as const,
	stale: false,
});
const tenant = (...domains: ReturnType<typeof domain>[]) => ({tenant: {domains}, federation: unread});
const federated = (federation: ReturnType<typeof service>) => ({
	tenant: {domains: [initial, domain('contoso.com', 'Federated')]},
	federation,
});
const initial = domain('contoso.onmicrosoft.com', 'Managed');

export default casesFor(signInMethod, {
	'all managed': {given: tenant(initial, domain('contoso.com', 'managed')), then: 'met', says: '2 verified domains'},
	'one federated': {
		given: tenant(initial, domain('contoso.com', 'Federated')),
		then: 'caution',
		says: 'contoso.com is federated',
		remedy: 'know-the-federation-service',
	},
	'one federated, and its service is known': {
		given: federated(service('https://sts.contoso.com/adfs/services/trust/mex')),
		then: 'caution',
		says: '"Contoso AD FS" (http://sts.contoso.com/adfs/services/trust) answers; its version the tenant does not say.',
		remedy: 'know-the-federation-service',
	},
	'one federated, whose service names no endpoints': {
		given: federated(service(null)),
		then: 'caution',
		says: 'join by synchronisation only',
		remedy: 'know-the-federation-service',
	},
	'one federated, and nobody could read its service': {
		given: tenant(initial, domain('contoso.com', 'Federated')),
		then: 'caution',
		says: 'Which service answers was not seen. Graph answered 403.',
	},
	'an unverified domain has no say': {given: tenant(initial, domain('fabrikam.com', null, false)), then: 'met'},
	'a domain of which nothing is said': {given: tenant(initial, domain('contoso.com', null)), then: 'inconclusive', says: 'contoso.com'},
	'no verified domain at all': {given: tenant(domain('contoso.com', 'Managed', false)), then: 'empty', remedy: 'ask-for-the-domains-again'},
});
