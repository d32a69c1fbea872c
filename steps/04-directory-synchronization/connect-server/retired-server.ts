import {type Check, defineCheck, type FactsOf, type Needs, type Optional, optional, type Witness} from '../../../src/guide/check.ts';
import {heard} from '../../by-forest.ts';
import {isSameDnsName, isSameName} from '../../identity.ts';
import {once} from '../../once.ts';
import {directoryConnectors} from '../forests/forests.ts';
import type {ConnectServer, ConnectServers, connectServers} from './connect-server.facts.ts';
import {type WindowsServers, windowsServers} from './windows-servers.facts.ts';

/** How a server's computer object shows that it is gone; null where it is there, or where nobody knows. */
export type Retired = 'disabled' | 'gone' | null;

/** The domain of a whole DNS name: everything after its first label. */
const domainOf = (dnsName: string): string => dnsName.slice(dnsName.indexOf('.') + 1);
const shortNameOf = (name: string): string => name.split('.')[0] ?? name;

/**
 * Whether a fresh look of the directory shows that a server seen long ago is retired (W60): its computer object is disabled, or gone. What was
 * seen today speaks for itself. Looked for in its own domain where its whole DNS name is known, else in every domain of every forest that it has a
 * connector for; each has to be read. An object elsewhere of the same short name is another computer where the whole name is known, and may be this
 * server where it is not.
 */
export const retired = (
	server: Pick<ConnectServer, 'server' | 'dnsName' | 'stale' | 'connectors'>,
	computers: Witness<WindowsServers>,
): Retired => {
	if (!server.stale || !computers.seen || computers.stale) {
		return null;
	}

	const {dnsName} = server;
	const domains = heard(computers.facts.forests).flatMap(({forest, domains: all}) => all.map(domain => ({forest, ...domain})));
	const expected =
		dnsName === null
			? directoryConnectors(server).map(({forest}) => domains.filter(domain => isSameDnsName(domain.forest, forest)))
			: [domains.filter(({domain}) => isSameDnsName(domain, domainOf(dnsName)))];
	// Every domain of Windows has servers, its controllers among them: a list without any is a look that failed, not a domain where all are gone.
	const isWhole =
		expected.length > 0 && expected.every(some => some.length > 0 && some.every(one => one.silent === null && one.servers.length > 0));
	if (!isWhole) {
		return null;
	}

	// An object without a DNS name is of its own domain, so that its short name is enough there. One without a name may be anybody.
	const own = heard(expected.flat())
		.flatMap(({servers}) => servers)
		.filter(one =>
			dnsName === null || one.dnsName === null
				? one.name === null || isSameName(one.name, shortNameOf(dnsName ?? server.server))
				: isSameDnsName(one.dnsName, dnsName),
		);
	const namesakes =
		dnsName === null ? heard(domains).flatMap(({servers}) => servers.filter(({name}) => isSameName(name, shortNameOf(server.server)))) : [];
	return [...own, ...namesakes].some(({name, enabled}) => enabled !== false || name === null) ? null : own.length > 0 ? 'disabled' : 'gone';
};

/** Of the servers of the directory, those that bear a Connect server's name: no other computer of the forest stays in a session. */
export const keptComputers = (
	computers: Witness<WindowsServers>,
	servers: readonly Pick<ConnectServer, 'server' | 'dnsName'>[],
): Witness<WindowsServers> => {
	if (!computers.seen) {
		return computers;
	}

	const isNamed = ({name, dnsName}: {readonly name: string | null; readonly dnsName: string | null}) =>
		servers.some(server => name === null || isSameName(name, server.server) || isSameDnsName(dnsName, server.dnsName));
	const forests = computers.facts.forests.map(forest =>
		forest.silent === null
			? {
					...forest,
					domains: forest.domains.map(one => (one.silent === null ? {...one, servers: one.servers.filter(isNamed)} : one)),
				}
			: forest,
	);
	return {...computers, facts: {forests}};
};

type Connect = typeof connectServers;
type OverServers = {readonly connect: Connect | Optional<Connect>};
type WithComputers = {readonly computers: Optional<typeof windowsServers>};

/** Without the servers that are retired. Where nothing but such was seen, what was seen of them still stands, as old as it is. */
const presentOf = ({servers}: ConnectServers, computers: Witness<WindowsServers>): ConnectServers => {
	const left = servers.filter(server => retired(server, computers) === null);
	return {servers: left.length > 0 ? left : servers};
};

/** A check of Connect servers that leaves out those whose computer object shows that they are retired: their old evidence stays in the session. */
export const overPresentServers = <const N extends Needs & OverServers>(check: Check<N>): Check<N & WithComputers> => {
	const {judge, exhibits, keep} = check;
	type Facts = FactsOf<N & WithComputers> & {
		readonly connect: ConnectServers | Witness<ConnectServers>;
		readonly computers: Witness<WindowsServers>;
	};
	const present = once(
		({connect, ...facts}: Facts) =>
			({
				...facts,
				connect:
					'servers' in connect
						? presentOf(connect, facts.computers)
						: connect.seen
							? {...connect, facts: presentOf(connect.facts, facts.computers)}
							: connect,
			}) as unknown as FactsOf<N>,
	);
	const serversOf = ({connect}: Facts) => ('servers' in connect ? connect.servers : connect.seen ? connect.facts.servers : []);
	return defineCheck({
		...check,
		needs: {...check.needs, computers: optional(windowsServers)},
		judge: (facts: Facts) => judge(present(facts)),
		exhibits: (facts: Facts) => exhibits?.(present(facts)) ?? [],
		keep: (facts: Facts) => ({
			...((keep?.(present(facts)) ?? facts) as object),
			computers: keptComputers(facts.computers, serversOf(facts)),
		}),
	} as unknown as Check<N & WithComputers>);
};
