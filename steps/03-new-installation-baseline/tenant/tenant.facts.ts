import {z} from 'zod';
import {defineCollector} from '../../../src/guide/check.ts';
import {tenantNamed} from '../../../src/guide/organization.ts';

/** The tenant itself: `GET /organization` (Graph v1.0, organization). */
export const tenant = defineCollector({
	id: 'tenant',
	what: 'the tenant: its id, name and last synchronisation',
	rights: 'Directory Readers, or Global Reader',
	because: 'which tenant, and when did it last sync?',
	query: {
		via: 'graph',
		path: '/v1.0/organization?$select=id,displayName,onPremisesSyncEnabled,onPremisesLastSyncDateTime,verifiedDomains',
		permissions: ['Organization.Read.All'],
		applicationPermissions: ['Organization.Read.All'],
	},
	tenant: tenantNamed,
	read: (answer, takenAt = null) => {
		const [first, ...others] = z.object({value: z.array(z.looseObject({}))}).parse(answer).value;
		if (first === undefined || others.length > 0) {
			throw new Error(`Graph names ${others.length === 0 ? 'no organisation' : 'more than one organisation'}.`);
		}

		const {id, displayName, onPremisesSyncEnabled, onPremisesLastSyncDateTime} = first;
		return {
			id,
			displayName: displayName ?? null,
			onPremisesSyncEnabled: onPremisesSyncEnabled ?? null,
			onPremisesLastSyncDateTime: onPremisesLastSyncDateTime ?? null,
			takenAt,
			verifiedDomains: tenantNamed(answer)?.domains ?? [],
		};
	},
	facts: z.strictObject({
		id: z.guid(),
		displayName: z.string().nullable(),
		/** null: never synchronised; false: it was, and is switched off. */
		onPremisesSyncEnabled: z.boolean().nullable(),
		onPremisesLastSyncDateTime: z.string().nullable(),
		/** When the tenant said so, by the clock of whoever asked; left out or null where nobody knows. */
		takenAt: z.string().nullable().optional(),
		verifiedDomains: z.array(z.string()),
	}),
});
