import {casesFor} from '../../../src/guide/cases.ts';
import {stated} from '../../case-builders/witnesses.ts';
import {oneSyncEngine} from './one-sync-engine.ts';

export default casesFor(oneSyncEngine, {
	'W30 a person says yes': {
		given: {stated: stated(true, 'Cloud Sync holds another forest, without users in scope')},
		then: 'met',
		says: 'Stated 22 Nov 2026',
	},
	'W29 Cloud Sync handles the pilot group': {
		given: {stated: stated(false, 'the pilot group is under Cloud Sync')},
		then: 'unmet',
		says: 'pilot group',
		remedy: 'use-connect-sync',
	},
	'W28 Cloud Sync alone': {given: {stated: stated(false, 'there is Cloud Sync only')}, then: 'unmet', remedy: 'use-connect-sync'},
	'W31 another engine and no Connect': {given: {stated: stated(false, 'MIM synchronises')}, then: 'unmet', remedy: 'use-connect-sync'},
});
