import {z} from 'zod';
import {defineCollector} from '../../../src/guide/check.ts';
import {everything, not} from '../../../src/guide/filter.ts';
import {enabledPersons} from '../../02-prerequisites/scope/users-in-scope.facts.ts';
import {mapDomains} from '../../by-forest.ts';
import {perDomain} from '../../directory.ts';
import {parentOf} from '../../distinguished-name.ts';
import {comparableDn} from '../../identity.ts';
import {scopeGroupIn} from '../../scope-members.ts';

/** Where the members of the scope group live. Without a group nobody is listed: everybody would be. */
export const membersByContainer = defineCollector({
	id: 'members-by-container',
	what: 'how many members of the group that will use Windows Hello for Business live in each container',
	rights: 'any domain user',
	query: {
		via: 'directory',
		from: 'in-scope',
		base: 'domain',
		scope: 'subtree',
		filter: enabledPersons,
		withoutGroup: not(everything),
		attributes: [],
	},
	read: answer => {
		const {group, groupMatches} = scopeGroupIn(answer);
		return {
			group,
			groupMatches,
			...mapDomains(answer, entries => {
				const containers = new Map<string, {dn: string; users: number}>();
				for (const {dn} of entries) {
					const above = parentOf(dn) ?? '';
					const key = comparableDn(above);
					containers.set(key, {dn: above, users: (containers.get(key)?.users ?? 0) + 1});
				}

				return {containers: [...containers.values()]};
			}),
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
