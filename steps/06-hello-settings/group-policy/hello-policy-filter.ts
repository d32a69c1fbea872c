import {optional} from '../../../src/guide/check.ts';
import {caution, declined, met, notApplicable, unmet, type Verdict} from '../../../src/guide/finding.ts';
import {unheard} from '../../by-forest.ts';
import {defineCheckOver} from '../../check-over.ts';
import {counted, listed} from '../../directory.ts';
import type {Landscape, PolicyDomain} from '../../group-policy/landscape.ts';
import {brokenLink, computerOf, isLinked, keptPolicies, partsByLandscape, policyNeeds} from '../../group-policy/policy-parts.ts';
import type {Policy} from '../../group-policy/resultant.ts';
import {type Has, hasRight} from '../../group-policy/trustees.ts';
import {isSameDnsName} from '../../identity.ts';
import {type Part, worstFirst} from '../../worst-first.ts';
import {scopeGroup} from '../scope-group.facts.ts';
import {sidsOfScope} from './hello-group-policy.ts';

/** Somebody who has signed in and is in no group that anybody named. */
const anybody = ({sid}: PolicyDomain) => ({kind: 'user' as const, domainSid: sid, groups: []});

const unknownBy = (title: string, what: string, {hangsOn}: Has): Verdict =>
	declined(
		'inconclusive',
		'see-which-policy-applies',
		`${title}: whether ${what} ${hangsOn.length === 0 ? 'was not seen' : `hangs on members of ${hangsOn.join(', ')}`}.`,
	);

type Group = {readonly name: string; readonly sid: string};

const membersOf = (domain: PolicyDomain, {sid}: Group) => ({kind: 'user' as const, domainSid: domain.sid, groups: [sid]});

const judgeFilter = ({title, access}: Policy, domain: PolicyDomain, group: Group): Verdict => {
	const theirs = hasRight(access, 'apply', membersOf(domain, group));
	const theirReading = hasRight(access, 'read', membersOf(domain, group));
	const computers = hasRight(access, 'read', computerOf(domain));
	const others = hasRight(access, 'apply', anybody(domain));
	if (theirs.has === 'no' || theirReading.has === 'no') {
		const verb = theirs.has === 'no' ? 'apply' : 'read';
		return unmet('give-the-group-the-right', `${title} turns Hello on, and members of ${group.name} may not ${verb} it.`);
	}

	// A computer could be made a member, and nobody means that.
	if (computers.has === 'no' || (computers.hangsOn.length > 0 && computers.hangsOn.every(sid => sid === group.sid))) {
		return unmet('keep-reading', `${title} turns Hello on, and computers may not read it, so that nobody applies it.`);
	}

	const open = [theirs, theirReading, computers].find(({has}) => has === 'unknown');
	if (open !== undefined) {
		return unknownBy(title, `members of ${group.name} and their computers may read and apply it`, open);
	}

	if (others.has === 'yes') {
		return caution('filter-by-the-group', `${title} turns Hello on for whoever signs in, not only for ${group.name}.`);
	}

	const besides = others.hangsOn.filter(sid => sid !== group.sid);
	if (others.has === 'unknown' && others.hangsOn.length === 0) {
		return unknownBy(title, `others than members of ${group.name} apply it`, others);
	}

	if (others.has === 'unknown' && besides.length > 0) {
		const because = `${title} turns Hello on for ${group.name}, and for whoever is in ${listed(besides)}; who that is was not read.`;
		return caution('filter-by-the-group', because);
	}

	return met(`${title} is applied by ${group.name} and not by everybody, and computers may read it.`);
};

/** Links that nobody could follow: a policy that is linked and was not found may be gone, or kept from whoever asks. */
const hiddenIn = (landscape: Landscape): readonly Part[] =>
	landscape.domains
		.filter(({silent}) => silent === null)
		.flatMap(domain => landscape.places(domain))
		.flatMap((dn): readonly Part[] => {
			const links = landscape.reach(dn, null);
			const hidden = links?.filter(link => landscape.policyAt(link.policy) === null) ?? [];
			return links === null
				? [{name: dn, verdict: brokenLink(dn)}]
				: hidden.length > 0
					? [
							{
								name: dn,
								verdict: declined(
									'inconclusive',
									'see-which-policy-applies',
									`${dn}: ${counted(hidden.length, 'policy is', 'policies are')} linked there and could not be read: gone, or kept from this account.`,
								),
							},
						]
					: [];
		});

const userHalfOff = 1;

/** Policies that turn Hello on for users, are linked and on. What members may not apply is meant for others, where there is one that they may. */
const judgeForest = (landscape: Landscape, group: Group): readonly Part[] => {
	const linked = landscape.policies.filter(policy => ((policy.flags ?? 0) & userHalfOff) === 0 && isLinked(landscape, policy));
	const domainOf = (policy: Policy) => landscape.domains.find(({domain}) => isSameDnsName(domain, policy.domain));
	const on = linked.flatMap(policy => {
		const domain = domainOf(policy);
		return domain !== undefined && policy.user.settings?.enabled === 1 ? [{policy, domain}] : [];
	});
	const theirs = on.filter(({policy, domain}) => hasRight(policy.access, 'apply', membersOf(domain, group)).has !== 'no');
	const unread = linked.filter(({user}) => user.settings === null);
	return [
		...landscape.domains.flatMap(({domain, silent}) => (silent === null ? [] : [unheard(domain, silent)])),
		...(theirs.length > 0 ? theirs : on).map(({policy, domain}) => ({name: policy.title, verdict: judgeFilter(policy, domain, group)})),
		...hiddenIn(landscape),
		...unread.map(({title, user}) => ({
			name: title,
			verdict: declined('inconclusive', 'see-which-policy-applies', `Whether ${title} turns Hello on was not seen: ${user.why}.`),
		})),
	];
};

const scopeGroupPart = (verdict: Verdict): readonly Part[] => [{name: 'the scope group', verdict}];

export const helloPolicyFilter = defineCheckOver({
	id: 'hello-policy-filter',
	question: 'Do members of the group apply the policy that turns Hello on, and not everybody?',
	needs: {...policyNeeds, group: optional(scopeGroup)},
	keep: keptPolicies,
	partsOf: ({group, ...facts}) => {
		if (!group.seen || group.stale) {
			const [reason, detail] = group.seen ? (['stale', 'It was read too long ago.'] as const) : ([group.reason, group.detail] as const);
			return scopeGroupPart(declined(reason, 'let-it-answer', `The scope group was not seen. ${detail}`));
		}

		const name = group.facts.group;
		const sids = sidsOfScope(group);
		const [sid] = sids;
		if (name === null) {
			return scopeGroupPart(notApplicable('Everybody is in scope, so there is no group to filter by.'));
		}

		return sid === undefined || sids.length !== 1
			? scopeGroupPart(declined('inconclusive', 'let-it-answer', `The SID of ${name} was not read.`))
			: partsByLandscape(facts, landscape => judgeForest(landscape, {name, sid}));
	},
	judge: parts =>
		worstFirst(parts, {
			nothing:
				parts.length === 0
					? notApplicable('No Group Policy turns Hello on for users, so there is none to filter.')
					: notApplicable(parts[0]?.verdict.because ?? ''),
		}),
});
