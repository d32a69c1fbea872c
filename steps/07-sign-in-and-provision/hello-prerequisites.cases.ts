import {casesFor} from '../../src/guide/cases.ts';
import type {FactsOf, Witness} from '../../src/guide/check.ts';
import {computer, otherTenantId, type Printed, printed, takenAt, tenantId, workAccount} from '../case-builders/printed.ts';
import {parseDsregcmd} from '../dsregcmd/dsregcmd.ts';
import type {PolicySources} from '../effective-policy.ts';
import {helloPrerequisites} from './hello-prerequisites.ts';

type Given = FactsOf<typeof helloPrerequisites.needs>;
const unread = {seen: false, reason: 'elsewhere', detail: 'must be asked on a client'} as const;
const ours: Given['tenant'] = {
	seen: true,
	source: 'live',
	stale: false,
	facts: {id: tenantId, displayName: 'Contoso', onPremisesSyncEnabled: true, onPremisesLastSyncDateTime: null, verifiedDomains: []},
};

const unset = {enabled: null, certificateTrust: null, cloudTrust: null, disablePostLogonProvisioning: null, requireSecurityDevice: null};
/** Policy of a client: Hello on, and certificate trust as given. */
const policyOf = (certificateTrust: number | null, device?: string, stale = false): Witness<PolicySources> => ({
	seen: true,
	source: 'live',
	stale,
	facts: {
		...(device === undefined ? {} : {device}),
		user: {...unset, enabled: 1, certificateTrust},
		computer: unset,
		userMdm: unset,
		deviceMdm: unset,
	},
});

const given = (over: Printed = {}, more: Partial<Given> = {}, end = true): Given => ({
	client: parseDsregcmd(printed(over, {end}), {takenAt}),
	tenant: ours,
	policy: unread,
	...more,
});
const list = (lines: Readonly<Record<string, string | null>>, more: Partial<Given> = {}) => given({'Ngc Prerequisite Check': lines}, more);
const not = (lines: Readonly<Record<string, string | null>>, more: Partial<Given> = {}) =>
	list({PreReqResult: 'WillNotProvision', ...lines}, more);
/** A user who has a key. */
const has = (over: Printed = {}, end = true) => given({'User State': {NgcSet: 'YES'}, ...over}, {}, end);
const typed = (...lines: readonly string[]): Given => ({
	...given(),
	client: parseDsregcmd(['| Device State |', ...lines].join('\n'), {takenAt}),
});
const authority = {
	CertEnrollment: 'enrollment authority',
	AdfsRefreshToken: 'NO',
	AdfsRaIsReady: 'NO',
	LogonCertTemplateReady: 'NO ( StateUnknown )',
};
const noToken: Printed = {
	'SSO State': [
		['AzureAdPrt', 'NO'],
		['AzureAdPrtAuthority', `https://login.microsoftonline.com/${tenantId}`],
		['AcquirePrtDiagnostics', 'PRESENT'],
		['Attempt Status', '0xc000006d'],
		['User Identity', 'hana.novak@contoso.com'],
		['HTTP Error', '0x0'],
		['HTTP status', '400'],
		['Server Error Code', 'invalid_grant'],
		['Server Error Description', 'AADSTS50126: Error validating credentials due to invalid username or password.'],
		['EnterprisePrt', 'NO'],
		['Attempt Status', '0xc0048512'],
	],
};
const tokenCause = 'Attempt Status 0xc000006d, HTTP status 400, Server Error Code invalid_grant, Server Error Description AADSTS50126';

export default casesFor(helloPrerequisites, {
	'it will provision': {given: given(), then: 'met', says: 'WillProvision'},
	'it will provision, in the two words of the page': {given: list({PreReqResult: 'Will Provision'}), then: 'met'},
	'it will provision, on a build that prints no last sentence': {given: given({}, {}, false), then: 'met'},
	'it will provision, typed off a screen': {
		given: typed('AzureAdJoined : YES', 'DomainJoined : YES', 'NgcSet : NO', 'CertEnrollment : none', 'PreReqResult : WillProvision'),
		then: 'met',
	},
	'it has provisioned, and the section is gone': {given: has(), then: 'met', says: 'NgcSet and AzureAdPrt are YES'},
	'it has provisioned, seen by a program that ended well, of a build without a last sentence': {
		given: {...given(), client: parseDsregcmd(printed({'User State': {NgcSet: 'YES'}}, {end: false}), {takenAt, whole: true})},
		then: 'met',
	},
	'it has provisioned, and the test of the keys wants elevation': {
		given: has({'Diagnostic Data': {KeySignTest: 'MUST Run elevated to test.'}}),
		then: 'met',
	},
	'it has provisioned, and the end of the output is missing': {
		given: has({}, false),
		then: 'incomplete',
		says: 'without its last sentence',
		remedy: 'save-the-whole-output',
	},
	'a work account has a key, and the user has none': {
		given: given({'Work Account 1': workAccount('YES'), 'Ngc Prerequisite Check': null}),
		then: 'inconclusive',
		says: 'NgcSet is NO',
		remedy: 'look-as-the-user',
	},
	'NgcSet stands under another banner than the user': {
		given: typed(
			'AzureAdJoined : YES',
			'DomainJoined : YES',
			'NgcSet : YES',
			'AzureAdPrt : YES',
			'For more information, please visit https://x',
		),
		then: 'inconclusive',
		says: 'does not stand in the section User State',
	},
	'the section is missing and nothing is set': {
		given: given({'Ngc Prerequisite Check': null}),
		then: 'inconclusive',
		remedy: 'look-as-the-user',
	},
	'the user section cannot be read': {
		given: given({'User State': {NgcSet: 'ERROR'}, 'Ngc Prerequisite Check': null}),
		then: 'inconclusive',
		says: 'NgcSet is ERROR',
	},
	'it has provisioned, and the user has no token': {
		given: has(noToken),
		then: 'unmet',
		says: tokenCause,
		remedy: 'get-a-refresh-token',
	},
	'it has provisioned, the user has no token, and only AD FS says why it gave none of its own': {
		given: has({
			'SSO State': [
				['AzureAdPrt', 'NO'],
				['EnterprisePrt', 'NO'],
				['Attempt Status', '0xc0048512'],
			],
		}),
		then: 'unmet',
		says: /AzureAdPrt is NO: the user has no primary refresh token of Entra ID\.$/,
	},
	'it has provisioned, and whether there is a token could not be found out': {
		given: has({'SSO State': {AzureAdPrt: 'UNKNOWN'}}),
		then: 'inconclusive',
		says: 'AzureAdPrt is UNKNOWN',
		remedy: 'look-again',
	},
	'it has provisioned, and nothing is said of a token': {
		given: has({'SSO State': {AzureAdPrt: null}}),
		then: 'inconclusive',
		says: 'AzureAdPrt is not printed',
	},
	'it has provisioned, and the keys of the device do not sign': {
		given: has({'Diagnostic Data': {KeySignTest: 'FAILED'}}),
		then: 'unmet',
		says: 'KeySignTest is FAILED',
		remedy: 'let-the-device-recover',
	},
	'it has provisioned, and the device waits to be registered anew': {
		given: has({'Diagnostic Data': {AadRecoveryEnabled: 'YES'}}),
		then: 'unmet',
		says: 'AadRecoveryEnabled is YES',
		remedy: 'let-the-device-recover',
	},
	'it has provisioned, and the test of the keys says another word': {
		given: has({'Diagnostic Data': {KeySignTest: 'PASS'}}),
		then: 'inconclusive',
		says: 'KeySignTest is PASS, which is cut off',
	},
	'it has provisioned, and would not do it again': {
		given: has({'Ngc Prerequisite Check': {PolicyEnabled: 'NO', PreReqResult: 'WillNotProvision'}}),
		then: 'caution',
		says: 'WillNotProvision beside it: PolicyEnabled is NO',
		remedy: 'let-the-policy-arrive',
	},
	'the certificate of the device has run out': {
		given: given({'Device Details': {DeviceCertificateValidity: '[ 2016-01-01 00:00:00.000 UTC -- 2026-01-01 00:00:00.000 UTC ]'}}),
		then: 'unmet',
		says: 'valid until 2026-01-01',
		remedy: 'mend-the-device',
	},
	'Entra ID does not accept the device': {
		given: given({'Device Details': {DeviceAuthStatus: 'FAILED. Device is either disabled or deleted'}}),
		then: 'unmet',
		remedy: 'mend-the-device',
	},
	'Entra joined alone': {
		given: given({'Device State': {DomainJoined: 'NO'}}),
		then: 'inconclusive',
		says: 'says nothing of key trust',
		remedy: 'look-at-a-domain-client',
	},
	'in no domain, with a key of a work account': {
		given: given({'Device State': {AzureAdJoined: 'NO', DomainJoined: 'NO'}, 'User State': {NgcSet: 'YES', WorkplaceJoined: 'YES'}}),
		then: 'inconclusive',
		remedy: 'look-at-a-domain-client',
	},
	'in the domain and not in Entra ID': {
		given: given({
			'Device State': {AzureAdJoined: 'NO'},
			'Ngc Prerequisite Check': {IsDeviceJoined: 'NO', PreReqResult: 'WillNotProvision'},
		}),
		then: 'inconclusive',
		remedy: 'join-the-computer',
	},
	'nobody can tell whether it is joined': {
		given: given({'Device State': {AzureAdJoined: 'UNKNOWN'}}),
		then: 'inconclusive',
		says: 'AzureAdJoined is UNKNOWN',
	},
	'a client of another tenant': {
		given: given({'Tenant Details': {TenantId: otherTenantId}}),
		then: 'foreign',
		says: otherTenantId,
		remedy: 'look-at-a-domain-client',
	},
	'a client of another tenant, and nobody knows which one is ours': {
		given: given({'Tenant Details': {TenantId: otherTenantId}}, {tenant: {seen: false, reason: 'not-signed-in', detail: 'not signed in'}}),
		then: 'met',
	},
	'asked as the computer': {
		given: given({'Diagnostic Data': {'Executing Account Name': 'NT AUTHORITY\\SYSTEM, '}}),
		then: 'inconclusive',
		says: 'about nobody',
		remedy: 'look-as-the-user',
	},
	'not joined, as the list itself says': {
		given: not({IsDeviceJoined: 'NO', IsUserAzureAD: 'NO', PolicyEnabled: 'NO'}),
		then: 'unmet',
		remedy: 'join-the-computer',
	},
	'no primary refresh token': {
		given: given({...noToken, 'Ngc Prerequisite Check': {IsUserAzureAD: 'NO', PreReqResult: 'WillNotProvision'}}),
		then: 'unmet',
		says: `IsUserAzureAD is NO: the user has no primary refresh token of Entra ID. The client says why: ${tokenCause}`,
		remedy: 'get-a-refresh-token',
	},
	'no primary refresh token, and no line of the list says so': {
		given: given({'SSO State': {AzureAdPrt: 'NO'}, 'Ngc Prerequisite Check': {PreReqResult: 'WillNotProvision'}}),
		then: 'unmet',
		says: 'AzureAdPrt is NO',
		remedy: 'get-a-refresh-token',
	},
	'it says that it will, and there is no token': {
		given: given({'SSO State': {AzureAdPrt: 'NO'}}),
		then: 'unmet',
		remedy: 'get-a-refresh-token',
	},
	'no policy': {given: not({PolicyEnabled: 'NO'}), then: 'unmet', remedy: 'let-the-policy-arrive'},
	'not offered after sign-in': {given: not({PostLogonEnabled: 'NO'}), then: 'unmet', remedy: 'let-it-start-after-sign-in'},
	'no TPM where policy wants one': {given: not({DeviceEligible: 'NO'}), then: 'unmet', remedy: 'make-the-hardware-fit'},
	'over Remote Desktop': {given: not({SessionIsNotRemote: 'NO'}), then: 'unmet', remedy: 'sign-in-at-the-computer'},
	'a prerequisite that could not be found out is no cause': {
		given: not({PolicyEnabled: 'UNKNOWN'}),
		then: 'inconclusive',
		says: 'PolicyEnabled is UNKNOWN: that test could not run',
		remedy: 'look-again',
	},
	'the whole list could not be found out': {
		given: given({
			'Ngc Prerequisite Check': [
				['NgcPreReq', 'ERROR (0xd0020017)'],
				['IsUserAzureAD', 'UNKNOWN'],
				['PreReqResult', 'WillNotProvision'],
			],
		}),
		then: 'inconclusive',
		says: 'NgcPreReq is ERROR (0xd0020017)',
		remedy: 'look-again',
	},
	'a NO counts beside what could not be found out': {
		given: not({IsUserAzureAD: 'UNKNOWN', DeviceEligible: 'NO'}),
		then: 'unmet',
		remedy: 'make-the-hardware-fit',
	},
	'it says that it will, and a line could not be found out': {
		given: list({PolicyEnabled: 'UNKNOWN'}),
		then: 'inconclusive',
		remedy: 'look-again',
	},
	'it says that it will, and a line says NO': {
		given: list({PolicyEnabled: 'NO'}),
		then: 'contradicted',
		says: 'PolicyEnabled is NO beside it',
		remedy: 'save-the-whole-output',
	},
	'the result is cut off': {
		given: list({PreReqResult: 'WillNotProv'}),
		then: 'inconclusive',
		says: 'it is the beginning of WillNotProvision',
		remedy: 'save-the-whole-output',
	},
	'the result is the beginning of both words': {
		given: list({PreReqResult: 'Will'}),
		then: 'inconclusive',
		says: 'the beginning of WillProvision or WillNotProvision',
	},
	'the result says another word': {given: list({PreReqResult: 'MayProvision'}), then: 'inconclusive', says: 'no word that whfb knows'},
	'the result has a letter that nobody sees': {
		given: list({PreReqResult: 'Will\u200bProvision'}),
		then: 'inconclusive',
		says: 'Will<U+200B>Provision',
	},
	'certificate trust is in the way': {
		given: not(authority),
		then: 'unmet',
		says: 'CertEnrollment is enrollment authority',
		remedy: 'leave-certificate-trust',
	},
	'it will provision, and whether for certificate trust the policy decides, which was not seen': {
		given: list(authority),
		then: 'caution',
		says: 'policy of this client, which decides, was not seen',
		remedy: 'leave-certificate-trust',
	},
	'it will provision, and the policy of this client leaves certificate trust off': {
		given: list(authority, {policy: policyOf(0, computer.toUpperCase())}),
		then: 'met',
	},
	'it will provision, and the policy that was carried with it leaves certificate trust off': {
		given: list(authority, {policy: policyOf(null)}),
		then: 'met',
	},
	'it will provision, and the policy of this client turns certificate trust on': {
		given: list(authority, {policy: policyOf(1, computer)}),
		then: 'unmet',
		says: "the user's Group Policy turns certificate trust on",
		remedy: 'leave-certificate-trust',
	},
	'it will provision, and the policy that was seen is of another computer': {
		given: list(authority, {policy: policyOf(0, 'pc08.corp.contoso.com')}),
		then: 'caution',
		says: 'is of pc08.corp.contoso.com, not of this client',
	},
	"another computer's policy does not condemn": {
		given: list(authority, {policy: policyOf(1, 'pc08.corp.contoso.com')}),
		then: 'caution',
	},
	'it prints no name, so the policy of a named computer excuses nothing': {
		given: given({'Device State': {'Device Name': null}, 'Ngc Prerequisite Check': authority}, {policy: policyOf(0, computer)}),
		then: 'caution',
		says: "may be another's",
	},
	'a policy that is too old excuses nothing': {given: list(authority, {policy: policyOf(0, computer, true)}), then: 'caution'},
	'MDM gives certificates': {given: list({CertEnrollment: 'mobile device management'}), then: 'caution', remedy: 'leave-certificate-trust'},
	'lines of certificate trust alone': {
		given: list({LogonCertTemplateReady: 'YES ( StateReady )'}),
		then: 'caution',
		says: 'LogonCertTemplateReady is printed',
	},
	'what enrols could not be found out': {given: list({CertEnrollment: 'UNKNOWN'}), then: 'inconclusive', remedy: 'look-again'},
	'certificate trust of 1703': {
		given: list({X509CertRequired: 'YES'}),
		then: 'unmet',
		says: 'X509CertRequired is YES',
		remedy: 'leave-certificate-trust',
	},
	'no certificate is required, in 1703': {given: list({X509CertRequired: 'NO'}), then: 'met'},
	'cloud Kerberos trust is in use': {
		given: list({OnPremTGT: 'YES'}),
		then: 'caution',
		says: 'OnPremTGT is YES among the prerequisites',
		remedy: 'leave-cloud-trust',
	},
	'cloud Kerberos trust is in use, before 23H2': {
		given: list({CloudTGT: 'YES'}),
		then: 'caution',
		says: 'CloudTGT is YES',
		remedy: 'leave-cloud-trust',
	},
	'of two names for the ticket the one that says YES counts': {
		given: list({OnPremTGT: 'NO', CloudTGT: 'YES'}),
		then: 'caution',
		remedy: 'leave-cloud-trust',
	},
	'cloud Kerberos trust is waited for': {
		given: not({OnPremTGT: 'NO'}),
		then: 'unmet',
		says: 'OnPremTGT is NO',
		remedy: 'leave-cloud-trust',
	},
	'a ticket of single sign-on is no sign of cloud Kerberos trust': {given: given({'SSO State': {OnPremTgt: 'YES'}}), then: 'met'},
	'it will not, and no line says why': {given: not({}), then: 'unmet', remedy: 'read-the-event'},
});
