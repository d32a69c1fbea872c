import {z} from 'zod';
import {defineCollector} from '../../../src/guide/check.ts';
import {equals} from '../../../src/guide/filter.ts';
import {mapDomains} from '../../by-forest.ts';
import {numberOf, perDomain, valueOf} from '../../directory.ts';
import {namesOf} from '../../distinguished-name.ts';
import {policyAccessOf} from '../../group-policy/policy-access.ts';
import {foldAscii} from '../../identity.ts';

/** The extension of a client that reads Registry.pol (MS-GPREG 1.9); a client reads the file only where the policy lists it. */
const registryExtension = '{35378eac-683f-11d2-a89a-00c04fbbcfa2}';
const lists = (extensions: string | null) => foldAscii(extensions ?? '').includes(registryExtension);

/** Every Group Policy object of each domain (MS-GPOL 2.2.4), without its settings, which lie in SYSVOL. */
export const groupPolicyObjects = defineCollector({
	id: 'group-policy-objects',
	what: 'the Group Policy objects: names, which half is on, WMI filter, who may read and apply them',
	rights: 'any domain user; what an account may not read it does not see',
	query: {
		via: 'directory',
		from: 'every-domain',
		base: {in: 'domain', path: 'CN=Policies,CN=System'},
		scope: 'one-level',
		filter: equals('objectClass', 'groupPolicyContainer'),
		attributes: [
			'displayName',
			'flags',
			'gPCFunctionalityVersion',
			'gPCWQLFilter',
			'gPCMachineExtensionNames',
			'gPCUserExtensionNames',
			{name: 'nTSecurityDescriptor', as: 'bytes'},
		],
	},
	read: answer =>
		mapDomains(answer, entries => ({
			policies: entries.map(entry => ({
				dn: entry.dn,
				id: namesOf(entry.dn)[0] ?? entry.dn,
				name: valueOf(entry, 'displayName'),
				flags: numberOf(entry, 'flags'),
				functionality: numberOf(entry, 'gPCFunctionalityVersion'),
				// An editor that takes a filter away leaves a space behind.
				wmiFilter: valueOf(entry, 'gPCWQLFilter')?.trim() || null,
				machine: lists(valueOf(entry, 'gPCMachineExtensionNames')),
				user: lists(valueOf(entry, 'gPCUserExtensionNames')),
				access: policyAccessOf(valueOf(entry, 'nTSecurityDescriptor')),
			})),
		})),
	facts: perDomain({
		policies: z
			.array(
				z.strictObject({
					dn: z.string(),
					/** In braces. */
					id: z.string(),
					name: z.string().nullable(),
					/** 1: the half for users is off; 2: that for computers; null where it was not read. */
					flags: z.int().nullable(),
					functionality: z.int().nullable(),
					wmiFilter: z.string().nullable(),
					/** Whether a client reads the Registry.pol of this half. */
					machine: z.boolean(),
					user: z.boolean(),
					/** Null where the access list was not read, or not to its end. */
					access: z
						.array(
							z.strictObject({
								sid: z.string(),
								allows: z.boolean(),
								apply: z.boolean(),
								read: z.boolean(),
								/** Holds only where an expression does that is not read. */
								conditional: z.boolean(),
							}),
						)
						.nullable(),
				}),
			)
			// Every domain has the two that come with it; none is a failed look.
			.min(1),
	}),
});

/** The facts of `group-policy-objects`. */
export type GroupPolicyObjects = z.infer<typeof groupPolicyObjects.facts>;
