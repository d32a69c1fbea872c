import {casesFor} from '../../../src/guide/cases.ts';
import type {Witness} from '../../../src/guide/check.ts';
import type {ClientComputer} from '../../05-device-registration/client/client-computer.facts.ts';
import {clientLogged, foreign, machine, ours} from '../../case-builders/clients.ts';
import {event} from '../../case-builders/controllers.ts';
import {nobodyAsked, seen} from '../../case-builders/witnesses.ts';
import type {PolicySources} from '../../effective-policy.ts';
import {clientTpm} from './client-tpm.ts';

const unset = {enabled: null, certificateTrust: null, cloudTrust: null, disablePostLogonProvisioning: null, requireSecurityDevice: null};
const demanding = (device: string | null = null, requireSecurityDevice = 1): Witness<PolicySources> =>
	seen({device, user: unset, computer: {...unset, requireSecurityDevice}, userMdm: unset, deviceMdm: unset});
const given = (part: Partial<ClientComputer['tpm']> = {}, policy: Witness<PolicySources> = nobodyAsked) => ({
	client: machine({tpm: {...machine().tpm, ...part}}),
	points: ours,
	events: nobodyAsked,
	policy,
});
/** As the user sees it, after an elevated window saw it so. */
const after = (part: Partial<ClientComputer['tpm']> = {}, stale = false, contradicted = false) => ({
	...given(),
	client: machine({
		elevated: false,
		tpm: {...machine().tpm, notElevated: true, present: null},
		fuller: {stale, contradicted, task: machine().task, tpm: {...machine().tpm, ...part}},
	}),
});
const found = (data: Readonly<Record<string, string>>) => ({
	...given(),
	events: seen(clientLogged({hello: [event(5555, undefined, data)]})),
});

export default casesFor(clientTpm, {
	'there, of 2.0, and ready': {given: given(), then: 'met', says: 'of version 2.0, and ready'},
	'two elevated windows of one moment differ': {given: after({}, false, true), then: 'contradicted', remedy: 'carry-the-script'},
	'the window was not elevated': {
		given: given({notElevated: true, present: null, ready: null, lockedOut: null, spec: null}),
		then: 'access-denied',
		says: 'was not elevated',
		remedy: 'run-it-elevated',
	},
	'the user looked last, and an elevated window before': {given: after(), then: 'met', says: 'of version 2.0, and ready'},
	'an elevated window found it locked before': {given: after({lockedOut: true}), then: 'unmet'},
	'an elevated window saw it two days before': {given: after({}, true), then: 'stale', remedy: 'carry-the-script'},
	'seen two days ago': {given: {...given(), client: machine({stale: true})}, then: 'stale'},
	'it could not be read': {given: given({failure: 'Invalid class', present: null}), then: 'incomplete', says: 'Invalid class'},
	'none, and none is demanded': {given: given({present: false, ready: null}), then: 'caution', remedy: 'make-the-tpm-usable'},
	'none, and policy demands one': {
		given: given({present: false, ready: null}, demanding()),
		then: 'unmet',
		says: 'policy demands one',
		remedy: 'make-the-tpm-usable',
	},
	'none, and the policy of another computer demands one': {
		given: given({present: false, ready: null}, demanding('pc08.corp.contoso.com')),
		then: 'caution',
	},
	'none, and policy demands none': {given: given({present: false, ready: null}, demanding(null, 0)), then: 'caution'},
	'not ready': {given: given({ready: false}), then: 'caution', says: 'is not ready'},
	'not ready, and demanded': {given: given({ready: false}, demanding()), then: 'unmet'},
	'nobody can tell whether it is ready': {given: given({ready: null}), then: 'incomplete'},
	'ready, and whether it is locked could not be read': {given: given({lockedOut: null}), then: 'incomplete', says: 'whether it is locked'},
	'locked out': {given: given({lockedOut: true}), then: 'unmet', remedy: 'wait-for-the-tpm'},
	'of 1.2': {given: given({spec: '1.2, 2, 3'}), then: 'caution', says: 'of version 1.2, which counts as none'},
	'of 1.2, and demanded': {given: given({spec: '1.2, 2, 3'}, demanding()), then: 'unmet'},
	'of no version': {given: given({spec: null}), then: 'incomplete'},
	'of a version that is none': {given: given({spec: 'Not Supported'}), then: 'incomplete'},
	'Hello found it locked (5555)': {
		given: found({IsTpmFIPS: 'false', IsTpmLockedOut: 'true', Result: '0x0'}),
		then: 'unmet',
		says: 'event 5555 says that its TPM is locked',
	},
	'Hello cannot keep to policy (5555)': {
		given: found({IsTpmLockedOut: 'false', Result: '0x80090035'}),
		then: 'unmet',
		says: '0x80090035',
		remedy: 'make-the-tpm-usable',
	},
	'Hello found nothing against it (5555)': {given: found({IsTpmLockedOut: 'false', Result: '0x0'}), then: 'met'},
	'Hello of another computer found it locked': {
		given: {
			...given(),
			events: seen(clientLogged({hello: [event(5555, undefined, {IsTpmLockedOut: 'true'})]}, {computer: 'pc08.corp.contoso.com'})),
		},
		then: 'met',
	},
	'not elevated, and Hello found it locked': {
		given: {...found({IsTpmLockedOut: 'true'}), client: machine({tpm: {...machine().tpm, notElevated: true}})},
		then: 'unmet',
		says: 'Not seen: TPM',
	},
	'a client of another forest': {given: {...given(), points: foreign}, then: 'foreign', remedy: 'look-at-a-domain-client'},
});
