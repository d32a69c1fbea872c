import type {z} from 'zod';
import {casesFor} from '../../../src/guide/cases.ts';
import type {Witness} from '../../../src/guide/check.ts';
import type {serviceConnectionPoints} from '../../05-device-registration/service-connection-point.facts.ts';
import {tenantExists} from './tenant-exists.ts';

const id = '11111111-1111-4111-8111-111111111111';
const other = '22222222-2222-4222-8222-222222222222';
const tenant = {
	id,
	displayName: 'Contoso',
	onPremisesSyncEnabled: true,
	onPremisesLastSyncDateTime: '2026-11-22T08:42:00Z',
	verifiedDomains: ['contoso.com', 'contoso.onmicrosoft.com'],
};
const unread = {seen: false, reason: 'unreachable', detail: 'not read'} as const;
const points = (tenantId: string | null): Witness<z.infer<typeof serviceConnectionPoints.facts>> => ({
	seen: true,
	source: 'live',
	stale: false,
	facts: {
		forests: [{forest: 'corp.contoso.com', silent: null, domains: ['corp.contoso.com'], points: [{tenantId, tenantName: 'contoso.com'}]}],
	},
});

export default casesFor(tenantExists, {
	'it answers, and the forest points at it': {
		given: {tenant, points: points(id.toUpperCase())},
		then: 'met',
		says: 'corp.contoso.com points at it',
	},
	'it answers, and nothing points anywhere': {
		given: {tenant, points: unread},
		then: 'met',
		says: 'contoso.com and contoso.onmicrosoft.com',
	},
	'the forest points at another tenant': {
		given: {tenant, points: points(other)},
		then: 'caution',
		says: other,
		remedy: 'make-sure-of-the-tenant',
	},
	'an empty service connection point raises no doubt': {given: {tenant, points: points(null)}, then: 'met'},
});
