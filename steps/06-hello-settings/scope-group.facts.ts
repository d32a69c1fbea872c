import {z} from 'zod';
import type {DirectoryAnswer} from '../../src/guide/answer.ts';
import {defineCollector} from '../../src/guide/check.ts';
import {equals} from '../../src/guide/filter.ts';
import {mapDomains} from '../by-forest.ts';
import {numberOf, perDomain, sidOf, valueOf} from '../directory.ts';

/** The group that the session names as its scope, itself: what kind of group it is. */
export const scopeGroup = defineCollector({
	id: 'scope-group',
	what: 'the group that will use Windows Hello for Business: what kind of group it is',
	rights: 'any domain user',
	query: {
		via: 'directory',
		from: 'scope-group',
		base: 'domain',
		scope: 'subtree',
		filter: equals('objectClass', 'group'),
		attributes: ['groupType', {name: 'objectSid', as: 'bytes'}],
	},
	read: answer => ({
		group: (answer as DirectoryAnswer).scopeGroup?.asked ?? null,
		...mapDomains(answer, entries => ({
			groups: entries.map(entry => ({dn: entry.dn, type: numberOf(entry, 'groupType'), sid: sidOf(valueOf(entry, 'objectSid') ?? '')})),
		})),
	}),
	facts: z.strictObject({
		/** The name or SID asked for; null where the session names none. */
		group: z.string().nullable(),
		...perDomain({
			/** Those that bear the name. */
			groups: z.array(
				z.strictObject({
					dn: z.string(),
					/** groupType (MS-ADTS 2.2.12), a signed number of 32 bits; null where it was not read. */
					type: z.int().nullable(),
					/** Null where it was not read. */
					sid: z.string().nullable(),
				}),
			),
		}).shape,
	}),
});

/** The facts of `scope-group`. */
export type ScopeGroup = z.infer<typeof scopeGroup.facts>;
