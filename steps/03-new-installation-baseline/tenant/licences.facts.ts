import {z} from 'zod';
import {defineCollector} from '../../../src/guide/check.ts';
import {recordsOf, textOf} from '../../graph-record.ts';

const shape = z.looseObject({
	prepaidUnits: z.looseObject({enabled: z.int().nonnegative().nullish(), warning: z.int().nonnegative().nullish()}).nullish(),
	servicePlans: z.array(
		z.looseObject({servicePlanName: z.string(), provisioningStatus: z.string().nullish(), appliesTo: z.string().nullish()}),
	),
});

/** The service plans that something here rests on (https://learn.microsoft.com/entra/identity/users/licensing-service-plan-reference). */
export const plansOfInterest = ['AAD_PREMIUM', 'AAD_PREMIUM_P2', 'MFA_PREMIUM', 'INTUNE_A'] as const;

/** What was bought: `GET /subscribedSkus` (Graph v1.0, subscribedSku). */
export const licences = defineCollector({
	id: 'licences',
	what: 'the licences of the tenant, and which of them hold Entra ID P1, P2, multifactor authentication or Intune',
	rights: 'Directory Readers, or Global Reader',
	because: 'which licences are there?',
	query: {
		via: 'graph',
		path: '/v1.0/subscribedSkus',
		permissions: ['LicenseAssignment.Read.All'],
		applicationPermissions: ['LicenseAssignment.Read.All'],
	},
	read: answer => ({
		licences: recordsOf(answer, 'licences').map(record => {
			const {prepaidUnits, servicePlans} = shape.parse(record);
			return {
				name: textOf(record, 'skuPartNumber', 'a licence'),
				state: textOf(record, 'capabilityStatus', 'a licence'),
				bought: prepaidUnits?.enabled ?? null,
				plans: plansOfInterest.filter(plan => servicePlans.some(({servicePlanName}) => servicePlanName === plan)),
			};
		}),
	}),
	facts: z.strictObject({
		/** None in a tenant where nothing was ever bought; the free edition needs none. */
		licences: z.array(
			z.strictObject({
				/** As Microsoft writes it: `SPE_E3`. */
				name: z.string(),
				/** `Enabled`, `Warning`, `Suspended`, `Deleted` or `LockedOut`. */
				state: z.string(),
				/** How many; null where it was not said. */
				bought: z.int().nullable(),
				plans: z.array(z.enum(plansOfInterest)),
			}),
		),
	}),
});

/** The facts of `licences`. */
export type Licences = z.infer<typeof licences.facts>;
