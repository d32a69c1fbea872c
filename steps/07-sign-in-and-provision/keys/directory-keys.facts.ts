import {z} from 'zod';
import {defineCollector} from '../../../src/guide/check.ts';
import {all, present} from '../../../src/guide/filter.ts';
import {enabledPersons, inScope} from '../../02-prerequisites/scope/users-in-scope.facts.ts';
import {mapDomains} from '../../by-forest.ts';
import {perDomain, valueOf} from '../../directory.ts';
import {scopeGroupIn} from '../../scope-members.ts';
import {keysIn} from './key-credential.ts';

const key = z.strictObject({
	usage: z.enum(['hello', 'fido', 'other']),
	source: z.enum(['entra', 'directory', 'other']),
	device: z.string().nullable(),
	created: z.string().nullable(),
	weak: z.boolean().nullable(),
});

/** Users in scope who have a key in Active Directory, and what each key says of itself. */
export const directoryKeys = defineCollector({
	id: 'directory-keys',
	what: 'the keys that users in scope have in Active Directory: usage, source, device and age; no key is kept',
	rights: 'a Domain Admin; an ordinary account may see none',
	query: {
		...inScope,
		filter: all(enabledPersons, present('msDS-KeyCredentialLink')),
		attributes: ['sAMAccountName', 'userPrincipalName', 'msDS-KeyCredentialLink'],
	},
	read: answer => {
		const {group, groupMatches} = scopeGroupIn(answer);
		return {
			group,
			groupMatches,
			...mapDomains(answer, entries => ({
				users: entries.map(entry => ({
					name: valueOf(entry, 'sAMAccountName') ?? entry.dn,
					upn: valueOf(entry, 'userPrincipalName'),
					...keysIn(entry.attributes['msDS-KeyCredentialLink'] ?? []),
				})),
			})),
		};
	},
	facts: z.strictObject({
		/** The scope group asked for, or null for every enabled user; and how many groups bear its name. */
		group: z.string().nullable(),
		groupMatches: z.int().nullable(),
		...perDomain({
			/** Empty where no user in scope has a key, and where whoever asked may not see any. `unread`: values of a form that is not known. */
			users: z.array(z.strictObject({name: z.string(), upn: z.string().nullable(), keys: z.array(key), unread: z.int().nonnegative()})),
		}).shape,
	}),
});

/** The facts of `directory-keys`. */
export type DirectoryKeys = z.infer<typeof directoryKeys.facts>;
