import type {UnobservedReason} from '../../src/guide/answer.ts';
import {defineCheck, optional, type Witness} from '../../src/guide/check.ts';
import {caution, declined, met, unmet, type Verdict} from '../../src/guide/finding.ts';
import {usersInScope} from '../02-prerequisites/scope/users-in-scope.facts.ts';
import {heard} from '../by-forest.ts';
import {counted, listed} from '../directory.ts';
import {type ScopeGroup, scopeGroup} from './scope-group.facts.ts';

/** The bit of groupType that only security groups have (MS-ADTS 2.2.12, GROUP_TYPE_SECURITY_ENABLED). */
const security = 0x80000000;

/** What stands against the group as a filter; null where it is a security group. `kind` is what was read of it. */
const kindFault = (group: string, kind: Witness<ScopeGroup>): Verdict | null => {
	const unseen = (reason: UnobservedReason, why: string) =>
		declined(reason, 'let-it-answer', `Whether ${group} is a security group was not seen. ${why}`);
	if (!kind.seen || kind.stale) {
		return kind.seen ? unseen('stale', 'It was read too long ago.') : unseen(kind.reason, kind.detail);
	}

	const types = heard(kind.facts.forests).flatMap(({domains}) => heard(domains).flatMap(({groups}) => groups.map(({type}) => type)));
	if (types.some(type => type !== null && (type & security) === 0)) {
		return unmet('make-it-a-security-group', `${group} is a distribution group, and no policy can be filtered by it.`);
	}

	return types.length === 1 && types[0] !== null ? null : unseen('inconclusive', 'Its kind could not be read.');
};

export const helloGroup = defineCheck({
	id: 'hello-group',
	question: 'Does the group that will use Windows Hello for Business exist, with members?',
	needs: {scope: usersInScope, kind: optional(scopeGroup)},
	judge({scope: {group, groupMatches, forests}, kind}) {
		const unread = forests.filter(one => one.silent !== null || one.users === null);
		const users = forests.reduce((sum, one) => sum + (one.silent === null ? (one.users ?? 0) : 0), 0);
		const missing = listed(unread.map(({forest}) => forest));
		// The reason of the first silence; a count that broke off has none of its own.
		const reason: UnobservedReason = unread.find(one => one.silent !== null)?.silent?.reason ?? 'inconclusive';
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

		const fault = kindFault(group, kind);
		if (fault?.outcome === 'unmet') {
			return fault;
		}

		if (users > 0) {
			return fault ?? met(`${group} holds ${unread.length > 0 ? 'at least ' : ''}${counted(users, 'enabled user')}, nested ones counted.`);
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
