import {casesFor} from '../../../src/guide/cases.ts';
import {customDomainVerified} from './custom-domain-verified.ts';

const domain = (id: string, isVerified: boolean, state: {operation: string | null; status: string | null} | null = null) => ({
	id,
	isVerified,
	isDefault: false,
	isInitial: id === 'contoso.onmicrosoft.com',
	authenticationType: 'Managed',
	state,
});
const removal = (status: string) => ({operation: 'ForceDelete', status});
const initial = domain('contoso.onmicrosoft.com', true);
const given = (...domains: ReturnType<typeof domain>[]) => ({tenant: {domains}});

export default casesFor(customDomainVerified, {
	'one of its own': {given: given(initial, domain('contoso.com', true)), then: 'met', says: '1 domain verified: contoso.com.'},
	'only the name it was born with': {given: given(initial), then: 'unmet', remedy: 'add-a-domain'},
	'only names of Microsoft': {given: given(initial, domain('contoso.mail.onmicrosoft.com', true)), then: 'unmet', remedy: 'add-a-domain'},
	'added and never verified': {
		given: given(initial, domain('contoso.com', false)),
		then: 'unmet',
		says: 'contoso.com',
		remedy: 'verify-the-domain',
	},
	'B14 verified and being removed': {
		given: given(initial, domain('contoso.com', true, removal('Scheduled'))),
		then: 'unmet',
		says: 'contoso.com is being removed',
		remedy: 'wait-for-the-removal',
	},
	'B14 verified, and a change that nobody knows is under way': {
		given: given(initial, domain('contoso.com', true, {operation: 'Transfer', status: 'InProgress'})),
		then: 'inconclusive',
		remedy: 'read-the-domains-again',
	},
	'B14 one is being removed, and another is verified': {
		given: given(initial, domain('contoso.com', true, removal('InProgress')), domain('fabrikam.com', true)),
		then: 'met',
		says: '1 domain verified: fabrikam.com.',
	},
	'B62 listed twice, verified and not': {
		given: given(initial, domain('contoso.com', false), domain('Contoso.com', true)),
		then: 'contradicted',
		remedy: 'read-the-domains-again',
	},
	'B62 listed twice as the same': {
		given: given(initial, domain('contoso.com', true), domain('contoso.com', true)),
		then: 'met',
		says: '1 domain verified: contoso.com.',
	},
	'B63 a verification that failed once': {
		given: given(initial, domain('contoso.com', true, {operation: 'Verification', status: 'Failed'})),
		then: 'met',
	},
	'B63 a removal that failed': {given: given(initial, domain('contoso.com', true, removal('Failed'))), then: 'met'},
	'a name that only ends alike': {given: given(initial, domain('notonmicrosoft.com', true)), then: 'met'},
});
