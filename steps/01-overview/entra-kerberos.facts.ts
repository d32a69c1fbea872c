import {z} from 'zod';
import {defineCollector} from '../../src/guide/check.ts';
import {all, any, equals} from '../../src/guide/filter.ts';
import {mapDomains} from '../by-forest.ts';
import {perDomain, valueOf} from '../directory.ts';
import {isSameName} from '../identity.ts';

const [computer, account] = ['AzureADKerberos', 'krbtgt_AzureAD'];

/**
 * The two objects by which Entra ID issues first tickets for a domain: a computer that looks like a read-only domain controller, and its account
 * (Microsoft's page `howto-authentication-passwordless-security-key-on-premises`). Cloud Kerberos trust needs them, and security keys do.
 */
export const entraKerberos = defineCollector({
	id: 'entra-kerberos',
	what: 'whether Entra Kerberos is set up in each domain: the objects AzureADKerberos and krbtgt_AzureAD',
	rights: 'any domain user',
	query: {
		via: 'directory',
		from: 'every-domain',
		base: 'domain',
		scope: 'subtree',
		filter: any(
			all(equals('objectCategory', 'computer'), equals('cn', computer)),
			all(equals('objectCategory', 'person'), equals('cn', account)),
		),
		attributes: ['cn'],
	},
	read: answer =>
		mapDomains(answer, entries => {
			const has = (name: string) => entries.some(entry => isSameName(valueOf(entry, 'cn'), name));
			return {computer: has(computer), account: has(account)};
		}),
	facts: perDomain({computer: z.boolean(), account: z.boolean()}),
});
