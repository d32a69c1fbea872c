import {z} from 'zod';
import type {Entry, ListedController} from '../../../src/guide/answer.ts';
import {defineCollector} from '../../../src/guide/check.ts';
import {any, equals} from '../../../src/guide/filter.ts';
import {mapDomains, mapEntries} from '../../by-forest.ts';
import {perDomain, perForest, valueOf} from '../../directory.ts';
import {namesOf, parentOf} from '../../distinguished-name.ts';
import {comparableDn, isSameDn, isSameDnsName, isSameName} from '../../identity.ts';
import {buildOf} from '../../windows-server.ts';
import {controllerComputers, isReadOnlyComputer, readOnlyMarks} from './read-only-dcs.facts.ts';

const isA = (classes: readonly string[] | undefined, name: string) => classes?.some(one => isSameName(one, name)) ?? false;
/** The object above an object, as it is compared. */
const above = (dn: string | null) => comparableDn(parentOf(dn ?? '') ?? '');

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
		filter: any(
			equals('objectClass', 'site'),
			equals('objectClass', 'server'),
			equals('objectClass', 'nTDSDSA'),
			equals('objectClass', 'nTDSDSARO'),
		),
		attributes: ['objectClass', 'objectCategory', 'dNSHostName', 'serverReference', 'msDS-isRODC'],
	},
	read: answer =>
		mapEntries(answer, entries => {
			const settings = Map.groupBy(
				entries.filter(({attributes}) => isA(attributes.objectClass, 'nTDSDSA') || isA(attributes.objectClass, 'nTDSDSARO')),
				({dn}) => above(dn),
			);
			// A server lies below CN=Servers of its site.
			const servers = Map.groupBy(
				entries.filter(({dn, attributes}) => isA(attributes.objectClass, 'server') && settings.has(comparableDn(dn))),
				({dn}) => above(parentOf(dn)),
			);
			const isReadOnly = (server: Entry): boolean =>
				[server, ...(settings.get(comparableDn(server.dn)) ?? [])].some(
					entry =>
						isA(entry.attributes.objectClass, 'nTDSDSARO') ||
						isSameName(namesOf(valueOf(entry, 'objectCategory') ?? '')[0], 'NTDS-DSA-RO') ||
						isSameName(valueOf(entry, 'msDS-isRODC'), 'TRUE'),
				);
			return {
				sites: entries
					.filter(entry => isA(entry.attributes.objectClass, 'site'))
					.map(({dn}) => ({
						site: namesOf(dn)[0] ?? dn,
						controllers: (servers.get(comparableDn(dn)) ?? []).map(server => ({
							name: valueOf(server, 'dNSHostName') ?? namesOf(server.dn)[0] ?? server.dn,
							computer: valueOf(server, 'serverReference'),
							readOnly: isReadOnly(server),
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
							/** By its NTDS settings; its computer object may say so all the same. */
							readOnly: z.boolean(),
						}),
					),
				}),
			)
			// No forest is without a site, and none without a domain controller in one; anything else is a failed look.
			.refine(all => all.some(({controllers}) => controllers.length > 0), 'no site holds a domain controller'),
	}),
});

/** Whether the NTDS settings of a computer say that it is read-only. */
const isListedReadOnly = (entry: Entry, controllers: readonly ListedController[]): boolean =>
	controllers.some(
		({host, computer, readOnly}) => readOnly && (isSameDn(computer, entry.dn) || isSameDnsName(host, valueOf(entry, 'dNSHostName'))),
	);

/** The computer objects of the domain controllers of every domain. */
export const domainControllers = defineCollector({
	id: 'domain-controllers',
	what: 'the domain controllers of every domain, with their builds',
	rights: 'any domain user',
	query: {
		via: 'directory',
		from: 'every-domain',
		base: 'domain',
		scope: 'subtree',
		filter: controllerComputers,
		attributes: ['dNSHostName', 'operatingSystemVersion', ...readOnlyMarks],
	},
	read: answer =>
		mapDomains(answer, (entries, {controllers}) => ({
			controllers: entries.map(entry => ({
				name: valueOf(entry, 'dNSHostName') ?? namesOf(entry.dn)[0] ?? entry.dn,
				computer: entry.dn,
				build: buildOf(valueOf(entry, 'operatingSystemVersion')),
				readOnly: isReadOnlyComputer(entry) === true || isListedReadOnly(entry, controllers),
			})),
		})),
	facts: perDomain({
		controllers: z
			.array(
				z.strictObject({
					name: z.string(),
					/** Distinguished name of the computer object. */
					computer: z.string(),
					/** 17763 is Windows Server 2019; null where the object does not say, or not in Microsoft's form. */
					build: z.int().nullable(),
					/** Any mark says so, of its computer object or of its NTDS settings. */
					readOnly: z.boolean(),
				}),
			)
			// A domain has at least one domain controller; none is a failed look.
			.min(1),
	}),
});

/** The facts of `domain-controllers`, and one of its records. */
export type DomainControllers = z.infer<typeof domainControllers.facts>;
export type Controller = {readonly name: string; readonly computer: string; readonly build: number | null; readonly readOnly: boolean};
