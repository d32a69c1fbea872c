import type {z} from 'zod';
import {casesFor} from '../../src/guide/cases.ts';
import type {Witness} from '../../src/guide/check.ts';
import type {tenant} from '../03-new-installation-baseline/tenant.facts.ts';
import {deviceJoined} from './device-joined.ts';
import {parseDsregcmd} from './dsregcmd.ts';

const id = '11111111-1111-4111-8111-111111111111';
const other = '22222222-2222-4222-8222-222222222222';
const ours: Witness<z.infer<typeof tenant.facts>> = {
	seen: true,
	source: 'live',
	stale: false,
	facts: {id, displayName: 'Contoso', onPremisesSyncEnabled: true, onPremisesLastSyncDateTime: null, verifiedDomains: []},
};
const unread = {seen: false, reason: 'not-signed-in', detail: 'not signed in'} as const;

/** As dsregcmd prints it: a banner, padding, keys at the right. */
const printed = (...lines: readonly string[]) =>
	parseDsregcmd(
		[
			'+----------------------------------------------------------------------+',
			'| Device State                                                         |',
			'+----------------------------------------------------------------------+',
			'',
			...lines.map(line => `             ${line}                 `),
		].join('\r\n'),
	);
const joined = ['AzureAdJoined : YES', 'EnterpriseJoined : NO', 'DomainJoined : YES', `TenantId : ${id}`];

export default casesFor(deviceJoined, {
	'hybrid joined': {given: {client: printed(...joined, 'DeviceAuthStatus : SUCCESS', 'WorkplaceJoined : NO'), tenant: ours}, then: 'met'},
	'hybrid joined, an older build that prints less': {
		given: {client: printed('AzureAdJoined: YES', 'DomainJoined: YES'), tenant: unread},
		then: 'met',
	},
	'in the domain only': {
		given: {client: printed('AzureAdJoined : NO', 'DomainJoined : YES'), tenant: ours},
		then: 'unmet',
		remedy: 'join-the-client',
	},
	'Entra joined': {
		given: {client: printed('AzureAdJoined : YES', 'DomainJoined : NO'), tenant: ours},
		then: 'inconclusive',
		says: 'is Entra joined',
		remedy: 'look-at-a-domain-client',
	},
	'one of the lines is not printed': {
		given: {client: printed('DomainJoined : YES'), tenant: ours},
		then: 'inconclusive',
		says: 'AzureAdJoined',
	},
	'joined to another tenant': {
		given: {client: printed('AzureAdJoined : YES', 'DomainJoined : YES', `TenantId : ${other}`), tenant: ours},
		then: 'unmet',
		says: other,
		remedy: 'leave-the-other-tenant',
	},
	'Entra ID does not accept the device': {
		given: {client: printed(...joined, 'DeviceAuthStatus : FAILED. Device is either disabled or deleted'), tenant: ours},
		then: 'unmet',
		says: 'FAILED',
		remedy: 'mend-the-device',
	},
	'dual state': {given: {client: printed(...joined, 'WorkplaceJoined : YES'), tenant: ours}, then: 'caution', remedy: 'end-the-dual-state'},
});
