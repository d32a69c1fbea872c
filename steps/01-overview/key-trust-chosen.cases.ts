import {casesFor} from '../../src/guide/cases.ts';
import {keyTrustChosen} from './key-trust-chosen.ts';

const said = {by: 'CONTOSO\\operator', at: '2026-11-22T09:04:00Z'};

export default casesFor(keyTrustChosen, {
	'a person says yes': {
		given: {stated: {...said, yes: true, reason: 'certificates are on all domain controllers since 2024'}},
		then: 'met',
		says: 'Stated 22 Nov 2026 by CONTOSO\\operator',
	},
	'a person says no': {
		given: {stated: {...said, yes: false, reason: 'nobody has compared the two yet'}},
		then: 'unmet',
		says: 'nobody has compared the two yet',
		remedy: 'compare-the-trusts',
	},
});
