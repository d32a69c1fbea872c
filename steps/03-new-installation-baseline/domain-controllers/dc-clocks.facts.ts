import {z} from 'zod';
import {defineCollector} from '../../../src/guide/check.ts';
import {everything} from '../../../src/guide/filter.ts';
import {isoOf} from '../../day.ts';
import {mapForests, perController, silenceIn, valueOf} from '../../directory.ts';

/** The time by the clock of every domain controller, and by that of the computer that asked them. */
export const dcClocks = defineCollector({
	id: 'dc-clocks',
	what: 'rootDSE of every domain controller: the time by its clock',
	rights: 'any domain user',
	query: {via: 'directory', from: 'every-dc', base: 'root-dse', scope: 'base', filter: everything, attributes: ['currentTime']},
	read: (answer, takenAt) => ({
		takenAt: takenAt ?? null,
		...mapForests(answer, ({readings}) => ({
			controllers: readings.map(reading => {
				const entry = 'entries' in reading ? reading.entries[0] : undefined;
				return 'entries' in reading
					? {server: reading.server, silent: null, at: entry === undefined ? null : isoOf(valueOf(entry, 'currentTime') ?? '')}
					: {server: reading.server, silent: silenceIn(reading), at: null};
			}),
		})),
	}),
	facts: z.strictObject({
		/** When the last of them had been asked, by the clock here, ISO 8601, UTC; each was read within a minute before it. null: nobody knows. */
		takenAt: z.string().nullable(),
		...perController({
			/** ISO 8601, UTC; null where the server does not say. */
			at: z.string().nullable(),
		}).shape,
	}),
});
