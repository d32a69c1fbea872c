import {caution, declined, met, notApplicable, type Verdict} from '../../../src/guide/finding.ts';
import {defineCheckOver} from '../../check-over.ts';
import {listed} from '../../directory.ts';
import {type Part, worstFirst} from '../../worst-first.ts';
import {directoryConnectors} from '../forests/forests.ts';
import {missingParts} from '../key-write-back/connector-verdict.ts';
import {inboundHalf, outboundHalf} from '../key-write-back/write-back.ts';
import {type Connector, type ConnectServer, type ConnectServers, connectServers} from './connect-server.facts.ts';
import {overPresentServers} from './retired-server.ts';
import {connectorParts, exportingServers, serverParts, unlessDoubtful} from './servers.ts';
import {differencesOf} from './staging-differences.ts';

const isWhole = (server: ConnectServer, connector: Connector) =>
	inboundHalf(server).stands === true && outboundHalf(server, connector).stands === true;

/** Forests in which an exporting server writes keys; only these can be lost by a fail-over. Null where no exporting server was seen. */
const writtenForests = (connect: ConnectServers): readonly string[] | null => {
	const exporting = exportingServers(connect);
	return exporting.length === 0
		? null
		: exporting.flatMap(server =>
				directoryConnectors(server).flatMap(connector =>
					isWhole(server, connector) ? [(connector.forest ?? connector.name).toLowerCase()] : [],
				),
			);
};

const stagingServers = ({servers}: ConnectServers) =>
	servers.filter(({product, staging}) => product === 'connect-sync' && staging === true);

/** The servers in staging mode that are not like the one that exports; not seen where that one is in doubt; none where no server or several export. */
const unlike = (connect: ConnectServers): readonly Part[] => {
	const [active, ...others] = exportingServers(connect);
	return active === undefined || others.length > 0
		? []
		: serverParts(
				stagingServers(connect).filter(staging => differencesOf(active, staging).length > 0),
				staging =>
					unlessDoubtful(
						active,
						caution(
							'make-them-alike',
							`${staging.server} differs from ${active.server}, which exports: ${listed(differencesOf(active, staging))}.`,
						),
					),
			);
};

/** Changes are copied between the servers by hand only (W23). */
export const stagingParity = overPresentServers(
	defineCheckOver({
		id: 'staging-parity',
		question: 'Would the staging server write keys too after a fail-over?',
		needs: {connect: connectServers},
		partsOf: ({connect}) => {
			const written = writtenForests(connect);
			const parts = connectorParts(stagingServers(connect), (server, connector, name): Verdict => {
				if (written !== null && !written.includes(name.toLowerCase())) {
					return notApplicable(`${name}: the active server writes no key there either.`);
				}

				if ((server.rulesRead ?? 0) === 0) {
					return declined('inconclusive', 'bring-connect-evidence', `The rules of ${server.server} could not be read.`);
				}

				const missing = missingParts(server, connector);
				if (missing.length > 0) {
					return declined(
						'incomplete',
						'bring-connect-evidence',
						`${name}: what was brought from ${server.server} is not whole. Missing: ${missing.join('; ')}.`,
					);
				}

				return isWhole(server, connector) && connector.schemaHoldsKey !== false
					? met(`${server.server} would write keys to ${name} as well.`)
					: caution(
							'repeat-it-on-the-staging-server',
							`${server.server} is in staging mode and has no whole chain to ${name}: a fail-over would stop key write-back.`,
						);
			});
			return [...parts, ...unlike(connect)];
		},
		judge: (parts, facts) =>
			worstFirst(parts, {
				nothing: notApplicable(
					stagingServers(facts.connect).length === 0
						? 'No staging server was seen.'
						: 'The active server writes no key to any forest of the staging server.',
				),
			}),
	}),
);
