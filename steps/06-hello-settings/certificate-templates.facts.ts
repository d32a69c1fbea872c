import {z} from 'zod';
import {defineCollector} from '../../src/guide/check.ts';
import {equals} from '../../src/guide/filter.ts';
import {mapEntries} from '../by-forest.ts';
import {numberOf, perForest, valueOf} from '../directory.ts';

/** Every certificate template of a forest (MS-CRTD), by what it can be used for. */
export const certificateTemplates = defineCollector({
	id: 'certificate-templates',
	what: 'the certificate templates: what each is for, its key and what it supersedes',
	rights: 'any domain user',
	query: {
		via: 'directory',
		from: 'one-dc',
		base: {in: 'configuration', path: 'CN=Services'},
		scope: 'subtree',
		filter: equals('objectClass', 'pKICertificateTemplate'),
		attributes: [
			'cn',
			'displayName',
			'pKIExtendedKeyUsage',
			'msPKI-Minimal-Key-Size',
			'msPKI-Template-Schema-Version',
			'msPKI-Supersede-Templates',
			'msPKI-Certificate-Name-Flag',
		],
	},
	read: answer =>
		mapEntries(answer, entries => ({
			templates: entries.map(entry => ({
				name: valueOf(entry, 'cn') ?? entry.dn,
				displayName: valueOf(entry, 'displayName'),
				usages: entry.attributes.pKIExtendedKeyUsage ?? [],
				keySize: numberOf(entry, 'msPKI-Minimal-Key-Size'),
				schemaVersion: numberOf(entry, 'msPKI-Template-Schema-Version'),
				supersedes: entry.attributes['msPKI-Supersede-Templates'] ?? [],
				nameFlag: numberOf(entry, 'msPKI-Certificate-Name-Flag'),
			})),
		})),
	facts: perForest({
		/** Empty in a forest where no enterprise authority was ever installed. */
		templates: z.array(
			z.strictObject({
				/** The name by which authorities publish it (cn). */
				name: z.string(),
				displayName: z.string().nullable(),
				/** Object identifiers; friendly names are translated. */
				usages: z.array(z.string()),
				/** Bits of the shortest key. */
				keySize: z.int().nullable(),
				/** From 3 on a template may ask for a Key Storage Provider. */
				schemaVersion: z.int().nullable(),
				supersedes: z.array(z.string()),
				nameFlag: z.int().nullable(),
			}),
		),
	}),
});
