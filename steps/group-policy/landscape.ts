import type {GroupPolicyObjects} from '../06-hello-settings/group-policy/policies.facts.ts';
import type {PolicyLinks, SitePolicyLinks} from '../06-hello-settings/group-policy/policy-links.facts.ts';
import type {RegistryPolicies, UnreadFile} from '../06-hello-settings/group-policy/registry-policies.facts.ts';
import {heard, type Silent} from '../by-forest.ts';
import {namesOf, parentOf} from '../distinguished-name.ts';
import {comparableDn, isSameDn, isSameDnsName, isSameName} from '../identity.ts';
import {type Container, chainOf, type Reaching, reaching} from './reach.ts';
import type {Half, Policy, PolicyAt} from './resultant.ts';

/** What four collectors know of the policies of all forests. */
export type PolicyFacts = {
	readonly objects: GroupPolicyObjects;
	readonly links: PolicyLinks;
	readonly sites: SitePolicyLinks;
	readonly registry: RegistryPolicies;
};

type ForestSites = Extract<SitePolicyLinks['forests'][number], {silent: null}>;
type PolicyObject = Extract<
	Extract<GroupPolicyObjects['forests'][number], {silent: null}>['domains'][number],
	{silent: null}
>['policies'][number];

/** A domain with the part of the policies that was read, or why none was. */
export type PolicyDomain = {
	readonly domain: string;
	readonly namingContext: string;
	readonly sid: string | null;
	readonly silent: Silent | null;
};

/** The policies of one forest, put together. */
export type Landscape = {
	readonly forest: string;
	readonly domains: readonly PolicyDomain[];
	readonly controllers: ForestSites['controllers'];
	readonly policyAt: PolicyAt;
	/** Every policy that was read. */
	readonly policies: readonly Policy[];
	/** The links that reach what lies in a container: null where a link on the way is of a form that nobody understands. `site` null: in whichever site. */
	readonly reach: (dn: string, site: string | null) => readonly Reaching[] | null;
	/** Containers of a domain in which other policies may hold than above them; its controllers' own is not among them. */
	readonly places: (domain: PolicyDomain) => readonly string[];
};

const words: Readonly<Record<UnreadFile, string>> = {
	missing: 'its folder is not in SYSVOL',
	refused: 'its file may not be read from here',
	unreachable: 'SYSVOL of its domain did not answer',
	large: 'its file is larger than a megabyte',
	failed: 'its file could not be read',
	malformed: 'its file is not whole',
	elsewhere: 'the directory names a folder for it outside SYSVOL of its domain, which is not read',
};

const nothing: Half = {settings: {}, why: ''};

const halfOf = (object: PolicyObject, domain: string, {policies, elsewhere}: RegistryPolicies, half: 'machine' | 'user'): Half => {
	// Every policy has this; where it does not show, nothing else of the policy shows either, and that would look like a half that sets nothing.
	if (object.functionality === null) {
		return {settings: null, why: 'it may not be read from here'};
	}

	if (!object[half]) {
		return nothing;
	}

	const own = policies.find(one => isSameName(one.id, object.id) && isSameDnsName(one.domain, domain))?.[half];
	if (own === undefined) {
		const why = elsewhere.some(({dn}) => isSameDn(dn, object.dn)) ? words.elsewhere : 'it was not among those that were read';
		return {settings: null, why};
	}

	return own.unread === null ? {settings: own.settings, why: ''} : {settings: null, why: words[own.unread]};
};

/** A policy as a sentence calls it: the name that people know, and the id that is never another's. */
const titleOf = ({name, id}: PolicyObject) => (name === null ? `the policy ${id}` : `${name} ${id}`);

const policyOf = (object: PolicyObject, domain: string, registry: RegistryPolicies): Policy => ({
	title: titleOf(object),
	domain,
	flags: object.flags,
	functionality: object.functionality,
	isFilteredByWmi: object.wmiFilter !== null,
	access: object.access,
	machine: halfOf(object, domain, registry, 'machine'),
	user: halfOf(object, domain, registry, 'user'),
});

const partNamed = <D extends {readonly domain: string; readonly silent: Silent | null}>(
	forests: readonly {readonly forest: string; readonly silent: Silent | null; readonly domains?: readonly D[]}[],
	forest: string,
	domain: string,
): D | undefined =>
	forests.find(one => one.silent === null && isSameDnsName(one.forest, forest))?.domains?.find(one => isSameDnsName(one.domain, domain));

const unasked: Silent = {reason: 'inconclusive', detail: 'It was not among the domains that answered.'};

const isControllersOwn = (dn: string, {namingContext}: PolicyDomain) =>
	isSameName(namesOf(dn)[0], 'Domain Controllers') && isSameDn(parentOf(dn), namingContext);

const isBelow = (dn: string, namingContext: string): boolean => {
	for (let above: string | null = dn; above !== null; above = parentOf(above)) {
		if (isSameDn(above, namingContext)) {
			return true;
		}
	}

	return false;
};

/** The domain that an object lies in; a child domain's name ends with its parent's, so the longest counts. */
export const domainOfObject = (dn: string, domains: readonly PolicyDomain[]): PolicyDomain | undefined =>
	domains
		.filter(({namingContext}) => isBelow(dn, namingContext))
		.toSorted((a, b) => namesOf(b.namingContext).length - namesOf(a.namingContext).length)[0];

/** Puts together what was read of one forest. */
export const landscapeOf = ({objects, links, registry}: PolicyFacts, sites: ForestSites): Landscape => {
	const domains = sites.domains.map(({domain, namingContext, sid}): PolicyDomain => {
		const parts = [partNamed(objects.forests, sites.forest, domain), partNamed(links.forests, sites.forest, domain)];
		const bad = parts.find(part => part === undefined || part.silent !== null);
		return {domain, namingContext, sid, silent: parts.some(part => part === undefined) ? unasked : (bad?.silent ?? null)};
	});
	const known = new Map<string, Policy>();
	for (const {domain, policies} of heard(objects.forests).flatMap(one => heard(one.domains))) {
		for (const object of policies) {
			known.set(comparableDn(object.dn), policyOf(object, domain, registry));
		}
	}

	const own = heard(links.forests.filter(({forest}) => isSameDnsName(forest, sites.forest))).flatMap(one => heard(one.domains));
	const all = [...own.flatMap(({containers}) => containers), ...sites.sites];
	const broken = new Set(all.filter(one => one.links === null).map(({dn}) => comparableDn(dn)));
	const asContainer = (one: (typeof all)[number]): Container => ({dn: one.dn, links: one.links ?? [], blocks: one.blocks});
	const containers = new Map(own.flatMap(one => one.containers).map(one => [comparableDn(one.dn), asContainer(one)]));
	return {
		forest: sites.forest,
		domains,
		controllers: sites.controllers,
		policies: [...known.values()],
		policyAt: dn => known.get(comparableDn(dn)) ?? null,
		reach(dn, site) {
			const domain = domainOfObject(dn, domains);
			const chain = chainOf(dn, containers).filter(one => domain !== undefined && isBelow(one.dn, domain.namingContext));
			const atSites = sites.sites.filter(one => site === null || isSameDn(one.dn, site)).map(asContainer);
			return [...chain, ...atSites].some(one => broken.has(comparableDn(one.dn))) ? null : reaching(atSites, chain);
		},
		places: domain => [
			domain.namingContext,
			...[...containers.values()]
				.filter(({dn}) => domainOfObject(dn, domains) === domain && !isSameDn(dn, domain.namingContext) && !isControllersOwn(dn, domain))
				.map(({dn}) => dn),
		],
	};
};
