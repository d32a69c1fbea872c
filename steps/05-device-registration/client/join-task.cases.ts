import {casesFor} from '../../../src/guide/cases.ts';
import {clientLogged, foreign, machine, ours} from '../../case-builders/clients.ts';
import {event} from '../../case-builders/controllers.ts';
import {printed, takenAt} from '../../case-builders/printed.ts';
import {nobodyAsked, seen} from '../../case-builders/witnesses.ts';
import {parseDsregcmd} from '../../dsregcmd/dsregcmd.ts';
import type {LoggedEvent} from '../../event-log.ts';
import type {ClientComputer} from './client-computer.facts.ts';
import type {ClientLog} from './client-events.facts.ts';
import {joinTask} from './join-task.ts';

const alone = (part: Partial<ClientComputer> = {}) => ({
	client: machine(part),
	points: ours,
	events: seen(clientLogged()),
	status: nobodyAsked,
});
const task = (part: Partial<ClientComputer['task']>, more: Partial<ClientComputer> = {}) =>
	alone({task: {...machine().task, ...part}, ...more});
/** As a user sees it from whom the task is hidden, after an elevated window saw it so. */
const hidden = (part: Partial<ClientComputer['task']>, stale = false, contradicted = false) =>
	task(
		{found: false, state: null},
		{elevated: false, fuller: {stale, contradicted, task: {...machine().task, ...part}, tpm: machine().tpm}},
	);
const logged = (...registration: readonly LoggedEvent[]) => ({...alone(), events: seen(clientLogged({registration}))});
const yesterday = '2026-11-21T08:00:00Z';
const joined = (at: string | null = takenAt) => seen(parseDsregcmd(printed(), {takenAt: at}));
const log = (part: Partial<ClientLog>) => ({...alone(), events: seen(clientLogged({registration: part}))});

export default casesFor(joinTask, {
	'the task is there and enabled': {given: alone(), then: 'met', says: 'ran last on 22 Nov 2026'},
	'enabled, and not run yet': {given: task({lastRun: null}), then: 'met', says: 'has not run yet'},
	'running now': {given: task({state: 4}), then: 'met'},
	disabled: {given: task({state: 1}), then: 'unmet', remedy: 'switch-the-task-on'},
	'a state that is not known': {given: task({state: 0}), then: 'inconclusive'},
	'a state that is not told': {given: task({state: null}), then: 'inconclusive'},
	'gone, as an administrator sees it': {given: task({found: false, state: null}), then: 'unmet', remedy: 'put-the-task-back'},
	'not among those that the user sees': {
		given: task({found: false, state: null}, {elevated: false}),
		then: 'access-denied',
		remedy: 'run-it-elevated',
	},
	'not seen, and nobody knows whether the window was elevated': {given: task({found: false}, {elevated: null}), then: 'access-denied'},
	'the list could not be read': {given: task({found: null, failure: 'Access is denied.'}), then: 'incomplete', says: 'Access is denied'},
	'the user does not see it, and an elevated window did': {given: hidden({}), then: 'met'},
	'an elevated window found it gone': {given: hidden({found: false, state: null}), then: 'unmet', remedy: 'put-the-task-back'},
	'an elevated window found it disabled': {given: hidden({state: 1}), then: 'unmet', remedy: 'switch-the-task-on'},
	'an elevated window saw it two days before': {given: hidden({}, true), then: 'stale', remedy: 'carry-the-script'},
	'two elevated windows of one moment differ': {given: hidden({}, false, true), then: 'contradicted'},
	'the user sees it, whatever an elevated window saw': {
		given: alone({
			elevated: false,
			fuller: {stale: true, contradicted: false, task: {...machine().task, found: false}, tpm: machine().tpm},
		}),
		then: 'met',
	},
	'seen two days ago': {given: alone({stale: true}), then: 'stale'},
	'two files of one moment': {given: alone({contradicted: true}), then: 'contradicted'},
	'policy keeps it from registering': {given: alone({autoJoin: 0}), then: 'unmet', remedy: 'let-it-register'},
	'policy lets it register': {given: alone({autoJoin: 1}), then: 'met'},
	'joining did not work yesterday': {
		given: logged(event(304, yesterday, {ExitCode: '-2145648611', TenantType: 'Managed'})),
		then: 'unmet',
		says: 'event 304 says that joining did not work with 0x801c001d, the service connection point cannot be read',
		remedy: 'mend-the-join',
	},
	'with a code that is in no table': {given: logged(event(305, yesterday, {ExitCode: '-2147023570'})), then: 'unmet', says: '0x8007052e ('},
	'without a code': {given: logged(event(307, yesterday)), then: 'unmet', says: 'did not work (3 times'},
	'discovery did not work (201)': {given: logged(event(201, yesterday, {ExitCode: '-2145648607'})), then: 'unmet', says: '0x801c0021'},
	'the answer was not understood (204)': {given: logged(event(204, yesterday)), then: 'unmet'},
	'the registration service was not found (309)': {given: logged(event(309, yesterday)), then: 'unmet'},
	'it has worked since': {given: logged(event(304, '2026-11-20T08:00:00Z'), event(306, yesterday)), then: 'met'},
	'it worked before, and no more': {given: logged(event(306, '2026-11-20T08:00:00Z'), event(304, yesterday)), then: 'unmet'},
	'a week ago': {given: logged(event(304, '2026-11-14T08:00:00Z')), then: 'caution', remedy: 'see-that-it-is-past'},
	'dsregcmd says that it is joined': {
		given: {...logged(event(304, yesterday)), status: joined()},
		then: 'caution',
		says: 'dsregcmd says since that it is joined',
	},
	'dsregcmd said so before': {given: {...logged(event(304, yesterday)), status: joined('2026-11-21T07:00:00Z')}, then: 'unmet'},
	'dsregcmd says so, and nobody knows when': {given: {...logged(event(304, yesterday)), status: joined(null)}, then: 'unmet'},
	'what it logged was not brought': {
		given: {...alone(), events: nobodyAsked},
		then: 'no-runner',
		says: 'what it logged of joining was not seen',
		remedy: 'carry-the-script',
	},
	'what it logged was not brought, and the task is disabled': {given: {...task({state: 1}), events: nobodyAsked}, then: 'unmet'},
	'the log could not be read': {given: log({on: null, failure: 'Access is denied.'}), then: 'incomplete', remedy: 'carry-the-script'},
	'the log is switched off': {given: log({on: false, since: null}), then: 'incomplete', remedy: 'switch-the-log-on'},
	'the log holds nothing': {given: log({since: null}), then: 'empty', remedy: 'let-it-log'},
	'of the log only the newest was read': {given: log({whole: false}), then: 'incomplete', says: 'less than 3 days', remedy: 'let-it-log'},
	'of the log only the newest was read, of ten days': {
		given: log({whole: false, events: [{...event(306), first: '2026-11-12T08:00:00Z'}]}),
		then: 'met',
	},
	'dsregcmd of another computer says so': {
		given: {
			...logged(event(304, yesterday)),
			status: seen(parseDsregcmd(printed({'Device State': {'Device Name': 'pc08.corp.contoso.com'}}))),
		},
		then: 'unmet',
	},
	'events of another computer': {
		given: {...alone(), events: seen(clientLogged({registration: [event(304, yesterday)]}, {computer: 'pc08.corp.contoso.com'}))},
		then: 'inconclusive',
		says: 'what was logged is of pc08.corp.contoso.com',
	},
	'a client of another forest': {given: {...alone(), points: foreign}, then: 'foreign'},
	'a computer in no domain': {given: alone({domain: null}), then: 'inconclusive', remedy: 'look-at-a-domain-client'},
});
