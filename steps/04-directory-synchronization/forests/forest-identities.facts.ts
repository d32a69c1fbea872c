import {z} from 'zod';
import {defineCollector} from '../../../src/guide/check.ts';
import {everything} from '../../../src/guide/filter.ts';
import {mapForests, perForest} from '../../directory.ts';

/** Who the forests are that answered: names and ids, so that one rebuilt under an old name is told from the old one. */
export const forestIdentities = defineCollector({
	id: 'forest-identities',
	what: 'the names and ids of the forest, its domains and its domain controllers',
	rights: 'any domain user',
	query: {via: 'directory', from: 'one-dc', base: 'configuration', scope: 'base', filter: everything, attributes: []},
	read: answer =>
		mapForests(answer, ({ids, domains, controllers}) => ({
			ids: [...ids],
			domains: domains.map(({name, namingContext}) => ({name, namingContext})),
			controllers: controllers.flatMap(({host}) => host ?? []),
		})),
	facts: perForest({
		/** objectGUIDs of the root domain, the configuration, the schema and every domain that was reached. */
		ids: z.array(z.guid()),
		domains: z.array(z.strictObject({name: z.string(), namingContext: z.string()})).min(1),
		/** DNS names of the domain controllers that the forest lists, whether they answer or not. */
		controllers: z.array(z.string()),
	}),
});

/** The facts of `forest-identities`. */
export type ForestIdentities = z.infer<typeof forestIdentities.facts>;
