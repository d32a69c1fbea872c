import {z} from 'zod';
import type {Entry} from '../../../src/guide/answer.ts';
import {defineCollector} from '../../../src/guide/check.ts';
import {any, equals} from '../../../src/guide/filter.ts';
import {mapEntries} from '../../by-forest.ts';
import {perForest, valueOf} from '../../directory.ts';
import {namesOf} from '../../distinguished-name.ts';
import {isSameDn, isSameName} from '../../identity.ts';

const isA = ({attributes}: Entry, name: string) => attributes.objectClass?.some(one => isSameName(one, name)) ?? false;

/** The subnets of a forest, by which clients learn their site, and the site of each (MS-ADTS 6.1.1.2.2.2). */
export const subnets = defineCollector({
	id: 'subnets',
	what: 'the subnets of the forest, and the site of each',
	rights: 'any domain user',
	query: {
		via: 'directory',
		from: 'one-dc',
		base: {in: 'configuration', path: 'CN=Sites'},
		scope: 'subtree',
		filter: any(equals('objectClass', 'site'), equals('objectClass', 'subnet')),
		attributes: ['objectClass', 'siteObject'],
	},
	read: answer =>
		mapEntries(answer, entries => {
			const sites = entries.filter(entry => isA(entry, 'site'));
			return {
				sites: sites.map(({dn}) => namesOf(dn)[0] ?? dn),
				subnets: entries
					.filter(entry => isA(entry, 'subnet'))
					.map(entry => {
						const named = valueOf(entry, 'siteObject');
						const site = sites.find(({dn}) => isSameDn(dn, named));
						return {subnet: namesOf(entry.dn)[0] ?? entry.dn, site: site === undefined ? null : (namesOf(site.dn)[0] ?? site.dn)};
					}),
			};
		}),
	facts: perForest({
		/** No forest is without a site. */
		sites: z.array(z.string()).min(1),
		/** Empty where nobody wrote any down. */
		subnets: z.array(
			z.strictObject({
				/** `10.1.0.0/16`. */
				subnet: z.string(),
				/** null: it names none, or none that is there. */
				site: z.string().nullable(),
			}),
		),
	}),
});
