import {z} from 'zod';
import type {DirectoryAnswer, Entry} from '../../../src/guide/answer.ts';
import {defineCollector} from '../../../src/guide/check.ts';
import {equals} from '../../../src/guide/filter.ts';
import {mapDomains} from '../../by-forest.ts';
import {isoOfFileTime} from '../../day.ts';
import {numberOf, perDomain, valueOf} from '../../directory.ts';
import {foldAscii} from '../../identity.ts';
import {buildOf} from '../../windows-server.ts';
import {askForEnrollmentServices} from './enrollment-services.facts.ts';

/** A computer bears its own name, those that `netdom computername` adds to it, and those of its HOST service names. */
const bearers = [
	{attribute: 'dNSHostName', prefix: ''},
	{attribute: 'msDS-AdditionalDnsHostName', prefix: ''},
	{attribute: 'servicePrincipalName', prefix: 'HOST/'},
] as const;

const namesIn = (entry: Entry): readonly string[] => [
	...new Set(
		bearers.flatMap(({attribute, prefix}) =>
			(entry.attributes[attribute] ?? [])
				.filter(value => foldAscii(value).startsWith(foldAscii(prefix)))
				.map(value => value.slice(prefix.length)),
		),
	),
];

/** ACCOUNTDISABLE of userAccountControl (MS-ADTS 2.2.16). */
const disabled = 2;

const enabledIn = (entry: Entry): boolean | null => {
	const control = numberOf(entry, 'userAccountControl');
	return control === null ? null : (control & disabled) === 0;
};

/** The servers that the authorities of all forests name: whether DNS knows them from here, and which computers bear their names. */
export const authorityHosts = defineCollector({
	id: 'authority-hosts',
	what: 'the servers of the certification authorities: whether their names resolve from here, and the computers that bear them',
	rights: 'any domain user',
	query: {
		via: 'directory',
		from: 'every-domain',
		base: 'domain',
		scope: 'subtree',
		filter: equals('objectCategory', 'computer'),
		attributes: [...bearers.map(({attribute}) => attribute), 'userAccountControl', 'lastLogonTimestamp', 'operatingSystemVersion'],
		hostsOf: {query: askForEnrollmentServices, attribute: 'dNSHostName', bearers},
	},
	read: answer => ({
		hosts: (answer as DirectoryAnswer).hosts ?? [],
		...mapDomains(answer, entries => ({
			computers: entries.map(entry => ({
				dn: entry.dn,
				names: namesIn(entry),
				enabled: enabledIn(entry),
				build: buildOf(valueOf(entry, 'operatingSystemVersion')),
				lastSignIn: isoOfFileTime(valueOf(entry, 'lastLogonTimestamp') ?? ''),
			})),
		})),
	}),
	facts: z.strictObject({
		hosts: z.array(
			z.strictObject({
				name: z.string(),
				/** `unknown`: DNS gave no answer that can be relied on. */
				dns: z.enum(['found', 'not-found', 'unknown']),
			}),
		),
		...perDomain({
			/** Only those that bear one of the names. */
			computers: z.array(
				z.strictObject({
					dn: z.string(),
					/** DNS names, and short ones of its service names. */
					names: z.array(z.string()),
					/** null: not told. */
					enabled: z.boolean().nullable(),
					/** 17763 is Windows Server 2019; null where the object does not say, or not in Microsoft's form. */
					build: z.int().nullable(),
					/** ISO 8601, UTC, up to 14 days behind (MS-ADTS lastLogonTimestamp); null: never, or not told. */
					lastSignIn: z.string().nullable(),
				}),
			),
		}).shape,
	}),
});

/** The facts of `authority-hosts`. */
export type AuthorityHosts = z.infer<typeof authorityHosts.facts>;
