import {casesFor} from '../../src/guide/cases.ts';
import type {Witness} from '../../src/guide/check.ts';
import {helloGroup} from './hello-group.ts';
import type {ScopeGroup} from './scope-group.facts.ts';

const corp = (users: number | null) => ({forest: 'corp.contoso.com', silent: null, users});
const silent = {forest: 'fabrikam.com', silent: {reason: 'unreachable', detail: 'fabrikam.com does not answer.'}} as const;
/** groupType of a global security group as a directory writes it, signed (MS-ADTS 2.2.12); of a global distribution group; of a universal one of each. */
const [globalSecurity, globalDistribution, universalSecurity, universalDistribution] = [-2147483646, 2, -2147483640, 8];
const kindOf = (...types: readonly (number | null)[]): Witness<ScopeGroup> => ({
	seen: true,
	source: 'live',
	stale: false,
	facts: {
		group: 'Hello Pilot',
		forests: [
			{
				forest: 'corp.contoso.com',
				silent: null,
				domains: [
					{
						domain: 'corp.contoso.com',
						silent: null,
						groups: types.map(type => ({dn: 'CN=Hello Pilot,CN=Users,DC=corp,DC=contoso,DC=com', type, sid: null})),
					},
				],
			},
		],
	},
});
const kind = kindOf(globalSecurity);
const pilot = (groupMatches: number | null, ...forests: (ReturnType<typeof corp> | typeof silent)[]) => ({
	scope: {group: 'Hello Pilot', groupMatches, forests},
	kind,
});

export default casesFor(helloGroup, {
	'a group with members': {given: pilot(1, corp(40)), then: 'met', says: 'Hello Pilot holds 40 enabled users'},
	'a group with members, and a silent forest': {given: pilot(1, corp(40), silent), then: 'met', says: 'at least 40'},
	'no group chosen': {
		given: {scope: {group: null, groupMatches: null, forests: [corp(312)]}, kind: kindOf()},
		then: 'caution',
		says: 'Everybody is in scope: 312 enabled users. Choose a group with --scope-group.',
		remedy: 'choose-a-group',
	},
	'no group chosen, and nobody could be counted': {
		given: {scope: {group: null, groupMatches: null, forests: [silent]}, kind: kindOf()},
		then: 'unreachable',
	},
	'no such group': {given: pilot(0, corp(0)), then: 'unmet', remedy: 'make-the-group'},
	'no such group where one forest was not searched': {given: pilot(0, corp(0), silent), then: 'unreachable', remedy: 'let-it-answer'},
	'several groups of that name': {given: pilot(2, corp(0)), then: 'inconclusive', remedy: 'name-the-group'},
	'an empty group': {given: pilot(1, corp(0)), then: 'unmet', says: 'no enabled user is in it', remedy: 'fill-the-group'},
	'a group that was not counted to the end': {given: pilot(1, corp(null)), then: 'inconclusive', remedy: 'let-it-answer'},
	'a universal security group': {given: {...pilot(1, corp(40)), kind: kindOf(universalSecurity)}, then: 'met'},
	'a distribution group with members': {
		given: {...pilot(1, corp(40)), kind: kindOf(globalDistribution)},
		then: 'unmet',
		says: 'is a distribution group',
		remedy: 'make-it-a-security-group',
	},
	'a universal distribution group without members': {
		given: {...pilot(1, corp(0)), kind: kindOf(universalDistribution)},
		then: 'unmet',
		remedy: 'make-it-a-security-group',
	},
	'a group whose kind could not be read': {
		given: {...pilot(1, corp(40)), kind: kindOf(null)},
		then: 'inconclusive',
		remedy: 'let-it-answer',
	},
	'a group that was counted and not found again': {given: {...pilot(1, corp(40)), kind: kindOf()}, then: 'inconclusive'},
	'a group whose kind was not read': {
		given: {...pilot(1, corp(40)), kind: {seen: false, reason: 'timed-out', detail: 'DC01 did not answer in time.'}},
		then: 'timed-out',
	},
});
