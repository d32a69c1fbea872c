import {z} from 'zod';
import {defineCollector} from '../../src/guide/check.ts';
import {all, equals} from '../../src/guide/filter.ts';
import {mapEntries} from '../by-forest.ts';
import {perForest} from '../directory.ts';
import {namesOf} from '../distinguished-name.ts';

/** The value after `name:` among keywords; names are compared without case, and the value may hold colons. */
const keyword = (keywords: readonly string[], name: string): string | null => {
	const found = keywords.find(one => one.slice(0, one.indexOf(':')).trim().toLowerCase() === name.toLowerCase());
	return found === undefined ? null : found.slice(found.indexOf(':') + 1).trim();
};

/** Where each forest sends its computers to register. The object's name is the same in every forest (entra-docs, hybrid-join-manual). */
export const serviceConnectionPoints = defineCollector({
	id: 'service-connection-point',
	what: 'the service connection point: the tenant at which the forest points its devices',
	rights: 'any domain user',
	query: {
		via: 'directory',
		from: 'one-dc',
		base: {in: 'configuration', path: 'CN=Services'},
		scope: 'subtree',
		filter: all(equals('objectClass', 'serviceConnectionPoint'), equals('cn', '62a0ff2e-97b9-4513-943f-0d221bd30080')),
		attributes: ['keywords'],
	},
	read: answer =>
		mapEntries(answer, (entries, {domains}) => ({
			domains: domains.map(({name}) => name),
			points: entries
				.filter(({dn}) => namesOf(dn)[1]?.toLowerCase() === 'device registration configuration')
				.map(entry => ({
					tenantId: keyword(entry.attributes.keywords ?? [], 'azureADId'),
					tenantName: keyword(entry.attributes.keywords ?? [], 'azureADName'),
				})),
		})),
	facts: perForest({
		/** DNS names of the forest's domains, by which a client is known to belong to it. */
		domains: z.array(z.string()).min(1),
		/** Empty where hybrid join was never set up. A forest has at most one. */
		points: z.array(z.strictObject({tenantId: z.string().nullable(), tenantName: z.string().nullable()})),
	}),
});

/** The connection points of one forest, and one of them. */
export type ForestPoints = Extract<z.infer<typeof serviceConnectionPoints.facts>['forests'][number], {silent: null}>;
export type Point = ForestPoints['points'][number];
