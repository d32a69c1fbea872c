import {fleetCollector} from '../../src/guide/fleet.ts';

/** What the files of many clients say, of each client the newest. Marks: `tenantId`, `domain`, and `enrolled`, whether the user has Hello there. */
export const clientFleet = fleetCollector({
	id: 'client-fleet',
	what: 'the files that the script for a client wrote on many clients: what is judged of each, counted, with the names of those to mend',
	rights: 'the user, not elevated, on each client',
	on: 'client',
});
