import {declined, type Verdict} from '../../src/guide/finding.ts';
import type {MembersByContainer} from '../06-hello-settings/group-policy/members-by-container.facts.ts';
import {membersByContainer} from '../06-hello-settings/group-policy/members-by-container.facts.ts';
import {groupPolicyObjects} from '../06-hello-settings/group-policy/policies.facts.ts';
import {policyLinks, sitePolicyLinks} from '../06-hello-settings/group-policy/policy-links.facts.ts';
import {registryPolicies} from '../06-hello-settings/group-policy/registry-policies.facts.ts';
import {forestNamed, partsByForest, unheard} from '../by-forest.ts';
import {listed} from '../directory.ts';
import {namesOf, parentOf} from '../distinguished-name.ts';
import {isSameDn, isSameDnsName, isSameName} from '../identity.ts';
import type {Part} from '../worst-first.ts';
import {type Landscape, landscapeOf, type PolicyDomain, type PolicyFacts} from './landscape.ts';
import type {SettingName} from './policy-settings.ts';
import {type Doubt, type Policy, type Resultant, resultant, type Subject} from './resultant.ts';
import type {Who} from './trustees.ts';

/** What every check of Group Policy needs. */
export const policyNeeds = {objects: groupPolicyObjects, links: policyLinks, sites: sitePolicyLinks, registry: registryPolicies};

/** And those that judge what reaches users in scope. */
export const scopeNeeds = {...policyNeeds, members: membersByContainer};

/** Judges each forest with its policies put together; the silent ones are not seen. */
export const partsByLandscape = (facts: PolicyFacts, judge: (landscape: Landscape) => readonly Part[]): readonly Part[] =>
	partsByForest(facts.sites.forests, sites => judge(landscapeOf(facts, sites)));

/** Judges each domain of which policies and links were read. */
export const partsByPolicyDomain = (landscape: Landscape, judge: (domain: PolicyDomain) => readonly Part[]): readonly Part[] =>
	landscape.domains.flatMap(domain => (domain.silent === null ? judge(domain) : [unheard(domain.domain, domain.silent)]));

/** A container as a sentence calls it: `Sales, Users` for OU=Sales,OU=Users of its domain, which is called by its own name. */
export const placeName = (dn: string, {domain, namingContext}: PolicyDomain): string => {
	const names: string[] = [];
	for (let above: string | null = dn; above !== null && !isSameDn(above, namingContext); above = parentOf(above)) {
		names.push(namesOf(above)[0] ?? above);
	}

	return names.length === 0 ? domain : `${names.join(' in ')} of ${domain}`;
};

/** What is in force of a value in a place; null where a link on the way cannot be understood. */
export const inForce = (landscape: Landscape, dn: string, site: string | null, subject: Subject, name: SettingName): Resultant | null => {
	const links = landscape.reach(dn, site);
	return links === null ? null : resultant(links, landscape.policyAt, subject, name);
};

/** Whatever a value means, in a word: `on`, `off`, and what else a check tells apart. */
export type Meaning<T extends string> = (value: number | null) => T;

/** The doubts that could make something else of it. */
export const open = <T extends string>({value, doubts}: Resultant, meaning: Meaning<T>): readonly Doubt[] =>
	doubts.filter(doubt => doubt.value === null || meaning(doubt.value === 'deleted' ? null : doubt.value) !== meaning(value));

/** Not seen, because of policies of which nobody can say whether they apply or what they set. */
export const undecided = (what: string, doubts: readonly Doubt[]): Verdict =>
	declined(
		'inconclusive',
		'see-which-policy-applies',
		`${what}: not decided by what can be read. ${[...new Set(doubts.map(({policy, because}) => `${policy}: ${because}`))].slice(0, 3).join('; ')}.`,
	);

/** Not seen, because a link on the way is of a form that nobody understands. */
export const brokenLink = (what: string): Verdict =>
	declined('malformed', 'see-which-policy-applies', `${what}: a list of links on the way to it is of a form that is not understood.`);

/** Where users in scope live, with how many; without a group everywhere that policies may differ, and nobody counted. */
export type UserPlace = {readonly dn: string; readonly domain: PolicyDomain; readonly users: number | null};

/** The places of users in scope in one domain of a forest; a part instead where they were not seen. */
export const userPlaces = (
	members: MembersByContainer,
	landscape: Landscape,
	domain: PolicyDomain,
): {readonly places: readonly UserPlace[]; readonly unseen: readonly Part[]} => {
	if (members.group === null) {
		return {places: landscape.places(domain).map(dn => ({dn, domain, users: null})), unseen: []};
	}

	const own = forestNamed(members.forests, landscape.forest)?.domains.find(one => isSameDnsName(one.domain, domain.domain));
	if (own === undefined || own.silent !== null) {
		const silent = own?.silent ?? {reason: 'inconclusive' as const, detail: 'Members of the scope group were not looked for there.'};
		return {places: [], unseen: [unheard(`members in ${domain.domain}`, silent)]};
	}

	return {places: own.containers.map(({dn, users}) => ({dn, domain, users})), unseen: []};
};

/** A computer of that domain that is nobody's controller. */
export const computerOf = ({sid}: PolicyDomain): Who => ({kind: 'computer', domainSid: sid});

/** The half for users, for those in scope of a domain who sign in at computers of it. */
export const usersOfScope = (domain: PolicyDomain, groups: readonly string[]): Subject => ({
	half: 'user',
	who: {kind: 'user', domainSid: domain.sid, groups},
	at: computerOf(domain),
	isSiteKnown: false,
});

/** The half for computers, for clients of a domain, whichever site they stand in. */
export const clientsOf = (domain: PolicyDomain): Subject => ({half: 'machine', who: computerOf(domain), isSiteKnown: false});

/** What a value is for the clients of each place of a forest's domains in which policies may differ. */
export const amongClients = (
	landscape: Landscape,
	name: SettingName,
): readonly {readonly place: string; readonly isWholeDomain: boolean; readonly found: Resultant | null}[] =>
	landscape.domains
		.filter(({silent}) => silent === null)
		.flatMap(domain => {
			const places = landscape.places(domain);
			return places.map(dn => ({
				place: placeName(dn, domain),
				isWholeDomain: places.length === 1,
				found: inForce(landscape, dn, null, clientsOf(domain), name),
			}));
		});

/** Whether anything that may hold users or clients links a policy. */
export const isLinked = (landscape: Landscape, policy: Policy): boolean =>
	landscape.domains
		.flatMap(domain => landscape.places(domain))
		.some(dn => landscape.reach(dn, null)?.some(link => landscape.policyAt(link.policy) === policy) ?? false);

/** What a session keeps: of thousands of policies those that set a value of this guide, or could not be read. */
export const keptPolicies = <Facts extends PolicyFacts>(facts: Facts): Facts => {
	const {policies} = facts.registry;
	const matters = policies.filter(({machine, user}) =>
		[machine, user].some(({unread, settings}) => unread !== null || Object.keys(settings).length > 0),
	);
	const isKept = (domain: string, id: string) => matters.some(one => isSameName(one.id, id) && isSameDnsName(one.domain, domain));
	const forests = facts.objects.forests.map(forest =>
		forest.silent !== null
			? forest
			: {
					...forest,
					domains: forest.domains.map(one =>
						one.silent !== null ? one : {...one, policies: one.policies.filter(({id}) => isKept(one.domain, id))},
					),
				},
	);
	return {...facts, objects: {forests}, registry: {...facts.registry, policies: matters}};
};

/** Names between commas, shortened. */
export const names = (all: readonly string[]): string => listed([...new Set(all)], 3);
