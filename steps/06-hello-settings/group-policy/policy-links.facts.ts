import {z} from 'zod';
import type {Entry} from '../../../src/guide/answer.ts';
import {defineCollector} from '../../../src/guide/check.ts';
import {all, any, equals, hasBits, present} from '../../../src/guide/filter.ts';
import {mapDomains, mapEntries} from '../../by-forest.ts';
import {numberOf, perDomain, perForest, valueOf} from '../../directory.ts';
import {parentOf} from '../../distinguished-name.ts';
import {blocksInheritance, linksOf} from '../../group-policy/gp-link.ts';

const containerOf = (entry: Entry) => ({
	dn: entry.dn,
	links: linksOf(valueOf(entry, 'gPLink') ?? '')?.map(link => ({...link})) ?? null,
	blocks: ((numberOf(entry, 'gPOptions') ?? 0) & blocksInheritance) !== 0,
});

const container = z.strictObject({
	dn: z.string(),
	/** In the order of gPLink; null where it is of a form that nobody understands. */
	links: z.array(z.strictObject({policy: z.string(), disabled: z.boolean(), enforced: z.boolean()})).nullable(),
	/** Keeps off what is linked above it and not enforced. */
	blocks: z.boolean(),
});

/** The domains and organisational units that link policies or block those from above (MS-GPOL 2.2.2, 2.2.3). */
export const policyLinks = defineCollector({
	id: 'group-policy-links',
	what: 'which Group Policy objects each domain and organisational unit links, and which of them block inheritance',
	rights: 'any domain user',
	query: {
		via: 'directory',
		from: 'every-domain',
		base: 'domain',
		scope: 'subtree',
		filter: any(present('gPLink'), hasBits('gPOptions', blocksInheritance)),
		attributes: ['gPLink', 'gPOptions'],
	},
	read: answer => mapDomains(answer, entries => ({containers: entries.map(containerOf)})),
	facts: perDomain({
		containers: z
			.array(container)
			// A domain comes with two links; that somebody took both away is less likely than a failed look.
			.min(1),
	}),
});

/** The sites that link policies, with the site, the computer object and the domain of each domain controller. */
export const sitePolicyLinks = defineCollector({
	id: 'site-policy-links',
	what: 'which Group Policy objects each site links, and which site each domain controller is in',
	rights: 'any domain user',
	query: {
		via: 'directory',
		from: 'one-dc',
		base: {in: 'configuration', path: 'CN=Sites'},
		scope: 'one-level',
		filter: all(equals('objectClass', 'site'), present('gPLink')),
		attributes: ['gPLink', 'gPOptions'],
	},
	read: answer =>
		mapEntries(answer, (entries, {domains, controllers}) => ({
			sites: entries.map(containerOf),
			domains: domains.map(({name, namingContext, sid}) => ({domain: name, namingContext, sid})),
			controllers: controllers.map(({name, computer, server, readOnly}) => ({
				name,
				computer,
				// A server lies below CN=Servers of its site (MS-ADTS 6.1.1.2.2).
				site: parentOf(parentOf(server) ?? ''),
				readOnly,
			})),
		})),
	facts: perForest({
		/** Empty where no site links a policy, which is usual. */
		sites: z.array(container),
		domains: z.array(z.strictObject({domain: z.string(), namingContext: z.string(), sid: z.string().nullable()})).min(1),
		controllers: z
			.array(
				z.strictObject({
					name: z.string(),
					/** Distinguished name of the computer object, by which it is known where it lies; null where none is named. */
					computer: z.string().nullable(),
					site: z.string().nullable(),
					readOnly: z.boolean(),
				}),
			)
			.min(1),
	}),
});

/** The facts of both. */
export type PolicyLinks = z.infer<typeof policyLinks.facts>;
export type SitePolicyLinks = z.infer<typeof sitePolicyLinks.facts>;
