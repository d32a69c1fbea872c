import {z} from 'zod';
import type {DirectoryAnswer, Entry} from '../../../src/guide/answer.ts';
import {defineCollector} from '../../../src/guide/check.ts';
import {all, any, equals, not} from '../../../src/guide/filter.ts';
import type {DirectoryQuery} from '../../../src/guide/query.ts';
import {enabledPersons, inScope} from '../../02-prerequisites/scope/users-in-scope.facts.ts';
import {mapDomains} from '../../by-forest.ts';
import {numberOf, perDomain, valueOf} from '../../directory.ts';
import {parentOf} from '../../distinguished-name.ts';
import {isSameDn} from '../../identity.ts';
import {fullControlBelow, keyAccessOf, keyAccessSchema} from './key-access.ts';

const descriptor = {name: 'nTSecurityDescriptor', as: 'bytes'} as const;
const descriptorOf = (entry: Entry | undefined) => entry?.attributes.nTSecurityDescriptor?.[0];

/**
 * Who may write keys below the head of each domain and on AdminSDHolder, whose list protected accounts get (MS-ADTS 3.1.1.6.1.2), and which domain
 * controller is the PDC emulator: its fSMORoleOwner is the NTDS settings below a server object (MS-ADTS 6.1.5.5).
 */
export const keyRights = defineCollector({
	id: 'key-rights',
	what: 'who may write keys below the head of each domain, and on protected accounts; which domain controller is the PDC emulator',
	rights: 'any domain user',
	query: {
		via: 'directory',
		from: 'every-domain',
		base: 'domain',
		scope: 'subtree',
		filter: any(equals('objectCategory', 'domainDNS'), equals('cn', 'AdminSDHolder')),
		attributes: ['fSMORoleOwner', descriptor],
	},
	read: answer =>
		mapDomains(answer, (entries, {domains, controllers}) => {
			const head = entries.find(({dn}) => domains.some(({namingContext}) => isSameDn(namingContext, dn)));
			const holder = entries.find(({dn}) => isSameDn(dn, `CN=AdminSDHolder,CN=System,${head?.dn}`));
			const owner = head === undefined ? null : valueOf(head, 'fSMORoleOwner');
			return {
				head: keyAccessOf(descriptorOf(head), 'below'),
				fullControl: fullControlBelow(descriptorOf(head)),
				adminSdHolder: keyAccessOf(descriptorOf(holder), 'here'),
				pdcEmulator: owner === null ? null : (controllers.find(({server}) => isSameDn(server, parentOf(owner)))?.name ?? null),
			};
		}),
	facts: perDomain({
		head: keyAccessSchema,
		/** SIDs of those who have full control of everything below the head. */
		fullControl: z.array(z.string()),
		adminSdHolder: keyAccessSchema,
		/** As the forest lists it; null where the domain does not say, or names nobody whom the forest lists. */
		pdcEmulator: z.string().nullable(),
	}),
});

/** One object in the directory, with the number of users in scope that it holds where it is a container. */
const placed = {dn: z.string(), access: keyAccessSchema};

/** Who may write the keys of users in each container that holds some in scope. */
export const keyRightsOfContainers = defineCollector({
	id: 'key-rights-of-containers',
	what: 'the containers of enabled users in scope, and who may write keys to the users in them',
	rights: 'any domain user',
	query: {...inScope, of: 'containers', attributes: [{name: 'users', as: 'held'}, descriptor]} satisfies DirectoryQuery,
	read: answer =>
		mapDomains(answer, entries => ({
			containers: entries.map(entry => ({
				dn: entry.dn,
				users: numberOf(entry, 'users'),
				access: keyAccessOf(descriptorOf(entry), 'below'),
			})),
		})),
	facts: perDomain({
		/** Empty where no user in scope lives in the domain. `users` is null where the container itself could not be read. */
		containers: z.array(z.strictObject({...placed, users: z.int().positive().nullable()})),
	}),
});

/**
 * Of each of these containers one ordinary user, and who may write the key of that user: what is inherited there, and what the user's own list makes of it.
 * Protected accounts inherit nothing on purpose, so one of them says nothing of the others, whichever a directory brings first.
 */
export const keyRightsOfUsers = defineCollector({
	id: 'key-rights-of-users',
	what: 'one enabled user in scope of each container that is no protected account (adminCount 1), and who may write the key of that user',
	rights: 'any domain user',
	query: {
		...inScope,
		filter: all(enabledPersons, not(equals('adminCount', '1'))),
		of: 'one-in-each',
		attributes: [descriptor],
	} satisfies DirectoryQuery,
	read: answer =>
		mapDomains(answer, entries => ({
			users: entries.map(entry => ({
				dn: entry.dn,
				access: keyAccessOf(descriptorOf(entry), 'here'),
			})),
		})),
	facts: perDomain({
		/** Empty where no ordinary user in scope lives in the domain. */
		users: z.array(z.strictObject(placed)),
	}),
});

/** Protected accounts among the users in scope (adminCount 1), and who may write their keys. */
export const protectedUsers = defineCollector({
	id: 'protected-users',
	what: 'protected accounts (adminCount 1) among the enabled users in scope, and who may write their keys',
	rights: 'any domain user',
	query: {
		...inScope,
		filter: all(enabledPersons, equals('adminCount', '1')),
		attributes: ['sAMAccountName', descriptor],
	} satisfies DirectoryQuery,
	read: answer => ({
		group: (answer as DirectoryAnswer).scopeGroup?.asked ?? null,
		groupMatches: (answer as DirectoryAnswer).scopeGroup?.matches ?? null,
		...mapDomains(answer, entries => ({
			users: entries.map(entry => ({name: valueOf(entry, 'sAMAccountName') ?? entry.dn, access: keyAccessOf(descriptorOf(entry), 'here')})),
		})),
	}),
	facts: z.strictObject({
		/** The scope group asked for, or null for every enabled user; and how many groups bear its name. */
		group: z.string().nullable(),
		groupMatches: z.int().nullable(),
		...perDomain({
			/** Empty where no user in scope is protected. */
			users: z.array(z.strictObject({name: z.string(), access: keyAccessSchema})),
		}).shape,
	}),
});

/** The facts of these collectors. */
export type KeyRights = z.infer<typeof keyRights.facts>;
export type KeyRightsOfContainers = z.infer<typeof keyRightsOfContainers.facts>;
export type KeyRightsOfUsers = z.infer<typeof keyRightsOfUsers.facts>;
export type ProtectedUsers = z.infer<typeof protectedUsers.facts>;
