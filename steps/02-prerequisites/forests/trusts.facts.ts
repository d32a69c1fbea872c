import {z} from 'zod';
import type {Entry} from '../../../src/guide/answer.ts';
import {defineCollector} from '../../../src/guide/check.ts';
import {equals} from '../../../src/guide/filter.ts';
import {mapDomains} from '../../by-forest.ts';
import {numberOf, perDomain, sidOf, valueOf} from '../../directory.ts';

/** TRUST_ATTRIBUTE_WITHIN_FOREST of trustAttributes (MS-ADTS 6.1.6.7.9): between domains of one forest. */
const withinForest = 0x20;
/** TRUST_TYPE_MIT of trustType (MS-ADTS 6.1.6.7.15): a Kerberos realm that is no Active Directory. */
const realm = 3;

const trustOf = (entry: Entry) => {
	const sid = valueOf(entry, 'securityIdentifier');
	return {
		partner: valueOf(entry, 'trustPartner') ?? valueOf(entry, 'flatName') ?? entry.dn,
		sid: sid === null ? null : sidOf(sid),
		isOfForest: ((numberOf(entry, 'trustAttributes') ?? 0) & withinForest) !== 0,
		isDirectory: numberOf(entry, 'trustType') !== realm,
		// Of direction 0 the trust is switched off.
		isOn: numberOf(entry, 'trustDirection') !== 0,
	};
};

/** Which other domains each domain trusts or is trusted by. */
export const trusts = defineCollector({
	id: 'trusts',
	what: 'the trusts of every domain, with the DNS name and the SID of the other side',
	rights: 'any domain user',
	query: {
		via: 'directory',
		from: 'every-domain',
		base: {in: 'domain', path: 'CN=System'},
		scope: 'one-level',
		filter: equals('objectClass', 'trustedDomain'),
		attributes: ['trustPartner', 'flatName', 'trustType', 'trustAttributes', 'trustDirection', {name: 'securityIdentifier', as: 'bytes'}],
	},
	read: answer => mapDomains(answer, entries => ({trusts: entries.map(trustOf)})),
	facts: perDomain({
		/** Empty where the domain is alone in the world. */
		trusts: z.array(
			z.strictObject({
				/** DNS name of the other domain; of a forest trust, the root. */
				partner: z.string(),
				/** null where it is no domain of Active Directory, or was not shown. */
				sid: z.string().nullable(),
				/** The other side is a domain of the same forest. */
				isOfForest: z.boolean(),
				isDirectory: z.boolean(),
				isOn: z.boolean(),
			}),
		),
	}),
});
