import {declined, type Verdict} from '../../../src/guide/finding.ts';
import type {Part} from '../../worst-first.ts';
import {directoryConnectors} from '../forests/forests.ts';
import type {Connector, ConnectServer, ConnectServers} from './connect-server.facts.ts';

/** The servers that export as far as was seen: Connect Sync, not in staging mode. */
export const exportingServers = ({servers}: ConnectServers): readonly ConnectServer[] =>
	servers.filter(({product, staging}) => product === 'connect-sync' && staging !== true);

/** Stale evidence may condemn; whatever else it shows was not seen. */
export const unlessStale = (server: ConnectServer, verdict: Verdict): Verdict =>
	server.stale && verdict.outcome !== 'unmet' && verdict.outcome !== 'declined'
		? declined(
				'stale',
				'bring-fresh-evidence',
				`What was brought from ${server.server} is more than a day old, or of unknown age. ${verdict.because}`,
			)
		: verdict;

/** One verdict for each server. */
export const serverParts = (servers: readonly ConnectServer[], judge: (server: ConnectServer) => Verdict): readonly Part[] =>
	servers.map(server => ({name: server.server, verdict: unlessStale(server, judge(server))}));

/** One verdict for each AD connector of each server. */
export const connectorParts = (
	servers: readonly ConnectServer[],
	judge: (server: ConnectServer, connector: Connector, name: string) => Verdict,
): readonly Part[] =>
	servers.flatMap(server =>
		directoryConnectors(server).map(connector => {
			const name = connector.forest ?? connector.name;
			return {name, verdict: unlessStale(server, judge(server, connector, name))};
		}),
	);

/** Why no exporting server can be judged: the active one was not seen, or there is none. */
export const noExportingServer = ({servers}: ConnectServers): Verdict => {
	const names = servers.map(({server}) => server).join(' and ');
	return servers.every(({product}) => product === 'absent')
		? {outcome: 'not-applicable', because: `Connect Sync is not installed on ${names}.`}
		: declined('elsewhere', 'find-the-active-server', `No server that exports was seen, only ${names}.`);
};
