import {casesFor} from '../../src/guide/cases.ts';
import {helloGroup} from './hello-group.ts';

const corp = (users: number | null) => ({forest: 'corp.contoso.com', silent: null, users});
const silent = {forest: 'fabrikam.com', silent: {reason: 'unreachable', detail: 'fabrikam.com does not answer.'}} as const;
const pilot = (groupMatches: number | null, ...forests: (ReturnType<typeof corp> | typeof silent)[]) => ({
	scope: {group: 'Hello Pilot', groupMatches, forests},
});

export default casesFor(helloGroup, {
	'a group with members': {given: pilot(1, corp(40)), then: 'met', says: 'Hello Pilot holds 40 enabled users'},
	'a group with members, and a silent forest': {given: pilot(1, corp(40), silent), then: 'met', says: 'at least 40'},
	'no group chosen': {
		given: {scope: {group: null, groupMatches: null, forests: [corp(312)]}},
		then: 'caution',
		says: 'Everybody is in scope: 312 enabled users. Choose a group with --scope-group.',
		remedy: 'choose-a-group',
	},
	'no group chosen, and nobody could be counted': {
		given: {scope: {group: null, groupMatches: null, forests: [silent]}},
		then: 'unreachable',
	},
	'no such group': {given: pilot(0, corp(0)), then: 'unmet', remedy: 'make-the-group'},
	'no such group where one forest was not searched': {given: pilot(0, corp(0), silent), then: 'unreachable', remedy: 'let-it-answer'},
	'several groups of that name': {given: pilot(2, corp(0)), then: 'inconclusive', remedy: 'name-the-group'},
	'an empty group': {given: pilot(1, corp(0)), then: 'unmet', says: 'no enabled user is in it', remedy: 'fill-the-group'},
	'a group that was not counted to the end': {given: pilot(1, corp(null)), then: 'inconclusive', remedy: 'let-it-answer'},
});
