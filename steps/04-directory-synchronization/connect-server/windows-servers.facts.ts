import {z} from 'zod';
import {defineCollector} from '../../../src/guide/check.ts';
import {all, equals, startsWith} from '../../../src/guide/filter.ts';
import {mapDomains} from '../../by-forest.ts';
import {numberOf, perDomain, valueOf} from '../../directory.ts';

/** ACCOUNTDISABLE of userAccountControl (MS-ADTS 2.2.16). */
const disabled = 2;

/**
 * The computer objects of Windows servers, by domain: whether a server that was seen long ago still exists.
 * A server writes its own operatingSystem when it joins and at each start (MS-ADTS 3.1.1.3), so that an enabled one always has it.
 */
export const windowsServers = defineCollector({
	id: 'windows-servers',
	what: 'the computer objects of Windows servers, and which are disabled: whether an old Connect server still exists',
	rights: 'any domain user',
	query: {
		via: 'directory',
		from: 'every-domain',
		base: 'domain',
		scope: 'subtree',
		filter: all(equals('objectCategory', 'computer'), startsWith('operatingSystem', 'Windows Server')),
		attributes: ['sAMAccountName', 'dNSHostName', 'userAccountControl'],
	},
	read: answer =>
		mapDomains(answer, entries => ({
			servers: entries.map(entry => {
				const account = valueOf(entry, 'sAMAccountName');
				const dnsName = valueOf(entry, 'dNSHostName');
				const control = numberOf(entry, 'userAccountControl');
				// One without any name is some server all the same: no name says which one it is not.
				return {name: account?.replace(/\$$/, '') ?? null, dnsName, enabled: control === null ? null : (control & disabled) === 0};
			}),
		})),
	facts: perDomain({
		/** Empty where no server of Windows ever joined, as in a domain of Samba. */
		servers: z.array(
			z.strictObject({
				/** Its account without the `$`; null where it may not be read. */
				name: z.string().nullable(),
				dnsName: z.string().nullable(),
				/** null: its userAccountControl may not be read. */
				enabled: z.boolean().nullable(),
			}),
		),
	}),
});

/** The facts of `windows-servers`. */
export type WindowsServers = z.infer<typeof windowsServers.facts>;
