import {casesFor} from '../../../src/guide/cases.ts';
import {aroundMachines, machine} from '../../case-builders/connect-machines.ts';
import {connectDatabase} from './connect-database.ts';
import type {ConnectMachine} from './connect-machine.facts.ts';

const holding = (over: Partial<ConnectMachine['database']>) => aroundMachines(machine({database: {...machine().database, ...over}}));

export default casesFor(connectDatabase, {
	'a small LocalDB': {given: holding({}), then: 'met', says: '0.9 of 10 GB'},
	'just below 8 GB': {given: holding({usedMegabytes: 8191}), then: 'met'},
	'8 GB': {given: holding({usedMegabytes: 8192}), then: 'caution', remedy: 'move-the-database'},
	'10 GB': {given: holding({usedMegabytes: 10_240}), then: 'unmet', says: 'it is full', remedy: 'move-the-database'},
	'nobody could tell how full it is': {given: holding({usedMegabytes: null}), then: 'inconclusive', remedy: 'bring-connect-evidence'},
	'Connect did not say whether it is LocalDB, and the server is': {given: holding({local: null}), then: 'met'},
	'nobody knows where it is': {given: holding({local: null, server: null}), then: 'inconclusive'},
	'a SQL Server of the organisation': {
		given: holding({local: false, server: 'SQL01.corp.contoso.com', usedMegabytes: 0}),
		then: 'not-applicable',
		says: 'SQL01.corp.contoso.com',
	},
});
