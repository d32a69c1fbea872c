import type {Witness} from '../../src/guide/check.ts';
import {isSameDnsName, isSameName} from '../identity.ts';
import type {ConnectServer} from './connect-server.facts.ts';
import {directoryConnectors} from './forests.ts';
import type {WindowsServers} from './windows-servers.facts.ts';

/** How a server's computer object shows that it is gone; null where it is there, or where nobody knows. */
export type Retired = 'disabled' | 'gone' | null;

/** The domain of a whole DNS name: everything after its first label. */
const domainOf = (dnsName: string): string => dnsName.slice(dnsName.indexOf('.') + 1);

/**
 * Whether a fresh look of the directory shows that a Connect server is retired (gates.md W60): its computer object is disabled, or it is gone from
 * its own domain, or, where only its short name is known, from every domain of every forest that it has a connector for. A live answer is no retired server.
 */
export const retired = (server: ConnectServer, computers: Witness<WindowsServers>): Retired => {
	if (!computers.seen || computers.stale || server.source === 'live') {
		return null;
	}

	const forests = computers.facts.forests;
	const domains = forests.flatMap(forest =>
		forest.silent === null && 'domains' in forest ? forest.domains.map(domain => ({forest: forest.forest, ...domain})) : [],
	);
	const own = domains.flatMap(domain =>
		domain.silent === null && 'servers' in domain
			? domain.servers.filter(({name, dnsName}) =>
					server.dnsName === null ? isSameName(name, server.server) : isSameDnsName(dnsName, server.dnsName),
				)
			: [],
	);
	if (own.length > 0) {
		return own.every(({enabled}) => !enabled) ? 'disabled' : null;
	}

	const {dnsName} = server;
	const expected =
		dnsName === null
			? directoryConnectors(server).map(({forest}) => domains.filter(domain => isSameDnsName(domain.forest, forest)))
			: [domains.filter(({domain}) => isSameDnsName(domain, domainOf(dnsName)))];
	const isWhole = expected.length > 0 && expected.every(some => some.length > 0 && some.every(({silent}) => silent === null));
	return isWhole ? 'gone' : null;
};
