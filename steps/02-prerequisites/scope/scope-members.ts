import {caution, declined, met, notApplicable} from '../../../src/guide/finding.ts';
import {defineCheckOver} from '../../check-over.ts';
import {counted, listed} from '../../directory.ts';
import {groupTrouble} from '../../scope-group.ts';
import {lotsOf, unseenMembers} from '../../scope-members.ts';
import {type Part, worstFirst} from '../../worst-first.ts';
import {type ScopeMembers, scopeMembers} from './scope-members.facts.ts';

/** Members who are nobody that could sign in: they hold nobody up, and are named. */
const leftParts = (strangers: ScopeMembers['strangers']): readonly Part[] => [
	...lotsOf(strangers, 'deleted').map(
		({of, members}): Part => ({
			name: `deleted accounts of ${of}`,
			verdict: caution(
				'take-them-out',
				`${counted(members.length, 'member')} of the group ${members.length === 1 ? 'is an account' : 'are accounts'} that ${of} does not know any more: ${listed(members, 3)}.`,
			),
		}),
	),
	...lotsOf(strangers, 'well-known').map(
		({of, members}): Part => ({
			name: of ?? members.join(', '),
			verdict: caution(
				'name-persons',
				`${of} (${listed(members, 3)}) is a member of the group. It is no person that can be counted: those it stands for were not looked at.`,
			),
		}),
	),
];

/** Whether each member of the scope group is a person of a forest that was asked: what the gates could not judge, or had not to (A22, B51). */
export const everyMemberIsKnown = defineCheckOver({
	id: 'scope-members',
	question: 'Is each member of the scope group a person of a forest that was asked?',
	needs: {members: scopeMembers},
	partsOf: ({members: {strangers}}) => [...unseenMembers(strangers), ...leftParts(strangers)],
	judge: (parts, facts) => {
		const {group} = facts.members;
		if (group === null) {
			return notApplicable('No group was chosen: every enabled user of the forests that were asked is in scope.');
		}

		const trouble = groupTrouble(facts.members);
		if (trouble !== null) {
			return declined('inconclusive', 'name-the-group', trouble);
		}

		return parts.length === 0
			? met(`Each member of ${group}, nested ones too, is an account of a forest that was asked.`)
			: worstFirst(parts);
	},
});
