import {z} from 'zod';
import {defineCollector} from '../../../src/guide/check.ts';
import {all, equals, hasBits, holds, not} from '../../../src/guide/filter.ts';
import {mapDomains} from '../../by-forest.ts';
import {numberOf, perDomain, valueOf} from '../../directory.ts';
import {foldAscii} from '../../identity.ts';
import {buildOf} from '../../windows-server.ts';

/** How long a computer may be away before it is counted apart. `lastLogonTimestamp` itself lags by up to two weeks (MS-ADA1 2.352). */
const days = 90;

const systemOf = (name: string | null) =>
	name === null ? ('unknown' as const) : foldAscii(name).startsWith('windows') ? ('windows' as const) : ('other' as const);

/**
 * Enabled computers that are no servers, counted by build and by whether they were seen lately. Editions are translated in `operatingSystem`; the names
 * of the product, Windows and Server, are not. A domain controller has a bit of its own (SERVER_TRUST_ACCOUNT, MS-ADTS 2.2.16).
 */
export const clientsByVersion = defineCollector({
	id: 'clients-by-version',
	what: 'how many enabled computers that are no servers run each build of Windows, seen within 90 days or not; counted, not kept',
	rights: 'any domain user',
	query: {
		via: 'directory',
		from: 'every-domain',
		base: 'domain',
		scope: 'subtree',
		filter: all(
			equals('objectCategory', 'computer'),
			not(hasBits('userAccountControl', 2)),
			not(hasBits('userAccountControl', 8192)),
			not(holds('operatingSystem', 'Server')),
		),
		attributes: ['operatingSystem', 'operatingSystemVersion', 'lastLogonTimestamp'],
		countBy: [
			{by: 'value', attribute: 'operatingSystem'},
			{by: 'value', attribute: 'operatingSystemVersion'},
			{by: 'recent', attribute: 'lastLogonTimestamp', days},
		],
	},
	read: answer =>
		mapDomains(answer, entries => {
			const kinds = new Map<string, {system: ReturnType<typeof systemOf>; build: number | null; recent: boolean; computers: number}>();
			for (const entry of entries) {
				const kind = {
					system: systemOf(valueOf(entry, 'operatingSystem')),
					build: buildOf(valueOf(entry, 'operatingSystemVersion')),
					recent: valueOf(entry, 'lastLogonTimestamp') === 'yes',
				};
				const key = JSON.stringify(kind);
				kinds.set(key, {...kind, computers: (kinds.get(key)?.computers ?? 0) + (numberOf(entry, 'count') ?? 0)});
			}

			return {kinds: [...kinds.values()]};
		}),
	facts: perDomain({
		/** Empty in a domain without clients. */
		kinds: z.array(
			z.strictObject({
				/** `unknown` where the object does not say: made ahead of its computer, or of a cluster. */
				system: z.enum(['windows', 'other', 'unknown']),
				/** Null where the version is missing or of another form. */
				build: z.int().nullable(),
				/** Signed in within 90 days of the look; false where it never did, or nobody could read when. */
				recent: z.boolean(),
				computers: z.int().nonnegative(),
			}),
		),
	}),
});

/** The facts of `clients-by-version`. */
export type ClientsByVersion = z.infer<typeof clientsByVersion.facts>;
