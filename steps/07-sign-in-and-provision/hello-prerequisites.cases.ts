import {casesFor} from '../../src/guide/cases.ts';
import {parseDsregcmd} from '../05-device-registration/dsregcmd.ts';
import {helloPrerequisites} from './hello-prerequisites.ts';

const good = {
	IsDeviceJoined: 'YES',
	IsUserAzureAD: 'YES',
	PolicyEnabled: 'YES',
	PostLogonEnabled: 'YES',
	DeviceEligible: 'YES',
	SessionIsNotRemote: 'YES',
	CertEnrollment: 'none',
	PreReqResult: 'WillProvision',
};
/** As dsregcmd prints it. Lines that are null are left out. */
const client = (lines: Readonly<Record<string, string | null>>) => ({
	client: parseDsregcmd(
		Object.entries({AzureAdJoined: 'YES', DomainJoined: 'YES', NgcSet: 'NO', ...lines})
			.flatMap(([key, value]) => (value === null ? [] : [`${key.padStart(26)} : ${value}`]))
			.join('\r\n'),
	),
});
const not = {...good, PreReqResult: 'WillNotProvision'};

export default casesFor(helloPrerequisites, {
	'it will provision': {given: client(good), then: 'met', says: 'WillProvision'},
	'it has provisioned, and the section is gone': {given: client({NgcSet: 'YES'}), then: 'met', says: 'NgcSet is YES'},
	'the section is missing and nothing is set': {given: client({}), then: 'inconclusive', remedy: 'look-as-the-user'},
	'the user section cannot be read': {given: client({NgcSet: null}), then: 'inconclusive'},
	'not joined': {
		given: client({...not, IsDeviceJoined: 'NO', IsUserAzureAD: 'NO', PolicyEnabled: 'NO'}),
		then: 'unmet',
		remedy: 'join-the-computer',
	},
	'no primary refresh token': {
		given: client({...not, IsUserAzureAD: 'NO'}),
		then: 'unmet',
		says: 'IsUserAzureAD is NO',
		remedy: 'get-a-refresh-token',
	},
	'no policy': {given: client({...not, PolicyEnabled: 'NO'}), then: 'unmet', remedy: 'let-the-policy-arrive'},
	'not offered after sign-in': {given: client({...not, PostLogonEnabled: 'NO'}), then: 'unmet', remedy: 'let-it-start-after-sign-in'},
	'no TPM where policy wants one': {given: client({...not, DeviceEligible: 'NO'}), then: 'unmet', remedy: 'make-the-hardware-fit'},
	'over Remote Desktop': {given: client({...not, SessionIsNotRemote: 'NO'}), then: 'unmet', remedy: 'sign-in-at-the-computer'},
	'certificate trust is in the way': {
		given: client({...not, CertEnrollment: 'enrollment authority', AdfsRaIsReady: 'NO'}),
		then: 'unmet',
		says: 'CertEnrollment is enrollment authority',
		remedy: 'leave-certificate-trust',
	},
	'it will provision, for certificate trust': {
		given: client({...good, CertEnrollment: 'enrollment authority', LogonCertTemplateReady: 'YES ( StateReady )'}),
		then: 'caution',
		remedy: 'leave-certificate-trust',
	},
	'it will not, and no line says why': {given: client(not), then: 'unmet', remedy: 'read-the-event'},
});
