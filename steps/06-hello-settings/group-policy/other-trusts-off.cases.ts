import {casesFor} from '../../../src/guide/cases.ts';
import {type Example, members, pilot, policies} from '../../case-builders/policies.ts';
import {otherTrustsOff} from './other-trusts-off.ts';

const given = (examples: readonly Example[], units: Readonly<Record<string, number>> | null = {Sales: 12}) => ({
	...policies(examples),
	members: members(units),
	group: pilot(),
});
const ofUsers = (on: readonly string[], value = 1): Example => ({name: '{cert}', on, user: {certificateTrust: value}});
const ofComputers = (name: 'certificateTrust' | 'cloudTrust', on: readonly string[] = ['domain']): Example => ({
	name: '{pc}',
	on,
	machine: {[name]: 1},
});

export default casesFor(otherTrustsOff, {
	'no policy': {given: given([]), then: 'met'},
	'off by policy': {given: given([ofUsers(['domain'], 0)]), then: 'met'},
	'certificate trust for one unit of users in scope': {
		given: given([ofUsers(['Sales'])], {Sales: 12, IT: 3}),
		then: 'unmet',
		says: '{cert} {cert} turns certificate trust on for 12 users in Sales of corp.contoso.com',
		remedy: 'turn-certificate-trust-off',
	},
	'certificate trust for a unit where nobody in scope lives': {given: given([ofUsers(['Finance'])]), then: 'met'},
	'certificate trust for every computer': {
		given: given([ofComputers('certificateTrust')]),
		then: 'unmet',
		remedy: 'turn-certificate-trust-off',
	},
	'certificate trust for computers of one unit': {
		given: given([ofComputers('certificateTrust', ['PCs'])]),
		then: 'caution',
		says: 'computers in PCs of corp.contoso.com',
		remedy: 'turn-certificate-trust-off',
	},
	'certificate trust for domain controllers alone': {given: given([ofComputers('certificateTrust', ['Domain Controllers'])]), then: 'met'},
	'cloud Kerberos trust for every computer': {given: given([ofComputers('cloudTrust')]), then: 'unmet', remedy: 'turn-cloud-trust-off'},
	'cloud Kerberos trust of a policy with a WMI filter': {
		given: given([{...ofComputers('cloudTrust'), wmi: true}]),
		then: 'inconclusive',
		says: 'WMI filter',
		remedy: 'see-which-policy-applies',
	},
	'cloud Kerberos trust for users, where it does nothing': {given: given([{name: '{u}', user: {cloudTrust: 1}}]), then: 'met'},
	'certificate trust where nobody in scope was counted': {
		given: given([ofUsers(['Sales'])], null),
		then: 'caution',
		remedy: 'turn-certificate-trust-off',
	},
	'a file that was refused': {given: given([{...ofUsers(['Sales']), unread: 'refused'}]), then: 'inconclusive', says: 'may not be read'},
	'no group of that name': {
		given: {...given([]), members: {...members({}), groupMatches: 0}},
		then: 'inconclusive',
		remedy: 'let-it-answer',
	},
});
