import {optional} from '../../../src/guide/check.ts';
import {declined, met, unmet} from '../../../src/guide/finding.ts';
import {tenantDomains} from '../../03-new-installation-baseline/tenant/tenant-domains.facts.ts';
import {listed} from '../../directory.ts';
import {connectServers} from './connect-server.facts.ts';
import {overPresentServers} from './retired-server.ts';
import {tenantOf} from './server-tenant.ts';
import {exportingServers, noExportingServer, unlessDoubtful} from './servers.ts';

/** Two servers that export to one tenant are no supported topology (W24). What nobody brought evidence from is not seen, and the sentence says so. */
export const oneActiveServer = overPresentServers({
	id: 'one-active-server',
	question: 'Does exactly one Connect server export to this tenant?',
	needs: {connect: connectServers, domains: optional(tenantDomains)},
	judge: ({connect, domains}) => {
		const exporting = exportingServers(connect).filter(server => tenantOf(server, domains) !== 'other');
		const names = listed(exporting.map(({server}) => server));
		const [only, ...others] = exporting;
		if (only === undefined) {
			return noExportingServer(connect);
		}

		if (others.length > 0) {
			// A server may have gone into staging mode since; only what was seen of the same day condemns.
			return exporting.filter(({stale}) => !stale).length < 2
				? declined('stale', 'bring-fresh-evidence', `${names} were seen exporting, but not all of them in the last day.`)
				: exporting.some(server => tenantOf(server, domains) === 'unknown')
					? declined('inconclusive', 'look-at-the-right-tenant', `${names} all export, and whether it is to the same tenant was not seen.`)
					: unmet('settle-the-active-server', `${names} all export to this tenant, and that is no supported topology.`);
		}

		return unlessDoubtful(
			only,
			only.staging === null
				? declined('inconclusive', 'find-the-active-server', `Nobody saw whether ${only.server} is in staging mode.`)
				: met(`${only.server} exports, and no other server was seen to.`),
		);
	},
	exhibits: ({connect}) =>
		connect.servers.map(({server, staging, product}) => ({
			sign:
				product === 'absent' || staging === true
					? ('not-applicable' as const)
					: staging === null
						? ('unobserved' as const)
						: ('met' as const),
			what: server,
			seen:
				product === 'absent'
					? 'Connect Sync is not installed'
					: staging === null
						? 'staging mode not seen'
						: staging
							? 'in staging mode'
							: 'exports',
		})),
});
