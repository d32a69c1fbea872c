import type {z} from 'zod';
import {casesFor} from '../../src/guide/cases.ts';
import type {Witness} from '../../src/guide/check.ts';
import type {tenant} from '../03-new-installation-baseline/tenant/tenant.facts.ts';
import {otherTenantId, type Printed, printed, takenAt, tenantId, workAccount} from '../case-builders/printed.ts';
import {parseDsregcmd} from '../dsregcmd/dsregcmd.ts';
import {deviceJoined} from './device-joined.ts';

const ours: Witness<z.infer<typeof tenant.facts>> = {
	seen: true,
	source: 'live',
	stale: false,
	facts: {id: tenantId, displayName: 'Contoso', onPremisesSyncEnabled: true, onPremisesLastSyncDateTime: null, verifiedDomains: []},
};
const unread = {seen: false, reason: 'not-signed-in', detail: 'not signed in'} as const;

const client = (over: Printed = {}, known: {readonly takenAt?: string | null; readonly whole?: boolean} = {}) =>
	parseDsregcmd(printed(over), {takenAt, ...known});
const details = (lines: Readonly<Record<string, string | null>>) => client({'Device Details': lines});
const state = (lines: Readonly<Record<string, string | null>>) => client({'Device State': lines});
const user = (lines: Readonly<Record<string, string | null>>) => client({'User State': lines});
const until = (from: string, to: string) => ({DeviceCertificateValidity: `[ ${from}.000 UTC -- ${to}.000 UTC ]`});

/** Lines that somebody typed off a screen, under one banner. */
const typed = (...lines: readonly string[]) => parseDsregcmd(['| Device State |', ...lines].join('\n'), {takenAt});
/** The layout of 1703: everything about the device under its first banner, and the user's token under the user's. */
const of1703 = parseDsregcmd(
	[
		'+----------------------------------------------------------------------+',
		'| Device State                                                         |',
		'+----------------------------------------------------------------------+',
		'',
		'    AzureAdJoined: YES',
		' EnterpriseJoined: NO',
		'         DeviceId: 2b1a7c9e-3d4f-4a5b-8c6d-7e8f9a0b1c2d',
		'      KeySignTest: : MUST Run elevated to test.',
		`         TenantId: ${tenantId}`,
		'     DomainJoined: YES',
		'       DomainName: CONTOSO',
		'',
		'+----------------------------------------------------------------------+',
		'| User State                                                           |',
		'+----------------------------------------------------------------------+',
		'',
		'           NgcSet: NO',
		'  WorkplaceJoined: NO',
		'    WamDefaultSet: YES',
		'       AzureAdPrt: YES',
		'',
		'+----------------------------------------------------------------------+',
		'| Ngc Prerequisite Check                                               |',
		'+----------------------------------------------------------------------+',
		'',
		'   IsUserAzureAD: YES',
		'    PreReqResult: WillProvision',
	].join('\r\n'),
	{takenAt},
);

export default casesFor(deviceJoined, {
	'hybrid joined': {given: {client: client(), tenant: ours}, then: 'met'},
	'hybrid joined, in the layout of 1703': {given: {client: of1703, tenant: ours}, then: 'met'},
	'hybrid joined, and no tenant is known here': {given: {client: client(), tenant: unread}, then: 'met'},
	'hybrid joined, by a program that was seen to end well, of a build that prints less': {
		given: {client: parseDsregcmd('| Device State |\nAzureAdJoined: YES\nDomainJoined: YES', {takenAt, whole: true}), tenant: unread},
		then: 'met',
	},
	'typed off a screen, with what follows the device': {
		given: {client: typed('AzureAdJoined : YES', 'DomainJoined : YES', 'PreReqResult : WillProvision'), tenant: ours},
		then: 'met',
	},
	'cut off behind the device, where more may follow': {
		given: {client: typed('AzureAdJoined : YES', 'DomainJoined : YES', 'NgcSet : YES'), tenant: ours},
		then: 'incomplete',
		says: 'ends in the section Device State',
		remedy: 'save-the-whole-output',
	},
	'in the domain only': {
		given: {client: state({AzureAdJoined: 'NO'}), tenant: ours},
		then: 'unmet',
		says: /AzureAdJoined is NO\.$/,
		remedy: 'join-the-client',
	},
	'in the domain only, and the client names the cause': {
		given: {
			client: client({
				'Device State': {AzureAdJoined: 'NO'},
				'Device Details': null,
				'Tenant Details': null,
				'Diagnostic Data': [
					['Client Time', '2026-11-22 08:59:00.000 UTC'],
					['AD Connectivity Test', 'PASS'],
					['AD Configuration Test', 'FAIL [0x80070002]'],
					['DRS Discovery Test', 'SKIPPED'],
					['Error Phase', 'discover'],
					['Client ErrorCode', '0x801c001d'],
				],
			}),
			tenant: ours,
		},
		then: 'unmet',
		says: 'The client says why: AD Configuration Test FAIL [0x80070002], Error Phase discover, Client ErrorCode 0x801c001d.',
		remedy: 'join-the-client',
	},
	'Entra joined': {
		given: {client: state({DomainJoined: 'NO'}), tenant: ours},
		then: 'inconclusive',
		says: 'is Entra joined',
		remedy: 'look-at-a-domain-client',
	},
	'in no domain and not in Entra ID': {
		given: {client: state({AzureAdJoined: 'NO', DomainJoined: 'NO'}), tenant: ours},
		then: 'inconclusive',
		says: 'This computer is in no domain',
		remedy: 'look-at-a-domain-client',
	},
	'one of the two lines is not printed': {
		given: {client: state({AzureAdJoined: null}), tenant: ours},
		then: 'inconclusive',
		says: 'AzureAdJoined is not printed',
	},
	'one of the two lines could not be found out': {
		given: {client: state({AzureAdJoined: 'UNKNOWN'}), tenant: ours},
		then: 'inconclusive',
		says: 'AzureAdJoined is UNKNOWN: that test could not run',
	},
	'one of the two lines says another word': {
		given: {client: state({DomainJoined: 'JA'}), tenant: ours},
		then: 'inconclusive',
		says: 'DomainJoined is JA, and that is no word that whfb knows there',
	},
	'one of the two lines is cut off': {
		given: {client: state({DomainJoined: 'Y'}), tenant: ours},
		then: 'inconclusive',
		says: 'DomainJoined is Y, which is cut off: it is the beginning of YES',
	},
	'joined to another tenant': {
		given: {client: client({'Tenant Details': {TenantId: otherTenantId}}), tenant: ours},
		then: 'unmet',
		says: otherTenantId,
		remedy: 'leave-the-other-tenant',
	},
	'the same tenant, written with braces and in capitals': {
		given: {client: client({'Tenant Details': {TenantId: `{${tenantId.toUpperCase()}}`}}), tenant: ours},
		then: 'met',
	},
	'an id that is none': {
		given: {client: client({'Tenant Details': {TenantId: tenantId.slice(0, -3)}}), tenant: ours},
		then: 'inconclusive',
		says: 'no id of a tenant',
		remedy: 'save-the-whole-output',
	},
	'Entra ID does not accept the device': {
		given: {client: details({DeviceAuthStatus: 'FAILED. Device is either disabled or deleted'}), tenant: ours},
		then: 'unmet',
		says: 'FAILED',
		remedy: 'mend-the-device',
	},
	'the test of the device could not run': {
		given: {client: details({DeviceAuthStatus: 'FAILED. ERROR'}), tenant: ours},
		then: 'inconclusive',
		says: 'DeviceAuthStatus is FAILED. ERROR: that test could not run',
		remedy: 'let-the-test-run',
	},
	'the test of the device could not run, with a code': {
		given: {client: details({DeviceAuthStatus: 'FAILED. Error: 0xd000023c'}), tenant: ours},
		then: 'inconclusive',
		remedy: 'let-the-test-run',
	},
	'the test of the device is cut off': {
		given: {client: details({DeviceAuthStatus: 'FAILED. Device is ei'}), tenant: ours},
		then: 'inconclusive',
		says: 'cut off',
	},
	'the test of the device is not printed: it came with 21H1': {
		given: {client: details({DeviceAuthStatus: null}), tenant: ours},
		then: 'met',
	},
	'the certificate of the device ran out before this was taken': {
		given: {client: details(until('2025-03-09 10:23:00', '2026-11-22 08:59:59')), tenant: ours},
		then: 'unmet',
		says: 'valid until 2026-11-22 08:59:59.000 UTC',
		remedy: 'mend-the-device',
	},
	'the certificate of the device runs out after this was taken': {
		given: {client: details(until('2025-03-09 10:23:00', '2026-11-22 09:00:01')), tenant: ours},
		then: 'met',
	},
	'nobody says when this was taken, and the client has been at work since its certificate ran out': {
		given: {client: client({'Device Details': until('2025-03-09 10:23:00', '2026-11-22 07:11:59')}, {takenAt: null}), tenant: ours},
		then: 'unmet',
		remedy: 'mend-the-device',
	},
	'the times of the certificate cannot be read': {
		given: {client: details({DeviceCertificateValidity: '[ 2025-03-09 10:23:00.000 UTC -- 2035'}), tenant: ours},
		then: 'inconclusive',
		says: 'no pair of times',
		remedy: 'save-the-whole-output',
	},
	'the certificate begins after the time at which this is said to have been taken': {
		given: {client: details(until('2026-11-22 11:00:01', '2036-11-22 10:00:00')), tenant: ours},
		then: 'clock',
		remedy: 'save-the-whole-output',
	},
	'the certificate of a work account ran out, which is not the device': {
		given: {
			client: client({'Work Account 1': {...workAccount('NO'), ...until('2015-01-01 00:00:00', '2025-01-01 00:00:00')}}),
			tenant: ours,
		},
		then: 'met',
	},
	'a work account has a device of its own, which was disabled': {
		given: {
			client: client({'Work Account 1': {...workAccount('NO'), DeviceAuthStatus: 'FAILED. Device is either disabled or deleted'}}),
			tenant: ours,
		},
		then: 'met',
	},
	'what condemns counts under a work account, too, where the device says nothing of it': {
		given: {
			client: client({
				'Device Details': {DeviceAuthStatus: null},
				'Work Account 1': {...workAccount('NO'), DeviceAuthStatus: 'FAILED. Device is either disabled or deleted'},
			}),
			tenant: ours,
		},
		then: 'unmet',
		remedy: 'mend-the-device',
	},
	'dual state': {given: {client: user({WorkplaceJoined: 'YES'}), tenant: ours}, then: 'caution', remedy: 'end-the-dual-state'},
	'dual state could not be found out': {
		given: {client: user({WorkplaceJoined: 'ERROR'}), tenant: ours},
		then: 'inconclusive',
		says: 'WorkplaceJoined is ERROR',
	},
	'dual state, and the device is not accepted: the worse of both': {
		given: {
			client: client({
				'User State': {WorkplaceJoined: 'YES'},
				'Device Details': {DeviceAuthStatus: 'FAILED. Device is either disabled or deleted'},
			}),
			tenant: ours,
		},
		then: 'unmet',
		remedy: 'mend-the-device',
	},
});
