import {z} from 'zod';
import type {Entry} from '../../../src/guide/answer.ts';
import {defineCollector} from '../../../src/guide/check.ts';
import {any, equals} from '../../../src/guide/filter.ts';
import {mapDomains} from '../../by-forest.ts';
import {isoOfFileTime} from '../../day.ts';
import {numberOf, perDomain, valueOf} from '../../directory.ts';
import {namesOf} from '../../distinguished-name.ts';
import {isSameName} from '../../identity.ts';
import {controllerComputers} from './read-only-dcs.facts.ts';

const isTicketAccount = (entry: Entry) => isSameName(valueOf(entry, 'sAMAccountName'), 'krbtgt');

/** Which Kerberos encryption the domain controllers offer, and how old the key is that tickets of each domain are signed with. */
export const kerberosEncryption = defineCollector({
	id: 'kerberos-encryption',
	what: 'the Kerberos encryption that domain controllers offer, and when the password of krbtgt was set',
	rights: 'any domain user',
	query: {
		via: 'directory',
		from: 'every-domain',
		base: 'domain',
		scope: 'subtree',
		filter: any(controllerComputers, equals('sAMAccountName', 'krbtgt')),
		attributes: ['sAMAccountName', 'dNSHostName', 'msDS-SupportedEncryptionTypes', 'pwdLastSet'],
	},
	read: answer =>
		mapDomains(answer, entries => {
			const account = entries.find(isTicketAccount);
			return {
				ticketKeySet: account === undefined ? null : isoOfFileTime(valueOf(account, 'pwdLastSet') ?? ''),
				controllers: entries
					.filter(entry => !isTicketAccount(entry))
					.map(entry => ({
						name: valueOf(entry, 'dNSHostName') ?? namesOf(entry.dn)[0] ?? entry.dn,
						types: numberOf(entry, 'msDS-SupportedEncryptionTypes'),
					})),
			};
		}),
	facts: perDomain({
		/** When the password of krbtgt was set, ISO 8601, UTC; null: not shown. */
		ticketKeySet: z.string().nullable(),
		controllers: z
			.array(
				z.strictObject({
					name: z.string(),
					/** Bits of msDS-SupportedEncryptionTypes (MS-KILE 2.2.7); null: not set, and the default counts. */
					types: z.int().nullable(),
				}),
			)
			// A domain has at least one domain controller; none is a failed look.
			.min(1),
	}),
});
