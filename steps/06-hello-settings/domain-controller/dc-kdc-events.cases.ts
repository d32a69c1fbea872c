import {casesFor} from '../../../src/guide/cases.ts';
import {dc, event, listedControllers, log, logged, loggedBy, member, old, print} from '../../case-builders/controllers.ts';
import {nobodyAsked} from '../../case-builders/witnesses.ts';
import type {ControllerLog, LoggedController} from './controller-events.facts.ts';
import {dcKdcEvents} from './dc-kdc-events.ts';

type Events = Parameters<typeof logged>[0];

const one = (events: Events = {}, part: Partial<LoggedController> = {}) => ({
	evidence: loggedBy(logged(events, part)),
	controllers: listedControllers(1),
	servers: nobodyAsked,
});
const logs = (system: Partial<ControllerLog>, kdc: Partial<ControllerLog>) =>
	one({}, {logs: [log('system', system), log('kdc', kdc), log('lifecycle')]});
const using = (at: string) => event(302, at, {Thumbprint: print('d1')});
const yesterday = '2026-11-21T08:00:00Z';

export default casesFor(dcKdcEvents, {
	'nothing logged, and the certificate in use is named': {
		given: one({kdc: [using('2026-11-22T08:00:00Z')]}),
		then: 'met',
		says: 'has logged nothing against its certificate in 30 days, and says that it uses d1000000',
	},
	'a new certificate, by the log of enrolment': {
		given: one(
			{},
			{logs: [log('system'), log('kdc'), log('lifecycle', {events: [event(1006, '2026-11-20T06:00:00Z'), event(1001, yesterday)]})]},
		),
		then: 'met',
		says: 'a new one came on 21 Nov 2026',
	},
	'a certificate without its key, by the log of enrolment': {
		given: one({}, {logs: [log('system'), log('kdc'), log('lifecycle', {events: [event(1009, yesterday)]})]}),
		then: 'caution',
		says: 'could not be joined with its key',
	},
	'nothing logged at all': {given: one(), then: 'met'},
	'a log that reaches back four days': {given: logs({since: '2026-11-18T08:00:00Z'}, {}), then: 'met', says: 'in 4 days.'},
	'two, and nothing logged': {
		given: {evidence: loggedBy(logged(), logged({}, {computer: dc(2)})), controllers: listedControllers(1, 2), servers: nobodyAsked},
		then: 'met',
		says: '2 of 2 domain controllers seen',
	},
	'one that nobody has seen': {
		given: {...one(), controllers: listedControllers(1, 2), servers: nobodyAsked},
		then: 'elsewhere',
		remedy: 'carry-the-script',
	},
	'a stranger': {
		given: {
			evidence: loggedBy(logged(), logged({}, {computer: 'DC01.fabrikam.com'})),
			controllers: listedControllers(1),
			servers: nobodyAsked,
		},
		then: 'foreign',
		remedy: 'look-at-the-right-forest',
	},
	'a file server': {given: {evidence: loggedBy(logged(), member), controllers: listedControllers(1), servers: nobodyAsked}, then: 'met'},
	'no suitable certificate, yesterday (19)': {
		given: one({system: [event(19, yesterday)]}),
		then: 'unmet',
		says: 'DC01.corp.contoso.com: event 19 says that somebody signed in with a key or a card, and it had no suitable certificate (3 times, last on 21 Nov 2026, 08:00 UTC).',
		remedy: 'give-it-a-certificate',
	},
	'none found (29)': {given: one({system: [event(29, yesterday)]}), then: 'unmet', remedy: 'give-it-a-certificate'},
	'no longer valid (20)': {given: one({system: [event(20, yesterday)]}), then: 'unmet', says: 'event 20'},
	'none, in its own log (200)': {given: one({kdc: [event(200, yesterday)]}), then: 'unmet', says: 'event 200'},
	'not checked, in its own log (120)': {given: one({kdc: [event(120, yesterday, {KerbErr: '62'})]}), then: 'unmet', says: 'event 120'},
	'none found a week ago': {
		given: one({system: [event(29, '2026-11-15T08:00:00Z')]}),
		then: 'caution',
		remedy: 'see-that-it-is-past',
	},
	'none found yesterday, and one in use since': {
		given: one({system: [event(29, yesterday)], kdc: [using('2026-11-21T09:00:00Z')]}),
		then: 'caution',
		remedy: 'see-that-it-is-past',
	},
	'one in use, and none found since': {
		given: one({system: [event(29, '2026-11-21T09:00:00Z')], kdc: [using(yesterday)]}),
		then: 'unmet',
	},
	'without the KDC usage (32)': {given: one({system: [event(32, yesterday)]}), then: 'caution', remedy: 'give-it-the-kdc-usage'},
	'a client without a root in NTAuth (45)': {given: one({system: [event(45, yesterday)]}), then: 'caution', remedy: 'patch-the-kdc'},
	'a client that was refused (21)': {
		given: one({system: [event(21, yesterday)]}),
		then: 'caution',
		says: 'event 21',
		remedy: 'patch-the-kdc',
	},
	'of keys and ciphers, which is another matter (27 and 42)': {
		given: one({system: [event(27, yesterday), event(42, yesterday)]}),
		then: 'met',
	},
	'its own log is switched off': {
		given: logs({}, {on: false, since: null}),
		then: 'incomplete',
		says: 'is switched off, so that it says neither which certificate is used nor that there is none',
		remedy: 'switch-the-log-on',
	},
	'its own log is switched off, and System condemns': {
		given: logs({events: [event(19, yesterday)]}, {on: false, since: null}),
		then: 'unmet',
	},
	'its own log could not be read': {
		given: logs({}, {on: null, failure: 'Access is denied.'}),
		then: 'incomplete',
		says: 'Access is denied',
	},
	'System could not be read': {given: logs({on: null, whole: false, failure: 'Access is denied.'}, {}), then: 'incomplete'},
	'System was read from its newest events only, of some hours': {
		given: logs({whole: false, events: [{...event(27), count: 5000, first: '2026-11-22T06:00:00Z'}]}, {}),
		then: 'incomplete',
		says: 'its log System holds more than was read, and what was read reaches back less than a day',
		remedy: 'let-the-log-reach-back',
	},
	'System was read from its newest events only, of nine days': {
		given: logs({whole: false, events: [{...event(27), count: 5000, first: '2026-11-13T06:00:00Z'}]}, {}),
		then: 'met',
		says: 'in 9 days',
	},
	'System was cut before its first event': {given: logs({whole: false}, {}), then: 'incomplete'},
	'System begins a minute ago': {
		given: logs({since: '2026-11-22T08:59:00Z'}, {}),
		then: 'incomplete',
		says: 'reaches back less than a day',
		remedy: 'let-the-log-reach-back',
	},
	'System begins a day ago': {given: logs({since: '2026-11-21T09:00:00Z'}, {}), then: 'met', says: 'in 1 day.'},
	'its own log holds nothing yet': {given: logs({}, {since: null}), then: 'empty', remedy: 'switch-the-log-on'},
	'its own log begins an hour ago, and says nothing of a certificate': {
		given: logs({}, {since: '2026-11-22T08:00:00Z'}),
		then: 'incomplete',
	},
	'its own log begins an hour ago, and names the certificate in use': {
		given: logs({}, {since: '2026-11-22T08:00:00Z', events: [using('2026-11-22T08:00:00Z')]}),
		then: 'met',
	},
	'the log of certificate services could not be read': {
		given: one({}, {logs: [log('system'), log('kdc'), log('lifecycle', {on: null, failure: 'Access is denied.'})]}),
		then: 'incomplete',
		says: 'the log of its certificate services could not be read. Access is denied',
		remedy: 'carry-the-script',
	},
	'the log of certificate services is switched off': {
		given: one({}, {logs: [log('system'), log('kdc'), log('lifecycle', {on: false})]}),
		then: 'incomplete',
	},
	'the log of certificate services holds nothing': {
		given: one({}, {logs: [log('system'), log('kdc'), log('lifecycle', {since: null})]}),
		then: 'met',
	},
	'System holds nothing at all': {given: logs({since: null}, {}), then: 'empty'},
	'a log that was not asked': {given: one({}, {logs: [log('system')]}), then: 'incomplete'},
	'what was seen is two days old': {given: one({}, old), then: 'stale', remedy: 'bring-fresh-evidence'},
	'what was seen is two days old, and condemns': {given: one({system: [event(29, '2026-11-21T08:00:00Z')]}, old), then: 'unmet'},
});
