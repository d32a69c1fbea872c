import type {Stranger} from '../../../src/guide/answer.ts';
import {casesFor} from '../../../src/guide/cases.ts';
import type {FactsOf} from '../../../src/guide/check.ts';
import {secondForest} from '../../case-builders/forests.ts';
import {sidOf} from '../../case-builders/persons.ts';
import {everyMemberIsKnown} from './scope-members.ts';

type Given = FactsOf<typeof everyMemberIsKnown.needs>;

const world = (strangers: readonly Stranger[], over: Partial<Given['members']> = {}): Given => ({
	members: {group: 'Hello Users', groupMatches: 1, strangers: [...strangers], ...over},
});
const deleted: Stranger = {member: sidOf(4711), kind: 'deleted', of: secondForest};
const trusted: Stranger = {member: sidOf(4712), kind: 'trusted', of: 'gone.example'};

export default casesFor(everyMemberIsKnown, {
	'each member is an account of a forest that was asked': {given: world([]), then: 'met'},
	'no group was chosen': {given: world([], {group: null, groupMatches: null}), then: 'not-applicable'},
	'B54 no group of that name was found': {
		given: world([], {groupMatches: 0}),
		then: 'inconclusive',
		says: 'No group Hello Users',
		remedy: 'name-the-group',
	},
	'B54 two groups bear the name': {given: world([], {groupMatches: 2}), then: 'inconclusive', says: '2 groups', remedy: 'name-the-group'},
	'A22 a deleted account is still a member': {
		given: world([deleted]),
		then: 'caution',
		says: `1 member of the group is an account that ${secondForest} does not know any more`,
		remedy: 'take-them-out',
	},
	'A22 everybody who signs in is a member': {
		given: world([{member: 'S-1-5-11', kind: 'well-known', of: 'Authenticated Users'}]),
		then: 'caution',
		says: 'Authenticated Users (S-1-5-11)',
		remedy: 'name-persons',
	},
	'A22 two members live in a forest that is trusted, and was not asked': {
		given: world([trusted, {...trusted, member: sidOf(4713)}]),
		then: 'inconclusive',
		says: '2 members of the scope group live in gone.example',
		remedy: 'ask-where-the-members-live',
	},
	'A22 a member of whom nobody knows more than the SID': {
		given: world([{member: sidOf(4713), kind: 'unknown', of: null}]),
		then: 'inconclusive',
		says: sidOf(4713),
		remedy: 'ask-where-the-members-live',
	},
	'B51 a member that was there and could not be read': {
		given: world([{member: 'CN=hidden,DC=corp', kind: 'unread', of: null}]),
		then: 'inconclusive',
		says: 'CN=hidden,DC=corp',
	},
	'B51 a deleted one does not hide one that nobody has seen': {
		given: world([deleted, trusted]),
		then: 'inconclusive',
		says: 'gone.example',
	},
});
