import {defineCheck, type FactsOf, optional} from '../../src/guide/check.ts';
import {declined, type Exhibit, met, unmet, type Verdict} from '../../src/guide/finding.ts';
import {tenantDomains} from '../03-new-installation-baseline/tenant-domains.facts.ts';
import {counted, listed} from '../directory.ts';
import {type Part, worstFirst} from '../worst-first.ts';
import {connectServers} from './connect-server.facts.ts';
import {domainsCanBeVerified} from './domains-can-be-verified.ts';
import {forestIdentities} from './forest-identities.facts.ts';
import {allConnectors, recognise} from './forests.ts';
import type {PersonClass} from './person.ts';
import {type Persons, persons} from './persons.facts.ts';
import {parentsOf, suffixVerdict} from './suffix.ts';

const needs = {
	persons: optional(persons),
	domains: optional(tenantDomains),
	connect: optional(connectServers),
	identities: optional(forestIdentities),
	owned: optional(domainsCanBeVerified.needs.stated),
};

type Facts = FactsOf<typeof needs>;
type Group = Persons['groups'][number];

/** What is wrong with persons of a class, and what to do; null for those that may pass. */
const classSays: Readonly<Record<PersonClass, {readonly remedy: string; readonly words: string} | null>> = {
	same: null,
	carried: null,
	unread: null,
	'cloud-unseen': null,
	several: {remedy: 'make-it-one-object', words: 'stand more than once in Entra ID under one SID'},
	absent: {remedy: 'synchronise-them', words: 'are not in Entra ID: not synchronised'},
	'cloud-namesake': {remedy: 'synchronise-them', words: 'are not synchronised; a cloud-only user of the same name is another object'},
	'other-sid': {remedy: 'synchronise-them', words: 'stand in Entra ID under another SID, as after a move between forests'},
	'no-longer-synced': {remedy: 'synchronise-them', words: 'were synchronised once and are cloud users now'},
	'carried-twice': {
		remedy: 'make-the-name-unique',
		words: 'share their onPremisesUserPrincipalName with another user, which is not supported',
	},
	quarantined: {remedy: 'make-the-name-unique', words: 'have a UPN that another object holds already, so Entra ID gave them another'},
	'initial-domain': {remedy: 'wait-for-the-new-name', words: "carry a name on the tenant's initial domain in Entra ID"},
	'prefix-differs': {
		remedy: 'carry-the-upn',
		words: 'differ before the @, and onPremisesUserPrincipalName does not carry the on-premises UPN',
	},
	'suffix-differs': {
		remedy: 'carry-the-upn',
		words: 'differ after the @, and onPremisesUserPrincipalName does not carry the on-premises UPN',
	},
	'illegal-prefix': {remedy: 'repair-the-name', words: 'have a character or a length before the @ that Entra ID does not take'},
};

const suffixOf = (facts: Facts, suffix: string) =>
	suffixVerdict(suffix, facts.domains.seen ? facts.domains.facts.domains : null, facts.owned.seen ? facts.owned.facts.yes : null);

const personPart = (group: Group): Part => {
	const said = classSays[group.class];
	const users = counted(group.count, 'user');
	const name = `${users} on ${group.suffix}`;
	if (said !== null) {
		const examples = listed(
			group.names.map(({name: account}) => account),
			3,
		);
		return {name, verdict: unmet(said.remedy, `${users} on ${group.suffix} ${said.words}${examples === '' ? '' : ` (${examples})`}.`)};
	}

	if (group.class === 'unread') {
		return {
			name,
			verdict: declined(
				'inconclusive',
				'read-every-property',
				`${users} on ${group.suffix} could not be compared: a property that decides was missing from what came back.`,
			),
		};
	}

	return group.class === 'cloud-unseen'
		? {name, verdict: declined('not-signed-in', 'sign-in', `What Entra ID holds for ${users} on ${group.suffix} was not seen.`)}
		: {
				name,
				verdict: met(
					`${users} on ${group.suffix}: ${group.class === 'same' ? 'the same name in both places' : 'onPremisesUserPrincipalName carries the on-premises one'}.`,
				),
			};
};

/** Each suffix with its users, worst words first; the order is that of the names. */
const suffixes = (facts: Facts, groups: readonly Group[]) =>
	[...Map.groupBy(groups, ({suffix}) => suffix)]
		.map(([suffix, own]) => ({
			suffix,
			users: own.reduce((sum, {count}) => sum + count, 0),
			names: own.flatMap(({names}) => names.map(({name}) => name)),
			...suffixOf(facts, suffix),
		}))
		.toSorted((a, b) => a.suffix.localeCompare(b.suffix, 'en'));

/** Forests whose users may be in scope and were not read: silent ones, and those with a connector that nobody asked (B58). */
const unreadForests = (facts: Facts): readonly Part[] => {
	if (!facts.persons.seen) {
		return [];
	}

	const {forests, unresolved} = facts.persons.facts;
	const silent = forests.flatMap((entry): readonly Part[] =>
		entry.silent !== null
			? [
					{
						name: entry.forest,
						verdict: declined(
							entry.silent.reason,
							'reach-every-forest',
							`The users of ${entry.forest} were not read. ${entry.silent.detail}`,
						),
					},
				]
			: entry.incomplete.length > 0
				? [
						{
							name: entry.forest,
							verdict: declined(
								'unreachable',
								'reach-every-forest',
								`Not every domain of ${entry.forest} was read: ${entry.incomplete.join('; ')}`,
							),
						},
					]
				: [],
	);
	const unasked = [
		...new Set(
			allConnectors(facts.connect).flatMap(({connector}) => recognise(connector, facts.identities).forest ?? connector.forest ?? []),
		),
	].filter(
		name =>
			!forests.some(({forest, silent}) =>
				// A silent one may have been asked by the name of a domain or of a controller.
				[forest.toLowerCase(), ...(silent === null ? [] : parentsOf(forest.toLowerCase()))].includes(name.toLowerCase()),
			),
	);
	return [
		...silent,
		...unasked.map(
			(forest): Part => ({
				name: forest,
				verdict: declined('elsewhere', 'reach-every-forest', `${forest} has a connector, and its users were not read.`),
			}),
		),
		...(unresolved.length === 0
			? []
			: [
					{
						name: 'members of other forests',
						verdict: declined(
							'inconclusive',
							'reach-every-forest',
							`${counted(unresolved.length, 'member')} of the group could not be found in any forest that was asked: ${listed(unresolved, 3)}.`,
						),
					},
				]),
	];
};

const partsOf = (facts: Facts): readonly Part[] => {
	if (!facts.persons.seen) {
		return [];
	}

	const {groups} = facts.persons.facts;
	return [
		...suffixes(facts, groups).map(
			({suffix, users, verdict}): Part => ({
				name: suffix,
				verdict:
					verdict.outcome === 'unmet'
						? {...verdict, because: `${verdict.because.replace(/(:? not supported|\. Not supported)?\.$/, '')}: ${counted(users, 'user')}.`}
						: verdict,
			}),
		),
		...groups.map(personPart),
		...unreadForests(facts),
	];
};

/** How many persons are not met, however many reasons each has. */
const strays = (facts: Facts, groups: readonly Group[]): number => {
	const bad = new Set(suffixes(facts, groups).flatMap(({suffix, verdict}) => (verdict.outcome === 'unmet' ? [suffix] : [])));
	return groups.reduce((sum, group) => sum + (bad.has(group.suffix) || classSays[group.class] !== null ? group.count : 0), 0);
};

const scopeWords = ({group}: Persons) => (group === null ? 'every enabled user' : `the group ${group}`);

const judgeGroups = (facts: Facts, read: Persons): Verdict => {
	const {groups, group} = read;
	const total = groups.reduce((sum, {count}) => sum + count, 0);
	const unsupported = suffixes(facts, groups).some(({supported}) => !supported);
	const verdict = worstFirst(partsOf(facts), {
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
	const lead = `${unsupported ? 'Not supported for' : 'Not met for'} ${strays(facts, groups).toLocaleString('en-GB')} of ${counted(total, 'user')}.`;
	return {...verdict, remedy: unsupported ? 'change-the-suffix' : verdict.remedy, because: `${lead} ${verdict.because}${way}`};
};

/** Domains that users live in and the tenant does not list; every user's name in Entra ID ends in a domain of its own tenant. */
const strangeSuffixes = ({cloudSuffixes}: Persons, {domains}: Facts): readonly string[] =>
	domains.seen ? cloudSuffixes.filter(suffix => !domains.facts.domains.some(({id}) => id.toLowerCase() === suffix)) : [];

/** The gate to leave step 4 with names: persons in scope, joined by SID (gates.md part 4). */
export const verifiedUpn = defineCheck({
	id: 'verified-upn',
	question: 'Does every user in scope sign in with a UPN that the tenant knows and has verified?',
	needs,
	judge: (facts): Verdict => {
		if (!facts.persons.seen) {
			return declined(facts.persons.reason, 'reach-every-forest', facts.persons.detail);
		}

		const {group, groupMatches, cloudSilent} = facts.persons.facts;
		if (group !== null && groupMatches !== 1) {
			return declined(
				'inconclusive',
				'choose-a-group',
				groupMatches
					? `${groupMatches} groups are called ${group}; which one is meant cannot be guessed.`
					: `No group ${group} was found in the forests that were asked.`,
			);
		}

		const verdict = judgeGroups(facts, facts.persons.facts);
		if (verdict.outcome === 'unmet') {
			return verdict;
		}

		if (cloudSilent !== null && facts.persons.facts.groups.length > 0) {
			return declined(cloudSilent.reason, 'sign-in', `What Entra ID holds for the users in scope was not seen. ${cloudSilent.detail}`);
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
			: declined(facts.domains.reason, 'sign-in', `Which domains are verified was not seen. ${facts.domains.detail}`);
	},
	exhibits: (facts): readonly Exhibit[] => {
		if (!facts.persons.seen) {
			return [];
		}

		const lines = suffixes(facts, facts.persons.facts.groups).map(
			({suffix, users, verdict}): Exhibit => ({
				sign: verdict.outcome === 'declined' ? 'unobserved' : verdict.outcome,
				what: suffix,
				seen: `${counted(users, 'user')}: ${verdict.because}`,
			}),
		);
		const people = [...facts.persons.facts.groups.map(personPart), ...unreadForests(facts)]
			.filter(({verdict}) => verdict.outcome !== 'met')
			.map(
				({name, verdict}): Exhibit => ({
					sign: verdict.outcome === 'declined' ? 'unobserved' : verdict.outcome,
					what: name,
					seen: verdict.because,
				}),
			);
		return [...lines, ...people];
	},
	// Only the names of those whom somebody has to mend stay in the session.
	keep: facts => {
		if (!facts.persons.seen) {
			return facts;
		}

		const groups = facts.persons.facts.groups.map(group =>
			classSays[group.class] === null && suffixOf(facts, group.suffix).verdict.outcome !== 'unmet' ? {...group, names: []} : group,
		);
		return {...facts, persons: {...facts.persons, facts: {...facts.persons.facts, groups}}};
	},
});
