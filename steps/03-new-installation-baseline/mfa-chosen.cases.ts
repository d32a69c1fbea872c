import {casesFor} from '../../src/guide/cases.ts';
import {mfaChosen} from './mfa-chosen.ts';

const said = {by: 'CONTOSO\\operator', at: '2026-11-22T09:04:00Z'};

export default casesFor(mfaChosen, {
	'a person says yes': {
		given: {stated: {...said, yes: true, reason: 'Authenticator with Conditional Access'}},
		then: 'met',
		says: 'Stated 22 Nov 2026 by CONTOSO\\operator',
	},
	'a person says no': {
		given: {stated: {...said, yes: false, reason: 'two methods are being weighed'}},
		then: 'unmet',
		says: 'two methods are being weighed',
		remedy: 'choose-a-second-factor',
	},
});
