import {casesFor} from '../../../src/guide/cases.ts';
import {
	authority,
	certificate,
	clock,
	computer,
	hosts,
	server,
	services,
	silentForest,
	unread,
} from '../../case-builders/certification-authorities.ts';
import {forest as corp} from '../../case-builders/forests.ts';
import {caWindowsServer} from './ca-windows-server.ts';

const on = (...builds: readonly (number | null)[]) => ({
	services: services(authority()),
	hosts: hosts({[server]: 'found'}, ...builds.map((build, at) => computer({dn: `CN=CA0${at},DC=corp`, build}))),
	clock: clock(),
	scope: unread,
});

export default casesFor(caWindowsServer, {
	'Windows Server 2022': {given: on(20348), then: 'met', says: 'Windows Server 2022'},
	'a build that is newer than the table': {given: on(30000), then: 'met', says: 'build 30000'},
	'Windows Server 2012, whose support is over': {
		given: on(9200),
		then: 'caution',
		says: 'its support ended on 10 Oct 2023',
		remedy: 'plan-a-newer-server',
	},
	'Windows Server 2012, where nobody knows the time': {given: {...on(9200), clock: unread}, then: 'met'},
	'Windows Server 2008 R2': {given: on(7601), then: 'unmet', says: '2012 is the oldest that will do', remedy: 'move-to-a-newer-server'},
	'a computer that does not say its version': {given: on(null), then: 'inconclusive', says: 'its version of Windows was not seen'},
	'two computers bear the name, and one is too old': {given: on(20348, 7601), then: 'unmet'},
	'two computers bear the name, and one does not say its version': {given: on(20348, null), then: 'inconclusive'},
	'an old computer of that name whose account is disabled': {
		given: {
			...on(20348),
			hosts: hosts({[server]: 'found'}, computer(), computer({dn: 'CN=OLD,DC=corp', build: 7601, enabled: false})),
		},
		then: 'met',
	},
	'a name that no computer bears': {given: on(), then: 'inconclusive', remedy: 'know-the-host'},
	'an authority that does not tell its server': {
		given: {...on(20348), services: services(authority({server: null}))},
		then: 'inconclusive',
	},
	'one whose certificate has run out': {
		given: {...on(7601), services: services(authority({certificates: [certificate('aa', {notAfter: '2026-01-01T00:00:00Z'})]}))},
		then: 'not-applicable',
	},
	'no authority at all': {given: {...on(20348), services: services()}, then: 'not-applicable'},
	'a forest that does not answer': {
		given: {...on(20348), services: {forests: [silentForest(corp)]}},
		then: 'timed-out',
		remedy: 'let-it-answer',
	},
});
