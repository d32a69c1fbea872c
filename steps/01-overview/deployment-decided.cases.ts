import {casesFor} from '../../src/guide/cases.ts';
import {deploymentDecided} from './deployment-decided.ts';

const said = {by: 'CONTOSO\\operator', at: '2026-11-22T09:04:00Z'};

export default casesFor(deploymentDecided, {
	'a person says yes': {
		given: {stated: {...said, yes: true, reason: 'in the planning sheet of 12 November'}},
		then: 'met',
		says: 'Stated 22 Nov 2026 by CONTOSO\\operator',
	},
	'a person says no': {
		given: {stated: {...said, yes: false, reason: 'the sheet is half empty'}},
		then: 'unmet',
		says: 'the sheet is half empty',
		remedy: 'write-the-decisions-down',
	},
});
