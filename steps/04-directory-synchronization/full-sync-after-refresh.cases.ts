import {casesFor} from '../../src/guide/cases.ts';
import {fullSyncAfterRefresh} from './full-sync-after-refresh.ts';
import {absentServer, connectOf, connectorOf, entra, forest, inbound, server, staleServer} from './worlds.ts';

const ran = (over: Parameters<typeof connectorOf>[1]) => ({connect: connectOf(server({connectors: [entra(), connectorOf(forest, over)]}))});

export default casesFor(fullSyncAfterRefresh, {
	'both have ended since the connector was changed': {given: ran({}), then: 'met', says: '2 Mar 2026'},
	'W40 no full synchronisation since': {
		given: ran({lastFullSynchronization: '2026-03-01T11:00:00Z'}),
		then: 'caution',
		remedy: 'start-a-full-cycle',
	},
	'W40 no full import since': {given: ran({lastFullImport: '2026-03-01T11:00:00Z'}), then: 'caution', remedy: 'start-a-full-cycle'},
	'W40 when the connector was changed is not known': {given: ran({modified: null}), then: 'inconclusive', remedy: 'start-a-full-cycle'},
	'W40 the history of runs was cleared': {given: ran({lastFullImport: null, lastFullSynchronization: null}), then: 'inconclusive'},
	'there is no rule yet': {given: {connect: connectOf(server({rules: [inbound()]}))}, then: 'not-applicable'},
	'W21 only a staging server was seen': {
		given: {connect: connectOf(server({staging: true}))},
		then: 'elsewhere',
		remedy: 'find-the-active-server',
	},
	'W32 Connect is not installed': {given: {connect: connectOf(absentServer)}, then: 'not-applicable'},
	'seen three days ago': {given: {connect: connectOf(staleServer())}, then: 'stale', remedy: 'bring-fresh-evidence'},
});
