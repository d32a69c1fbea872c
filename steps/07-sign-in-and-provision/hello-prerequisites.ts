import {defineCheck, type FactsOf} from '../../src/guide/check.ts';
import {caution, declined, type Exhibit, met, unmet} from '../../src/guide/finding.ts';
import {dsregcmd} from '../05-device-registration/dsregcmd.facts.ts';
import {isNo, isYes} from '../05-device-registration/dsregcmd.ts';

const needs = {client: dsregcmd};

/** The lines of the section Ngc Prerequisite Check, in its order: the first NO is the cause (entra-docs, troubleshoot-device-dsregcmd). */
const lines = [
	{name: 'isDeviceJoined', line: 'IsDeviceJoined', remedy: 'join-the-computer', means: 'the computer is not joined'},
	{name: 'isUserAzureAd', line: 'IsUserAzureAD', remedy: 'get-a-refresh-token', means: 'the user has no primary refresh token of Entra ID'},
	{name: 'policyEnabled', line: 'PolicyEnabled', remedy: 'let-the-policy-arrive', means: 'no policy turns Hello on'},
	{
		name: 'postLogonEnabled',
		line: 'PostLogonEnabled',
		remedy: 'let-it-start-after-sign-in',
		means: 'a policy keeps it from starting after sign-in',
	},
	{name: 'deviceEligible', line: 'DeviceEligible', remedy: 'make-the-hardware-fit', means: 'the hardware does not do what policy asks'},
	{name: 'sessionIsNotRemote', line: 'SessionIsNotRemote', remedy: 'sign-in-at-the-computer', means: 'this is a remote session'},
] as const;

/** Traces of certificate trust: another word than `none`, or lines that only certificate trust prints. */
const otherTrust = ({client}: FactsOf<typeof needs>): string | null => {
	const {certEnrollment, adfsRefreshToken, adfsRaIsReady, logonCertTemplateReady} = client;
	if (certEnrollment !== null && certEnrollment.toLowerCase() !== 'none') {
		return `CertEnrollment is ${certEnrollment}`;
	}

	return [adfsRefreshToken, adfsRaIsReady, logonCertTemplateReady].some(line => line !== null)
		? 'lines of certificate trust are printed'
		: null;
};

export const helloPrerequisites = defineCheck({
	id: 'hello-prerequisites',
	question: 'Does the client say that it will provision, or that it has?',
	needs,
	judge(facts) {
		const {client} = facts;
		if (isYes(client.ngcSet)) {
			return met('The user has Hello on this computer: NgcSet is YES.');
		}

		// The section is printed only until the user has enrolled, and only for a user whom it describes.
		if (client.preReqResult === null) {
			return declined('inconclusive', 'look-as-the-user', 'dsregcmd prints no prerequisites of Hello, and NgcSet is not YES.');
		}

		const broken = lines.find(({name}) => isNo(client[name]));
		const trace = otherTrust(facts);
		if (client.preReqResult.toLowerCase() !== 'willprovision') {
			const because = broken === undefined ? (trace ?? 'no line says why') : `${broken.line} is NO: ${broken.means}`;
			return unmet(
				broken?.remedy ?? (trace === null ? 'read-the-event' : 'leave-certificate-trust'),
				`PreReqResult is ${client.preReqResult}, and ${because}.`,
			);
		}

		return trace === null
			? met('The client will provision at the next sign-in: PreReqResult is WillProvision.')
			: caution('leave-certificate-trust', `PreReqResult is WillProvision, but ${trace}; key trust shows none.`);
	},
	exhibits: ({client}) => [
		...lines.map(
			({name, line}): Exhibit => ({
				sign: isYes(client[name]) ? 'met' : isNo(client[name]) ? 'unmet' : 'unobserved',
				what: line,
				seen: client[name] ?? 'not printed',
			}),
		),
		{
			sign: client.certEnrollment === null ? 'unobserved' : client.certEnrollment.toLowerCase() === 'none' ? 'met' : 'caution',
			what: 'CertEnrollment',
			seen: client.certEnrollment ?? 'not printed',
		},
		{sign: isYes(client.ngcSet) ? 'met' : 'not-applicable', what: 'NgcSet', seen: client.ngcSet ?? 'not printed'},
	],
});
