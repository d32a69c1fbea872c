import {casesFor} from '../../../src/guide/cases.ts';
import {foreign, halfOurs, machine, ours} from '../../case-builders/clients.ts';
import {nobodyAsked} from '../../case-builders/witnesses.ts';
import {clientBuild} from './client-build.ts';
import type {ClientComputer} from './client-computer.facts.ts';

const given = (part: Partial<ClientComputer> = {}) => ({client: machine(part), points: ours});

export default casesFor(clientBuild, {
	'Windows 11 24H2': {given: given(), then: 'met', says: 'pc07.corp.contoso.com: it runs Windows 11 24H2, build 26100.6584, Enterprise.'},
	'the first that will do, long without updates': {given: given({build: 15063}), then: 'caution', remedy: 'plan-the-upgrade'},
	'one before the first': {given: given({build: 14393}), then: 'unmet', says: 'Windows 10 1703', remedy: 'upgrade-the-client'},
	'the last day of updates': {given: given({build: 22631, at: '2026-11-10T23:00:00Z'}), then: 'met'},
	'a day later': {given: given({build: 22631, at: '2026-11-11T01:00:00Z'}), then: 'caution', says: '10 Nov 2026'},
	'Pro of a release that Enterprise gets updates of': {
		given: given({edition: 'Professional'}),
		then: 'caution',
		says: '13 Oct 2026',
		remedy: 'plan-the-upgrade',
	},
	'the long-term channel of a release that has ended for all others': {given: given({build: 17763, edition: 'EnterpriseS'}), then: 'met'},
	'Enterprise of that release': {given: given({build: 17763}), then: 'caution', says: '11 May 2021'},
	'an edition that is not told': {given: given({edition: null}), then: 'caution', says: '13 Oct 2026'},
	'a build that is not in the table': {given: given({build: 27900}), then: 'met', says: 'build 27900'},
	'a revision that is not told': {given: given({revision: null}), then: 'met', says: 'of which nobody can tell how far it is updated'},
	'a build that is not told': {given: given({build: null}), then: 'incomplete', remedy: 'carry-the-script'},
	'a kind of Windows that is not told': {given: given({installation: null}), then: 'incomplete'},
	'a server': {given: given({role: 3, installation: 'Server'}), then: 'inconclusive', remedy: 'look-at-a-domain-client'},
	'a Server Core that calls itself a workstation': {given: given({installation: 'Server Core'}), then: 'inconclusive'},
	'a domain controller': {given: given({role: 5}), then: 'inconclusive'},
	'a workstation without a domain': {given: given({role: 0, domain: null}), then: 'inconclusive', says: 'is in no domain'},
	'seen two days ago': {given: given({stale: true}), then: 'stale', remedy: 'carry-the-script'},
	'too old, and seen two days ago': {given: given({stale: true, build: 14393}), then: 'unmet'},
	'two files of one moment': {given: given({contradicted: true}), then: 'contradicted', remedy: 'carry-the-script'},
	'a client of another forest': {given: {client: machine(), points: foreign}, then: 'foreign', remedy: 'look-at-a-domain-client'},
	'its forest may be the one that is silent': {given: {client: machine(), points: halfOurs}, then: 'met'},
	'nobody asked which forests there are': {given: {client: machine(), points: nobodyAsked}, then: 'met'},
});
