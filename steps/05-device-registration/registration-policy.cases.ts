import {casesFor} from '../../src/guide/cases.ts';
import {type Example, policies} from '../case-builders/policies.ts';
import {registrationPolicy} from './registration-policy.ts';

const given = (examples: readonly Example[]) => ({...policies(examples)});
const join = (value: number, on: readonly string[] = ['domain'], more: Partial<Example> = {}): Example => ({
	name: '{join}',
	on,
	machine: {joinsByItself: value},
	...more,
});

export default casesFor(registrationPolicy, {
	'no policy': {given: given([]), then: 'met'},
	'a policy that asks for it': {given: given([join(1)]), then: 'met'},
	'a policy that keeps all computers from it': {
		given: given([join(0)]),
		then: 'unmet',
		says: '{join} {join} keeps computers in corp.contoso.com from registering',
		remedy: 'let-them-register',
	},
	'a policy that keeps computers of one unit from it': {
		given: given([join(0, ['Kiosks'])]),
		then: 'caution',
		says: 'computers in Kiosks of corp.contoso.com',
		remedy: 'let-them-register',
	},
	'a WMI filter': {given: given([join(0, ['domain'], {wmi: true})]), then: 'inconclusive', remedy: 'see-which-policy-applies'},
	'a file that is cut': {given: given([join(0, ['domain'], {unread: 'malformed'})]), then: 'inconclusive', says: 'not whole'},
	'a domain that did not answer': {given: policies([join(1)], {silent: 'unreachable'}), then: 'unreachable', remedy: 'let-it-answer'},
});
