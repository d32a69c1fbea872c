import {casesFor} from '../../../src/guide/cases.ts';
import {forest, usersOf} from '../../case-builders/forests.ts';
import {quiet} from '../../case-builders/key-rights.ts';
import {helloKey, holder, keysOf} from '../../case-builders/keys.ts';
import {nobodyAsked} from '../../case-builders/witnesses.ts';
import {keysArrive} from './keys-arrive.ts';

const scope = usersOf({[forest]: 312});
const fido = helloKey({usage: 'fido'});

export default casesFor(keysArrive, {
	'two users have one': {
		given: {scope, keys: keysOf(holder('hana', helloKey()), holder('tom', helloKey({created: '2026-11-21T08:00:00Z'})))},
		then: 'met',
		says: /2 of 312 users in scope of corp\.contoso\.com have a key of Windows Hello.*newest of 21 Nov 2026/,
	},
	'one has one, and nobody counted the users': {
		given: {scope: nobodyAsked, keys: keysOf(holder('hana', helloKey({created: null}), fido))},
		then: 'met',
		says: /^1 user in scope/,
	},
	'nobody has any key that this account sees': {given: {scope, keys: keysOf()}, then: 'empty', remedy: 'look-as-an-administrator'},
	'security keys only': {given: {scope, keys: keysOf(holder('hana', fido))}, then: 'unmet', says: 'security keys', remedy: 'enrol-a-pilot'},
	'a key that a tool wrote into the directory': {
		given: {scope, keys: keysOf(holder('hana', helloKey({source: 'directory'})))},
		then: 'unmet',
		remedy: 'enrol-a-pilot',
	},
	'values that nobody understands are no keys': {given: {scope, keys: keysOf({...holder('hana'), unread: 2})}, then: 'empty'},
	'a forest without users in scope': {given: {scope: usersOf({[forest]: 0}), keys: keysOf()}, then: 'not-applicable'},
	'the domain was silent': {
		given: {scope, keys: {...keysOf(), forests: [{forest, silent: null, domains: [{domain: forest, silent: quiet}]}]}},
		then: 'unreachable',
		remedy: 'let-it-answer',
	},
	'the forest was silent': {
		given: {scope, keys: {...keysOf(), forests: [{forest, silent: quiet}]}},
		then: 'unreachable',
		remedy: 'let-it-answer',
	},
	'no group has the name that was given': {
		given: {scope, keys: {...keysOf(), group: 'Hello Users', groupMatches: 0}},
		then: 'empty',
		remedy: 'choose-a-group',
	},
});
