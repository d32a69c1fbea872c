import type {UnobservedReason} from '../../../src/guide/answer.ts';
import {type FactsOf, optional} from '../../../src/guide/check.ts';
import {declined, type Exhibit, type Verdict} from '../../../src/guide/finding.ts';
import {compareText, grouped} from '../../../src/guide/plain-order.ts';
import {tenantDomains} from '../../03-new-installation-baseline/tenant/tenant-domains.facts.ts';
import {counted, listed} from '../../directory.ts';
import {isSameName} from '../../identity.ts';
import {groupTrouble} from '../../scope-group.ts';
import {unseenMembers} from '../../scope-members.ts';
import {exhibitsOf, type Part, worstFirst} from '../../worst-first.ts';
import {connectServers} from '../connect-server/connect-server.facts.ts';
import {overPresentServers} from '../connect-server/retired-server.ts';
import {forestIdentities} from '../forests/forest-identities.facts.ts';
import {distinctForests, unaskedForests} from '../forests/forests.ts';
import {listTroubles} from './cloud-list.ts';
import {domainsCanBeVerified} from './domains-can-be-verified.ts';
import {isStray, personPart} from './person-words.ts';
import {mostNames, type Persons, persons} from './persons.facts.ts';
import {suffixVerdict} from './suffix.ts';

const needs = {
	persons: optional(persons),
	domains: optional(tenantDomains),
	connect: optional(connectServers),
	identities: optional(forestIdentities),
	owned: optional(domainsCanBeVerified.needs.stated),
};

type Facts = FactsOf<typeof needs>;
type Group = Persons['groups'][number];

const suffixOf = (facts: Facts, suffix: string) =>
	suffixVerdict(suffix, facts.domains.seen ? facts.domains.facts.domains : null, facts.owned.seen ? facts.owned.facts.yes : null);

/** Each suffix with its users, worst words first; the order is that of the names. */
const suffixes = (facts: Facts, groups: readonly Group[]) =>
	[...Map.groupBy(groups, ({suffix}) => suffix)]
		.map(([suffix, own]) => ({
			suffix,
			users: own.reduce((sum, {count}) => sum + count, 0),
			...suffixOf(facts, suffix),
		}))
		.toSorted((a, b) => compareText(a.suffix, b.suffix));

/** Forests whose users may be in scope and were not read: silent ones, and those with a connector that nobody asked (B58). */
const unreadForests = (facts: Facts, {forests: all, strangers}: Persons): readonly Part[] => {
	const asked = distinctForests(
		all.map(one => ({name: one.forest, answered: one.silent === null})),
		facts.identities,
	);
	const forests = all.filter(({forest}) => asked.some(({name}) => name === forest));
	const unread = (name: string, reason: UnobservedReason, because: string): Part => ({
		name,
		verdict: declined(reason, 'reach-every-forest', because),
	});
	return [
		...forests.flatMap(entry =>
			entry.silent !== null
				? [unread(entry.forest, entry.silent.reason, `The users of ${entry.forest} were not read. ${entry.silent.detail}`)]
				: entry.incomplete.length > 0
					? [unread(entry.forest, 'unreachable', `Not every domain of ${entry.forest} was read: ${entry.incomplete.join('; ')}`)]
					: [],
		),
		...unaskedForests(asked, facts.connect, facts.identities).map(({forest, isOther}) => {
			const other = isOther ? ', which knows another forest of that name' : '';
			return unread(forest, 'elsewhere', `${forest} has a connector${other}, and its users were not read.`);
		}),
		...unseenMembers(strangers),
	];
};

const partsOf = (facts: Facts, read: Persons): readonly Part[] => {
	const {groups} = read;
	return [
		// Of nobody nothing is asked of the tenant.
		...(groups.length === 0 ? [] : listTroubles(read)),
		...suffixes(facts, groups).map(
			({suffix, users, verdict, clause}): Part => ({
				name: suffix,
				verdict: verdict.outcome === 'unmet' ? {...verdict, because: `${clause}: ${counted(users, 'user')}.`} : verdict,
			}),
		),
		...groups.map(group => personPart(read, group)),
		...unreadForests(facts, read),
	];
};

/** How many persons are not met, however many reasons each has. */
const strays = (facts: Facts, read: Persons): number => {
	const bad = new Set(suffixes(facts, read.groups).flatMap(({suffix, verdict}) => (verdict.outcome === 'unmet' ? [suffix] : [])));
	return read.groups.reduce((sum, group) => sum + (bad.has(group.suffix) || isStray(read, group) ? group.count : 0), 0);
};

const scopeWords = ({group}: Persons) => (group === null ? 'every enabled user' : `the group ${group}`);

const judgeGroups = (facts: Facts, read: Persons): Verdict => {
	const {groups, group} = read;
	const total = groups.reduce((sum, {count}) => sum + count, 0);
	const unsupported = suffixes(facts, groups).some(({supported}) => !supported);
	const verdict = worstFirst(partsOf(facts, read), {
		met: `${counted(total, 'user')} in scope (${scopeWords(read)}): synchronised, every suffix verified, the UPN known to Entra ID.`,
		nothing: declined('empty', 'choose-a-group', `Nobody is in scope: ${scopeWords(read)} holds no enabled user.`),
	});
	if (verdict.outcome !== 'unmet') {
		return verdict;
	}

	const way =
		group === null
			? ' Everybody is in scope; --scope-group narrows it to those who will use Windows Hello for Business.'
			: ' Repair them, or take them out of the group.';
	const lead = `${unsupported ? 'Not supported for' : 'Not met for'} ${grouped(strays(facts, read))} of ${counted(total, 'user')}.`;
	const said = {...verdict, because: `${lead} ${verdict.because}${way}`};
	return unsupported ? {...said, remedy: 'change-the-suffix', supported: false} : said;
};

/** Domains that users live in and the tenant does not list; every user's name in Entra ID ends in a domain of its own tenant. */
const strangeSuffixes = ({cloudSuffixes}: Persons, {domains}: Facts): readonly string[] =>
	domains.seen ? cloudSuffixes.filter(suffix => !domains.facts.domains.some(({id}) => isSameName(id, suffix))) : [];

/** What came and could not be believed is asked for again; what did not come waits for a sign-in. */
const wayTo = (reason: UnobservedReason, again: string): string =>
	['malformed', 'incomplete', 'contradicted', 'empty'].includes(reason) ? again : 'sign-in';

/** The gate to leave step 4 with names: persons in scope, joined by SID. */
export const verifiedUpn = overPresentServers({
	id: 'verified-upn',
	question: 'Does every user in scope sign in with a UPN that the tenant knows and has verified?',
	needs,
	judge: (facts): Verdict => {
		if (!facts.persons.seen) {
			return declined(facts.persons.reason, 'reach-every-forest', facts.persons.detail);
		}

		const {cloudSilent} = facts.persons.facts;
		const trouble = groupTrouble(facts.persons.facts);
		if (trouble !== null) {
			return declined('inconclusive', 'choose-a-group', trouble);
		}

		const verdict = judgeGroups(facts, facts.persons.facts);
		if (verdict.outcome === 'unmet') {
			return verdict;
		}

		if (cloudSilent !== null && facts.persons.facts.groups.length > 0) {
			return declined(
				cloudSilent.reason,
				wayTo(cloudSilent.reason, 'read-the-whole-list'),
				`What Entra ID holds for the users in scope was not seen. ${cloudSilent.detail}`,
			);
		}

		const strange = strangeSuffixes(facts.persons.facts, facts);
		if (verdict.outcome === 'met' && strange.length > 0) {
			return declined(
				'foreign',
				'read-one-tenant',
				`The users that were compared live in ${listed(strange, 3)} in Entra ID, which the tenant does not list: users and domains are of two tenants.`,
			);
		}

		return facts.domains.seen || facts.persons.facts.groups.length === 0
			? verdict
			: declined(
					facts.domains.reason,
					wayTo(facts.domains.reason, 'read-the-domains-again'),
					`Which domains are verified was not seen. ${facts.domains.detail}`,
				);
	},
	exhibits: (facts): readonly Exhibit[] => {
		if (!facts.persons.seen) {
			return [];
		}

		const read = facts.persons.facts;
		const names = suffixes(facts, read.groups).map(({suffix, users, verdict}) => ({
			name: suffix,
			verdict: {...verdict, because: `${counted(users, 'user')}: ${verdict.because}`},
		}));
		const people = [...listTroubles(read), ...read.groups.map(group => personPart(read, group)), ...unreadForests(facts, read)];
		return exhibitsOf([...names, ...people.filter(({verdict}) => verdict.outcome !== 'met')]);
	},
	// Only the names of those whom somebody has to mend stay in the session.
	keep: facts => {
		if (!facts.persons.seen) {
			return facts;
		}

		const read = facts.persons.facts;
		let left = mostNames;
		const groups = read.groups.map(group => {
			const isBad = isStray(read, group) || suffixOf(facts, group.suffix).verdict.outcome === 'unmet';
			const names = isBad ? group.names.slice(0, left) : [];
			left -= names.length;
			return {...group, names};
		});
		return {...facts, persons: {...facts.persons, facts: {...read, groups}}};
	},
});
