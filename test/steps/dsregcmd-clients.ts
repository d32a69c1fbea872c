import fc from 'fast-check';
import type {Verdict} from '../../src/guide/finding.ts';
import {deviceJoined} from '../../steps/05-device-registration/device-joined.ts';
import {helloPrerequisites} from '../../steps/07-sign-in-and-provision/hello-prerequisites.ts';
import {type Printed, printed, tenantId, workAccount} from '../../steps/case-builders/printed.ts';
import {statusOf} from '../../steps/dsregcmd/dsregcmd.ts';
import {readStatus} from '../../steps/dsregcmd/dsregcmd-text.ts';

const unread = {seen: false, reason: 'not-signed-in', detail: 'not signed in'} as const;
const takenAt = '2026-11-22T09:00:00.000Z';

const outcomeOf = (verdict: Verdict): string => (verdict.outcome === 'declined' ? verdict.reason : verdict.outcome);

/** What both judges make of a text, or why it is refused. */
export type Judged = {readonly joined: string; readonly hello: string} | {readonly refused: string};

export const judged = (text: string): Judged => {
	const read = readStatus(text);
	if ('refused' in read) {
		return read;
	}

	const client = statusOf(read.run, {takenAt});
	return {
		joined: outcomeOf(deviceJoined.judge({client, tenant: unread})),
		hello: outcomeOf(helloPrerequisites.judge({client, tenant: unread, policy: unread})),
	};
};

/** Judgements that a text must not have where the other has not: the checks that are met. */
export const metBy = (text: string): readonly string[] => {
	const found = judged(text);
	return 'refused' in found ? [] : Object.entries(found).flatMap(([check, outcome]) => (outcome === 'met' ? [check] : []));
};

const word = (...words: readonly string[]) => fc.constantFrom(...words);
const mostly = (usual: string | null, ...others: readonly (string | null)[]) =>
	fc.oneof({weight: 6, arbitrary: fc.constant(usual)}, {weight: 1, arbitrary: fc.constantFrom(...others)});
const yes = mostly('YES', 'NO', 'UNKNOWN', 'ERROR', null);
const no = mostly('NO', 'YES', 'UNKNOWN', null);

const prt = fc.oneof(
	{weight: 6, arbitrary: fc.record({AzureAdPrt: yes, OnPremTgt: word('NO', 'YES')})},
	{
		weight: 1,
		arbitrary: fc.constant([
			['AzureAdPrt', 'NO'],
			['AcquirePrtDiagnostics', 'PRESENT'],
			['Attempt Status', '0xc000006d'],
			['HTTP status', '400'],
			['Server Error Description', 'AADSTS50126: Error validating credentials due to invalid username or password.'],
			['RefreshPrtDiagnostics', 'PRESENT'],
			['Attempt Status', '0xc0048512'],
			['EnterprisePrt', 'NO'],
		] as const),
	},
);

const sections = fc.record({
	'Device State': fc.record({AzureAdJoined: mostly('YES', 'NO'), DomainJoined: mostly('YES', 'NO')}),
	'Device Details': fc.record({
		DeviceAuthStatus: mostly('SUCCESS', 'FAILED. Device is either disabled or deleted', 'FAILED. ERROR', null),
		DeviceCertificateValidity: mostly(
			'[ 2025-03-09 10:23:00.000 UTC -- 2035-03-09 10:53:00.000 UTC ]',
			'[ 2015-03-09 10:23:00.000 UTC -- 2025-03-09 10:53:00.000 UTC ]',
			null,
		),
	}),
	'Tenant Details': fc.record({TenantName: word('Contoso', 'Contoso & Söhne', 'A: B'), TenantId: fc.constant(tenantId)}),
	'User State': fc.record({NgcSet: mostly('NO', 'YES', 'YES', 'YES', 'ERROR'), WorkplaceJoined: no}),
	'SSO State': prt,
	'Diagnostic Data': fc.record({AadRecoveryEnabled: no, KeySignTest: mostly('PASSED', 'FAILED', 'MUST Run elevated to test.', null)}),
	'Ngc Prerequisite Check': fc.record({
		IsUserAzureAD: yes,
		PolicyEnabled: yes,
		SessionIsNotRemote: yes,
		CertEnrollment: mostly('none', 'enrollment authority', 'UNKNOWN'),
		AdfsRaIsReady: mostly(null, 'NO'),
		X509CertRequired: mostly(null, 'NO', 'YES'),
		OnPremTGT: mostly(null, 'YES', 'NO'),
		PreReqResult: mostly('WillProvision', 'WillNotProvision', 'WillNotProvision', 'Will Provision'),
	}),
});

/** Outputs of clients of every kind in the real layout: joined or not, with a key or without, with and without accounts of other organisations. */
export const outputs = fc
	.record({sections, accounts: fc.array(word('YES', 'NO'), {maxLength: 2}), isShown: fc.boolean(), end: mostlyTrue()})
	.map(({sections: all, accounts, isShown, end}): string => {
		const {'Ngc Prerequisite Check': list, ...rest} = all;
		const extra = Object.fromEntries(accounts.map((ngcSet, index) => [`Work Account ${index + 1}`, workAccount(ngcSet)]));
		const hasKey = rest['User State'].NgcSet === 'YES';
		const result = list.PreReqResult;
		// As on Windows, the result comes last.
		const ordered = {...list, PreReqResult: null, ...(hasKey && !isShown ? {} : {})};
		const over: Printed = {
			...rest,
			...extra,
			...(hasKey && !isShown
				? {}
				: {'Ngc Prerequisite Check': [...lines({...usual, ...ordered}), ['PreReqResult', result ?? 'WillProvision'] as const]}),
		};
		return printed(over, {end});
	});

function mostlyTrue() {
	return fc.oneof({weight: 4, arbitrary: fc.constant(true)}, {weight: 1, arbitrary: fc.constant(false)});
}

const usual = {IsDeviceJoined: 'YES', IsUserAzureAD: 'YES', PolicyEnabled: 'YES', PostLogonEnabled: 'YES', DeviceEligible: 'YES'} as const;

function lines(of: Readonly<Record<string, string | null>>): readonly (readonly [string, string])[] {
	return Object.entries(of).flatMap(([name, value]) => (value === null ? [] : [[name, value] as const]));
}
