import {casesFor} from '../../../src/guide/cases.ts';
import {federatedMfa} from './federated-mfa.ts';

const service = (secondFactor: string | null) => ({
	name: 'Contoso AD FS',
	issuer: 'http://sts.contoso.com/adfs/services/trust',
	metadata: 'https://sts.contoso.com/adfs/services/trust/mex',
	secondFactor,
});
const domain = (name: string, ...values: readonly (string | null)[]) => ({domain: name, silent: null, services: values.map(service)});
const given = (
	...domains: readonly (ReturnType<typeof domain> | {domain: string; silent: {reason: 'access-denied'; detail: string}})[]
) => ({
	federation: {domains: [...domains]},
});
const unread = {domain: 'fabrikam.com', silent: {reason: 'access-denied', detail: 'Graph answered 403.'}} as const;

export default casesFor(federatedMfa, {
	'no domain is federated': {given: given(), then: 'not-applicable', says: 'No verified domain is federated'},
	'Entra ID always does it': {given: given(domain('contoso.com', 'rejectMfaByFederatedIdp')), then: 'met', says: 'itself, always'},
	'Entra ID does it where the service has not': {
		given: given(domain('contoso.com', 'acceptIfMfaDoneByFederatedIdp')),
		then: 'met',
		says: 'where the federation service has not',
	},
	'the service has to do it': {
		given: given(domain('contoso.com', 'enforceMfaByFederatedIdp')),
		then: 'caution',
		says: 'sends users back',
		remedy: 'see-that-the-service-can',
	},
	'nothing was ever set': {given: given(domain('contoso.com', null)), then: 'caution', says: 'SupportsMfa', remedy: 'say-who-does-it'},
	'a value that nobody knows': {given: given(domain('contoso.com', 'unknownFutureValue')), then: 'inconclusive', remedy: 'look-again'},
	'a domain without a service': {given: given(domain('contoso.com')), then: 'inconclusive', says: 'names no federation service'},
	'two services, one of which says nothing': {
		given: given(domain('contoso.com', 'rejectMfaByFederatedIdp', null)),
		then: 'caution',
		remedy: 'say-who-does-it',
	},
	'one domain unread beside a sound one': {
		given: given(domain('contoso.com', 'rejectMfaByFederatedIdp'), unread),
		then: 'access-denied',
		says: 'fabrikam.com was not seen',
		remedy: 'look-again',
	},
});
