import {casesFor} from '../../src/guide/cases.ts';
import {enrolmentPolicy} from './enrolment-policy.ts';

const given = (...states: readonly string[]) => ({found: {policies: states.map((state, index) => ({name: `Policy ${index + 1}`, state}))}});

export default casesFor(enrolmentPolicy, {
	'it turns Hello on': {given: given('enabled'), then: 'met', says: '"Policy 1" turns Hello on'},
	'it says nothing': {given: given('notConfigured'), then: 'met', says: 'says nothing of Hello'},
	'there is none': {given: given(), then: 'not-applicable'},
	'it turns Hello off': {given: given('disabled'), then: 'caution', remedy: 'see-whom-it-turns-off'},
	'one of two turns it off': {given: given('enabled', 'disabled'), then: 'caution', says: '"Policy 2" turns Hello off'},
	'a state that nobody knows': {given: given('sometimes'), then: 'inconclusive', remedy: 'look-again'},
});
