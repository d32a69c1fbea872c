import {z} from 'zod';
import type {DirectoryAnswer} from '../../../src/guide/answer.ts';
import {defineCollector} from '../../../src/guide/check.ts';
import {all, any, equals, hasBits, not, startsWith} from '../../../src/guide/filter.ts';
import {answered, mapForests, perForest, silent} from '../../directory.ts';

/** Enabled accounts of persons: ACCOUNTDISABLE is bit 2 of userAccountControl (MS-ADTS 2.2.16). inetOrgPerson is a user too. */
export const enabledPersons = all(equals('objectCategory', 'person'), equals('objectClass', 'user'), not(hasBits('userAccountControl', 2)));

/**
 * Left out where no group was chosen: critical system objects, and the accounts that Connect's default filter leaves out
 * (the expression of cloudFiltered in the sample of Microsoft's AADConnectConfigDocumenter). They are counted apart; a member of a chosen group never is.
 * Only attributes of every schema: one that a directory does not know makes the whole filter match nobody, and nobody would excuse a forest.
 */
const countedApart = any(
	equals('isCriticalSystemObject', 'TRUE'),
	startsWith('sAMAccountName', 'MSOL_'),
	startsWith('sAMAccountName', 'AAD_'),
	startsWith('sAMAccountName', 'CAS_{'),
	equals('sAMAccountName', 'SUPPORT_388945a0'),
);

/** Added to a query for users in scope where the session has no scope group. */
const withoutGroup = not(countedApart);

/** A query for the enabled users in scope, of every domain; what is read of them is for whoever asks, and a narrower filter too. */
export const inScope = {
	via: 'directory',
	from: 'in-scope',
	base: 'domain',
	scope: 'subtree',
	filter: enabledPersons,
	withoutGroup,
} as const;

/**
 * How many enabled users in scope each forest holds: a fact that can only excuse a forest, never condemn one.
 * `users` is null where they could not be counted to the end; nothing is excused then.
 */
export const usersInScope = defineCollector({
	id: 'users-in-scope',
	what: 'how many enabled users are in scope, by forest; counted, not kept',
	rights: 'any domain user',
	query: {...inScope, attributes: [], countOnly: true},
	read: answer => ({
		group: (answer as DirectoryAnswer).scopeGroup?.asked ?? null,
		groupMatches: (answer as DirectoryAnswer).scopeGroup?.matches ?? null,
		...mapForests(answer, ({readings}) => ({
			users:
				silent(readings).length > 0 ? null : answered(readings).reduce((sum, reading) => sum + ('count' in reading ? reading.count : 0), 0),
		})),
	}),
	facts: z.strictObject({
		/** The scope group asked for, or null for every enabled user. */
		group: z.string().nullable(),
		groupMatches: z.int().nullable(),
		...perForest({users: z.int().nonnegative().nullable()}).shape,
	}),
});

/** The facts of `users-in-scope`. */
export type UsersInScope = z.infer<typeof usersInScope.facts>;
