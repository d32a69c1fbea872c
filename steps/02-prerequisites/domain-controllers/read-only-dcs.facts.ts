import {z} from 'zod';
import type {Entry} from '../../../src/guide/answer.ts';
import {defineCollector} from '../../../src/guide/check.ts';
import {all, any, equals, hasBits} from '../../../src/guide/filter.ts';
import {answered, mapForests, numberOf, perForest, valueOf} from '../../directory.ts';
import {comparableDn, comparableDnsName, isSameName} from '../../identity.ts';

/** SERVER_TRUST_ACCOUNT and PARTIAL_SECRETS_ACCOUNT of userAccountControl (MS-ADTS 2.2.16): a domain controller, and a read-only one. */
const serverTrust = 0x2000;
const partialSecrets = 0x0400_0000;

/** Computer objects of domain controllers: by their primary group, 516 or 521 for read-only ones (MS-ADTS 6.1.1.3), or by what their account is for. */
export const controllerComputers = all(
	equals('objectCategory', 'computer'),
	any(
		equals('primaryGroupID', '516'),
		equals('primaryGroupID', '521'),
		hasBits('userAccountControl', serverTrust),
		hasBits('userAccountControl', partialSecrets),
	),
);

/** The attributes of a computer that may mark a read-only domain controller. */
export const readOnlyMarks = ['primaryGroupID', 'userAccountControl', 'msDS-isRODC'] as const;

/**
 * Whether a computer object is that of a read-only domain controller: any mark says so, because some servers lack one (A23).
 * Null where none of the marks could be read, which says nothing.
 */
export const isReadOnlyComputer = (entry: Entry): boolean | null => {
	const group = numberOf(entry, 'primaryGroupID');
	const control = numberOf(entry, 'userAccountControl');
	const isMarked =
		group === 521 || (control !== null && (control & partialSecrets) !== 0) || isSameName(valueOf(entry, 'msDS-isRODC'), 'TRUE');
	return isMarked ? true : group === null && control === null ? null : false;
};

/** Which domain controllers are read-only: by class and category of their NTDS settings, and by the marks of their computer objects. */
export const readOnlyDcs = defineCollector({
	id: 'read-only-dcs',
	what: 'which domain controllers are read-only',
	rights: 'any domain user',
	query: {
		via: 'directory',
		from: 'every-domain',
		base: 'domain',
		scope: 'subtree',
		filter: controllerComputers,
		attributes: ['dNSHostName', ...readOnlyMarks],
	},
	read: answer =>
		mapForests(answer, ({readings, controllers}) => {
			const computers = answered(readings).flatMap(reading => ('entries' in reading ? reading.entries : []));
			const byDn = Map.groupBy(computers, ({dn}) => comparableDn(dn));
			const byName = Map.groupBy(computers, entry => comparableDnsName(valueOf(entry, 'dNSHostName') ?? ''));
			return {
				controllers: controllers.map(({name, host, computer, readOnly}) => {
					const own = [
						...(byDn.get(comparableDn(computer ?? '')) ?? []),
						...(host === null ? [] : (byName.get(comparableDnsName(host)) ?? [])),
					];
					const marks = own.map(isReadOnlyComputer);
					return {server: name, readOnly: readOnly || marks.includes(true) ? true : marks.includes(false) ? false : null};
				}),
			};
		}),
	facts: perForest({
		controllers: z
			.array(
				z.strictObject({
					/** DNS name; where none is written, the name of its object. */
					server: z.string(),
					/** null: nothing marks it, and its computer object was not read. */
					readOnly: z.boolean().nullable(),
				}),
			)
			// A forest has at least one domain controller; none is a failed look.
			.min(1),
	}),
});
