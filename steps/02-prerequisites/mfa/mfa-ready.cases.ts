import {casesFor} from '../../../src/guide/cases.ts';
import {mfaReady} from './mfa-ready.ts';
import type {MfaRegistrations} from './mfa-registrations.facts.ts';

type Group = MfaRegistrations['groups'][number];

const seen = <F>(facts: F) => ({seen: true, facts, source: 'live', stale: false}) as const;
const nobody = {seen: false, reason: 'not-answered', detail: 'Nobody has answered yet.'} as const;
const word = (yes: boolean, reason: string) => seen({yes, by: 'CONTOSO\\operator', at: '2026-11-22T09:04:00Z', reason});
const yes = word(true, 'all 40 of the pilot showed it');
const group = (registered: Group['class'], count: number, names: readonly string[] = [], suffix = 'contoso.com'): Group => ({
	suffix,
	class: registered,
	count,
	names: [...names],
});
const read = (groups: readonly Group[], over: Partial<MfaRegistrations> = {}) =>
	seen<MfaRegistrations>({
		group: 'Hello Pilot',
		groupMatches: 1,
		strangers: [],
		reportSilent: null,
		groups: [...groups],
		forests: [{forest: 'corp.contoso.com', silent: null, incomplete: []}],
		...over,
	});
const noLicence = {reason: 'inconclusive', detail: 'Graph sees no licence of Microsoft Entra ID P1 or P2 here.'} as const;
const unread = read([], {reportSilent: noLicence});
const managed = seen({domains: []});
const federated = (secondFactor: string | null) =>
	seen({
		domains: [
			{
				domain: 'contoso.com',
				silent: null,
				services: [{name: 'AD FS', issuer: 'http://sts.contoso.com', metadata: null, secondFactor}],
			},
		],
	});
const given = (
	registrations: typeof unread,
	stated: typeof yes | typeof nobody = nobody,
	federation: ReturnType<typeof federated> | typeof managed = managed,
) => ({
	registrations,
	federation,
	stated,
});

export default casesFor(mfaReady, {
	'everybody has registered': {given: given(read([group('capable', 312)])), then: 'met', says: '312 users in scope'},
	'3 of 40 have nothing': {
		given: given(read([group('capable', 37), group('none', 3, ['anna@contoso.com', 'bert@contoso.com', 'cora@contoso.com'])])),
		then: 'unmet',
		says: '3 users of contoso.com have registered no second factor: anna@contoso.com',
		remedy: 'register-a-second-factor',
	},
	'one has a method that is not allowed': {
		given: given(read([group('capable', 39), group('registered', 1, ['anna@contoso.com'])])),
		then: 'unmet',
		says: '1 user of contoso.com has registered',
		remedy: 'allow-the-method',
	},
	'somebody does not stand in the report': {
		given: given(read([group('capable', 39), group('absent', 1, ['anna@contoso.com'])])),
		then: 'incomplete',
		says: 'does not stand in the report',
		remedy: 'find-them-in-the-report',
	},
	'somebody does not stand in the report, and a person vouches': {
		given: given(read([group('capable', 39), group('absent', 1, ['anna@contoso.com'])]), yes),
		then: 'caution',
		says: 'all 40 of the pilot',
	},
	'the report does not say it of somebody': {given: given(read([group('unread', 1)])), then: 'incomplete'},
	'nothing registered, and the federation service may do it': {
		given: given(read([group('none', 4)]), nobody, federated('enforceMfaByFederatedIdp')),
		then: 'caution',
		remedy: 'see-that-the-service-can',
	},
	'nothing registered, and Entra ID takes no second factor from elsewhere': {
		given: given(read([group('none', 4)]), nobody, federated('rejectMfaByFederatedIdp')),
		then: 'unmet',
		remedy: 'register-a-second-factor',
	},
	'nothing registered, and what the service may do bears a word that nobody knows': {
		given: given(read([group('none', 4)]), nobody, federated('unknownFutureValue')),
		then: 'unmet',
		remedy: 'register-a-second-factor',
	},
	'nothing registered, and nothing is set, so that what the service did is taken': {
		given: given(read([group('none', 4)]), nobody, federated(null)),
		then: 'caution',
	},
	'two groups bear the name, the report is silent, and a person vouches for nobody knows whom': {
		given: given(read([], {groupMatches: 2, reportSilent: noLicence}), yes),
		then: 'inconclusive',
		remedy: 'choose-a-group',
	},
	'nothing registered, and another domain is federated': {
		given: given(read([group('none', 4, [], 'fabrikam.com')]), nobody, federated('enforceMfaByFederatedIdp')),
		then: 'unmet',
	},
	'nobody is in scope': {given: given(read([])), then: 'empty', remedy: 'choose-a-group'},
	'two groups of that name': {given: given(read([group('capable', 3)], {groupMatches: 2})), then: 'inconclusive', remedy: 'choose-a-group'},
	'a forest that was not read': {
		given: given(
			read([group('capable', 3)], {
				forests: [
					{forest: 'corp.contoso.com', silent: null, incomplete: []},
					{forest: 'fabrikam.com', silent: {reason: 'unreachable', detail: 'Nothing answered.'}},
				],
			}),
		),
		then: 'unreachable',
		says: 'fabrikam.com',
	},
	'no report, and nobody said anything': {given: given(unread), then: 'inconclusive', says: 'P1 or P2', remedy: 'read-the-report'},
	'no report, and a person says yes': {given: given(unread, yes), then: 'met', says: 'Stated 22 Nov 2026 by CONTOSO\\operator'},
	'a person says no, whatever the report says': {
		given: given(read([group('capable', 40)]), word(false, '3 of 40 have no telephone')),
		then: 'unmet',
		says: '3 of 40 have no telephone',
		remedy: 'register-a-second-factor',
	},
});
