import {casesFor} from '../../src/guide/cases.ts';
import type {HelloPolicies} from './hello-policy.facts.ts';
import {helloPolicy} from './hello-policy.ts';

const none: HelloPolicies = {
	enabled: null,
	certificateTrust: null,
	cloudTrust: null,
	disablePostLogonProvisioning: null,
	requireSecurityDevice: null,
};
type Sources = Partial<Record<'user' | 'computer' | 'userMdm' | 'deviceMdm', Partial<HelloPolicies>>>;
const given = ({user, computer, userMdm, deviceMdm}: Sources) => ({
	policies: {
		user: {...none, ...user},
		computer: {...none, ...computer},
		userMdm: {...none, ...userMdm},
		deviceMdm: {...none, ...deviceMdm},
	},
});

export default casesFor(helloPolicy, {
	'on for the user': {given: given({user: {enabled: 1, certificateTrust: 0}}), then: 'met', says: "the user's Group Policy turns Hello on"},
	'on by MDM alone': {given: given({deviceMdm: {enabled: 1}}), then: 'met'},
	'nothing is set': {given: given({}), then: 'unmet', says: 'No policy', remedy: 'turn-hello-on'},
	'off for the user, on for the computer': {
		given: given({user: {enabled: 0}, computer: {enabled: 1}}),
		then: 'unmet',
		remedy: 'turn-hello-on',
	},
	'Group Policy beats MDM': {given: given({computer: {enabled: 1}, userMdm: {enabled: 0}}), then: 'met'},
	'a baseline turns certificate trust on for the computer': {
		given: given({user: {enabled: 1}, computer: {certificateTrust: 1}}),
		then: 'unmet',
		says: "the computer's Group Policy turns certificate trust on",
		remedy: 'turn-certificate-trust-off',
	},
	'cloud Kerberos trust is on': {given: given({computer: {enabled: 1, cloudTrust: 1}}), then: 'unmet', remedy: 'turn-cloud-trust-off'},
	'cloud Kerberos trust is on for the computer, and off for the user, for whom it does not exist': {
		given: given({user: {enabled: 1, cloudTrust: 0}, computer: {cloudTrust: 1}}),
		then: 'unmet',
		says: "the computer's Group Policy turns cloud Kerberos trust on",
	},
	'cloud Kerberos trust is on by MDM, and off by Group Policy for the computer': {
		given: given({user: {enabled: 1}, computer: {cloudTrust: 0}, deviceMdm: {cloudTrust: 1}}),
		then: 'met',
	},
	'cloud Kerberos trust stands in the registry of the user': {
		given: given({user: {enabled: 1, cloudTrust: 1}, computer: {cloudTrust: 0}}),
		then: 'unmet',
		remedy: 'turn-cloud-trust-off',
	},
	'it is not offered after sign-in': {
		given: given({user: {enabled: 1, disablePostLogonProvisioning: 1}}),
		then: 'caution',
		remedy: 'offer-it-after-sign-in',
	},
});
