import {casesFor} from '../../src/guide/cases.ts';
import {clientVersions} from './client-versions.ts';

const said = {by: 'CONTOSO\\operator', at: '2026-11-22T09:04:00Z'};

export default casesFor(clientVersions, {
	'a person says yes': {
		given: {stated: {...said, yes: true, reason: 'the inventory shows 22H2 and later'}},
		then: 'met',
		says: 'Stated 22 Nov 2026 by CONTOSO\\operator',
	},
	'a person says no': {
		given: {stated: {...said, yes: false, reason: '12 stations run 1607'}},
		then: 'unmet',
		says: '12 stations run 1607',
		remedy: 'upgrade-the-clients',
	},
});
