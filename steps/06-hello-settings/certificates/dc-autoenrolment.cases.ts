import {casesFor} from '../../../src/guide/cases.ts';
import {dcAutoenrolment} from './dc-autoenrolment.ts';

const said = {by: 'CONTOSO\\operator', at: '2026-11-22T09:04:00Z'};

export default casesFor(dcAutoenrolment, {
	'a person says yes': {
		given: {stated: {...said, yes: true, reason: 'seen in certlm on all five'}},
		then: 'met',
		says: 'Stated 22 Nov 2026 by CONTOSO\\operator',
	},
	'a person says no': {
		given: {stated: {...said, yes: false, reason: 'DC03 still holds the old one'}},
		then: 'unmet',
		says: 'DC03 still holds the old one',
		remedy: 'let-them-enrol',
	},
});
