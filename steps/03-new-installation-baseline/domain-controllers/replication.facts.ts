import {z} from 'zod';
import {defineCollector} from '../../../src/guide/check.ts';
import {any, equals, everything} from '../../../src/guide/filter.ts';
import {mapEntries} from '../../by-forest.ts';
import {guidOf, mapForests, perController, perForest, silenceIn, valueOf} from '../../directory.ts';
import {parentOf} from '../../distinguished-name.ts';
import {isSameDn} from '../../identity.ts';
import {cursorsOf} from './up-to-date-vector.ts';

/** The database of every domain controller, by the id under which others know what it wrote (MS-ADTS 6.1.1.2.2.1.2.1.1, invocationId). */
export const controllerDatabases = defineCollector({
	id: 'controller-databases',
	what: 'the id of the database of every domain controller',
	rights: 'any domain user',
	query: {
		via: 'directory',
		from: 'one-dc',
		base: {in: 'configuration', path: 'CN=Sites'},
		scope: 'subtree',
		filter: any(equals('objectClass', 'nTDSDSA'), equals('objectClass', 'nTDSDSARO')),
		attributes: [{name: 'invocationId', as: 'bytes'}],
	},
	read: answer =>
		mapEntries(answer, (entries, {controllers}) => ({
			controllers: controllers.map(({name, server, readOnly}) => {
				const settings = entries.find(({dn}) => isSameDn(parentOf(dn), server));
				const id = settings === undefined ? null : valueOf(settings, 'invocationId');
				return {server: name, readOnly, database: id === null ? null : guidOf(id)};
			}),
		})),
	facts: perForest({
		controllers: z
			.array(
				z.strictObject({
					/** DNS name; where none is written, the name of its object. */
					server: z.string(),
					/** Nothing is written there, so nobody has to hear of it. */
					readOnly: z.boolean(),
					/** A GUID; null: not shown. */
					database: z.string().nullable(),
				}),
			)
			// A forest has at least one domain controller; none is a failed look.
			.min(1),
	}),
});

/** What every domain controller knows of the others: until when it has all that each of them wrote into the configuration. */
export const upToDateness = defineCollector({
	id: 'up-to-dateness',
	what: 'the configuration on every domain controller: when it last had all that each of the others wrote',
	rights: 'any domain user',
	query: {
		via: 'directory',
		from: 'every-dc',
		base: 'configuration',
		scope: 'base',
		filter: everything,
		attributes: [{name: 'replUpToDateVector', as: 'bytes'}],
	},
	read: answer =>
		mapForests(answer, ({readings}) => ({
			controllers: readings.map(reading => {
				const entry = 'entries' in reading ? reading.entries[0] : undefined;
				const vector = entry === undefined ? null : valueOf(entry, 'replUpToDateVector');
				return 'entries' in reading
					? {server: reading.server, silent: null, heard: vector === null ? null : cursorsOf(vector)}
					: {server: reading.server, silent: silenceIn(reading), heard: null};
			}),
		})),
	facts: perController({
		/** null: it was not shown, or not in a form that is known. */
		heard: z
			.array(
				z.strictObject({
					/** The id of a database; also of one that was replaced or retired. */
					database: z.string(),
					/** When all of it was last there, ISO 8601, UTC, by the clock of this domain controller; null: never told. */
					at: z.string().nullable(),
				}),
			)
			.nullable(),
	}),
});
