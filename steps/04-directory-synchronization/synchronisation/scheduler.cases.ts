import {casesFor} from '../../../src/guide/cases.ts';
import {absentServer, seenServers, server, staleServer} from '../../case-builders/connect-servers.ts';
import {scheduler} from './scheduler.ts';

const ordinary = {enabled: true, suspended: false, interval: 1800, nextStart: null};
const runs = (over: Partial<typeof ordinary>) => seenServers(server({scheduler: {...ordinary, ...over}}));

export default casesFor(scheduler, {
	'every 30 minutes': {given: runs({}), then: 'met', says: 'every 30 minutes'},
	'every two hours but a second': {given: runs({interval: 7199}), then: 'met', says: 'every 120 minutes'},
	'every two hours': {given: runs({interval: 7200}), then: 'met', says: 'every 2 hours'},
	'every two days but a second': {given: runs({interval: 172_799}), then: 'met', says: 'every 48 hours'},
	'every two days': {given: runs({interval: 172_800}), then: 'met', says: 'every 2 days'},
	'a second more than seven days': {given: runs({interval: 604_801}), then: 'unmet', remedy: 'shorten-the-interval'},
	'every seven days': {given: runs({interval: 604_800}), then: 'met', says: 'every 7 days'},
	'every eight days': {given: runs({interval: 691_200}), then: 'unmet', says: 'every 8 days', remedy: 'shorten-the-interval'},
	'W41 off, because a job of their own runs the cycle': {given: runs({enabled: false}), then: 'caution', remedy: 'show-your-own-schedule'},
	'W41 off, with a long interval that nobody uses': {given: runs({enabled: false, interval: 691_200}), then: 'caution'},
	'suspended while the wizard is open': {given: runs({suspended: true}), then: 'caution', remedy: 'close-the-wizard'},
	'it could not be read': {given: seenServers(server({scheduler: null})), then: 'inconclusive', remedy: 'bring-connect-evidence'},
	'how often could not be read': {given: seenServers(server({scheduler: {...ordinary, interval: null}})), then: 'inconclusive'},
	'W21 only a staging server was seen': {
		given: seenServers(server({staging: true})),
		then: 'elsewhere',
		remedy: 'find-the-active-server',
	},
	'W32 Connect is not installed': {given: seenServers(absentServer), then: 'not-applicable'},
	'seen three days ago': {given: seenServers(staleServer()), then: 'stale', remedy: 'bring-fresh-evidence'},
	'too seldom, seen three days ago': {
		given: seenServers(staleServer({scheduler: {...ordinary, interval: 691_200}})),
		then: 'unmet',
	},
});
