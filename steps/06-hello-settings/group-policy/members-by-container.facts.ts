import {z} from 'zod';
import {defineCollector} from '../../../src/guide/check.ts';
import {everything, not} from '../../../src/guide/filter.ts';
import {inScope} from '../../02-prerequisites/scope/users-in-scope.facts.ts';
import {mapDomains} from '../../by-forest.ts';
import {numberOf, perDomain} from '../../directory.ts';
import {scopeGroupIn} from '../../scope-members.ts';

/** Where the members of the scope group live. Without a group nobody is listed: everybody would be. */
export const membersByContainer = defineCollector({
	id: 'members-by-container',
	what: 'how many members of the group that will use Windows Hello for Business live in each container',
	rights: 'any domain user',
	query: {
		...inScope,
		withoutGroup: not(everything),
		attributes: [],
		countBy: [{by: 'container'}],
	},
	read: answer => {
		const {group, groupMatches} = scopeGroupIn(answer);
		return {
			group,
			groupMatches,
			...mapDomains(answer, entries => ({containers: entries.map(entry => ({dn: entry.dn, users: numberOf(entry, 'count') ?? 0}))})),
		};
	},
	facts: z.strictObject({
		group: z.string().nullable(),
		groupMatches: z.int().nullable(),
		/** Empty in a domain where nobody in scope lives, and everywhere where no group was named. */
		...perDomain({containers: z.array(z.strictObject({dn: z.string(), users: z.int()}))}).shape,
	}),
});

/** The facts of `members-by-container`. */
export type MembersByContainer = z.infer<typeof membersByContainer.facts>;
