import {declined, type Verdict} from '../../../src/guide/finding.ts';
import type {Part} from '../../worst-first.ts';
import {directoryConnectors} from '../forests/forests.ts';
import type {Connector, ConnectServer, ConnectServers} from './connect-server.facts.ts';

/** The servers that export as far as was seen: Connect Sync, not in staging mode. */
export const exportingServers = ({servers}: ConnectServers): readonly ConnectServer[] =>
	servers.filter(({product, staging}) => product === 'connect-sync' && staging !== true);

/** Why what was seen of a server may condemn it and cannot speak for it; null where nothing is in doubt. */
const doubtOf = ({server, stale, contradicted, unreadSince}: ConnectServer): Verdict | null =>
	contradicted
		? declined('contradicted', 'bring-fresh-evidence', `Two pieces of evidence of one moment say different things of ${server}.`)
		: stale
			? declined('stale', 'bring-fresh-evidence', `What was brought from ${server} is more than a day old, or of unknown age.`)
			: unreadSince
				? declined('inconclusive', 'bring-fresh-evidence', `${server} was seen since without its rules.`)
				: null;

/** What is in doubt may condemn; whatever else it shows was not seen. Of two that contradict each other chance says which one speaks: it condemns nothing. */
export const unlessDoubtful = (server: ConnectServer, verdict: Verdict): Verdict => {
	const doubt = doubtOf(server);
	const stands = verdict.outcome === 'declined' || (verdict.outcome === 'unmet' && !server.contradicted);
	return doubt === null || stands ? verdict : {...doubt, because: `${doubt.because} ${verdict.because}`};
};

/** A server for checks that judge its scheduler and its runs and nothing else: as old as the witness that these are of. */
export const asSeenLast = (server: ConnectServer): ConnectServer =>
	server.unreadSince ? {...server, stale: false, takenAt: server.runsReadAt ?? null, unreadSince: false} : server;

/** One verdict for each server. */
export const serverParts = (servers: readonly ConnectServer[], judge: (server: ConnectServer) => Verdict): readonly Part[] =>
	servers.map(server => ({name: server.server, verdict: unlessDoubtful(server, judge(server))}));

/** One verdict for each AD connector of each server. */
export const connectorParts = (
	servers: readonly ConnectServer[],
	judge: (server: ConnectServer, connector: Connector, name: string) => Verdict,
): readonly Part[] =>
	servers.flatMap(server =>
		directoryConnectors(server).map(connector => {
			const name = connector.forest ?? connector.name;
			return {name, verdict: unlessDoubtful(server, judge(server, connector, name))};
		}),
	);

/** Why no exporting server can be judged: the active one was not seen, or there is none. */
export const noExportingServer = ({servers}: ConnectServers): Verdict => {
	const names = servers.map(({server}) => server).join(' and ');
	return servers.every(({product}) => product === 'absent')
		? {outcome: 'not-applicable', because: `Connect Sync is not installed on ${names}.`}
		: declined('elsewhere', 'find-the-active-server', `No server that exports was seen, only ${names}.`);
};
