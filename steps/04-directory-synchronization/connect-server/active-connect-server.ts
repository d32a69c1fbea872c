import {type FactsOf, optional} from '../../../src/guide/check.ts';
import {declined, met, notApplicable, type Verdict} from '../../../src/guide/finding.ts';
import {tenantDomains} from '../../03-new-installation-baseline/tenant/tenant-domains.facts.ts';
import {defineCheckOver} from '../../check-over.ts';
import {type Part, worstFirst} from '../../worst-first.ts';
import {type ConnectServer, connectServers} from './connect-server.facts.ts';
import {overPresentServers} from './retired-server.ts';
import {tenantOf} from './server-tenant.ts';
import {exportingServers, noExportingServer, unlessDoubtful} from './servers.ts';

const needs = {connect: connectServers, domains: optional(tenantDomains)};

type Facts = FactsOf<typeof needs>;

const exportVerdict = ({domains}: Facts, server: ConnectServer): Verdict => {
	if (tenantOf(server, domains) === 'other') {
		return declined('foreign', 'look-at-the-right-tenant', `${server.server} exports to another tenant than the one that is being read.`);
	}

	return server.staging === null
		? declined('inconclusive', 'find-the-active-server', `Nobody saw whether ${server.server} is in staging mode.`)
		: met(`${server.server} is not in staging mode: it exports.`);
};

const partsOf = (facts: Facts): readonly Part[] =>
	facts.connect.servers.map((server): Part => {
		const verdict = unlessDoubtful(server, exportVerdict(facts, server));
		const name = server.server;
		return server.product === 'absent'
			? {name, verdict: notApplicable(`Connect Sync is not installed on ${name}.`)}
			: {name, verdict: server.staging === true ? notApplicable(`${name} is in staging mode: it exports nothing.`) : verdict};
	});

/** A staging server writes nothing, so what it shows proves nothing of what is written (W21). */
export const activeConnectServer = overPresentServers(
	defineCheckOver({
		id: 'active-connect-server',
		question: 'Is the Connect server the active one, not a staging one?',
		needs,
		partsOf,
		judge: (parts, facts) => {
			const exporting = exportingServers(facts.connect);
			const whole = parts.find(({verdict}) => verdict.outcome === 'met');
			return exporting.length === 0 ? noExportingServer(facts.connect) : (whole?.verdict ?? worstFirst(parts));
		},
	}),
);
