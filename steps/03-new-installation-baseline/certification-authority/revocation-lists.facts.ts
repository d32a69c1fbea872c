import {z} from 'zod';
import {defineCollector} from '../../../src/guide/check.ts';
import {any, equals} from '../../../src/guide/filter.ts';
import {mapEntries} from '../../by-forest.ts';
import {perForest, valueOf} from '../../directory.ts';
import {revocationListOf, subjectOf} from '../../revocation-list.ts';

/** One byte alone is how a directory writes an object that holds none. */
const isHeld = (value: string) => Buffer.from(value, 'base64').length > 1;

/** The revocation lists that authorities publish in the directory, and until when each holds. */
export const revocationLists = defineCollector({
	id: 'revocation-lists',
	what: 'the revocation lists that authorities publish in the directory: whose each is, and until when it holds',
	rights: 'any domain user',
	query: {
		via: 'directory',
		from: 'one-dc',
		base: {in: 'configuration', path: 'CN=Services'},
		scope: 'subtree',
		filter: any(equals('objectClass', 'cRLDistributionPoint'), equals('objectClass', 'pKIEnrollmentService')),
		attributes: ['cn', {name: 'cACertificate', as: 'bytes'}, {name: 'certificateRevocationList', as: 'bytes'}],
	},
	read: answer =>
		mapEntries(answer, entries => {
			// An authority writes its own name into its lists as it stands in its certificate, byte by byte.
			const authorities = entries.flatMap(entry =>
				(entry.attributes.cACertificate ?? []).flatMap(value => {
					const subject = subjectOf(Buffer.from(value, 'base64'));
					return subject === null ? [] : [{name: valueOf(entry, 'cn') ?? entry.dn, subject}];
				}),
			);
			const lists = entries.flatMap(entry =>
				(entry.attributes.certificateRevocationList ?? []).filter(isHeld).map(value => {
					const list = revocationListOf(Buffer.from(value, 'base64'));
					return {
						authority: authorities.find(({subject}) => list?.issuer.equals(subject))?.name ?? null,
						until: list?.until ?? null,
					};
				}),
			);
			return {lists};
		}),
	facts: perForest({
		/** Empty where no authority publishes any here. */
		lists: z.array(
			z.strictObject({
				/** The published authority that it is a list of; null: of another one, or not told. */
				authority: z.string().nullable(),
				/** ISO 8601, UTC; null: it does not say, or could not be read. */
				until: z.string().nullable(),
			}),
		),
	}),
});

/** The facts of `revocation-lists`. */
export type RevocationLists = z.infer<typeof revocationLists.facts>;
