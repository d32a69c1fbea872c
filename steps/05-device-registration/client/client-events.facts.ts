import {z} from 'zod';
import {defineCollector} from '../../../src/guide/check.ts';
import {eventLogShape} from '../../event-log.ts';
import {clientShape} from './client-computer.facts.ts';

/** The logs by their names, which are not translated. */
export const clientLogs = {
	registration: 'Microsoft-Windows-User Device Registration/Admin',
	hello: 'Microsoft-Windows-HelloForBusiness/Operational',
	entra: 'Microsoft-Windows-AAD/Operational',
	kerberos: 'Microsoft-Windows-Kerberos/Operational',
} as const;

/** What a client logged of joining, of Hello and of signing in with it, by number. */
export const clientEvents = defineCollector({
	id: 'client-events',
	what: 'a client: what it logged in 30 days of joining, of Hello, of Entra ID and of Kerberos, by number',
	rights: 'the user whose sign-in is looked at, not elevated',
	query: {via: 'powershell', script: 'steps/05-device-registration/client/client-events.ps1', on: 'client'},
	facts: z.strictObject({
		...clientShape,
		/** The time there, ISO 8601, UTC. */
		at: z.iso.datetime(),
		/** How many days back was asked for. */
		days: z.int().positive(),
		/** Whether the script knows which events are those of whoever ran it. */
		userKnown: z.boolean(),
		logs: z
			.array(
				z.strictObject({
					...eventLogShape,
					/** Events of other users of the computer, which were counted and not read. */
					others: z.int().nonnegative(),
				}),
			)
			.min(1),
	}),
});

/** The facts of `client-events`, and one log of it. */
export type ClientEvents = z.infer<typeof clientEvents.facts>;
export type ClientLog = ClientEvents['logs'][number];
