import type {Witness} from '../../src/guide/check.ts';
import {comparableGuid} from '../identity.ts';
import type {Connector, ConnectServer, ConnectServers} from './connect-server.facts.ts';
import type {ForestIdentities} from './forest-identities.facts.ts';

/** Connectors of Active Directory, the only ones that a key can be written back by (W20). */
export const directoryConnectors = (server: ConnectServer): readonly Connector[] =>
	server.connectors.filter(({kind}) => kind === 'active-directory');

/** How a connector's forest compares with the forests that answered: by id, never by name alone (W27). */
export type Recognised =
	| {readonly known: 'same'; readonly forest: string}
	/** Of that name, with another id: a rebuilt or restored forest. */
	| {readonly known: 'other'; readonly forest: string}
	/** No id to compare, on one side or the other; `forest` is the forest of that name, if one answered. */
	| {readonly known: 'unknown'; readonly forest: string | null};

/** Recognises a connector's forest among those that answered. The forest's own id decides; where it is absent, the ids of its domains do. */
export const recognise = (connector: Connector, identities: Witness<ForestIdentities>): Recognised => {
	const answered = identities.seen
		? identities.facts.forests.flatMap(forest => (forest.silent === null && 'ids' in forest ? [forest] : []))
		: [];
	const named = answered.find(({forest}) => forest.toLowerCase() === connector.forest?.toLowerCase());
	const domainIds = connector.domains.flatMap(({id}) => comparableGuid(id) ?? []);
	const forestId = comparableGuid(connector.forestId);
	const claimed = forestId === null ? domainIds : [forestId];
	const owner = answered.find(({ids}) => claimed.some(id => ids.includes(id)));
	if (owner !== undefined) {
		return {known: 'same', forest: owner.forest};
	}

	// Ids of domains may show that it is the same forest; only the forest's own id shows that it is another.
	return named !== undefined && forestId !== null
		? {known: 'other', forest: named.forest}
		: {known: 'unknown', forest: named?.forest ?? null};
};

/** Every AD connector of every server that was seen, with its server. */
export const allConnectors = (
	connect: Witness<ConnectServers>,
): readonly {readonly server: ConnectServer; readonly connector: Connector}[] =>
	connect.seen ? connect.facts.servers.flatMap(server => directoryConnectors(server).map(connector => ({server, connector}))) : [];
