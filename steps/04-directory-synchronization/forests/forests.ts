import type {Witness} from '../../../src/guide/check.ts';
import {heard} from '../../by-forest.ts';
import {listsName} from '../../directory.ts';
import {domainNameOf} from '../../distinguished-name.ts';
import {comparableDnsName, comparableGuid, isSameDn, isSameDnsName, isSameGuid} from '../../identity.ts';
import type {Connector, ConnectServer, ConnectServers} from '../connect-server/connect-server.facts.ts';
import type {ForestIdentities} from './forest-identities.facts.ts';

/** Connectors of Active Directory, the only ones that a key can be written back by (W20). */
export const directoryConnectors = (server: Pick<ConnectServer, 'connectors'>): readonly Connector[] =>
	server.connectors.filter(({kind}) => kind === 'active-directory');

/** An AD connector, and the server that it stands on. */
export type Placed = {readonly server: ConnectServer; readonly connector: Connector};

/** Every AD connector of every server that was seen, with its server. */
export const allConnectors = (connect: Witness<ConnectServers>): readonly Placed[] =>
	connect.seen ? connect.facts.servers.flatMap(server => directoryConnectors(server).map(connector => ({server, connector}))) : [];

type Identified = Extract<ForestIdentities['forests'][number], {silent: null}>;

const answeredIn = (identities: Witness<ForestIdentities>): readonly Identified[] => heard(identities.seen ? identities.facts.forests : []);

/** How a connector's forest compares with the forests that answered: by id, never by a name that an id speaks against (W27). */
export type Recognised =
	/** `by` a domain's distinguished name only where the connector carries no id at all. */
	| {readonly known: 'same'; readonly forest: string; readonly by: 'id' | 'domain'}
	/** Of that name, with another id: a rebuilt or restored forest. */
	| {readonly known: 'other'; readonly forest: string}
	/** Nothing tells; `forest` is the forest of that name, if one answered. */
	| {readonly known: 'unknown'; readonly forest: string | null};

/** The one thing of a list; undefined where there is none or more than one, so that no order decides. */
const onlyOne = <T>(things: readonly T[]): T | undefined => (things.length === 1 ? things[0] : undefined);

/**
 * Recognises a connector's forest among those that answered. The forest's own id decides; where it is absent, the ids of its domains may show that it is
 * the same forest, and only where it carries none of either do the distinguished names of its domains: a forest that was rebuilt has the old ones.
 */
export const recognise = (connector: Connector, identities: Witness<ForestIdentities>): Recognised => {
	const answered = answeredIn(identities);
	const forestId = comparableGuid(connector.forestId);
	const domainIds = connector.domains.flatMap(({id}) => comparableGuid(id) ?? []);
	const claimed = forestId === null ? domainIds : [forestId];
	const owner = onlyOne(answered.filter(({ids}) => claimed.some(id => ids.some(own => isSameGuid(own, id)))));
	if (owner !== undefined) {
		return {known: 'same', forest: owner.forest, by: 'id'};
	}

	const named = onlyOne(answered.filter(({forest}) => isSameDnsName(forest, connector.forest)));
	const akin = onlyOne(
		answered.filter(({domains}) =>
			domains.some(own => connector.domains.some(({namingContext}) => isSameDn(namingContext, own.namingContext))),
		),
	);
	const namesake = connector.forest === null ? akin : named;
	if (forestId !== null) {
		return namesake === undefined ? {known: 'unknown', forest: null} : {known: 'other', forest: namesake.forest};
	}

	return domainIds.length === 0 && namesake !== undefined && namesake === akin
		? {known: 'same', forest: namesake.forest, by: 'domain'}
		: {known: 'unknown', forest: namesake?.forest ?? null};
};

/** DNS names that a connector's forest goes by, as the connector itself says: the forest's, and those of its domains (A16). */
export const namesOfForest = ({forest, domains}: Connector): readonly string[] => [
	...(forest === null ? [] : [forest]),
	...domains.flatMap(({namingContext}) => domainNameOf(namingContext) ?? []),
];

/** A forest that was asked, by the name that the facts have for it: its own where it answered, else the one it was asked by. */
export type Asked = {readonly name: string; readonly answered: boolean};

/** The forest that was asked by a name: itself where it answered, else the one that lists the name as its own, if one does (A25). */
const ownerOf = ({name, answered}: Asked, identities: Witness<ForestIdentities>): string =>
	answered
		? name
		: (answeredIn(identities).find(
				({forest, domains, controllers}) =>
					isSameDnsName(forest, name) || listsName({domains, controllers: controllers.map(host => ({host}))}, name),
			)?.forest ?? name);

/** Each forest that was asked once: a silent name that an answering forest lists is that forest, and no forest of its own. */
export const distinctForests = (asked: readonly Asked[], identities: Witness<ForestIdentities>): readonly Asked[] => {
	const placed = asked.map(one => ({one, owner: ownerOf(one, identities)}));
	return placed
		.filter(({one, owner}, at) => {
			const same = (other: (typeof placed)[number]) => isSameDnsName(other.owner, owner);
			const isHeard = placed.some(other => other.one.answered && same(other));
			return one.answered ? placed.findIndex(other => other.one.answered && same(other)) === at : !isHeard && placed.findIndex(same) === at;
		})
		.map(({one}) => one);
};

/**
 * Whether a connector is one of a forest that was asked: the forest that it was recognised as, or, where nothing tells them apart, the one whose exact name
 * its own forest or one of its domains has. What a name ends in says nothing (A21).
 */
const isOf = (asked: Asked, connector: Connector, identities: Witness<ForestIdentities>): boolean => {
	const recognised = recognise(connector, identities);
	if (recognised.known === 'other') {
		return false;
	}

	if (recognised.forest === null && !asked.answered) {
		return namesOfForest(connector).some(own => isSameDnsName(own, asked.name));
	}

	return isSameDnsName(recognised.forest ?? connector.forest, ownerOf(asked, identities));
};

/** The connectors that may speak for a forest whose schema nobody read: none of another forest that answered, and none that an id speaks against (A16). */
export const witnessesOf = (name: string, connect: Witness<ConnectServers>, identities: Witness<ForestIdentities>): readonly Placed[] =>
	allConnectors(connect).filter(({connector}) => {
		const {known, forest} = recognise(connector, identities);
		return (known === 'same' || forest === null) && isOf({name, answered: false}, connector, identities);
	});

/** Connectors whose forest nobody asked, one for each forest; W27: one of the same name and another id is another forest. */
export const unaskedForests = (
	asked: readonly Asked[],
	connect: Witness<ConnectServers>,
	identities: Witness<ForestIdentities>,
): readonly (Placed & {readonly forest: string; readonly isOther: boolean})[] => {
	const keyOf = ({forest, server}: {forest: string; server: ConnectServer}) => `${comparableDnsName(forest)} ${server.server}`;
	const unasked = allConnectors(connect)
		.filter(({connector}) => !asked.some(one => isOf(one, connector, identities)))
		.map(placed => ({
			...placed,
			forest: placed.connector.forest ?? onlyOne(namesOfForest(placed.connector)) ?? placed.connector.name,
			isOther: recognise(placed.connector, identities).known === 'other',
		}))
		.sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
	return unasked.filter(({forest}, at) => unasked.findIndex(other => isSameDnsName(other.forest, forest)) === at);
};

/** Forests that were given, did not answer, and have no connector that could be judged in their place: nothing excuses them (W62). */
export const silentForests = (
	asked: readonly Asked[],
	connect: Witness<ConnectServers>,
	identities: Witness<ForestIdentities>,
): readonly string[] =>
	distinctForests(asked, identities)
		.filter(({name, answered}) => !answered && witnessesOf(name, connect, identities).length === 0)
		.map(({name}) => name);
