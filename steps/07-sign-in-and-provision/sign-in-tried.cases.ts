import {casesFor} from '../../src/guide/cases.ts';
import {signInTried} from './sign-in-tried.ts';

const said = {by: 'CONTOSO\\operator', at: '2026-11-22T09:04:00Z'};

export default casesFor(signInTried, {
	'a person says yes': {
		given: {stated: {...said, yes: true, reason: 'the share opened, klist shows krbtgt'}},
		then: 'met',
		says: 'Stated 22 Nov 2026 by CONTOSO\\operator',
	},
	'a person says no': {
		given: {stated: {...said, yes: false, reason: 'the option is temporarily unavailable'}},
		then: 'unmet',
		says: 'the option is temporarily unavailable',
		remedy: 'find-the-broken-part',
	},
});
