import {casesFor} from '../../src/guide/cases.ts';
import {lastExport} from './last-export.ts';
import {absentServer, connectOf, connectorOf, entra, forest, secondForest, server, staleServer} from './worlds.ts';

const at = '2026-11-22T08:40:00Z';
const ended = (outcome: string, errors: Readonly<Record<string, number>> = {}) => ({
	connect: connectOf(server({connectors: [entra(), connectorOf(forest, {lastExport: {at, outcome, errors: {...errors}}})]})),
});

export default casesFor(lastExport, {
	'it finished': {given: ended('success'), then: 'met'},
	'there was nothing to export': {given: ended('completed-no-objects'), then: 'met'},
	'W42 it did not start for want of credentials': {
		given: ended('no-start-credentials'),
		then: 'unmet',
		says: 'no-start-credentials',
		remedy: 'mend-the-export',
	},
	'W42 it did not start for want of a connection': {given: ended('no-start-connection'), then: 'unmet', remedy: 'mend-the-export'},
	'W42 it was stopped on the way': {given: ended('stopped-connectivity'), then: 'unmet', remedy: 'mend-the-export'},
	'W42 no export is known at all': {
		given: {connect: connectOf(server({connectors: [entra(), connectorOf(forest, {lastExport: null})]}))},
		then: 'inconclusive',
		remedy: 'bring-connect-evidence',
	},
	'W43 three users refused it with error 8344': {
		given: ended('completed-export-errors', {'8344': 3}),
		then: 'unmet',
		says: /3 objects.*8344/,
		remedy: 'give-the-right-to-write',
	},
	'other errors': {given: ended('completed-export-errors', {'8245': 1}), then: 'caution', says: '8245 (1)', remedy: 'look-at-the-errors'},
	'an export is under way': {given: ended('in-progress'), then: 'inconclusive', remedy: 'look-after-the-cycle'},
	'one forest finished, the other did not start': {
		given: {
			connect: connectOf(
				server({
					connectors: [
						entra(),
						connectorOf(forest),
						connectorOf(secondForest, {lastExport: {at, outcome: 'no-start-connection', errors: {}}}),
					],
				}),
			),
		},
		then: 'unmet',
		says: secondForest,
	},
	'W21 only a staging server was seen': {
		given: {connect: connectOf(server({staging: true}))},
		then: 'elsewhere',
		remedy: 'find-the-active-server',
	},
	'W32 Connect is not installed': {given: {connect: connectOf(absentServer)}, then: 'not-applicable'},
	'seen three days ago': {given: {connect: connectOf(staleServer())}, then: 'stale', remedy: 'bring-fresh-evidence'},
});
