import {parentOf} from '../distinguished-name.ts';
import {comparableDn} from '../identity.ts';
import type {PolicyLink} from './gp-link.ts';

/** A site, a domain or an organisational unit with what it links, in the order of its gPLink. */
export type Container = {readonly dn: string; readonly links: readonly PolicyLink[]; readonly blocks: boolean};

/** A link that reaches an object, where it stands, and whether that is a site. */
export type Reaching = {readonly policy: string; readonly from: string; readonly ofSite: boolean};

/** The containers that an object lies in, among those given, from the domain downwards. */
export const chainOf = (dn: string, containers: ReadonlyMap<string, Container>): readonly Container[] => {
	const chain: Container[] = [];
	for (let above: string | null = dn; above !== null; above = parentOf(above)) {
		const container = containers.get(comparableDn(above));
		if (container !== undefined) {
			chain.unshift(container);
		}
	}

	return chain;
};

/**
 * The links that reach what lies in a chain of containers, the weakest first: site, domain, then each unit downwards; in one container the link that
 * stands last in gPLink is the strongest (it is link order 1 in the editor, which adds a new link in front). One that blocks keeps off what comes from
 * above it. What is enforced comes through, and the highest of it is the strongest (MS-GPOL 3.2.5.1.5). Of several sites each may be the one.
 */
export const reaching = (sites: readonly Container[], chain: readonly Container[]): readonly Reaching[] => {
	const all = [...sites, ...chain];
	const from = (container: Container, isEnforced: boolean) =>
		container.links
			.filter(({disabled, enforced}) => !disabled && enforced === isEnforced)
			.map(({policy}) => ({policy, from: container.dn, ofSite: sites.includes(container)}));
	const last = chain.findLastIndex(({blocks}) => blocks);
	const open = last < 0 ? all : chain.slice(last);
	return [...open.flatMap(container => from(container, false)), ...all.toReversed().flatMap(container => from(container, true))];
};
