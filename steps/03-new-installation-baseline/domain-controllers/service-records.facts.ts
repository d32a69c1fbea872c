import {z} from 'zod';
import type {DirectoryAnswer} from '../../../src/guide/answer.ts';
import {defineCollector} from '../../../src/guide/check.ts';
import {everything} from '../../../src/guide/filter.ts';
import {mapEntries} from '../../by-forest.ts';
import {perForest} from '../../directory.ts';
import {isSameDnsName} from '../../identity.ts';

/** Under these names every domain controller that is not read-only offers itself to its whole domain (MS-ADTS 6.3.2.3). */
export const locatorNames = ['_ldap._tcp.dc._msdcs', '_kerberos._tcp.dc._msdcs'] as const;

/** The service records of every domain in DNS, asked from here. */
export const serviceRecords = defineCollector({
	id: 'service-records',
	what: 'DNS, from here: the service records by which clients find the domain controllers of each domain',
	rights: 'any domain user',
	query: {
		via: 'directory',
		from: 'one-dc',
		base: 'root-dse',
		scope: 'base',
		filter: everything,
		attributes: [],
		serviceRecords: [...locatorNames],
	},
	read: answer => {
		const services = (answer as DirectoryAnswer).services ?? [];
		return mapEntries(answer, (_, {domains}) => ({
			domains: domains.map(({name: domain}) => ({
				domain,
				records: locatorNames.map(prefix => {
					const found = services.find(({name}) => isSameDnsName(name, `${prefix}.${domain}`));
					return {name: `${prefix}.${domain}`, dns: found?.dns ?? 'unknown', servers: [...(found?.servers ?? [])]};
				}),
			})),
		}));
	},
	facts: perForest({
		domains: z
			.array(
				z.strictObject({
					domain: z.string(),
					records: z
						.array(
							z.strictObject({
								name: z.string(),
								/** `unknown`: DNS gave no answer that can be relied on. */
								dns: z.enum(['found', 'not-found', 'unknown']),
								/** DNS names of the servers that it leads to. */
								servers: z.array(z.string()),
							}),
						)
						.min(1),
				}),
			)
			// A forest has at least its root domain; none is a failed look.
			.min(1),
	}),
});

/** The facts of `service-records`. */
export type ServiceRecords = z.infer<typeof serviceRecords.facts>;
