import {casesFor} from '../../../src/guide/cases.ts';
import {absentServer, connectorOf, entra, seenServers, server, staleServer} from '../../case-builders/connect-servers.ts';
import {forest, secondForest} from '../../case-builders/forests.ts';
import type {Connector} from '../connect-server/connect-server.facts.ts';
import {lastExport} from './last-export.ts';

const at = '2026-11-22T08:40:00Z';
const ended = (outcome: string, errors: Readonly<Record<string, number>> | null = {}, guarded: number | null = null, ended = at) =>
	seenServers(
		server({
			connectors: [
				entra(),
				connectorOf(forest, {lastExport: {at: ended, outcome, errors: errors === null ? null : {...errors}, protected: guarded}}),
			],
		}),
	);
type Tally = NonNullable<NonNullable<Connector['lastExport']>['tally']>;
const told = (tally: Tally, outcome = 'completed-export-errors') => {
	const errors: Record<string, number> = {};
	for (const {code, count} of tally) {
		errors[code] = (errors[code] ?? 0) + count;
	}

	return seenServers(server({connectors: [entra(), connectorOf(forest, {lastExport: {at, outcome, errors, tally, protected: null}})]}));
};
const without = (oldestRun: string | null) =>
	seenServers(server({connectors: [entra(), connectorOf(forest, {lastExport: null, oldestRun})]}));

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
		given: without(null),
		then: 'inconclusive',
		says: 'could not be read',
		remedy: 'bring-connect-evidence',
	},
	'W42 no export ever ran, and the history is a day long': {
		given: without('2026-11-21T09:00:00Z'),
		then: 'unmet',
		says: /no export that ended stands in the run history of SYNC01, which begins on 21 Nov 2026/,
		remedy: 'mend-the-export',
	},
	'W42 no export stands in a history that is a second shorter': {
		given: without('2026-11-21T09:00:01Z'),
		then: 'inconclusive',
		says: 'too short to tell',
		remedy: 'look-after-the-cycle',
	},
	'W42 it ended seven days ago': {given: ended('success', {}, null, '2026-11-15T09:00:00Z'), then: 'met'},
	'W42 it ended a second more than seven days ago': {
		given: ended('success', {}, null, '2026-11-15T08:59:59Z'),
		then: 'unmet',
		says: '15 Nov 2026',
		remedy: 'mend-the-export',
	},
	'W43 three users refused it with error 8344': {
		given: ended('completed-export-errors', {'8344': 3}),
		then: 'unmet',
		says: /3 objects.*8344.*protected accounts \(adminCount 1\) only was not seen/,
		remedy: 'give-the-right-to-write',
	},
	'W43 X22 three users refused it, all of them protected': {
		given: ended('completed-export-errors', {'8344': 3}, 3),
		then: 'caution',
		says: /all of them protected accounts \(adminCount 1\)/,
		remedy: 'leave-administrators-out',
	},
	'W43 three users refused it, two of them protected': {
		given: ended('completed-export-errors', {'8344': 3}, 2),
		then: 'unmet',
		says: '2 of them are protected accounts',
		remedy: 'give-the-right-to-write',
	},
	'W43 three users refused it, none of them protected': {
		given: ended('completed-export-errors', {'8344': 3}, 0),
		then: 'unmet',
		says: 'None of them is a protected account',
		remedy: 'give-the-right-to-write',
	},
	'W43 refusals under every word for it are counted together': {
		given: ended('completed-export-errors', {'8344': 1, '50': 1, 'permission-issue': 1}, 2),
		then: 'unmet',
		says: '3 objects',
	},
	'W43 protected accounts only, beside another error': {
		given: ended('completed-export-errors', {'8344': 1, '8245': 2}, 1),
		then: 'caution',
		says: 'Besides: 8245 (2).',
		remedy: 'leave-administrators-out',
	},
	'W43 a code that only looks like it is another error': {
		given: ended('completed-export-errors', {'83440': 1}),
		then: 'caution',
		says: '83440 (1)',
		remedy: 'look-at-the-errors',
	},
	'W43 protected accounts only, and the export was stopped': {
		given: ended('stopped-error-limit', {'8344': 2}, 2),
		then: 'unmet',
		remedy: 'mend-the-export',
	},
	'W43 the errors could not be read': {
		given: ended('completed-export-errors', null),
		then: 'inconclusive',
		says: 'which errors it met could not be read',
		remedy: 'look-at-the-errors',
	},
	'a run that calls itself a success, with errors in it': {
		given: ended('success', {'8245': 1}),
		then: 'caution',
		says: '8245 (1)',
		remedy: 'look-at-the-errors',
	},
	'a success without a list of errors': {given: ended('success', null), then: 'met'},
	'other errors': {given: ended('completed-export-errors', {'8245': 1}), then: 'caution', says: '8245 (1)', remedy: 'look-at-the-errors'},
	'an export is under way': {given: ended('in-progress'), then: 'inconclusive', remedy: 'look-after-the-cycle'},
	'one forest finished, the other did not start': {
		given: seenServers(
			server({
				connectors: [
					entra(),
					connectorOf(forest),
					connectorOf(secondForest, {lastExport: {at, outcome: 'no-start-connection', errors: {}, protected: null}}),
				],
			}),
		),
		then: 'unmet',
		says: secondForest,
	},
	'W21 only a staging server was seen': {
		given: seenServers(server({staging: true})),
		then: 'elsewhere',
		remedy: 'find-the-active-server',
	},
	'W32 Connect is not installed': {given: seenServers(absentServer), then: 'not-applicable'},
	'W43 two users and a group refused it': {
		given: told([
			{code: '8344', class: 'user', attribute: null, count: 2},
			{code: '8344', class: 'group', attribute: null, count: 1},
		]),
		then: 'unmet',
		says: 'Of class: user (2) and group (1)',
		remedy: 'give-the-right-to-write',
	},
	'W43 groups alone refused it, and no key was meant': {
		given: told([{code: '8344', class: 'group', attribute: null, count: 3}]),
		then: 'caution',
		says: 'none of them a user',
		remedy: 'look-at-the-errors',
	},
	'W43 groups, and one object of which nobody knows the class': {
		given: told([
			{code: '8344', class: 'group', attribute: null, count: 2},
			{code: '8344', class: null, attribute: null, count: 1},
		]),
		then: 'unmet',
		remedy: 'give-the-right-to-write',
	},
	'W43 groups alone refused it, and the export was stopped': {
		given: told([{code: '8344', class: 'group', attribute: null, count: 3}], 'stopped-connectivity'),
		then: 'unmet',
		remedy: 'mend-the-export',
	},
	'an error that names its attribute': {
		given: told([{code: '8239', class: 'user', attribute: 'msDS-KeyCredentialLink', count: 1}]),
		then: 'caution',
		says: 'Attribute: msDS-KeyCredentialLink (1)',
		remedy: 'look-at-the-errors',
	},
	'its time is none': {
		given: ended('success', {}, null, '22/11/2026 08:40:00'),
		then: 'inconclusive',
		says: 'is no time',
		remedy: 'bring-connect-evidence',
	},
	'its time lies after the reading': {
		given: ended('success', {}, null, '2031-11-22T08:40:00Z'),
		then: 'inconclusive',
		says: 'lies after',
		remedy: 'bring-connect-evidence',
	},
	'its time lies after the reading by no more than clocks differ': {given: ended('success', {}, null, '2026-11-22T09:05:00Z'), then: 'met'},
	'G-8 two files of one moment say different things': {
		given: seenServers(server({contradicted: true})),
		then: 'contradicted',
		remedy: 'bring-fresh-evidence',
	},
	'seen three days ago': {
		given: seenServers(staleServer({connectors: ended('success', {}, null, '2026-11-19T08:40:00Z').connect.servers[0]?.connectors ?? []})),
		then: 'stale',
		remedy: 'bring-fresh-evidence',
	},
});
