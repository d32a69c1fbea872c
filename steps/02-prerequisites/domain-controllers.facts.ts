import {z} from 'zod';
import {defineCollector} from '../../src/guide/check.ts';
import {all, any, equals} from '../../src/guide/filter.ts';
import {mapDomains, mapEntries} from '../by-forest.ts';
import {perForest, silenceSchema, valueOf} from '../directory.ts';
import {namesOf} from '../distinguished-name.ts';
import {buildOf} from './windows-server.ts';

const isA = (classes: readonly string[] | undefined, name: string) =>
	classes?.some(one => one.toLowerCase() === name.toLowerCase()) ?? false;

/** Every site of a forest with its domain controllers: server objects that have NTDS settings below them (MS-ADTS 6.1.1.2.2). */
export const sites = defineCollector({
	id: 'sites',
	what: 'sites, and the domain controllers in each',
	rights: 'any domain user',
	query: {
		via: 'directory',
		from: 'one-dc',
		base: {in: 'configuration', path: 'CN=Sites'},
		scope: 'subtree',
		filter: any(equals('objectClass', 'site'), equals('objectClass', 'server'), equals('objectClass', 'nTDSDSA')),
		attributes: ['objectClass', 'dNSHostName', 'serverReference'],
	},
	read: answer =>
		mapEntries(answer, entries => {
			const below = (dn: string) => dn.slice(dn.indexOf(',') + 1).toLowerCase();
			// A read-only one has the class nTDSDSARO, which is derived from nTDSDSA.
			const settings = new Map(
				entries
					.filter(entry => isA(entry.attributes.objectClass, 'nTDSDSA') || isA(entry.attributes.objectClass, 'nTDSDSARO'))
					.map(entry => [below(entry.dn), isA(entry.attributes.objectClass, 'nTDSDSARO')]),
			);
			const servers = entries.filter(entry => isA(entry.attributes.objectClass, 'server') && settings.has(entry.dn.toLowerCase()));
			return {
				sites: entries
					.filter(entry => isA(entry.attributes.objectClass, 'site'))
					.map(({dn}) => ({
						site: namesOf(dn)[0] ?? dn,
						controllers: servers
							.filter(server => server.dn.toLowerCase().endsWith(`,cn=servers,${dn.toLowerCase()}`))
							.map(server => ({
								name: valueOf(server, 'dNSHostName') ?? namesOf(server.dn)[0] ?? server.dn,
								computer: valueOf(server, 'serverReference'),
								readOnly: settings.get(server.dn.toLowerCase()) === true,
							})),
					})),
			};
		}),
	facts: perForest({
		sites: z
			.array(
				z.strictObject({
					site: z.string(),
					/** Empty where another site covers this one. */
					controllers: z.array(
						z.strictObject({
							/** DNS name, or the server's own name where none is written. */
							name: z.string(),
							/** Distinguished name of its computer object. */
							computer: z.string().nullable(),
							readOnly: z.boolean(),
						}),
					),
				}),
			)
			// No forest is without a site, and none without a domain controller in one; anything else is a failed look.
			.refine(all => all.some(({controllers}) => controllers.length > 0), 'no site holds a domain controller'),
	}),
});

/** The computer objects of the domain controllers of every domain: primary group 516, or 521 for read-only ones (MS-ADTS 6.1.1.3). */
export const domainControllers = defineCollector({
	id: 'domain-controllers',
	what: 'the domain controllers of every domain, with their builds',
	rights: 'any domain user',
	query: {
		via: 'directory',
		from: 'every-domain',
		base: 'domain',
		scope: 'subtree',
		filter: all(equals('objectCategory', 'computer'), any(equals('primaryGroupID', '516'), equals('primaryGroupID', '521'))),
		attributes: ['dNSHostName', 'operatingSystemVersion', 'primaryGroupID'],
	},
	read: answer =>
		mapDomains(answer, entries => ({
			controllers: entries.map(entry => ({
				name: valueOf(entry, 'dNSHostName') ?? namesOf(entry.dn)[0] ?? entry.dn,
				computer: entry.dn,
				build: buildOf(valueOf(entry, 'operatingSystemVersion')),
				readOnly: valueOf(entry, 'primaryGroupID') === '521',
			})),
		})),
	facts: perForest({
		domains: z
			.array(
				z.union([
					z.strictObject({domain: z.string(), silent: silenceSchema}),
					z.strictObject({
						domain: z.string(),
						silent: z.null(),
						controllers: z
							.array(
								z.strictObject({
									name: z.string(),
									/** Distinguished name of the computer object. */
									computer: z.string(),
									/** 17763 is Windows Server 2019; null where the object does not say, or not in Microsoft's form. */
									build: z.int().nullable(),
									readOnly: z.boolean(),
								}),
							)
							// A domain has at least one domain controller; none is a failed look.
							.min(1),
					}),
				]),
			)
			.min(1),
	}),
});

/** The facts of `domain-controllers`, and one of its records. */
export type DomainControllers = z.infer<typeof domainControllers.facts>;
export type Controller = {readonly name: string; readonly computer: string; readonly build: number | null; readonly readOnly: boolean};
