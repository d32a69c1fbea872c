import {z} from 'zod';
import type {Entry} from '../../../src/guide/answer.ts';
import {defineCollector} from '../../../src/guide/check.ts';
import {equals} from '../../../src/guide/filter.ts';
import {mapEntries} from '../../by-forest.ts';
import {numberOf, perForest, valueOf} from '../../directory.ts';
import {type Ace, daclOf} from '../../security-descriptor.ts';

/** The two rights of a template (MS-CRTD 2.5.1, 2.5.2), and the bits of a mask that can give one (MS-ADTS 5.1.3.2). */
const enrolRight = '0e10c968-78fb-11d2-90d4-00c04f79dc55';
const autoenrolRight = 'a05b8cc2-17bc-4802-a710-e7c15ab866a2';
const controlAccess = 0x100;
const genericAll = 0x10000000;

/** What an entry says of enrolling; null where it says nothing of it. One without an object type speaks of every right. */
const accessIn = ({allows, sid, mask, objectType, inheritOnly, conditional}: Ace) => {
	const speaks = !inheritOnly && (mask & (controlAccess | genericAll)) !== 0;
	const enrol = speaks && (objectType === null || objectType === enrolRight);
	const autoenrol = speaks && (objectType === null || objectType === autoenrolRight);
	return enrol || autoenrol ? {sid, allows, enrol, autoenrol, conditional} : null;
};

const accessOf = (descriptor: string | null) => {
	const dacl = descriptor === null ? null : daclOf(descriptor);
	return dacl?.map(accessIn).filter(one => one !== null) ?? null;
};

/** The first byte of a key usage; null where there is none. */
const keyUsageOf = (base64: string | null): number | null => Buffer.from(base64 ?? '', 'base64')[0] ?? null;

/**
 * A property out of msPKI-RA-Application-Policies as templates of version 3 and 4 write it: name, type and value, each ended by a grave accent
 * (MS-CRTD 2.23.2). Null where there is none of that name, or two that differ.
 */
const propertyOf = (entry: Entry, name: string): string | null => {
	const values = (entry.attributes['msPKI-RA-Application-Policies'] ?? []).flatMap(text => {
		const words = text.split('`');
		return words.flatMap((word, at) => (at % 3 === 0 && word === name ? (words[at + 2] ?? []) : []));
	});
	const [value] = values;
	return value === undefined || value === '' || values.some(other => other !== value) ? null : value;
};

/** Every certificate template of a forest (MS-CRTD), by what it can be used for and who may enrol by it. */
export const certificateTemplates = defineCollector({
	id: 'certificate-templates',
	what: 'the certificate templates: what each is for, its names, its key, what it supersedes and who may enrol',
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
			{name: 'pKIKeyUsage', as: 'bytes'},
			'msPKI-Minimal-Key-Size',
			'msPKI-Template-Schema-Version',
			'msPKI-Supersede-Templates',
			'msPKI-Certificate-Name-Flag',
			'msPKI-Enrollment-Flag',
			'msPKI-RA-Signature',
			'msPKI-Private-Key-Flag',
			'msPKI-RA-Application-Policies',
			{name: 'nTSecurityDescriptor', as: 'bytes'},
		],
	},
	read: answer =>
		mapEntries(answer, (entries, {domains}) => ({
			domains: domains.map(({name, sid}) => ({domain: name, sid})),
			templates: entries.map(entry => ({
				name: valueOf(entry, 'cn') ?? entry.dn,
				displayName: valueOf(entry, 'displayName'),
				usages: entry.attributes.pKIExtendedKeyUsage ?? [],
				keyUsage: keyUsageOf(valueOf(entry, 'pKIKeyUsage')),
				keySize: numberOf(entry, 'msPKI-Minimal-Key-Size'),
				schemaVersion: numberOf(entry, 'msPKI-Template-Schema-Version'),
				supersedes: entry.attributes['msPKI-Supersede-Templates'] ?? [],
				nameFlag: numberOf(entry, 'msPKI-Certificate-Name-Flag'),
				enrollmentFlag: numberOf(entry, 'msPKI-Enrollment-Flag'),
				signatures: numberOf(entry, 'msPKI-RA-Signature'),
				privateKeyFlag: numberOf(entry, 'msPKI-Private-Key-Flag'),
				algorithm: propertyOf(entry, 'msPKI-Asymmetric-Algorithm'),
				hash: propertyOf(entry, 'msPKI-Hash-Algorithm'),
				access: accessOf(valueOf(entry, 'nTSecurityDescriptor')),
			})),
		})),
	facts: perForest({
		/** The forest's domains, whose controllers are to enrol; `sid` is null where it was not read. */
		domains: z.array(z.strictObject({domain: z.string(), sid: z.string().nullable()})).min(1),
		/** Empty in a forest where no enterprise authority was ever installed. */
		templates: z.array(
			z.strictObject({
				/** The name by which authorities publish it (cn). */
				name: z.string(),
				displayName: z.string().nullable(),
				/** Object identifiers; friendly names are translated. */
				usages: z.array(z.string()),
				/** The first byte of its key usage, of which each bit is a use (RFC 5280 4.2.1.3); null where it was not read. */
				keyUsage: z.int().nullable(),
				/** Bits of the shortest key. */
				keySize: z.int().nullable(),
				/** From 3 on a template may ask for a Key Storage Provider. */
				schemaVersion: z.int().nullable(),
				supersedes: z.array(z.string()),
				/** What the names of a certificate are made of (MS-CRTD 2.28); a signed number of 32 bits. */
				nameFlag: z.int().nullable(),
				/** How it is enrolled (MS-CRTD 2.26). */
				enrollmentFlag: z.int().nullable(),
				/** How many signatures of others a request needs. */
				signatures: z.int().nullable(),
				/** Which provider holds the key, and how old Windows may be (MS-CRTD 2.27); a signed number of 32 bits. */
				privateKeyFlag: z.int().nullable(),
				/** Names of the key's algorithm and of the request's hash (MS-CRTD 2.23.2); null where none is written, as before version 3. */
				algorithm: z.string().nullable(),
				hash: z.string().nullable(),
				/** The entries of its access list that speak of Enroll or Autoenroll, in their order; null where the list was not read. */
				access: z
					.array(
						z.strictObject({
							sid: z.string(),
							/** false: it denies. */
							allows: z.boolean(),
							enrol: z.boolean(),
							autoenrol: z.boolean(),
							/** It holds only where an expression does that is not read. */
							conditional: z.boolean(),
						}),
					)
					.nullable(),
			}),
		),
	}),
});

/** The facts of `certificate-templates`, what they hold of one forest, and of one template. */
export type CertificateTemplates = z.infer<typeof certificateTemplates.facts>;
export type ForestTemplates = Extract<CertificateTemplates['forests'][number], {silent: null}>;
export type Template = ForestTemplates['templates'][number];
