import {z} from 'zod';
import {defineCollector} from '../../src/guide/check.ts';
import {equals} from '../../src/guide/filter.ts';
import {answered, mapForests, perForest} from '../directory.ts';

/** Which domain controllers are read-only: their NTDS settings are of class nTDSDSARO (MS-ADTS 6.1.1.2.2.1.2.1.2). */
export const readOnlyDcs = defineCollector({
	id: 'read-only-dcs',
	what: 'which domain controllers are read-only',
	rights: 'any domain user',
	query: {
		via: 'directory',
		from: 'one-dc',
		base: {in: 'configuration', path: 'CN=Sites'},
		scope: 'subtree',
		filter: equals('objectClass', 'nTDSDSARO'),
		attributes: [],
	},
	read: answer =>
		mapForests(answer, ({readings}) => ({
			names: answered(readings).flatMap(reading =>
				'entries' in reading ? reading.entries.flatMap(({dn}) => /^CN=NTDS Settings,CN=([^,]+),/i.exec(dn)?.[1] ?? []) : [],
			),
		})),
	facts: perForest({
		/** Host names without domain; empty in a forest without read-only DCs. */
		names: z.array(z.string()),
	}),
});
