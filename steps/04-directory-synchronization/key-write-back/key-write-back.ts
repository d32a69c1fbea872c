import type {Witness} from '../../../src/guide/check.ts';
import {declined, unmet, type Verdict} from '../../../src/guide/finding.ts';
import {heard, usersOf} from '../../by-forest.ts';
import {defineCheckOver} from '../../check-over.ts';
import {listed} from '../../directory.ts';
import {membersElsewhere} from '../../scope-members.ts';
import {type Part, worstFirst} from '../../worst-first.ts';
import type {Connector, ConnectServer, ConnectServers} from '../connect-server/connect-server.facts.ts';
import {keptComputers, retired} from '../connect-server/retired-server.ts';
import {tenantOf} from '../connect-server/server-tenant.ts';
import {isOlder, serviceFloor} from '../connect-server/version.ts';
import {allConnectors, directoryConnectors, namesOfForest, silentForests} from '../forests/forests.ts';
import {connectorVerdict, forestKey} from './connector-verdict.ts';
import {needs, type WriteBackFacts} from './key-write-back.needs.ts';
import {type ConnectorVerdict, together} from './several-servers.ts';
import {outboundHalf} from './write-back.ts';

/** What each exporting server says of each of its AD connectors, or of those that are `meant`. */
const spoken = (
	facts: WriteBackFacts,
	servers: readonly ConnectServer[],
	meant: (server: ConnectServer, connector: Connector) => boolean = () => true,
): readonly ConnectorVerdict[] =>
	servers.flatMap(server =>
		directoryConnectors(server)
			.filter(connector => meant(server, connector))
			.map(connector => ({
				name: connector.forest ?? connector.name,
				key: forestKey(facts, connector),
				server,
				verdict: connectorVerdict(facts, server, connector),
			})),
	);

/** Forests that answered, may hold users in scope, and have no connector on any exporting server. */
const unconnected = (facts: WriteBackFacts, servers: readonly ConnectServer[]): readonly Part[] => {
	const connected = servers.flatMap(server => directoryConnectors(server).map(connector => forestKey(facts, connector)));
	return heard(facts.identities.seen ? facts.identities.facts.forests : [])
		.filter(({forest}) => !connected.includes(forest.toLowerCase()) && usersOf(facts.users, forest) !== 0)
		.map(({forest}) => ({
			name: forest,
			verdict: unmet(
				'connect-the-forest',
				`${forest} has no connector on ${listed(servers.map(({server}) => server))}, so none of its users is synchronised.`,
			),
		}));
};

/** Forests that were given, are silent and have no connector: nothing excuses them, because their users were not counted (W62). */
const silentParts = ({identities, users}: WriteBackFacts, connect: Witness<ConnectServers>): readonly Part[] => {
	const forests = identities.seen ? identities.facts.forests : [];
	const names = silentForests(
		forests.map(({forest, silent}) => ({name: forest, answered: silent === null})),
		connect,
		identities,
	);
	return forests.flatMap(({forest, silent}): readonly Part[] =>
		silent === null || !names.includes(forest) || usersOf(users, forest) === 0
			? []
			: [
					{
						name: forest,
						verdict: declined(
							silent.reason,
							'reach-the-forest',
							`${forest} has no connector and did not answer, so whether its users are in scope was not seen. ${silent.detail}`,
						),
					},
				],
	);
};

/** Where no exporting server of this tenant can be judged: why. */
const nobodyToAsk = (servers: readonly ConnectServer[], mine: readonly ConnectServer[]): Verdict => {
	const namesOf = (some: readonly ConnectServer[]) => listed(some.map(({server}) => server));
	const present = servers.filter(({product}) => product !== 'absent');
	if (present.length === 0) {
		return unmet('install-connect', `Connect Sync is not installed on ${namesOf(servers)}.`);
	}

	const ours = present.filter(server => mine.includes(server));
	return ours.length === 0
		? declined('foreign', 'look-at-the-right-tenant', `${namesOf(present)} serves another tenant than the one that is being read.`)
		: declined(
				'elsewhere',
				'find-the-active-server',
				`${namesOf(ours)} is in staging mode and exports nothing. The active server was not seen.`,
			);
};

const isExporting = ({product, staging}: ConnectServer): boolean => product === 'connect-sync' && staging !== true;

const partsOf = (facts: WriteBackFacts): readonly Part[] => {
	if (!facts.connect.seen) {
		return [];
	}

	const servers = facts.connect.facts.servers;
	const mine = servers.filter(server => tenantOf(server, facts.domains) !== 'other');
	const present = mine.filter(server => retired(server, facts.computers) === null);
	// Where nothing but retired servers was seen, what was seen of them still stands, as old as it is.
	const gone = present.some(isExporting) ? mine.filter(server => !present.includes(server)) : [];
	const exporting = mine.filter(server => isExporting(server) && !gone.includes(server));
	if (exporting.length === 0) {
		return [{name: listed(servers.map(({server}) => server)), verdict: nobodyToAsk(servers, mine)}];
	}

	const showsNone = (server: ConnectServer) => directoryConnectors(server).length === 0 || (server.rulesRead ?? 0) === 0;
	const unread = exporting.filter(server => showsNone(server) || server.unreadSince);
	const read = exporting.filter(server => !showsNone(server));
	// Only a connector that is judged here may stand for a forest that nobody saw: a staging server writes to none.
	const judgedOnes = {...facts.connect, facts: {servers: read}};
	const foreign = servers.filter(server => !mine.includes(server) && server.staging !== true && retired(server, facts.computers) === null);
	const rivals = spoken(facts, foreign, (server, connector) => outboundHalf(server, connector).stands !== false);
	const served = allConnectors(judgedOnes).flatMap(({connector}) => namesOfForest(connector));
	return [
		...together(spoken(facts, read), rivals),
		...(read.length === 0
			? []
			: [...unconnected(facts, read), ...silentParts(facts, judgedOnes), ...membersElsewhere(facts.members, served)]),
		...unread.map(
			({server, rulesRead, silences, stale, unreadSince}): Part => ({
				name: server,
				verdict: unreadSince
					? declined(
							stale ? 'stale' : 'inconclusive',
							'bring-fresh-evidence',
							`${server} was seen within the last day without its rules, and what showed its rules is older${stale ? ' than a day or of unknown age' : ''}.`,
						)
					: declined(
							rulesRead === null ? 'inconclusive' : 'empty',
							'bring-connect-evidence',
							[`${server} showed no rules or no connectors of Active Directory.`, ...silences].join(' '),
						),
			}),
		),
	];
};

const late = (facts: WriteBackFacts): string => {
	const old = facts.connect.seen
		? facts.connect.facts.servers.find(({version, staging}) => version !== null && staging !== true && isOlder(version, serviceFloor))
		: undefined;
	return old === undefined
		? ''
		: ` But ${old.server} runs ${old.version}, below ${serviceFloor}: synchronisation is expected to have stopped; see connect-version.`;
};

/** The gate to leave step 4 with keys: the whole chain, on the exporting server of the right tenant, for every forest with users in scope. */
export const keyWriteBack = defineCheckOver({
	id: 'key-write-back',
	question: 'Does every AD connector write the key back?',
	needs,
	partsOf,
	judge: (parts, facts) => {
		if (facts.engine.seen && !facts.engine.facts.yes) {
			const {by, reason} = facts.engine.facts;
			return unmet(
				'use-connect-sync',
				`${by} states that another engine than Connect Sync synchronises users in scope: ${reason}. No page says that it carries the key.`,
			);
		}

		if (!facts.connect.seen) {
			return declined(facts.connect.reason, 'bring-connect-evidence', facts.connect.detail);
		}

		const whole = parts.filter(({verdict}) => verdict.outcome === 'met').map(({name}) => name);
		return worstFirst(parts, {
			met: `${whole.join(', ')}: both rules stand, both attributes are selected.${late(facts)}`,
			nothing: declined('empty', 'nobody-in-scope', 'No AD connector holds enabled users in scope, so there was nothing to judge.'),
		});
	},
	// Of the servers of the directory only those that bear a Connect server's name stay in the session.
	keep: facts => ({...facts, computers: keptComputers(facts.computers, facts.connect.seen ? facts.connect.facts.servers : [])}),
});
