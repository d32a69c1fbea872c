import {z} from 'zod';
import {defineCollector} from '../../../src/guide/check.ts';
import {booleanOrAbsent, recordsOf} from '../../graph-record.ts';

/** Graph's page shows one object, and tenants answer with a list of one: both are read. */
const all = (answer: unknown) =>
	typeof answer === 'object' && answer !== null && Array.isArray((answer as {value?: unknown}).value)
		? recordsOf(answer, 'settings of synchronisation')
		: recordsOf({value: [answer]}, 'settings of synchronisation');

/** Which features of synchronisation are on: `GET /directory/onPremisesSynchronization` (Graph v1.0, onPremisesDirectorySynchronizationFeature). */
export const synchronisationFeatures = defineCollector({
	id: 'synchronisation-features',
	what: 'whether password hashes are synchronised, and changed user names of users with a licence',
	rights: 'Global Administrator; nobody else may read it',
	because: 'how are passwords checked, and do changed user names arrive?',
	query: {
		via: 'graph',
		path: '/v1.0/directory/onPremisesSynchronization',
		permissions: ['OnPremDirectorySynchronization.Read.All'],
		// No path is open to an application, so it is told the same name and answered 403.
		applicationPermissions: ['OnPremDirectorySynchronization.Read.All'],
	},
	read: answer => {
		const [first, ...others] = all(answer);
		if (first === undefined || others.length > 0) {
			throw new Error(`Graph gives ${first === undefined ? 'no' : 'more than one'} setting of synchronisation.`);
		}

		const features = z.looseObject({}).parse(first['features']);
		return {
			passwordHashes: booleanOrAbsent(features, 'passwordSyncEnabled', 'the features of synchronisation'),
			changedNames: booleanOrAbsent(features, 'synchronizeUpnForManagedUsersEnabled', 'the features of synchronisation'),
		};
	},
	facts: z.strictObject({
		/** `passwordSyncEnabled`; null where it was not said. */
		passwordHashes: z.boolean().nullable(),
		/** `synchronizeUpnForManagedUsersEnabled`; null where it was not said. */
		changedNames: z.boolean().nullable(),
	}),
});
