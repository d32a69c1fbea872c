import {z} from 'zod';
import {defineCollector} from '../../../src/guide/check.ts';
import {everything} from '../../../src/guide/filter.ts';
import {scopeGroupIn, strangerSchema} from '../../scope-members.ts';

/**
 * Who in the scope group is no account of a forest that answered. It can only shut: a member whom nobody has seen was not judged.
 * The query brings nobody home, for the walk through the group that any query for users in scope takes tells it.
 */
export const scopeMembers = defineCollector({
	id: 'scope-members',
	what: 'members of the scope group that no account stands for, and the trusts by which their forest is known',
	rights: 'any domain user',
	query: {via: 'directory', from: 'in-scope', base: 'domain', scope: 'base', filter: everything, attributes: [], countOnly: true},
	read: scopeGroupIn,
	facts: z.strictObject({
		/** The scope group asked for, or null for every enabled user. */
		group: z.string().nullable(),
		/** How many groups bear the name; anything but one is nobody's scope. Null without a group. */
		groupMatches: z.int().nullable(),
		/** Empty where accounts stand for all members, and without a group. */
		strangers: z.array(strangerSchema),
	}),
});

/** The facts of `scope-members`. */
export type ScopeMembers = z.infer<typeof scopeMembers.facts>;
