import {caution, declined, met} from '../../../src/guide/finding.ts';
import {defineCheckOver} from '../../check-over.ts';
import {counted} from '../../directory.ts';
import {groupTrouble} from '../../scope-group.ts';
import {type Part, worstFirst} from '../../worst-first.ts';
import {faultIn, listTroubles} from './cloud-list.ts';
import {type Persons, persons} from './persons.facts.ts';

/** Whether users are blocked or guests is asked of properties that may be missing as any other. */
const unreadHabits = (read: Persons): readonly Part[] =>
	[
		{field: 'accountEnabled', belongs: 'true or false, without quotes'},
		{field: 'userType', belongs: 'text or null'},
	].flatMap(({field, belongs}) => {
		const words = faultIn(read, field, belongs);
		return words === null ? [] : [{name: field, verdict: declined('inconclusive', 'read-every-property', words)}];
	});

/** What one user does, and what many do. */
const does = (one: string, many: string, what: string) => ({one: `${one} ${what}`, many: `${many} ${what}`});

const habitParts = (read: Persons): readonly Part[] => {
	const {groups, leftover, blocked, guests, cloudSilent} = read;
	const total = groups.reduce((sum, {count}) => sum + count, 0);
	const implicit = groups.reduce((sum, group) => sum + group.implicit, 0);
	const carried = groups.reduce((sum, group) => sum + (group.class === 'carried' ? group.count : 0), 0);
	const habits = [
		{
			count: implicit,
			remedy: 'set-it-explicitly',
			one: 'has no UPN of its own in Active Directory and goes by account name and domain',
			many: 'have no UPN of their own in Active Directory and go by account name and domain',
		},
		{count: carried, remedy: 'mind-the-alternate-id', ...does('signs', 'sign', 'in to Entra ID with another name (alternate ID)')},
		{count: leftover, remedy: 'clear-the-leftover', ...does('has', 'have', 'something left over in onPremisesUserPrincipalName')},
		{count: blocked, remedy: 'unblock-them', ...does('is', 'are', 'blocked in Entra ID and cannot enrol')},
		{count: guests, remedy: 'mind-the-guests', one: 'is synchronised and marked as a guest', many: 'are synchronised and marked as guests'},
	];
	const found = habits
		.filter(({count}) => count > 0)
		.map(
			({count, remedy, one, many}): Part => ({
				name: counted(count, 'user'),
				verdict: caution(remedy, `${counted(count, 'user')} ${count === 1 ? one : many}.`),
			}),
		);
	const unread: Part = {
		name: 'Entra ID',
		verdict: declined(
			cloudSilent?.reason ?? 'inconclusive',
			'sign-in',
			`What Entra ID holds was not seen. ${cloudSilent?.detail ?? ''}`.trim(),
		),
	};
	const unseen = total === 0 ? [] : cloudSilent === null ? [...listTroubles(read), ...unreadHabits(read)] : [unread];
	return [
		...found,
		...unseen,
		...(found.length === 0 && unseen.length === 0 && total > 0
			? [{name: counted(total, 'user'), verdict: met(`${counted(total, 'user')}: explicit UPNs, and nothing left over.`)}]
			: []),
	];
};

/** What works today and makes trouble later: cautions only (B25, B27, B29, B32, B36, B45, B59). */
export const upnHabits = defineCheckOver({
	id: 'upn-habits',
	question: 'Are the UPNs in scope explicit, and free of leftovers?',
	needs: {persons},
	partsOf: ({persons: read}) => (groupTrouble(read) === null ? habitParts(read) : []),
	judge: (parts, facts) => {
		const trouble = groupTrouble(facts.persons);
		if (trouble !== null) {
			return declined('inconclusive', 'choose-a-group', trouble);
		}

		const cautions = parts.filter(({verdict}) => verdict.outcome === 'caution');
		// What was seen is worth saying even where the other side was silent: nothing rests on it.
		return worstFirst(cautions.length > 0 ? cautions : parts, {
			nothing: declined('empty', 'choose-a-group', 'Nobody is in scope, so there was nothing to look at.'),
		});
	},
	// Only counts are judged here, so nobody's name stays.
	keep: ({persons: read}) => ({persons: {...read, groups: read.groups.map(group => ({...group, names: []}))}}),
});
