import {casesFor} from '../../../src/guide/cases.ts';
import {personsFrom, user} from '../../case-builders/persons.ts';
import {upnHabits} from './upn-habits.ts';

const ana = {rid: 1, upn: 'ana@contoso.com'};
const one = (over: Parameters<typeof user>[2], name = 'ana@contoso.com') => ({persons: personsFrom([ana], [user(1, name, over)])});

export default casesFor(upnHabits, {
	'B31 explicit, equal, and nothing left over': {given: one({}), then: 'met'},
	'B36 no UPN of its own': {
		given: {persons: personsFrom([{rid: 1, upn: null, domain: 'contoso.com'}], [user(1, 'user1@contoso.com')])},
		then: 'caution',
		says: '1 user has no UPN of its own',
		remedy: 'set-it-explicitly',
	},
	'B32 something else is left in onPremisesUserPrincipalName': {
		given: one({onPremisesUserPrincipalName: 'old@contoso.com'}),
		then: 'caution',
		remedy: 'clear-the-leftover',
	},
	'B59 blocked in Entra ID': {given: one({accountEnabled: false}), then: 'caution', says: 'cannot enrol', remedy: 'unblock-them'},
	'B25 a rule set the type to guest': {given: one({userType: 'Guest'}), then: 'caution', remedy: 'mind-the-guests'},
	'B27 the part before the @ differs and is carried': {
		given: one({onPremisesUserPrincipalName: 'ana@contoso.com'}, 'ana.maria@contoso.com'),
		then: 'caution',
		remedy: 'mind-the-alternate-id',
	},
	'B29 the suffix differs and is carried': {
		given: one({onPremisesUserPrincipalName: 'ana@contoso.com'}, 'ana@fabrikam.com'),
		then: 'caution',
		remedy: 'mind-the-alternate-id',
	},
	'B45 alternate ID, whatever the way of signing in': {
		given: one({onPremisesUserPrincipalName: 'ana@contoso.com'}, 'ana@fabrikam.com'),
		then: 'caution',
		says: 'alternate ID',
	},
	'B46 email as alternate login ID leaves no trace in the names': {given: one({}), then: 'met'},
	'two habits at once are both said': {given: one({accountEnabled: false, userType: 'Guest'}), then: 'caution', says: /blocked.*guest/},
	'Entra ID was not seen, and one has no UPN of its own': {
		given: {persons: personsFrom([{rid: 1, upn: null}], [], {cloudSilent: {reason: 'not-signed-in', detail: 'Nobody is signed in.'}})},
		then: 'caution',
	},
	'Entra ID was not seen': {
		given: {persons: personsFrom([ana], [], {cloudSilent: {reason: 'not-signed-in', detail: 'Nobody is signed in.'}})},
		then: 'not-signed-in',
		remedy: 'sign-in',
	},
	'B53 the group is empty': {given: {persons: personsFrom([], [])}, then: 'empty', remedy: 'choose-a-group'},
	'B54 no group of that name': {
		given: {persons: personsFrom([], [], {groupMatches: 0})},
		then: 'inconclusive',
		says: 'No group Hello Users',
		remedy: 'choose-a-group',
	},
	'B54 two groups of that name': {
		given: {persons: personsFrom([ana], [user(1, 'ana@contoso.com')], {groupMatches: 2})},
		then: 'inconclusive',
		says: '2 groups are called Hello Users',
		remedy: 'choose-a-group',
	},
	'B64 accountEnabled came as text': {
		given: one({accountEnabled: 'false'}),
		then: 'inconclusive',
		says: 'Graph gives accountEnabled of 1 user as another kind of value than true or false',
		remedy: 'read-every-property',
	},
	'B65 not all users came': {
		given: {persons: personsFrom([ana], [user(1, 'ana@contoso.com')], {said: [2, 2]})},
		then: 'incomplete',
		remedy: 'read-the-whole-list',
	},
	'B65 not all users came, and one of those who did is blocked': {
		given: {persons: personsFrom([ana], [user(1, 'ana@contoso.com', {accountEnabled: false})], {said: [2, 2]})},
		then: 'caution',
		remedy: 'unblock-them',
	},
});
