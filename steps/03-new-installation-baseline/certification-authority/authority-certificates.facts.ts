import {z} from 'zod';
import {defineCollector} from '../../../src/guide/check.ts';
import {any, equals} from '../../../src/guide/filter.ts';
import {safeText} from '../../../src/guide/untrusted.ts';
import {mapEntries} from '../../by-forest.ts';
import {certificateSchema, certificatesOf} from '../../certificate.ts';
import {addressesOf} from '../../certificate-addresses.ts';
import {linksAmong} from '../../certificate-links.ts';
import {perForest} from '../../directory.ts';
import {storeOf} from './certificate-stores.facts.ts';

/** Every certificate of an authority that a forest publishes, once, with who signed it and the addresses that stand inside it. */
export const authorityCertificates = defineCollector({
	id: 'authority-certificates',
	what: 'the certificates of authorities: who signed each, which are trusted roots, and where each says that its revocation list is',
	rights: 'any domain user',
	query: {
		via: 'directory',
		from: 'one-dc',
		base: {in: 'configuration', path: 'CN=Services'},
		scope: 'subtree',
		filter: any(equals('objectClass', 'certificationAuthority'), equals('objectClass', 'pKIEnrollmentService')),
		attributes: [{name: 'cACertificate', as: 'bytes'}],
	},
	read: answer =>
		mapEntries(answer, entries => {
			const values = new Set(entries.flatMap(({attributes}) => attributes.cACertificate ?? []));
			const roots = new Set(entries.filter(({dn}) => storeOf(dn) === 'roots').flatMap(({attributes}) => attributes.cACertificate ?? []));
			const links = linksAmong([...values]);
			const read = [...values].map(value => ({value, ...certificatesOf([value])}));
			return {
				certificates: read.flatMap(({value, certificates}) =>
					certificates.map(certificate => {
						const {lists, issuerAt} = addressesOf(Buffer.from(value, 'base64'));
						return {
							...certificate,
							trusted: roots.has(value),
							issuers: [...(links.get(certificate.thumbprint)?.issuers ?? [])],
							selfSigned: links.get(certificate.thumbprint)?.selfSigned ?? false,
							doubtful: links.get(certificate.thumbprint)?.doubtful ?? true,
							lists: lists?.map(safeText) ?? null,
							issuerAt: issuerAt?.map(safeText) ?? null,
						};
					}),
				),
				unreadable: read.reduce((sum, {unreadable}) => sum + unreadable, 0),
			};
		}),
	facts: perForest({
		/** Empty where no authority was ever published. */
		certificates: z.array(
			certificateSchema.extend({
				/** It stands in the container Certification Authorities, from where every computer of the forest takes its trusted roots. */
				trusted: z.boolean(),
				/** Thumbprints of those among these whose key its signature was verified by. */
				issuers: z.array(z.string()),
				/** Its own key verifies its signature. */
				selfSigned: z.boolean(),
				/** Whether one of these signed it could not be calculated. */
				doubtful: z.boolean(),
				/** Addresses of its revocation list; empty: it names none; null: they could not be read. */
				lists: z.array(z.string()).nullable(),
				/** Addresses of its issuer's certificate, in the same way. */
				issuerAt: z.array(z.string()).nullable(),
			}),
		),
		/** Values that are no certificate, or none that could be read. */
		unreadable: z.int().nonnegative(),
	}),
});

/** The facts of `authority-certificates`, what they hold of one forest, and one certificate. */
export type AuthorityCertificates = z.infer<typeof authorityCertificates.facts>;
export type ForestCertificates = Extract<AuthorityCertificates['forests'][number], {silent: null}>;
export type LinkedCertificate = ForestCertificates['certificates'][number];
