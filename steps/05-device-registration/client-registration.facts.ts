import {z} from 'zod';
import {defineCollector} from '../../src/guide/check.ts';

/** Which tenant a client is told to register at, besides its forest, and at which it has. */
export const clientRegistration = defineCollector({
	id: 'client-registration',
	what: 'the tenant that a client is told to register at, and the one where it has',
	rights: 'the user, not elevated',
	query: {via: 'powershell', script: 'steps/05-device-registration/client-registration.ps1', on: 'client'},
	brief: {members: ['computer', 'domain', 'toldTenantId', 'toldTenantName', 'joinedTenantIds']},
	facts: z.strictObject({
		computer: z.string(),
		/** DNS name of the domain that the computer belongs to; null: to none. */
		domain: z.string().nullable(),
		/** What a targeted rollout has set, and what beats the forest's service connection point; null: not set. */
		toldTenantId: z.string().nullable(),
		toldTenantName: z.string().nullable(),
		/** Tenants that it is joined to; empty where it is joined to none. */
		joinedTenantIds: z.array(z.string()),
	}),
});

/** The facts of `client-registration`. */
export type ClientRegistration = z.infer<typeof clientRegistration.facts>;
