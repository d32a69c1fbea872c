import {casesFor} from '../../../src/guide/cases.ts';
import {
	absentServer,
	connectorOf,
	entra,
	inbound,
	outbound,
	seenServers,
	server,
	staleServer,
} from '../../case-builders/connect-servers.ts';
import {forest, secondForest} from '../../case-builders/forests.ts';
import {fullSyncAfterRefresh} from './full-sync-after-refresh.ts';

const ran = (over: Parameters<typeof connectorOf>[1]) => seenServers(server({connectors: [entra(), connectorOf(forest, over)]}));

export default casesFor(fullSyncAfterRefresh, {
	'both have ended since the connector was changed': {given: ran({}), then: 'met', says: '2 Mar 2026'},
	'W40 no full synchronisation since': {
		given: ran({lastFullSynchronization: '2026-03-01T11:00:00Z'}),
		then: 'caution',
		remedy: 'start-a-full-cycle',
	},
	'W40 no full import since': {given: ran({lastFullImport: '2026-03-01T11:00:00Z'}), then: 'caution', remedy: 'start-a-full-cycle'},
	'W40 both have ended at the very moment of the change': {
		given: ran({
			modified: '2026-03-02T10:00:00.500Z',
			lastFullImport: '2026-03-02T10:00:00.500Z',
			lastFullSynchronization: '2026-03-02T10:00:00.500Z',
		}),
		then: 'met',
	},
	'W40 the full import ended a thousandth of a second before the change': {
		given: ran({modified: '2026-03-02T10:00:00.500Z', lastFullImport: '2026-03-02T10:00:00.499Z'}),
		then: 'caution',
	},
	'W40 the full synchronisation ended a thousandth of a second before the change': {
		given: ran({modified: '2026-03-02T11:00:00.001Z', lastFullImport: '2026-03-02T12:00:00Z'}),
		then: 'caution',
	},
	'W40 a time without fractions is not later than the same with them': {
		given: ran({modified: '2026-03-02T10:10:00.000Z', lastFullImport: '2026-03-02T10:10:00Z'}),
		then: 'met',
	},
	'W40 when the connector was changed is not known': {given: ran({modified: null}), then: 'inconclusive', remedy: 'start-a-full-cycle'},
	'W40 a time that cannot be read': {given: ran({lastFullImport: 'last week'}), then: 'inconclusive', remedy: 'start-a-full-cycle'},
	'W40 the history of runs could not be read': {
		given: ran({lastFullImport: null, lastFullSynchronization: null, oldestRun: null}),
		then: 'inconclusive',
		says: 'could not be read',
		remedy: 'start-a-full-cycle',
	},
	'W40 neither stands in the history, and the connector was changed after the oldest run': {
		given: ran({lastFullImport: null, lastFullSynchronization: null}),
		then: 'inconclusive',
		says: /changed last on 2 Mar 2026; the run history of SYNC01 begins on 1 Mar 2026/,
		remedy: 'start-a-full-cycle',
	},
	'W40 the full synchronisation alone does not stand in a history that begins before the change': {
		given: ran({lastFullSynchronization: null}),
		then: 'inconclusive',
	},
	'a healthy server, whose history of seven days begins long after the change': {
		given: ran({lastFullImport: null, lastFullSynchronization: null, oldestRun: '2026-11-15T09:00:00Z'}),
		then: 'not-applicable',
		says: /changed last on 2 Mar 2026, and the run history of SYNC01 begins on 15 Nov 2026: whatever ran between the two is not kept/,
	},
	'the history begins at the very moment of the change': {
		given: ran({lastFullImport: null, oldestRun: '2026-03-02T10:00:00Z'}),
		then: 'not-applicable',
	},
	'the history begins a second before the change': {
		given: ran({lastFullImport: null, oldestRun: '2026-03-02T09:59:59Z'}),
		then: 'inconclusive',
	},
	'one forest is healthy, and in the other a full cycle waits': {
		given: seenServers(
			server({
				connectors: [
					entra(),
					connectorOf(forest, {lastFullImport: null, lastFullSynchronization: null, oldestRun: '2026-11-15T09:00:00Z'}),
					connectorOf(secondForest, {modified: '2026-03-02T12:00:00Z'}),
				],
				rules: [inbound(), outbound(forest), outbound(secondForest)],
			}),
		),
		then: 'caution',
		says: secondForest,
	},
	'there is no rule yet': {given: seenServers(server({rules: [inbound()]})), then: 'not-applicable'},
	'W21 only a staging server was seen': {
		given: seenServers(server({staging: true})),
		then: 'elsewhere',
		remedy: 'find-the-active-server',
	},
	'W32 Connect is not installed': {given: seenServers(absentServer), then: 'not-applicable'},
	'seen three days ago': {given: seenServers(staleServer()), then: 'stale', remedy: 'bring-fresh-evidence'},
});
