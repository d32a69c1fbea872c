import {casesFor} from '../../../src/guide/cases.ts';
import {type Example, pilot, policies} from '../../case-builders/policies.ts';
import {helloPolicyFilter} from './hello-policy-filter.ts';

const hello = (filter: NonNullable<Example['filter']>, more: Partial<Example> = {}): Example => ({
	name: `{${filter}}`,
	user: {enabled: 1},
	filter,
	...more,
});
const given = (examples: readonly Example[], more: Parameters<typeof policies>[1] = {}) => ({...policies(examples, more), group: pilot()});

export default casesFor(helloPolicyFilter, {
	'the group applies it, everybody reads it': {
		given: given([hello('pilot')]),
		then: 'met',
		says: 'is applied by Hello Pilot and not by everybody',
	},
	'everybody applies it': {given: given([hello('everybody')]), then: 'caution', remedy: 'filter-by-the-group'},
	'nobody reads it but the group': {
		given: given([hello('pilot-unread')]),
		then: 'unmet',
		says: 'computers may not read it',
		remedy: 'keep-reading',
	},
	'the group has no right to it': {given: given([hello('nobody')]), then: 'unmet', remedy: 'give-the-group-the-right'},
	'the group is denied': {given: given([hello('not-pilot')]), then: 'unmet', remedy: 'give-the-group-the-right'},
	'one policy for the group, one for others': {given: given([hello('pilot'), hello('nobody')]), then: 'met'},
	'a policy for a group that nobody here read': {
		given: given([hello('strangers')]),
		then: 'inconclusive',
		remedy: 'see-which-policy-applies',
	},
	'the group, and a group that nobody here read': {
		given: given([hello('pilot-and-strangers')]),
		then: 'caution',
		says: 'who that is was not read',
		remedy: 'filter-by-the-group',
	},
	'a policy that is linked and cannot be read': {
		given: given([hello('pilot', {isGone: true})]),
		then: 'inconclusive',
		says: 'gone, or kept from this account',
	},
	'one that can be read, and one that cannot': {
		given: given([hello('pilot'), {name: 'hidden', isGone: true}]),
		then: 'inconclusive',
		remedy: 'see-which-policy-applies',
	},
	'an access list that was not read': {given: given([hello('unread')]), then: 'inconclusive'},
	'a policy that nothing links': {given: given([hello('everybody', {on: []})]), then: 'not-applicable'},
	'a policy whose half for users is off': {given: given([hello('everybody', {flags: 1})]), then: 'not-applicable'},
	'a file that was refused': {given: given([hello('pilot', {unread: 'refused'})]), then: 'inconclusive', says: 'may not be read from here'},
	'no policy': {given: given([]), then: 'not-applicable'},
	'no group': {given: {...given([hello('everybody')]), group: pilot(null, null)}, then: 'not-applicable', says: 'Everybody is in scope'},
	'a group whose SID was not read': {
		given: {...given([hello('pilot')]), group: pilot(null)},
		then: 'inconclusive',
		remedy: 'let-it-answer',
	},
	'a group that was not seen': {
		given: {...given([hello('pilot')]), group: {seen: false, reason: 'timed-out', detail: 'DC01 did not answer in time.'}},
		then: 'timed-out',
	},
	'a domain that did not answer': {given: given([hello('pilot')], {silent: 'timed-out'}), then: 'timed-out', remedy: 'let-it-answer'},
});
