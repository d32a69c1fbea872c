import type {FactsOf, Needs} from '../../../src/guide/check.ts';
import {defineCheckOver} from '../../check-over.ts';
import {type Part, worstOrFirst} from '../../worst-first.ts';
import type {ConnectServer, ConnectServers, connectServers} from './connect-server.facts.ts';
import {overPresentServers} from './retired-server.ts';
import {exportingServers, noExportingServer} from './servers.ts';

type Connect = Needs & {readonly connect: typeof connectServers};

/**
 * A check of the servers that export and are not retired, or of each of their connectors. Where nothing of them is judged, the first part says why,
 * or that no server that exports was seen.
 */
export const defineCheckOverExporting = <const N extends Connect>({
	partsOf,
	...check
}: {
	readonly id: string;
	readonly question: string;
	readonly needs: N;
	readonly partsOf: (servers: readonly ConnectServer[], facts: FactsOf<N>) => readonly Part[];
}) => {
	const connectOf = (facts: FactsOf<N>) => (facts as unknown as {readonly connect: ConnectServers}).connect;
	return overPresentServers<N>(
		defineCheckOver<N>({
			...check,
			partsOf: facts => partsOf(exportingServers(connectOf(facts)), facts),
			judge: (parts, facts) => worstOrFirst(parts, noExportingServer(connectOf(facts))),
		}),
	);
};
