import {casesFor} from '../../../src/guide/cases.ts';
import {forest, usersOf} from '../../case-builders/forests.ts';
import {quiet} from '../../case-builders/key-rights.ts';
import {helloKey, holder, keysOf, laptop} from '../../case-builders/keys.ts';
import {nobodyAsked, seen} from '../../case-builders/witnesses.ts';
import {keysSound} from './keys-sound.ts';

const devices = seen({ids: [laptop], without: 0});
const scope = usersOf({[forest]: 312, 'fabrikam.com': 12});
const gone = helloKey({device: '5f0c7a3e-11d2-4c61-9a38-0d6b8e2f4a99'});

export default casesFor(keysSound, {
	'each key is of a computer that exists': {given: {devices, scope, keys: keysOf(holder('hana', helloKey()))}, then: 'met'},
	'the id of the computer in capitals': {
		given: {devices, scope, keys: keysOf(holder('hana', helloKey({device: laptop.toUpperCase()})))},
		then: 'met',
	},
	'the computer is gone': {
		given: {devices, scope, keys: keysOf(holder('hana', helloKey(), gone))},
		then: 'caution',
		says: /1 key of hana is of computers/,
		remedy: 'remove-old-keys',
	},
	'a security key of no computer': {
		given: {devices, scope, keys: keysOf(holder('hana', helloKey({usage: 'fido', device: null})))},
		then: 'met',
	},
	'a weak key': {
		given: {devices, scope, keys: keysOf(holder('hana', helloKey({weak: true})), holder('tom', helloKey()))},
		then: 'unmet',
		says: /CVE-2017-15361\): hana\./,
		remedy: 'replace-weak-keys',
	},
	'a weak security key': {
		given: {devices: nobodyAsked, scope, keys: keysOf(holder('hana', helloKey({usage: 'fido', weak: true})))},
		then: 'unmet',
	},
	'a security key without an RSA part': {
		given: {devices, scope, keys: keysOf(holder('hana', helloKey({usage: 'fido', weak: null})))},
		then: 'met',
	},
	'a key of Hello without an RSA part': {
		given: {devices, scope, keys: keysOf(holder('hana', helloKey({weak: null})))},
		then: 'malformed',
		remedy: 'read-the-values',
	},
	'a key of Hello that names no computer': {
		given: {devices, scope, keys: keysOf(holder('hana', helloKey({device: null})))},
		then: 'malformed',
	},
	'a value that nobody understands': {
		given: {devices, scope, keys: keysOf({...holder('hana', helloKey()), unread: 1})},
		then: 'malformed',
		remedy: 'read-the-values',
	},
	'the devices were not read': {
		given: {devices: nobodyAsked, scope, keys: keysOf(holder('hana', helloKey()))},
		then: 'no-runner',
		remedy: 'let-the-devices-be-read',
	},
	'the tenant has no device at all': {
		given: {devices: seen({ids: [], without: 0}), scope, keys: keysOf(holder('hana', helloKey()))},
		then: 'caution',
	},
	'some devices name no id, and a key is of none of the others': {
		given: {devices: seen({ids: [laptop], without: 2}), scope, keys: keysOf(holder('hana', gone))},
		then: 'inconclusive',
		remedy: 'let-the-devices-be-read',
	},
	'nobody has any key that this account sees': {given: {devices, scope, keys: keysOf()}, then: 'empty', remedy: 'look-as-an-administrator'},
	'nobody in scope lives in the forest that shows none': {given: {devices, scope: usersOf({[forest]: 0}), keys: keysOf()}, then: 'empty'},
	'one of two forests shows no key': {
		given: {
			devices,
			scope,
			keys: {
				...keysOf(),
				forests: [
					...keysOf(holder('hana', helloKey())).forests,
					{forest: 'fabrikam.com', silent: null, domains: [{domain: 'fabrikam.com', silent: null, users: []}]},
				],
			},
		},
		then: 'empty',
		says: 'fabrikam.com',
	},
	'the domain was silent': {
		given: {devices, scope, keys: {...keysOf(), forests: [{forest, silent: null, domains: [{domain: forest, silent: quiet}]}]}},
		then: 'unreachable',
		remedy: 'let-it-answer',
	},
	'the forest was silent': {given: {devices, scope, keys: {...keysOf(), forests: [{forest, silent: quiet}]}}, then: 'unreachable'},
	'two groups have the name that was given': {
		given: {devices, scope, keys: {...keysOf(), group: 'Twin', groupMatches: 2}},
		then: 'empty',
		remedy: 'choose-a-group',
	},
});
