import {casesFor} from '../../../src/guide/cases.ts';
import type {ConditionalAccess} from './conditional-access.facts.ts';
import {secondFactorDemanded} from './second-factor-demanded.ts';

type Policy = ConditionalAccess['policies'][number];

const policy = (name: string, controls: readonly string[], over: Partial<Policy> = {}): Policy => ({
	name,
	state: 'enabled',
	isForRegistration: false,
	isForAllApplications: true,
	isForAllUsers: true,
	isForWindows: true,
	isNarrowed: false,
	controls: [...controls],
	isEither: true,
	...over,
});
const policies = (...all: readonly Policy[]) =>
	({seen: true, facts: {policies: [...all]} as ConditionalAccess, source: 'live', stale: false}) as const;
const [on, off] = [{isEnabled: true}, {isEnabled: false}];
const unread = {seen: false, reason: 'access-denied', detail: 'Graph answered 403.'} as const;
const mfa = policy('Ask everybody', ['mfa']);

export default casesFor(secondFactorDemanded, {
	'security defaults are on': {given: {defaults: on, access: unread}, then: 'met', says: 'Security defaults are on'},
	'a policy demands it': {given: {defaults: off, access: policies(mfa)}, then: 'met', says: '"Ask everybody"'},
	'a policy demands it of some': {
		given: {defaults: off, access: policies({...mfa, isForAllUsers: false})},
		then: 'met',
		says: 'a second factor of some users: "Ask everybody"',
	},
	'a policy demands a strength': {given: {defaults: off, access: policies(policy('Strong', ['authenticationStrength']))}, then: 'met'},
	'a policy of registering devices demands it': {
		given: {defaults: off, access: policies(policy('Devices', ['mfa'], {isForRegistration: true, isForAllApplications: false}))},
		then: 'met',
		says: 'whoever registers a device',
	},
	'no policy at all': {given: {defaults: off, access: policies()}, then: 'caution', remedy: 'decide-who-is-asked'},
	'a policy that is off, and one that only reports': {
		given: {
			defaults: off,
			access: policies({...mfa, state: 'disabled'}, {...mfa, state: 'enabledForReportingButNotEnforced'}),
		},
		then: 'caution',
		remedy: 'decide-who-is-asked',
	},
	'a policy of one application': {
		given: {defaults: off, access: policies({...mfa, isForAllApplications: false})},
		then: 'caution',
	},
	'a policy of old mail programs': {
		given: {defaults: off, access: policies(policy('No legacy', ['block'], {isForWindows: false}), mfa)},
		then: 'met',
	},
	'a second factor or a joined computer': {
		given: {defaults: off, access: policies(policy('Either', ['mfa', 'domainJoinedDevice']))},
		then: 'caution',
		remedy: 'decide-who-is-asked',
	},
	'a second factor and a joined computer': {
		given: {defaults: off, access: policies(policy('Both', ['mfa', 'domainJoinedDevice'], {isEither: false}))},
		then: 'met',
	},
	'everything for compliant computers only': {
		given: {defaults: off, access: policies(mfa, policy('Compliant', ['compliantDevice']))},
		then: 'caution',
		says: '"Compliant" of Conditional Access demands',
		remedy: 'look-at-the-policies',
	},
	'a compliant computer or a second factor': {
		given: {defaults: off, access: policies(mfa, policy('Either', ['compliantDevice', 'mfa']))},
		then: 'met',
	},
	'a second factor and a compliant computer': {
		given: {defaults: off, access: policies(policy('Both', ['mfa', 'compliantDevice'], {isEither: false}))},
		then: 'caution',
		remedy: 'look-at-the-policies',
	},
	'blocked under conditions': {given: {defaults: off, access: policies(mfa, policy('Risk', ['block'], {isNarrowed: true}))}, then: 'met'},
	'blocked for some users': {given: {defaults: off, access: policies(mfa, policy('Some', ['block'], {isForAllUsers: false}))}, then: 'met'},
	'the policies were not seen': {given: {defaults: off, access: unread}, then: 'access-denied', remedy: 'look-at-the-policies'},
});
