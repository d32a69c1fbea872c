import {caution, declined, met, type Verdict} from '../../../src/guide/finding.ts';
import {defineCheckOver} from '../../check-over.ts';
import {judgeClient, ourForests, partsOfClient} from '../../client-standing.ts';
import {type ClientEndpoints, clientEndpoints} from './client-endpoints.facts.ts';

/** Where a proxy stands between, a direct connection proves nothing against it; the computer joins under its own account besides. So nothing here is unmet. */
const judgeHost = ({host, reached, failure}: ClientEndpoints['hosts'][number], {hasProxy, hasProxyScript}: ClientEndpoints): Verdict => {
	if (reached === null) {
		return declined('incomplete', 'use-an-ordinary-powershell', `nobody could try to reach ${host}: ${failure ?? 'no reason was given'}.`);
	}

	const past = hasProxy || hasProxyScript ? 'past the proxy that this user has' : 'without a proxy, of which this user has none';
	return reached
		? met(`its user reaches ${host}.`)
		: caution('open-the-way', `its user does not reach ${host} on port 443, ${past} (${failure ?? 'no reason was given'}).`);
};

export const endpointsReachable = defineCheckOver({
	id: 'endpoints-reachable',
	question: 'Does the user of each client reach the services of Entra ID?',
	needs: {client: clientEndpoints, points: ourForests},
	partsOf: ({client, points}) =>
		partsOfClient(client, points, () => client.hosts.map(host => ({name: host.host, verdict: judgeHost(host, client)}))),
	judge: (parts, {client}) => judgeClient(client, parts),
});
