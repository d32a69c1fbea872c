import {casesFor} from '../../src/guide/cases.ts';
import {keyRegistered} from './key-registered.ts';

const said = {by: 'CONTOSO\\operator', at: '2026-11-22T09:04:00Z'};

export default casesFor(keyRegistered, {
	'a person says yes': {
		given: {stated: {...said, yes: true, reason: 'event 300 at 10:12, cycle at 10:32'}},
		then: 'met',
		says: 'Stated 22 Nov 2026 by CONTOSO\\operator',
	},
	'a person says no': {
		given: {stated: {...said, yes: false, reason: 'provisioning has not been offered'}},
		then: 'unmet',
		says: 'provisioning has not been offered',
		remedy: 'enrol-and-wait',
	},
});
