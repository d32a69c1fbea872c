import {z} from 'zod';
import {defineCollector} from '../../../src/guide/check.ts';
import {all, equals} from '../../../src/guide/filter.ts';
import {enabledPersons, inScope, usersInScope} from '../../02-prerequisites/scope/users-in-scope.facts.ts';
import {perForest} from '../../directory.ts';

/** How many of the users in scope are of class inetOrgPerson, which the default write-back rule does not reach (W16). */
export const inetOrgPersonsInScope = defineCollector({
	id: 'inetorgpersons-in-scope',
	what: 'how many users in scope are of class inetOrgPerson; counted, not kept',
	rights: 'any domain user',
	query: {
		...inScope,
		filter: all(enabledPersons, equals('objectClass', 'inetOrgPerson')),
		attributes: [],
		countOnly: true,
	},
	read: answer => {
		const {forests} = usersInScope.read(answer) as {forests: readonly object[]};
		return {forests};
	},
	facts: perForest({users: z.int().nonnegative().nullable()}),
});
