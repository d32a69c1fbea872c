import {defineCheck} from '../../src/guide/check.ts';
import {caution, declined, met, type Unobserved, unmet} from '../../src/guide/finding.ts';
import {usersInScope} from '../02-prerequisites/users-in-scope.facts.ts';
import {counted, listed} from '../directory.ts';

export const helloGroup = defineCheck({
	id: 'hello-group',
	question: 'Does the group that will use Windows Hello for Business exist, with members?',
	needs: {scope: usersInScope},
	judge({scope: {group, groupMatches, forests}}) {
		const unread = forests.filter(one => one.silent !== null || one.users === null);
		const users = forests.reduce((sum, one) => sum + (one.silent === null ? (one.users ?? 0) : 0), 0);
		const missing = listed(unread.map(({forest}) => forest));
		// The reason of the first silence; a count that broke off has none of its own.
		const reason: Unobserved = unread.find(one => one.silent !== null)?.silent?.reason ?? 'inconclusive';
		if (group === null) {
			return unread.length === forests.length
				? declined(reason, 'let-it-answer', `Users could not be counted in ${missing}.`)
				: caution('choose-a-group', `Everybody is in scope: ${counted(users, 'enabled user')}. Choose a group with --scope-group.`);
		}

		if (groupMatches !== null && groupMatches > 1) {
			return declined('inconclusive', 'name-the-group', `${groupMatches} groups are called ${group}.`);
		}

		if (groupMatches !== 1) {
			return unread.length > 0 || groupMatches === null
				? declined(reason, 'let-it-answer', `The group ${group} was not found, and ${missing || 'no forest'} was not searched to the end.`)
				: unmet('make-the-group', `No group is called ${group}.`);
		}

		if (users > 0) {
			return met(`${group} holds ${unread.length > 0 ? 'at least ' : ''}${counted(users, 'enabled user')}, nested ones counted.`);
		}

		return unread.length > 0
			? declined(reason, 'let-it-answer', `The members of ${group} could not be counted in ${missing}.`)
			: unmet('fill-the-group', `${group} exists, and no enabled user is in it.`);
	},
	exhibits: ({scope: {forests}}) =>
		forests.map(one => ({
			sign: one.silent !== null || one.users === null ? 'unobserved' : one.users > 0 ? 'met' : 'not-applicable',
			what: one.forest,
			seen:
				one.silent !== null
					? one.silent.detail
					: one.users === null
						? 'not counted to the end'
						: counted(one.users, 'enabled user in scope', 'enabled users in scope'),
		})),
});
