import {casesFor} from '../../../src/guide/cases.ts';
import type {FactsOf} from '../../../src/guide/check.ts';
import {forest, readOnlyOf, schemaOf, secondForest, usersOf, wholeForest} from '../../case-builders/forests.ts';
import {nobodyAsked, notSeen} from '../../case-builders/witnesses.ts';
import {schemaVersion} from './schema-version.ts';

type Given = FactsOf<typeof schemaVersion.needs>;

const world = (forests: Parameters<typeof schemaOf>[0], over: Partial<Given> = {}): Given => ({
	...schemaOf(forests),
	readOnly: readOnlyOf(forests),
	users: usersOf({[forest]: 300}),
	...over,
});

const old = [{server: `DC01.${secondForest}`, objectVersion: 69, attribute: null}];

export default casesFor(schemaVersion, {
	'A01 schema 88 with the attribute, on every domain controller': {given: world({[forest]: wholeForest(forest)}), then: 'met'},
	'A02 schema 69 of Windows Server 2012 R2': {
		given: world({[forest]: [{server: `DC01.${forest}`, objectVersion: 69, attribute: null}]}),
		then: 'unmet',
		remedy: 'extend-the-schema',
	},
	'A08 one answering domain controller has not received it': {
		given: world({[forest]: [{server: 'DC01'}, {server: 'DC02', objectVersion: 69, attribute: null}]}),
		then: 'unmet',
		remedy: 'wait-for-replication',
	},
	'A12 no domain controller answered': {given: world({[forest]: 'unreachable'}), then: 'unreachable', remedy: 'reach-a-domain-controller'},
	'A12 nothing on this computer can ask a directory': {
		given: world({}, {head: nobodyAsked, attribute: nobodyAsked, readOnly: nobodyAsked}),
		then: 'no-runner',
		remedy: 'reach-a-domain-controller',
	},
	'A13 the second forest holds users in scope and has schema 69': {
		given: world({[forest]: wholeForest(forest), [secondForest]: old}, {users: usersOf({[forest]: 300, [secondForest]: 40})}),
		then: 'unmet',
		says: secondForest,
	},
	'A14 the second forest was counted and holds nobody in scope': {
		given: world({[forest]: wholeForest(forest), [secondForest]: old}, {users: usersOf({[forest]: 300, [secondForest]: 0})}),
		then: 'met',
	},
	'A14 no forest holds anybody in scope': {
		given: world({[forest]: wholeForest(forest), [secondForest]: old}, {users: usersOf({[forest]: 0, [secondForest]: 0})}),
		then: 'met',
	},
	'A14 the only forest is old, and holds nobody in scope': {
		given: world({[secondForest]: old}, {users: usersOf({[secondForest]: 0})}),
		then: 'empty',
		remedy: 'choose-a-group',
	},
	'A15 the users of the second forest could not be counted': {
		given: world({[forest]: wholeForest(forest), [secondForest]: old}, {users: notSeen('timed-out', 'No answer within 60 s.')}),
		then: 'unmet',
	},
});
