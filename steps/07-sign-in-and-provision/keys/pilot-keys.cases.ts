import {casesFor} from '../../../src/guide/cases.ts';
import {entra, seenServers, server} from '../../case-builders/connect-servers.ts';
import {forest} from '../../case-builders/forests.ts';
import {quiet} from '../../case-builders/key-rights.ts';
import {helloKey, holder, keysOf} from '../../case-builders/keys.ts';
import {nobodyAsked, now, seen} from '../../case-builders/witnesses.ts';
import type {HelloMethods} from './hello-methods.facts.ts';
import {pilotKeys} from './pilot-keys.ts';

type User = HelloMethods['users'][number];
const method = (created: string | null) => ({id: `key of ${created}`, device: 'PC-1042', created, strength: 'normal'});
const hana = (...methods: readonly ReturnType<typeof method>[]): User => ({user: 'Hana@contoso.com', silent: null, methods: [...methods]});
const methodsOf = (...users: readonly User[]): HelloMethods => ({takenAt: now, users: [...users]});
const old = '2026-11-20T08:12:40Z';
const fresh = '2026-11-22T08:48:00Z';
const connect = seen(
	seenServers(
		server({connectors: [entra()], scheduler: {enabled: true, suspended: false, interval: 1800, nextStart: '2026-11-22T09:02:14Z'}}),
	).connect,
);
const nobody = seen(keysOf(holder('tom', helloKey())));
const common = {connect, keys: seen(keysOf(holder('hana', helloKey())))};

export default casesFor(pilotKeys, {
	'the key is on both sides': {given: {...common, methods: methodsOf(hana(method(old)))}, then: 'met', says: 'Hana@contoso.com'},
	'X34 in Entra ID for 12 minutes, and not in Active Directory': {
		given: {...common, keys: nobody, methods: methodsOf(hana(method(fresh)))},
		then: 'caution',
		says: /from 12 minutes ago; Active Directory has none yet\..*due at 09:02 UTC/,
		remedy: 'wait-for-the-cycle',
	},
	'X34 the same, and Connect was not seen': {
		given: {...common, connect: nobodyAsked, keys: nobody, methods: methodsOf(hana(method(fresh)))},
		then: 'caution',
		says: 'due at 09:18 UTC',
	},
	'X34 a second before cycle and replication have passed': {
		given: {...common, keys: nobody, methods: methodsOf(hana(method('2026-11-22T08:00:00Z')))},
		then: 'caution',
	},
	'X34 a second after': {
		given: {...common, keys: nobody, methods: methodsOf(hana(method('2026-11-22T07:59:59Z')))},
		then: 'unmet',
		says: 'although a cycle of 30 minutes and replication have passed',
		remedy: 'find-where-the-key-stays',
	},
	'a scheduler that runs every six hours': {
		given: {
			...common,
			connect: seen(
				seenServers(server({connectors: [entra()], scheduler: {enabled: true, suspended: false, interval: 21_600, nextStart: null}}))
					.connect,
			),
			keys: nobody,
			methods: methodsOf(hana(method('2026-11-22T04:00:00Z'))),
		},
		then: 'caution',
		says: 'every 6 hours',
	},
	'after a cycle, and this account sees no key of anybody': {
		given: {...common, keys: seen(keysOf()), methods: methodsOf(hana(method(old)))},
		then: 'inconclusive',
		remedy: 'look-as-an-administrator',
	},
	'after a cycle, and a domain was silent': {
		given: {
			...common,
			keys: seen({...keysOf(), forests: [{forest, silent: null, domains: [{domain: forest, silent: quiet}]}]}),
			methods: methodsOf(hana(method(old))),
		},
		then: 'unreachable',
		remedy: 'let-it-answer',
	},
	'nobody asked the directory': {given: {...common, keys: nobodyAsked, methods: methodsOf(hana(method(old)))}, then: 'unreachable'},
	'an old key is here, and the new one of another computer is not': {
		given: {...common, methods: methodsOf(hana(method(old), method('2026-11-21T08:00:00Z')))},
		then: 'unmet',
		says: '1 key, of other times',
	},
	'a new key in place of an old one, which alone is here': {
		given: {...common, methods: methodsOf(hana(method('2026-11-21T23:00:00Z')))},
		then: 'inconclusive',
		remedy: 'find-where-the-key-stays',
	},
	'enrolled again on the same day, and the first key alone is here': {
		given: {
			...common,
			keys: seen(keysOf(holder('hana', helloKey({created: '2026-11-21T08:00:00Z'})))),
			methods: methodsOf(hana(method('2026-11-21T18:00:00Z'))),
		},
		then: 'inconclusive',
	},
	'a left over key makes up for a missing one': {
		given: {
			...common,
			keys: seen(keysOf(holder('hana', helloKey(), helloKey({created: '2020-01-01T08:00:00Z'})))),
			methods: methodsOf(hana(method('2024-05-01T08:00:00Z'), method(old))),
		},
		then: 'inconclusive',
	},
	'a key here that does not say when it was made': {
		given: {...common, keys: seen(keysOf(holder('hana', helloKey({created: null})))), methods: methodsOf(hana(method(old)))},
		then: 'inconclusive',
	},
	'one name in two places, a key in each, and two in Entra ID': {
		given: {
			...common,
			keys: seen(keysOf(holder('hana', helloKey()), holder('hana', helloKey({created: '2026-11-21T08:00:00Z'})))),
			methods: methodsOf(hana(method(old), method('2026-11-21T08:00:00Z'))),
		},
		then: 'unmet',
	},
	'the scheduler is switched off': {
		given: {
			...common,
			connect: seen(
				seenServers(server({connectors: [entra()], scheduler: {enabled: false, suspended: false, interval: 1800, nextStart: null}}))
					.connect,
			),
			keys: nobody,
			methods: methodsOf(hana(method(fresh))),
		},
		then: 'unmet',
		says: 'switched off or suspended',
		remedy: 'find-where-the-key-stays',
	},
	'a security key is no key of Hello': {
		given: {...common, keys: seen(keysOf(holder('hana', helloKey({usage: 'fido'})))), methods: methodsOf(hana(method(old)))},
		then: 'unmet',
	},
	'a key of somebody else of nearly the same name': {
		given: {...common, keys: seen(keysOf(holder('hana1', helloKey()))), methods: methodsOf(hana(method(old)))},
		then: 'unmet',
	},
	'a key here that Entra ID does not hold any more': {
		given: {
			...common,
			keys: seen(keysOf(holder('hana', helloKey(), helloKey({created: '2026-01-05T08:00:00Z'})))),
			methods: methodsOf(hana(method(old))),
		},
		then: 'caution',
		says: '1 key in Active Directory is of no key there',
		remedy: 'remove-old-keys',
	},
	'Entra ID holds no key of one of two': {
		given: {...common, methods: methodsOf(hana(method(old)), {user: 'tom@contoso.com', silent: null, methods: []})},
		then: 'unmet',
		says: 'no key of Windows Hello of tom@contoso.com',
		remedy: 'enrol-the-pilot',
	},
	'when the key was made is not said': {
		given: {...common, keys: nobody, methods: methodsOf(hana(method(null)))},
		then: 'inconclusive',
		remedy: 'wait-for-the-cycle',
	},
	'when this was read is not known': {
		given: {...common, keys: nobody, methods: {...methodsOf(hana(method(fresh))), takenAt: null}},
		then: 'inconclusive',
	},
	'the key is of a time that has not come yet': {
		given: {...common, keys: nobody, methods: methodsOf(hana(method('2026-11-22T10:00:00Z')))},
		then: 'inconclusive',
	},
	'the keys of the user could not be read': {
		given: {...common, methods: methodsOf({user: 'hana@contoso.com', silent: {reason: 'access-denied', detail: 'Graph answers 403.'}})},
		then: 'access-denied',
		remedy: 'let-the-keys-be-read',
	},
	'nobody was named': {given: {...common, methods: methodsOf()}, then: 'not-answered', remedy: 'name-a-pilot'},
});
