import {z} from 'zod';
import {defineCollector} from '../../../src/guide/check.ts';
import {booleanOf} from '../../graph-record.ts';

/** Whether security defaults are on: `GET /policies/identitySecurityDefaultsEnforcementPolicy` (Graph v1.0). */
export const securityDefaults = defineCollector({
	id: 'security-defaults',
	what: 'whether security defaults are on',
	rights: 'Security Reader, or Global Reader',
	because: 'who is asked for a second factor?',
	query: {
		via: 'graph',
		path: '/v1.0/policies/identitySecurityDefaultsEnforcementPolicy',
		permissions: ['Policy.Read.All'],
		applicationPermissions: ['Policy.Read.All'],
		single: true,
	},
	read: answer => ({isEnabled: booleanOf(z.looseObject({}).parse(answer), 'isEnabled', 'security defaults')}),
	facts: z.strictObject({isEnabled: z.boolean()}),
});
