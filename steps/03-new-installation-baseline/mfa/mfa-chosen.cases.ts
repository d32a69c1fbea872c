import {casesFor} from '../../../src/guide/cases.ts';
import type {AuthenticationMethods} from './authentication-methods.facts.ts';
import {mfaChosen} from './mfa-chosen.ts';

type Method = AuthenticationMethods['methods'][number];

const seen = <F>(facts: F) => ({seen: true, facts, source: 'live', stale: false}) as const;
const nobody = {seen: false, reason: 'not-answered', detail: 'Nobody has answered yet.'} as const;
const denied = {seen: false, reason: 'access-denied', detail: 'Graph answered 403.'} as const;
const word = (yes: boolean, reason: string) => seen({yes, by: 'CONTOSO\\operator', at: '2026-11-22T09:04:00Z', reason});
const method = (id: string, over: Partial<Method> = {}): Method => ({
	id,
	state: 'enabled',
	isForAll: true,
	targets: 1,
	isExternal: false,
	...over,
});
const policy = (migration: string | null, ...methods: readonly Method[]) => seen<AuthenticationMethods>({migration, methods: [...methods]});
const off = method('Sms', {state: 'disabled'});

export default casesFor(mfaChosen, {
	'the authenticator is allowed to everybody': {
		given: {policy: policy('migrationComplete', method('MicrosoftAuthenticator'), off), stated: nobody},
		then: 'met',
		says: 'Every user may register Microsoft Authenticator.',
	},
	'an external method is allowed to everybody': {
		given: {policy: policy('migrationComplete', method('8ea1', {isExternal: true})), stated: nobody},
		then: 'met',
		says: 'an external method',
	},
	'one group may register it': {
		given: {policy: policy('migrationComplete', method('Fido2', {isForAll: false})), stated: nobody},
		then: 'caution',
		remedy: 'see-whom-it-means',
	},
	'nobody can read for whom it is': {
		given: {policy: policy('migrationComplete', method('Fido2', {isForAll: null, targets: null})), stated: nobody},
		then: 'caution',
	},
	'allowed, and for nobody': {
		given: {policy: policy('migrationComplete', method('Fido2', {isForAll: false, targets: 0})), stated: nobody},
		then: 'unmet',
		remedy: 'choose-a-second-factor',
	},
	'a code by mail is no second factor': {
		given: {policy: policy('migrationComplete', method('Email'), method('X509Certificate'), off), stated: nobody},
		then: 'unmet',
		says: 'no second factor that lasts',
	},
	'a pass lasts for hours': {
		given: {policy: policy('migrationComplete', method('TemporaryAccessPass')), stated: nobody},
		then: 'unmet',
		says: 'lasts for hours',
	},
	'nothing allowed, and older settings may count': {
		given: {policy: policy('preMigration', off), stated: nobody},
		then: 'inconclusive',
		says: 'settings from before',
	},
	'nothing allowed, older settings may count, and a person says yes': {
		given: {policy: policy(null, off), stated: word(true, 'the app, by the older settings')},
		then: 'met',
		says: 'by the older settings',
	},
	'not seen, and nobody said anything': {given: {policy: denied, stated: nobody}, then: 'access-denied', remedy: 'read-the-policy'},
	'not seen, and a person says yes': {
		given: {policy: denied, stated: word(true, 'Entra multifactor authentication, registered in the first week')},
		then: 'met',
		says: 'Stated 22 Nov 2026',
	},
	'a person says no, whatever is allowed': {
		given: {policy: policy('migrationComplete', method('Fido2')), stated: word(false, 'under discussion')},
		then: 'unmet',
		says: 'under discussion',
		remedy: 'choose-a-second-factor',
	},
});
