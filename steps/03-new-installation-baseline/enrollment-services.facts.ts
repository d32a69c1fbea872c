import {createHash} from 'node:crypto';
import {z} from 'zod';
import {defineCollector} from '../../src/guide/check.ts';
import {all, equals} from '../../src/guide/filter.ts';
import {mapEntries} from '../by-forest.ts';
import {perForest, valueOf} from '../directory.ts';

/** The SHA-1 thumbprint of a certificate given as base64, in the form in which `certutil` and `certlm` show it. */
export const thumbprintOf = (base64: string): string => createHash('sha1').update(Buffer.from(base64, 'base64')).digest('hex');

const services = {in: 'configuration', path: 'CN=Services'} as const;

/** The enterprise certification authorities of a forest: objects of class pKIEnrollmentService (MS-WCCE 2.2.2.11.2). */
export const enrollmentServices = defineCollector({
	id: 'enrollment-services',
	what: 'the enterprise certification authorities, their servers and the templates they issue',
	rights: 'any domain user',
	query: {
		via: 'directory',
		from: 'one-dc',
		base: services,
		scope: 'subtree',
		filter: equals('objectClass', 'pKIEnrollmentService'),
		attributes: ['cn', 'dNSHostName', 'certificateTemplates', {name: 'cACertificate', as: 'bytes'}],
	},
	read: answer =>
		mapEntries(answer, entries => ({
			authorities: entries.map(entry => ({
				name: valueOf(entry, 'cn') ?? entry.dn,
				server: valueOf(entry, 'dNSHostName'),
				templates: entry.attributes.certificateTemplates ?? [],
				thumbprints: (entry.attributes.cACertificate ?? []).map(thumbprintOf),
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
				/** SHA-1 thumbprints of its own certificates, in hexadecimal. */
				thumbprints: z.array(z.string()),
			}),
		),
	}),
});

/** The certificates that a forest's domain controllers trust for sign-in: the object NTAuthCertificates. */
export const ntauth = defineCollector({
	id: 'ntauth',
	what: 'the authorities whose certificates may be used to sign in (NTAuth)',
	rights: 'any domain user',
	query: {
		via: 'directory',
		from: 'one-dc',
		base: services,
		scope: 'subtree',
		filter: all(equals('objectClass', 'certificationAuthority'), equals('cn', 'NTAuthCertificates')),
		attributes: [{name: 'cACertificate', as: 'bytes'}],
	},
	read: answer =>
		mapEntries(answer, entries => ({
			// An empty object holds one byte of zero.
			thumbprints: entries.flatMap(entry => (entry.attributes.cACertificate ?? []).filter(value => value.length > 8).map(thumbprintOf)),
		})),
	facts: perForest({
		/** SHA-1 thumbprints in hexadecimal; empty where the store is empty or was never made. */
		thumbprints: z.array(z.string()),
	}),
});
