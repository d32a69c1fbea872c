import {z} from 'zod';
import {defineCollector} from '../../../src/guide/check.ts';
import {any, hasRid} from '../../../src/guide/filter.ts';
import {mapDomains} from '../../by-forest.ts';
import {perDomain, sidOf, valueOf} from '../../directory.ts';

/** RIDs of Key Admins, in every domain, and Enterprise Key Admins, in the root domain (MS-DTYP 2.4.2.4). Their names are translated. */
export const keyAdminsRid = 526;
export const enterpriseKeyAdminsRid = 527;

/** The two groups that may write keys, by their RIDs. They come into being when the PDC emulator first runs Windows Server 2016 or later (S-FAQ). */
export const keyAdminGroups = defineCollector({
	id: 'key-admin-groups',
	what: 'the groups Key Admins and Enterprise Key Admins, by their RIDs, wherever they are',
	rights: 'any domain user',
	query: {
		via: 'directory',
		from: 'every-domain',
		base: 'domain',
		scope: 'subtree',
		filter: any(hasRid(keyAdminsRid), hasRid(enterpriseKeyAdminsRid)),
		attributes: ['sAMAccountName', {name: 'objectSid', as: 'bytes'}],
	},
	read: answer =>
		mapDomains(answer, entries => ({
			groups: entries.map(entry => ({
				name: valueOf(entry, 'sAMAccountName') ?? entry.dn,
				sid: sidOf(valueOf(entry, 'objectSid') ?? ''),
			})),
		})),
	facts: perDomain({
		/** Empty in a domain whose PDC emulator never ran 2016, and in none that is whole. */
		groups: z.array(z.strictObject({name: z.string(), sid: z.string().nullable()})),
	}),
});

/** The facts of `key-admin-groups`. */
export type KeyAdminGroups = z.infer<typeof keyAdminGroups.facts>;
