import {z} from 'zod';
import {defineCollector} from '../../../src/guide/check.ts';
import {equals} from '../../../src/guide/filter.ts';
import type {DirectoryQuery} from '../../../src/guide/query.ts';
import {mapEntries} from '../../by-forest.ts';
import {certificatesOf, certificatesShape} from '../../certificate.ts';
import {perForest, valueOf} from '../../directory.ts';

/** Asks one domain controller of each forest for its objects of class pKIEnrollmentService. */
export const askForEnrollmentServices = {
	via: 'directory',
	from: 'one-dc',
	base: {in: 'configuration', path: 'CN=Services'},
	scope: 'subtree',
	filter: equals('objectClass', 'pKIEnrollmentService'),
	attributes: ['cn', 'dNSHostName', 'certificateTemplates', {name: 'cACertificate', as: 'bytes'}],
} as const satisfies DirectoryQuery;

/** The enterprise certification authorities of a forest (MS-WCCE 2.2.2.11.2), as they are published; whether they run is another question. */
export const enrollmentServices = defineCollector({
	id: 'enrollment-services',
	what: 'the enterprise certification authorities, their servers, their certificates and the templates they issue',
	rights: 'any domain user',
	query: askForEnrollmentServices,
	read: answer =>
		mapEntries(answer, entries => ({
			authorities: entries.map(entry => ({
				name: valueOf(entry, 'cn') ?? entry.dn,
				server: valueOf(entry, 'dNSHostName'),
				templates: entry.attributes.certificateTemplates ?? [],
				...certificatesOf(entry.attributes.cACertificate ?? []),
			})),
		})),
	facts: perForest({
		/** Empty in a forest where no enterprise authority was ever installed. */
		authorities: z.array(
			z.strictObject({
				name: z.string(),
				server: z.string().nullable(),
				/** Names (cn) of the templates that it issues. */
				templates: z.array(z.string()),
				/** Its own, in no order: which is that of now, their times say. */
				...certificatesShape,
			}),
		),
	}),
});

/** The facts of `enrollment-services`, and one authority of them. */
export type EnrollmentServices = z.infer<typeof enrollmentServices.facts>;
export type Authority = Extract<EnrollmentServices['forests'][number], {silent: null}>['authorities'][number];
