import {casesFor} from '../../src/guide/cases.ts';
import {clientLogged, foreign, ours} from '../case-builders/clients.ts';
import {event} from '../case-builders/controllers.ts';
import type {LoggedEvent} from '../event-log.ts';
import {trustInUse} from './trust-in-use.ts';

const given = (logs: Parameters<typeof clientLogged>[0]) => ({client: clientLogged(logs), points: ours});
const registration = (...events: readonly LoggedEvent[]) => given({registration: events});
const hello = (...events: readonly LoggedEvent[]) => given({hello: events});
const yesterday = '2026-11-21T08:00:00Z';
const before = '2026-11-20T08:00:00Z';
const certificate = (value: string) => ({LogonCertRequired: value, MachinePolicySource: 'none'});

export default casesFor(trustInUse, {
	'358, and no certificate is asked for': {
		given: registration(event(358, yesterday, certificate('No'))),
		then: 'met',
		says: 'pc07.corp.contoso.com: event 358 says that no certificate is asked for (3 times, last on 21 Nov 2026, 08:00 UTC).',
	},
	'360 for another reason': {given: registration(event(360, yesterday, certificate('No'))), then: 'met'},
	'362: certificate trust is in the way': {
		given: registration(event(362, yesterday, certificate('Yes'))),
		then: 'unmet',
		says: 'event 362 says that certificate trust is in the way',
		remedy: 'turn-certificate-trust-off',
	},
	'362 without its data': {given: registration(event(362, yesterday)), then: 'unmet'},
	'362, and 358 since': {given: registration(event(362, before), event(358, yesterday, certificate('No'))), then: 'met'},
	'358, and 362 since': {given: registration(event(358, before, certificate('No')), event(362, yesterday)), then: 'unmet'},
	'362 a week ago': {given: registration(event(362, '2026-11-14T08:00:00Z')), then: 'caution', remedy: 'see-that-it-is-past'},
	'358 with a certificate, as the picture of the guide has it': {
		given: registration(event(358, yesterday, certificate('Yes'))),
		then: 'unmet',
		says: 'policy asks for a certificate',
	},
	'360 that was not tested': {given: registration(event(360, yesterday, certificate('Not Tested'))), then: 'empty'},
	'5204: a certificate is required': {
		given: hello(event(5204, yesterday, {CertificateEnrollmentMethod: '1', CertificateRequired: 'true'})),
		then: 'unmet',
	},
	'5204: none is required': {
		given: hello(event(5204, yesterday, {CertificateEnrollmentMethod: '0', CertificateRequired: 'false'})),
		then: 'met',
	},
	'5204 asked for one, and 358 since for none': {
		given: given({
			registration: [event(358, yesterday, certificate('No'))],
			hello: [event(5204, before, {CertificateRequired: 'true'})],
		}),
		then: 'met',
	},
	'5205 says no twice': {
		given: given({hello: [{...event(5205, yesterday), data: ['false', 'false', '2'].map(value => ({name: '', value}))}]}),
		then: 'met',
		says: 'neither a certificate nor cloud trust',
	},
	'5205 says yes once': {
		given: given({hello: [{...event(5205, yesterday), data: ['false', 'true', '3'].map(value => ({name: '', value}))}]}),
		then: 'caution',
		remedy: 'leave-the-other-trust',
	},
	'5205 without its answers': {given: hello(event(5205, yesterday)), then: 'empty'},
	'nothing was logged': {given: given({}), then: 'empty', remedy: 'let-somebody-sign-in'},
	'the log is switched off': {given: given({registration: {on: false}}), then: 'incomplete', remedy: 'switch-the-log-on'},
	'a log could not be read': {
		given: given({hello: {on: null, failure: 'Access is denied.'}}),
		then: 'incomplete',
		says: 'Access is denied',
	},
	'a log that was not asked': {
		given: {client: {...clientLogged(), logs: clientLogged().logs.slice(1)}, points: ours},
		then: 'incomplete',
		remedy: 'carry-the-script',
	},
	'a client of another forest': {
		given: {client: clientLogged({registration: [event(362, yesterday)]}), points: foreign},
		then: 'foreign',
		remedy: 'look-at-a-domain-client',
	},
});
