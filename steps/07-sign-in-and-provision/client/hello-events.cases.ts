import {casesFor} from '../../../src/guide/cases.ts';
import {clientLogged, foreign, ours} from '../../case-builders/clients.ts';
import {event} from '../../case-builders/controllers.ts';
import type {LoggedEvent} from '../../event-log.ts';
import {helloEvents} from './hello-events.ts';

const given = (logs: Parameters<typeof clientLogged>[0], part: Parameters<typeof clientLogged>[1] = {}) => ({
	client: clientLogged(logs, part),
	points: ours,
});
const registration = (...events: readonly LoggedEvent[]) => given({registration: events});
const hello = (...events: readonly LoggedEvent[]) => given({hello: events});
const kerberos = (id: number, ...more: readonly LoggedEvent[]) =>
	given({registration: [event(358, before)], hello: more, kerberos: [event(id, yesterday, {ErrorCode: '3221225659'})]});
const yesterday = '2026-11-21T08:00:00Z';
const before = '2026-11-20T08:00:00Z';
const weekAgo = '2026-11-14T08:00:00Z';
const all = {
	DeviceIsJoined: 'Yes',
	AADPrt: 'Yes',
	NgcPolicyEnabled: 'Yes',
	NgcPostLogonProvisioningEnabled: 'Yes',
	NgcHardwarePolicyMet: 'Yes',
	UserIsRemote: 'Yes',
	LogonCertRequired: 'No',
};

export default casesFor(helloEvents, {
	'all prerequisites hold (358)': {
		given: registration(event(358, yesterday, all)),
		then: 'inconclusive',
		says: 'pc07.corp.contoso.com: in 30 days it has logged no key that was registered',
		remedy: 'let-somebody-sign-in',
	},
	'a key was registered, and the other logs could not be read': {
		given: given({registration: [event(300, yesterday)], hello: {on: null, failure: 'x'}, kerberos: {on: null, failure: 'x'}}),
		then: 'incomplete',
		says: 'the log HelloForBusiness, Operational could not be read',
		remedy: 'carry-the-script',
	},
	'a key was registered, and Kerberos logs nothing': {
		given: given({registration: [event(300, yesterday)], kerberos: {on: false}}),
		then: 'incomplete',
		remedy: 'switch-the-log-on',
	},
	'all hold, and a key was registered': {
		given: registration(event(358, before, all), event(300, yesterday)),
		then: 'met',
		says: 'last on 20 Nov 2026, 08:00 UTC). Event 300 says that the key was registered',
	},
	'somebody signed in (5001), and nobody knows with what': {given: hello(event(5001, yesterday)), then: 'empty'},
	'no token (360)': {
		given: registration(event(360, yesterday, {...all, AADPrt: 'No'})),
		then: 'unmet',
		says: 'event 360 says that enrolling does not start: the user has no primary refresh token',
		remedy: 'mend-the-prerequisite',
	},
	'a remote session, to which the field says No (360)': {
		given: registration(event(360, yesterday, {...all, UserIsRemote: 'No'})),
		then: 'unmet',
		says: 'this was a remote session',
	},
	'nothing tested (360)': {
		given: registration(event(360, yesterday, {DeviceIsJoined: 'Not Tested', AADPrt: 'Not Tested'})),
		then: 'unmet',
		says: 'enrolling does not start (3 times',
	},
	'360 without its data': {given: registration(event(360, yesterday)), then: 'unmet'},
	'360, and a key since': {given: registration(event(360, before, {AADPrt: 'No'}), event(300, yesterday)), then: 'met'},
	'360, and 358 since': {given: registration(event(360, before, {AADPrt: 'No'}), event(358, yesterday)), then: 'inconclusive'},
	'certificate trust (362)': {given: registration(event(362, yesterday)), then: 'unmet', remedy: 'leave-certificate-trust'},
	'certificates by MDM (361)': {given: registration(event(361, yesterday, all)), then: 'unmet', says: 'event 361'},
	'the list ended badly (7054), because Hello is off (7203)': {
		given: hello(event(7054, yesterday, {Error: '0x801c0451'}), event(7203, yesterday)),
		then: 'unmet',
		says: 'and event 7203 that no policy turns Hello on',
	},
	'the list ended badly, and well since (8054)': {
		given: hello(event(7054, before), event(8054, yesterday), event(8510, before)),
		then: 'met',
	},
	'the key was not registered (301)': {
		given: registration(event(358, before), event(301, yesterday, {ExitCode: '-2145647635'})),
		then: 'unmet',
		says: 'event 301 says that the key could not be registered (0x801c03ed)',
		remedy: 'read-the-code',
	},
	'not registered, and registered since': {given: registration(event(301, before), event(300, yesterday)), then: 'met'},
	'not registered (7510), and somebody signed in since': {
		given: hello(event(7510, before, {Error: '0x801c03ed'}), event(5001, yesterday)),
		then: 'unmet',
	},
	'the key was not made (7225), and one was registered since': {
		given: hello(event(7225, before, {Error: '0x80090029'}), event(8510, yesterday)),
		then: 'caution',
		remedy: 'see-that-it-is-past',
	},
	'the key was not made (7225)': {given: hello(event(7225, yesterday, {Error: '0x80090029'})), then: 'unmet', says: '0x80090029'},
	'no place for the key (7555)': {given: hello(event(7555, yesterday, {Error: '0x80090011'})), then: 'unmet', says: '0x80090011'},
	'a sign-in was refused (7001)': {
		given: hello(event(8510, before), {
			...event(7001, yesterday),
			data: ['0', '0xC000006D', '0xC00000BB'].map(value => ({name: '', value})),
		}),
		then: 'unmet',
		says: 'event 7001 says that a sign-in with Hello was refused: 0xc000006d, 0xc00000bb (the domain controller takes no such sign-in)',
		remedy: 'read-the-code',
	},
	'refused without a code': {given: hello(event(7001, yesterday)), then: 'unmet', says: 'was refused; 3 times'},
	'refused, and somebody signed in since': {
		given: hello(event(7001, before), event(5001, yesterday)),
		then: 'caution',
		remedy: 'see-that-it-is-past',
	},
	'refused a week ago, and nobody tried since': {given: hello(event(7001, weekAgo)), then: 'caution', remedy: 'see-that-it-is-past'},
	"the controller's certificate is not trusted (102)": {given: kerberos(102), then: 'unmet', remedy: 'mend-the-controllers-certificate'},
	'it has none (104)': {given: kerberos(104), then: 'unmet', says: '(0xc00000bb)'},
	'it lacks the usage (106)': {given: kerberos(106), then: 'unmet'},
	'it lacks the name (107)': {given: kerberos(107), then: 'unmet', says: 'lacks the name of the domain'},
	'it had none, and somebody signed in since': {given: kerberos(104, event(5001)), then: 'caution', remedy: 'see-that-it-is-past'},
	'no controller was found (200)': {given: kerberos(200), then: 'caution', remedy: 'reach-a-controller'},
	'no token was got (1081)': {
		given: given({registration: [event(300, before)], entra: [event(1085, yesterday, {Status: '0xc00484b2'})]}),
		then: 'caution',
		says: 'event 1085 of AAD says that a token was not got (0xc00484b2)',
		remedy: 'read-the-log-of-tokens',
	},
	'no token was got a week ago': {
		given: given({registration: [event(300, before)], entra: [event(1104, weekAgo, {API: 'GenericCallPkg'})]}),
		then: 'met',
	},
	'nothing was logged': {given: given({}), then: 'empty', remedy: 'let-somebody-sign-in'},
	'only of another user': {
		given: given({registration: {others: 4}}),
		then: 'inconclusive',
		says: 'of the user who ran the script it has logged nothing of Hello in 30 days, and of others 4 times',
		remedy: 'look-as-the-user',
	},
	'of somebody, and nobody knows whose window it is': {
		given: given({hello: {others: 2}}, {userKnown: false}),
		then: 'inconclusive',
		says: 'of whoever ran the script',
	},
	'a log is switched off': {given: given({hello: {on: false}}), then: 'incomplete', remedy: 'switch-the-log-on'},
	'a log could not be read': {
		given: given({registration: {on: null, failure: 'Access is denied.'}}),
		then: 'incomplete',
		remedy: 'carry-the-script',
	},
	'a log is switched off, and the other condemns': {
		given: given({hello: {on: false}, registration: [event(360, yesterday, {AADPrt: 'No'})]}),
		then: 'unmet',
	},
	'a client of another forest': {
		given: {client: clientLogged({registration: [event(358)]}), points: foreign},
		then: 'foreign',
		remedy: 'look-at-a-domain-client',
	},
});
