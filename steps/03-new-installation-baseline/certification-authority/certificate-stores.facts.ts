import {z} from 'zod';
import {defineCollector} from '../../../src/guide/check.ts';
import {equals} from '../../../src/guide/filter.ts';
import {mapEntries} from '../../by-forest.ts';
import {certificatesOf, certificatesShape} from '../../certificate.ts';
import {perForest} from '../../directory.ts';
import {namesOf} from '../../distinguished-name.ts';
import {isSameName} from '../../identity.ts';

/** Containers below Public Key Services whose objects hold authorities' certificates, by their names, which are not translated. */
const containers = {aia: 'AIA', roots: 'Certification Authorities'} as const;

/** In which of the stores an object is, by its name; null for any other. */
export const storeOf = (dn: string): 'ntauth' | 'aia' | 'roots' | null => {
	const [name, container, above] = namesOf(dn);
	if (isSameName(container, 'Public Key Services')) {
		return isSameName(name, 'NTAuthCertificates') ? 'ntauth' : null;
	}

	return !isSameName(above, 'Public Key Services')
		? null
		: isSameName(container, containers.aia)
			? 'aia'
			: isSameName(container, containers.roots)
				? 'roots'
				: null;
};

/**
 * Where a forest keeps authorities' certificates besides the authorities' own objects: NTAuth, which its domain controllers trust for sign-in;
 * AIA, with all certificates that an authority ever had here; and the roots.
 */
export const certificateStores = defineCollector({
	id: 'certificate-stores',
	what: 'the certificates of authorities that the forest trusts for sign-in (NTAuth), knows (AIA), and trusts as roots',
	rights: 'any domain user',
	query: {
		via: 'directory',
		from: 'one-dc',
		base: {in: 'configuration', path: 'CN=Services'},
		scope: 'subtree',
		filter: equals('objectClass', 'certificationAuthority'),
		attributes: [{name: 'cACertificate', as: 'bytes'}],
	},
	read: answer =>
		mapEntries(answer, entries => ({
			stores: entries.flatMap(entry => {
				const store = storeOf(entry.dn);
				return store === null ? [] : [{store, holder: namesOf(entry.dn)[0] ?? '', ...certificatesOf(entry.attributes.cACertificate ?? [])}];
			}),
		})),
	facts: perForest({
		/** Empty where no authority was ever published. */
		stores: z.array(
			z.strictObject({
				store: z.enum(['ntauth', 'aia', 'roots']),
				/** The object's name: in AIA and among the roots that of the authority. */
				holder: z.string(),
				...certificatesShape,
			}),
		),
	}),
});

/** What the stores of one forest hold. */
export type Stores = Extract<z.infer<typeof certificateStores.facts>['forests'][number], {silent: null}>['stores'];
