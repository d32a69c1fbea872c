import {casesFor} from '../../../src/guide/cases.ts';
import type {Witness} from '../../../src/guide/check.ts';
import type {UsersInScope} from '../../02-prerequisites/scope/users-in-scope.facts.ts';
import {
	alive,
	authority,
	certificate,
	clock,
	computer,
	hosts,
	server,
	services,
	silentForest,
	store,
	storesOf,
	unread,
} from '../../case-builders/certification-authorities.ts';
import {forest as corp} from '../../case-builders/forests.ts';
import {now, seen} from '../../case-builders/witnesses.ts';
import type {SignsOfLife} from '../../certification-authority.ts';
import type {Authority} from './enrollment-services.facts.ts';
import {enterpriseCa} from './enterprise-ca.ts';

const fabrikam = 'fabrikam.com';
const scope = unread;
const nobodyInFabrikam: Witness<UsersInScope> = seen({
	group: null,
	groupMatches: null,
	forests: [
		{forest: corp, silent: null, users: 300},
		{forest: fabrikam, silent: null, users: 0},
	],
});

const world = (authorities: readonly Authority[], signs: Partial<SignsOfLife> = {}) => ({
	services: services(...authorities),
	...alive,
	...signs,
	scope,
});
const withHosts = (...given: Parameters<typeof hosts>) => ({hosts: seen(hosts(...given))});
const over = certificate('old', {notBefore: '2014-01-01T00:00:00Z', notAfter: '2024-01-01T00:00:00Z'});
const inNtauth = (...certificates: ReturnType<typeof certificate>[]) => ({
	stores: seen(storesOf(store('ntauth', 'NTAuthCertificates', ...certificates))),
});

export default casesFor(enterpriseCa, {
	'one in the forest': {given: world([authority()]), then: 'met', says: 'its certificate is in force until 1 Jan 2034'},
	'none in the forest': {
		given: world([], {stores: unread}),
		then: 'unmet',
		says: 'corp.contoso.com publishes no enterprise certification authority.',
		remedy: 'install-an-enterprise-authority',
	},
	'none in the second forest': {
		given: {
			...world([authority()]),
			services: {forests: [...services(authority()).forests, {forest: fabrikam, silent: null, authorities: []}]},
		},
		then: 'unmet',
		says: fabrikam,
	},
	'none in a forest without users in scope': {
		given: {
			...world([authority()]),
			services: {forests: [...services(authority()).forests, {forest: fabrikam, silent: null, authorities: []}]},
			scope: nobodyInFabrikam,
		},
		then: 'caution',
	},
	'a silent forest': {
		given: {...world([authority()]), services: {forests: [...services(authority()).forests, silentForest(fabrikam)]}},
		then: 'timed-out',
		remedy: 'let-it-answer',
	},
	'none, but a certificate of another maker in NTAuth': {
		given: world([], inNtauth(certificate('bb'))),
		then: 'caution',
		says: '1 certificate',
		remedy: 'know-the-other-maker',
	},
	'none, and what NTAuth holds of another maker has run out': {given: world([], inNtauth(over)), then: 'unmet'},
	'none, and NTAuth holds something where nobody knows the time': {
		given: world([], {...inNtauth(certificate('bb')), clock: unread}),
		then: 'unmet',
	},
	'none, and an empty NTAuth store': {given: world([], inNtauth()), then: 'unmet'},
	'its certificate of now has run out': {
		given: world([authority({certificates: [over]})]),
		then: 'unmet',
		says: 'its certificate ran out on 1 Jan 2024',
		remedy: 'renew-or-retire',
	},
	'its certificate ends this very second': {given: world([authority({certificates: [certificate('aa', {notAfter: now})]})]), then: 'met'},
	'its certificate ended a second ago': {
		given: world([authority({certificates: [certificate('aa', {notAfter: '2026-11-22T08:59:59Z'})]})]),
		then: 'unmet',
	},
	'renewed, with the old certificate beside the new': {given: world([authority({certificates: [over, certificate('aa')]})]), then: 'met'},
	'the newest has run out, and an older one has not': {
		given: world([
			authority({
				certificates: [
					certificate('aa', {notBefore: '2020-01-01T00:00:00Z'}),
					certificate('b2', {notBefore: '2025-01-01T00:00:00Z', notAfter: '2026-01-01T00:00:00Z'}),
				],
			}),
		]),
		then: 'unmet',
		says: 'ran out on 1 Jan 2026',
	},
	'its certificate is still to come': {
		given: world([authority({certificates: [certificate('aa', {notBefore: '2027-01-01T00:00:00Z'})]})]),
		then: 'unmet',
		says: 'from 1 Jan 2027 on',
		remedy: 'renew-or-retire',
	},
	'no certificate of its own': {given: world([authority({certificates: []})]), then: 'inconclusive', remedy: 'let-it-answer'},
	'what it shows as a certificate is none': {given: world([authority({certificates: [], unreadable: 1})]), then: 'malformed'},
	'one that has run out beside one that cannot be read': {
		given: world([authority({certificates: [over], unreadable: 1})]),
		then: 'malformed',
		remedy: 'let-it-answer',
	},
	'nobody knows the time in the forest': {given: world([authority()], {clock: clock(null)}), then: 'inconclusive', says: 'the time there'},
	'its server does not resolve': {
		given: world([authority()], withHosts({[server]: 'not-found'}, computer())),
		then: 'unmet',
		says: 'ca01.corp.contoso.com, a name that does not resolve from here',
		remedy: 'find-the-host',
	},
	'its server, spelled in another case, does not resolve': {
		given: world([authority({server: 'CA01.Corp.Contoso.com'})], withHosts({[server]: 'not-found'}, computer())),
		then: 'unmet',
	},
	'DNS gives no answer': {given: world([authority()], withHosts({[server]: 'unknown'}, computer())), then: 'inconclusive'},
	'a server that does not resolve, where nobody knows the time': {
		given: world([authority()], {...withHosts({[server]: 'not-found'}, computer()), clock: unread}),
		then: 'unmet',
	},
	'it does not tell its server': {given: world([authority({server: null})]), then: 'inconclusive'},
	'its server was not looked for': {given: world([authority()], {hosts: unread}), then: 'unreachable', remedy: 'let-it-answer'},
	'no computer of any forest seen bears the name of its server': {
		given: world([authority()], withHosts({[server]: 'found'})),
		then: 'caution',
		says: 'no computer of the forests seen bears that name',
		remedy: 'know-the-host',
	},
	'a computer of another forest bears the name': {
		given: world([authority()], {
			hosts: seen({
				hosts: [{name: server, dns: 'found'}],
				forests: [
					...hosts({}).forests,
					{forest: fabrikam, silent: null, domains: [{domain: fabrikam, silent: null, computers: [computer()]}]},
				],
			}),
		}),
		then: 'met',
	},
	'a computer bears it as another name': {
		given: world(
			[authority({server: 'pki.corp.contoso.com'})],
			withHosts({'pki.corp.contoso.com': 'found'}, computer({names: [server, 'pki.corp.contoso.com']})),
		),
		then: 'met',
	},
	'a computer whose name only begins like it': {
		given: world([authority()], withHosts({[server]: 'found'}, computer({names: ['ca01.corp.contoso.com.evil.test', 'ca0']}))),
		then: 'caution',
		remedy: 'know-the-host',
	},
	'no computer bears the name, and a domain was not seen': {
		given: world([authority()], {
			hosts: seen({
				hosts: [{name: server, dns: 'found'}],
				forests: [
					{
						forest: corp,
						silent: null,
						domains: [
							{domain: corp, silent: null, computers: []},
							{domain: `emea.${corp}`, silent: {reason: 'unreachable', detail: 'EMEA does not answer.'}},
						],
					},
				],
			}),
		}),
		then: 'unreachable',
		says: 'EMEA does not answer.',
	},
	'the account of its computer is disabled': {
		given: world([authority()], withHosts({[server]: 'found'}, computer({enabled: false}))),
		then: 'unmet',
		says: 'disabled',
		remedy: 'find-the-host',
	},
	'a disabled account of the old server beside that of the new': {
		given: world(
			[authority()],
			withHosts({[server]: 'found'}, computer({enabled: false}), computer({dn: 'CN=CA02,DC=corp,DC=contoso,DC=com'})),
		),
		then: 'met',
	},
	'its computer signed in 46 days ago for the last time': {
		given: world([authority()], withHosts({[server]: 'found'}, computer({lastSignIn: '2026-10-07T09:00:00Z'}))),
		then: 'caution',
		says: 'last signed in about 7 Oct 2026',
		remedy: 'see-that-it-runs',
	},
	'its computer signed in 45 days ago': {
		given: world([authority()], withHosts({[server]: 'found'}, computer({lastSignIn: '2026-10-08T09:00:00Z'}))),
		then: 'met',
	},
	'the forest knows its certificate nowhere else': {
		given: world([authority()], {stores: seen(storesOf(store('aia', 'Contoso Issuing CA', certificate('other'))))}),
		then: 'caution',
		says: 'nowhere else',
		remedy: 'see-that-it-runs',
	},
	'the forest knows its certificate as a root': {
		given: world([authority()], {stores: seen(storesOf(store('roots', 'Contoso Issuing CA', certificate('aa'))))}),
		then: 'met',
	},
	'the stores of the forest were not read': {given: world([authority()], {stores: unread}), then: 'unreachable'},
	'a retired one beside one that runs': {
		given: world([authority(), authority({name: 'Contoso Old CA', certificates: [over]})]),
		then: 'unmet',
		says: 'Contoso Old CA: its certificate ran out',
		remedy: 'renew-or-retire',
	},
});
