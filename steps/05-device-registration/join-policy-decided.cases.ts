import {casesFor} from '../../src/guide/cases.ts';
import {joinPolicyDecided} from './join-policy-decided.ts';

const said = {by: 'CONTOSO\\operator', at: '2026-11-22T09:04:00Z'};

export default casesFor(joinPolicyDecided, {
	'a person says yes': {
		given: {stated: {...said, yes: true, reason: 'all clients, BlockAADWorkplaceJoin is 1'}},
		then: 'met',
		says: 'Stated 22 Nov 2026 by CONTOSO\\operator',
	},
	'a person says no': {
		given: {stated: {...said, yes: false, reason: 'the policy is being tested'}},
		then: 'unmet',
		says: 'the policy is being tested',
		remedy: 'decide-who-joins',
	},
});
