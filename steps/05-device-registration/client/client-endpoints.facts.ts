import {z} from 'zod';
import {defineCollector} from '../../../src/guide/check.ts';
import {clientShape} from './client-computer.facts.ts';

/** Which services of Entra ID a user reaches from a client (entra-docs, hybrid-join-manual). The script itself names the same hosts. */
export const clientEndpoints = defineCollector({
	id: 'client-endpoints',
	what: 'a client: whether its user reaches enterpriseregistration.windows.net, login.microsoftonline.com, device.login.microsoftonline.com and autologon.microsoftazuread-sso.com on port 443, past any proxy',
	rights: 'the user, not elevated',
	contacts: [
		'enterpriseregistration.windows.net',
		'login.microsoftonline.com',
		'device.login.microsoftonline.com',
		'autologon.microsoftazuread-sso.com',
	],
	query: {via: 'powershell', script: 'steps/05-device-registration/client/client-endpoints.ps1', on: 'client'},
	facts: z.strictObject({
		...clientShape,
		hasProxy: z.boolean(),
		hasProxyScript: z.boolean(),
		hosts: z
			.array(
				z.strictObject({
					host: z.string(),
					/** null: nobody could try. */
					reached: z.boolean().nullable(),
					/** The name of the socket's error, `TimedOut`, or why nobody could try. */
					failure: z.string().nullable(),
				}),
			)
			.min(1),
	}),
});

/** The facts of `client-endpoints`. */
export type ClientEndpoints = z.infer<typeof clientEndpoints.facts>;
