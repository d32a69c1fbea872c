import type {Witness} from '../../../src/guide/check.ts';
import {heard} from '../../by-forest.ts';
import {domainNameOf} from '../../distinguished-name.ts';
import {comparableDnsName, isSameDnsName, isSameName} from '../../identity.ts';
import {directoryConnectors} from '../forests/forests.ts';
import type {ConnectMachine} from './connect-machine.facts.ts';
import type {ConnectServer} from './connect-server.facts.ts';
import type {WindowsServers} from './windows-servers.facts.ts';

/** The first label of a DNS name. */
export const shortNameOf = (name: string): string => comparableDnsName(name).split('.')[0] ?? name;

const domainOf = (dnsName: string): string => comparableDnsName(dnsName).split('.').slice(1).join('.');

/** Whether both bear one short name, which two forests may each have given. */
export const isNamesake = ({computer}: ConnectMachine, {server}: ConnectServer): boolean =>
	isSameName(shortNameOf(computer), shortNameOf(server));

/** The domains of the forests that a server has connectors for, by DNS name, each once. */
const domainsOf = (server: ConnectServer): readonly string[] => [
	...new Set(
		directoryConnectors(server).flatMap(({domains}) =>
			domains.map(({namingContext}) => comparableDnsName(domainNameOf(namingContext) ?? namingContext)),
		),
	),
];

/** Whether a machine is the only computer of its short name in these domains, as a fresh look of the directory lists them. */
const isOnlyOne = ({computer}: ConnectMachine, domains: readonly string[], computers: Witness<WindowsServers>): boolean => {
	const listed = computers.seen && !computers.stale ? heard(computers.facts.forests).flatMap(forest => heard(forest.domains)) : [];
	const own = domains.map(name => listed.find(({domain}) => isSameDnsName(domain, name)));
	const named = own.flatMap(one =>
		(one?.servers ?? [])
			.filter(({name}) => name === null || isSameName(name, shortNameOf(computer)))
			.map(({name, dnsName}) => ({name, dnsName: dnsName ?? `${name}.${one?.domain}`})),
	);
	// Every domain has controllers: a list without any server is a look that failed.
	return own.every(one => one !== undefined && one.servers.length > 0) && named.length === 1 && isSameDnsName(named[0]?.dnsName, computer);
};

/**
 * Whether a machine is the computer of a Connect server. Whole DNS names decide. An exported configuration has the short name alone: then the machine
 * has to be in the one domain that the server's connectors know, or be the only computer of that name in all of theirs; and it is nobody else's.
 */
export const isMachineOf = (
	machine: ConnectMachine,
	server: ConnectServer,
	{servers, computers}: {readonly servers: readonly ConnectServer[]; readonly computers: Witness<WindowsServers>},
): boolean => {
	if (server.dnsName !== null) {
		return isSameDnsName(machine.computer, server.dnsName);
	}

	const domains = domainsOf(server);
	const isOthers = servers.some(({dnsName}) => isSameDnsName(dnsName, machine.computer));
	const isAtHome =
		(domains.length === 1 && isSameDnsName(domains[0], domainOf(machine.computer))) || isOnlyOne(machine, domains, computers);
	return isNamesake(machine, server) && !isOthers && domains.length > 0 && isAtHome;
};
