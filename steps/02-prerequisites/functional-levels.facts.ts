import {z} from 'zod';
import {defineCollector} from '../../src/guide/check.ts';
import {all, equals, everything, present} from '../../src/guide/filter.ts';
import {mapEntries} from '../by-forest.ts';
import {isoOf} from '../day.ts';
import {numberOf, perForest, valueOf} from '../directory.ts';

/** The forest's functional level and the time by the clock of the domain controller that said so. */
export const forestLevel = defineCollector({
	id: 'functional-levels',
	what: 'rootDSE: the functional level of the forest, and the time there',
	rights: 'any domain user',
	query: {
		via: 'directory',
		from: 'one-dc',
		base: 'root-dse',
		scope: 'base',
		filter: everything,
		attributes: ['forestFunctionality', 'domainFunctionality', 'currentTime'],
	},
	read: answer =>
		mapEntries(answer, ([root]) => ({
			forestLevel: root === undefined ? null : numberOf(root, 'forestFunctionality'),
			at: root === undefined ? null : isoOf(valueOf(root, 'currentTime') ?? ''),
		})),
	facts: perForest({
		/** 4 is 2008 R2, 7 is 2016, 10 is 2025; null where the server does not say. */
		forestLevel: z.int().nullable(),
		/** ISO 8601, UTC; null where the server does not say. */
		at: z.string().nullable(),
	}),
});

/** The functional level of each domain of a forest, as the forest's list of domains has it (MS-ADTS 6.1.4.3). */
export const domainLevels = defineCollector({
	id: 'domain-levels',
	what: 'the domains of the forest, with their functional levels',
	rights: 'any domain user',
	query: {
		via: 'directory',
		from: 'one-dc',
		base: {in: 'configuration', path: 'CN=Partitions'},
		scope: 'one-level',
		// Only domains have a NetBIOS name; application partitions have none.
		filter: all(equals('objectClass', 'crossRef'), present('nETBIOSName')),
		attributes: ['dnsRoot', 'nETBIOSName', 'msDS-Behavior-Version'],
	},
	read: answer =>
		mapEntries(answer, entries => ({
			domains: entries.map(entry => ({
				domain: valueOf(entry, 'dnsRoot') ?? valueOf(entry, 'nETBIOSName') ?? entry.dn,
				level: numberOf(entry, 'msDS-Behavior-Version'),
			})),
		})),
	facts: perForest({
		domains: z
			.array(z.strictObject({domain: z.string(), level: z.int().nullable()}))
			// A forest has at least its root domain; none is a failed look.
			.min(1),
	}),
});
