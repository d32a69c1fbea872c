import {casesFor} from '../../../src/guide/cases.ts';
import {stated} from '../../case-builders/witnesses.ts';
import {domainsCanBeVerified} from './domains-can-be-verified.ts';

export default casesFor(domainsCanBeVerified, {
	'a person says yes': {given: {stated: stated(true, 'we own all of them')}, then: 'met', says: 'we own all of them'},
	'B07 the domain cannot be owned': {
		given: {stated: stated(false, 'another company owns it')},
		then: 'unmet',
		says: /not supported/i,
		remedy: 'change-the-suffix',
	},
	'B08 the domain is verified in another tenant': {
		given: {stated: stated(false, 'it is verified in the tenant of the parent company')},
		then: 'unmet',
		says: /not supported/i,
	},
	'B47 this is a test tenant': {given: {stated: stated(false, 'the production tenant holds it')}, then: 'unmet', says: /not supported/i},
});
