import {casesFor} from '../../src/guide/cases.ts';
import type {FactsOf} from '../../src/guide/check.ts';
import {type Controller, forest, readOnlyOf, schemaOf, secondForest, usersOf, wholeForest} from '../04-directory-synchronization/worlds.ts';
import {referralForests} from './referral-forests.ts';

type Given = FactsOf<typeof referralForests.needs>;

const world = (inSecond: readonly Controller[], users: Readonly<Record<string, number | null>>): Given => {
	const forests = {[forest]: wholeForest(forest), [secondForest]: inSecond};
	const {head, attribute} = schemaOf(forests);
	const counted = usersOf(users);
	if (!head.seen || !counted.seen) {
		throw new Error('The builders of examples always see.');
	}

	return {head: head.facts, attribute, readOnly: readOnlyOf(forests), users: counted.facts};
};

const old = [{server: 'DC01', objectVersion: 69, attribute: null}];

export default casesFor(referralForests, {
	'A14 a resource forest without users in scope, with schema 69': {
		given: world(old, {[forest]: 300, [secondForest]: 0}),
		then: 'caution',
		says: secondForest,
		remedy: 'extend-it-some-day',
	},
	'A14 a resource forest without users in scope that did not answer': {
		given: world([{server: 'DC01', silent: 'unreachable'}], {[forest]: 300, [secondForest]: 0}),
		then: 'caution',
	},
	'W18 a resource forest without users in scope that has the schema': {
		given: world(wholeForest(secondForest), {[forest]: 300, [secondForest]: 0}),
		then: 'met',
	},
	'A13 every forest holds users in scope': {given: world(old, {[forest]: 300, [secondForest]: 40}), then: 'not-applicable'},
	'A15 the users of the second forest could not be counted': {
		given: world(old, {[forest]: 300, [secondForest]: null}),
		then: 'inconclusive',
		remedy: 'count-the-users',
	},
});
