import {casesFor} from '../../src/guide/cases.ts';
import {customDomainVerified} from './custom-domain-verified.ts';

const domain = (id: string, isVerified: boolean, removing = false) => ({
	id,
	isVerified,
	isDefault: false,
	isInitial: id === 'contoso.onmicrosoft.com',
	authenticationType: 'Managed',
	removing,
});
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
	'verified and being removed': {given: given(initial, domain('contoso.com', true, true)), then: 'unmet', remedy: 'wait-for-the-removal'},
	'a name that only ends alike': {given: given(initial, domain('notonmicrosoft.com', true)), then: 'met'},
});
