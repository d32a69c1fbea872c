import {readdirSync} from 'node:fs';
import {join} from 'node:path';
import {expect, it} from 'vitest';
import {deviceJoined} from '../../steps/05-device-registration/device-joined.ts';
import {dsregcmd} from '../../steps/05-device-registration/dsregcmd.facts.ts';
import {helloPrerequisites} from '../../steps/07-sign-in-and-provision/hello-prerequisites.ts';
import {type Printed, printed} from '../../steps/case-builders/printed.ts';
import {nobodyAsked} from '../../steps/case-builders/witnesses.ts';
import type {Dsregcmd} from '../../steps/dsregcmd/dsregcmd.ts';

/**
 * Outputs as they are published, made anew with names of our own. [M] Microsoft's page troubleshoot-device-dsregcmd, [J] its page
 * troubleshoot-hybrid-join-windows-current, [L] a lab of Microsoft's with a build of 2017, [K] a test file of kolide/launcher, [P] pastebin (2025),
 * [W] notes on GitHub that show a whole output taken over WinRM.
 */
const undone = {
	IsDeviceJoined: 'UNKNOWN',
	IsUserAzureAD: 'UNKNOWN',
	PolicyEnabled: 'UNKNOWN',
	PostLogonEnabled: 'UNKNOWN',
	DeviceEligible: 'UNKNOWN',
	SessionIsNotRemote: 'YES',
	PreReqResult: 'WillNotProvision',
};
const notJoined: Printed = {'Device State': {AzureAdJoined: 'NO'}, 'Device Details': null, 'Tenant Details': null};
const prejoin = (...lines: readonly (readonly [string, string])[]): Printed => ({
	...notJoined,
	'SSO State': {AzureAdPrt: 'NO'},
	'Diagnostic Data': [
		['Diagnostics Reference', 'www.microsoft.com/aadjerrors'],
		['User Context', 'SYSTEM'],
		['Client Time', '2019-01-31 09:25:31.000 UTC'],
		...lines,
	],
	'Ngc Prerequisite Check': {IsDeviceJoined: 'NO', IsUserAzureAD: 'NO', PreReqResult: 'WillNotProvision'},
});
const rule = `+${'-'.repeat(70)}+`;
const banner = (title: string) => `${rule}\r\n| ${title.padEnd(69)}|\r\n${rule}\r\n`;

/** A text, and what the join and the prerequisites say: an outcome or the reason why nobody can say, and what has to be in the sentence. */
const texts: Readonly<Record<string, {readonly text: string; readonly joined: string; readonly hello: string; readonly says?: RegExp}>> = {
	'[P] a laptop of 2025, enrolled, with its key in the TPM': {text: printed({'User State': {NgcSet: 'YES'}}), joined: 'met', hello: 'met'},
	'[P] a command window around a client whose keys are in software': {
		text: `Microsoft Windows [Version 10.0.19045.2604]\r\n(c) Microsoft Corporation. All rights reserved.\r\n\r\nC:\\Users\\hana>dsregcmd /status\r\n${printed({'Device Details': {KeyProvider: 'Microsoft Software Key Storage Provider', TpmProtected: 'NO'}, 'Tenant Details': {TenantName: ''}})}`,
		joined: 'met',
		hello: 'met',
	},
	'[K] a computer that was never set up': {
		text: printed({
			...notJoined,
			'User State': {WamDefaultSet: 'ERROR', WamDefaultAuthority: null},
			'SSO State': {AzureAdPrt: 'NO'},
			'Ngc Prerequisite Check': {IsDeviceJoined: 'NO', IsUserAzureAD: 'NO', PolicyEnabled: 'NO', PreReqResult: 'WillNotProvision'},
		}),
		joined: 'unmet',
		hello: 'inconclusive',
	},
	'[W] prerequisites that could not be tested': {
		text: printed({'Ngc Prerequisite Check': [['NgcPreReq', 'ERROR (0xd0020017)'], ...Object.entries(undone)]}),
		joined: 'met',
		hello: 'inconclusive',
		says: /could not run/,
	},
	'[W] the same, with the code bare, over WinRM, and no service connection point': {
		text: printed({
			...prejoin(
				['AD Connectivity Test', 'PASS'],
				['AD Configuration Test', 'FAIL [0x80070002]'],
				['DRS Discovery Test', 'SKIPPED'],
				['Fallback to Sync-Join', 'ENABLED'],
				['Previous Registration', '2023-11-14 15:34:41.000 UTC'],
				['Error Phase', 'discover'],
				['Client ErrorCode', '0x801c001d'],
			),
			'Ngc Prerequisite Check': [['NgcPreReq', 'ERROR 0xd0020017'], ...Object.entries(undone)],
		}),
		joined: 'unmet',
		hello: 'inconclusive',
		says: /AD Configuration Test FAIL \[0x80070002\].*0x801c001d/,
	},
	'[L] a build of 2017 over Remote Desktop': {
		text: `${banner('Device State')}\r\n       AzureAdJoined : YES\r\n    EnterpriseJoined : NO\r\n        DomainJoined : YES\r\n          DomainName : CORP\r\n\r\n${banner('User State')}\r\n              NgcSet : NO\r\n     WorkplaceJoined : NO\r\n       WamDefaultSet : NO\r\n          AzureAdPrt : NO\r\n\r\n${banner('Ngc Prerequisite Check')}\r\n       IsUserAzureAD : NO\r\n       PolicyEnabled : NO\r\n      DeviceEligible : YES\r\n  SessionIsNotRemote : NO\r\n    X509CertRequired : NO\r\n        PreReqResult : WillNotProvision\r\n`,
		joined: 'met',
		hello: 'unmet',
	},
	'[M] a token that was refused': {
		text: printed({
			'SSO State': [
				['AzureAdPrt', 'NO'],
				['AcquirePrtDiagnostics', 'PRESENT'],
				['Previous Prt Attempt', '2020-07-18 20:10:33.789 UTC'],
				['Attempt Status', '0xc000006d'],
				['Credential Type', 'Password'],
				['HTTP Error', '0x0'],
				['HTTP status', '400'],
				['Server Error Code', 'invalid_grant'],
				['Server Error Description', 'AADSTS50126: Error validating credentials due to invalid username or password.'],
			],
			'Ngc Prerequisite Check': {IsUserAzureAD: 'NO', PreReqResult: 'WillNotProvision'},
		}),
		joined: 'met',
		hello: 'unmet',
		says: /0xc000006d.*invalid_grant/,
	},
	'[M] discovery that did not work': {
		text: printed(
			prejoin(
				['AD Connectivity Test', 'PASS'],
				['AD Configuration Test', 'PASS'],
				['DRS Discovery Test', 'FAIL [0x801c0021/0x801c000c]'],
				['DRS Connectivity Test', 'SKIPPED'],
				['Token acquisition Test', 'SKIPPED'],
				['Fallback to Sync-Join', 'ENABLED'],
				['Error Phase', 'discover'],
				['Client ErrorCode', '0x801c0021'],
			),
		),
		joined: 'unmet',
		hello: 'inconclusive',
		says: /DRS Discovery Test FAIL \[0x801c0021/,
	},
	'[J] a device that waits for synchronisation': {
		text: printed(
			prejoin(
				['AD Connectivity Test', 'PASS'],
				['DRS Discovery Test', 'PASS'],
				['Previous Registration', '2019-01-31 09:16:43.000 UTC'],
				['Registration Type', 'sync'],
				['Error Phase', 'join'],
				['Client ErrorCode', '0x801c03f2'],
				['Server ErrorCode', 'DirectoryError'],
				['Server Message', 'The device object by the given id (e92325d0) is not found.'],
				['Https Status', '400'],
			),
		),
		joined: 'unmet',
		hello: 'inconclusive',
		says: /Error Phase join, Client ErrorCode 0x801c03f2, Server ErrorCode DirectoryError/,
	},
	'[M] the picture of a client with certificate trust': {
		text: printed({
			'Ngc Prerequisite Check': {
				CertEnrollment: 'enrollment authority',
				AdfsRefreshToken: 'YES',
				AdfsRaIsReady: 'YES',
				LogonCertTemplateReady: 'YES ( StateReady )',
			},
		}),
		joined: 'met',
		hello: 'caution',
	},
	'[M] recovery, whose line has its colon at the name': {
		text: printed().replace('AadRecoveryEnabled : NO', 'AadRecoveryEnabled: YES'),
		joined: 'met',
		hello: 'unmet',
		says: /AadRecovery(?:Enabled)? is YES/,
	},
	'[M] a token of AD FS beside': {
		text: printed({
			'SSO State': {
				EnterprisePrt: 'YES',
				EnterprisePrtUpdateTime: '2020-07-12 22:57:54.000 UTC',
				EnterprisePrtExpiryTime: '2020-07-26 22:57:54.000 UTC',
				EnterprisePrtAuthority: 'https://fs.corp.contoso.com:443/adfs',
			},
		}),
		joined: 'met',
		hello: 'met',
	},
	'[M] a device that was disabled': {
		text: printed({'Device Details': {DeviceAuthStatus: 'FAILED. Device is either disabled or deleted'}}),
		joined: 'unmet',
		hello: 'unmet',
		says: /disabled or deleted/,
	},
	'[M] a device whose test broke off': {
		text: printed({'Device Details': {DeviceAuthStatus: 'FAILED. ERROR'}}),
		joined: 'inconclusive',
		hello: 'met',
	},
	'[M] 23H2, with a ticket for the cloud and none for on-premises': {
		text: printed({'SSO State': {OnPremTgt: 'NO', CloudTgt: 'YES'}}),
		joined: 'met',
		hello: 'met',
	},
};

const names = Object.keys(texts);
const wordOf = (verdict: ReturnType<typeof deviceJoined.judge>) => (verdict.outcome === 'declined' ? verdict.reason : verdict.outcome);

it.each(names)('is judged as it is published: %s', name => {
	const {text = '', joined, hello, says = /./} = texts[name] ?? {};
	const client = dsregcmd.read({text, exit: 0}, '2026-11-22T09:00:00.000Z') as Dsregcmd;
	const verdicts = [
		deviceJoined.judge({client, tenant: nobodyAsked}),
		helloPrerequisites.judge({client, tenant: nobodyAsked, policy: nobodyAsked}),
	];
	expect(verdicts.map(wordOf), JSON.stringify(verdicts)).toEqual([joined, hello]);
	expect(verdicts.map(({because}) => because).join('\n')).toMatch(says);
});

it('is shown by at least 40 texts, with those that lie beside', () => {
	expect(names.length + readdirSync(join(import.meta.dirname, '..', 'fixtures', 'dsregcmd')).length).toBeGreaterThanOrEqual(40);
});
