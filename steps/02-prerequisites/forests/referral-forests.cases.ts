import {casesFor} from '../../../src/guide/cases.ts';
import type {FactsOf} from '../../../src/guide/check.ts';
import {
	type Controller,
	forest,
	identitiesOf,
	readOnlyOf,
	schemaOf,
	secondForest,
	usersOf,
	wholeForest,
} from '../../case-builders/forests.ts';
import {notSeen, seen} from '../../case-builders/witnesses.ts';
import {referralForests} from './referral-forests.ts';

type Given = FactsOf<typeof referralForests.needs>;

type Trust = {readonly partner: string; readonly isOfForest?: boolean; readonly isDirectory?: boolean; readonly isOn?: boolean};

const trusting = (...trusts: readonly Trust[]): Given['trusts'] =>
	seen({
		forests: [
			{
				forest,
				silent: null,
				domains: [
					{
						domain: forest,
						silent: null,
						trusts: trusts.map(one => ({sid: null, isOfForest: false, isDirectory: true, isOn: true, ...one})),
					},
				],
			},
		],
	});

const world = (
	inSecond: readonly Controller[],
	users: Readonly<Record<string, number | null>>,
	trusts: Given['trusts'] = trusting(),
	scope?: Parameters<typeof usersOf>[1],
): Given => {
	const forests = {[forest]: wholeForest(forest), [secondForest]: inSecond};
	const {head, attribute} = schemaOf(forests);
	const counted = usersOf(users, scope);
	if (!head.seen || !counted.seen) {
		throw new Error('The builders of examples always see.');
	}

	return {
		head: head.facts,
		attribute,
		readOnly: readOnlyOf(forests),
		users: counted.facts,
		trusts,
		identities: identitiesOf(forest, secondForest),
	};
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
	'A13 every forest holds users in scope, and trusts one that was asked too': {
		given: world(old, {[forest]: 300, [secondForest]: 40}, trusting({partner: secondForest.toUpperCase()})),
		then: 'not-applicable',
	},
	'A17 a forest is trusted, and was not asked': {
		given: world(
			wholeForest(secondForest),
			{[forest]: 300, [secondForest]: 40},
			trusting({partner: 'gone.example'}, {partner: secondForest}),
		),
		then: 'caution',
		says: 'gone.example is trusted and was not asked',
		remedy: 'know-the-trusted-forests',
	},
	'A17 a domain is trusted whose name only ends in that of a forest that was asked': {
		given: world(wholeForest(secondForest), {[forest]: 300, [secondForest]: 40}, trusting({partner: `lab.${forest}`})),
		then: 'caution',
		says: `lab.${forest}`,
	},
	'A17 trusts inside a forest, with a Kerberos realm, and one that is switched off name no other forest': {
		given: world(
			wholeForest(secondForest),
			{[forest]: 300, [secondForest]: 40},
			trusting(
				{partner: `emea.${forest}`, isOfForest: true},
				{partner: 'realm.example', isDirectory: false},
				{partner: 'off.example', isOn: false},
			),
		),
		then: 'not-applicable',
	},
	'A17 a resource forest is behind, and another is trusted': {
		given: world(old, {[forest]: 300, [secondForest]: 0}, trusting({partner: 'gone.example'})),
		then: 'caution',
		says: /fabrikam\.com holds no user in scope.*gone\.example is trusted/,
		remedy: 'extend-it-some-day',
	},
	'A17 the trusts could not be read': {
		given: world(wholeForest(secondForest), {[forest]: 300, [secondForest]: 40}, notSeen('timed-out', 'No answer within 60 s.')),
		then: 'timed-out',
		remedy: 'read-the-trusts',
	},
	'A17 the trusts of one domain could not be read': {
		given: world(
			wholeForest(secondForest),
			{[forest]: 300, [secondForest]: 40},
			seen({
				forests: [
					{forest, silent: null, domains: [{domain: `emea.${forest}`, silent: {reason: 'unreachable', detail: 'It did not answer.'}}]},
				],
			}),
		),
		then: 'unreachable',
		says: `emea.${forest}`,
		remedy: 'read-the-trusts',
	},
	'A13 every forest holds users in scope': {given: world(old, {[forest]: 300, [secondForest]: 40}), then: 'not-applicable'},
	'A15 the users of the second forest could not be counted': {
		given: world(old, {[forest]: 300, [secondForest]: null}),
		then: 'inconclusive',
		remedy: 'count-the-users',
	},
	'B54 several groups bear the name, so that nobody was counted': {
		given: world(old, {[forest]: 300, [secondForest]: 0}, trusting(), {group: 'Hello Users', groupMatches: 2}),
		then: 'inconclusive',
		says: '2 groups are called Hello Users',
		remedy: 'count-the-users',
	},
});
