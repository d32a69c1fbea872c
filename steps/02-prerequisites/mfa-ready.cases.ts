import {casesFor} from '../../src/guide/cases.ts';
import {mfaReady} from './mfa-ready.ts';

const said = {by: 'CONTOSO\\operator', at: '2026-11-22T09:04:00Z'};

export default casesFor(mfaReady, {
	'a person says yes': {
		given: {stated: {...said, yes: true, reason: 'the registration report shows all 40 of the pilot'}},
		then: 'met',
		says: 'Stated 22 Nov 2026 by CONTOSO\\operator',
	},
	'a person says no': {
		given: {stated: {...said, yes: false, reason: '3 of 40 have no method'}},
		then: 'unmet',
		says: '3 of 40 have no method',
		remedy: 'register-a-second-factor',
	},
});
