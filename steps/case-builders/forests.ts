import type {z} from 'zod';
import type {Stranger, UnobservedReason} from '../../src/guide/answer.ts';
import type {Witness} from '../../src/guide/check.ts';
import type {readOnlyDcs} from '../02-prerequisites/domain-controllers/read-only-dcs.facts.ts';
import {keyAttribute, type keyAttributeOnDcs, type schemaHead} from '../02-prerequisites/forests/forest-schema.facts.ts';
import type {ScopeMembers} from '../02-prerequisites/scope/scope-members.facts.ts';
import type {UsersInScope} from '../02-prerequisites/scope/users-in-scope.facts.ts';
import type {WindowsServers} from '../04-directory-synchronization/connect-server/windows-servers.facts.ts';
import type {ForestIdentities} from '../04-directory-synchronization/forests/forest-identities.facts.ts';
import {seen} from './witnesses.ts';

/** The forests that the worked examples share. */
export const forest = 'corp.contoso.com';

export const secondForest = 'fabrikam.com';

const silent = (reason: UnobservedReason) => ({reason, detail: 'It did not answer within 10 s.'});

/** A domain controller of an example, whole unless said otherwise. */
export type Controller = {
	readonly server: string;
	readonly silent?: UnobservedReason;
	readonly objectVersion?: number | null;
	readonly master?: string;
	readonly attribute?: null | {readonly oid?: string | null; readonly schemaIdGuid?: string | null; readonly defunct?: boolean};
	readonly heldBy?: readonly string[];
	/** Writable unless an example says otherwise; null where nobody saw. */
	readonly readOnly?: boolean | null;
};

type Forests = Readonly<Record<string, readonly Controller[] | UnobservedReason>>;

type ReadOnly = z.infer<typeof readOnlyDcs.facts>;

type Head = z.infer<typeof schemaHead.facts>;

type Attribute = z.infer<typeof keyAttributeOnDcs.facts>;

/** The first domain controller of the same domain, which masters the schema unless an example says otherwise. */
const masterFor = (server: string) => ['DC01', ...server.split('.').slice(1)].join('.');

const headOf = ({server, silent: reason, objectVersion = 88, master = masterFor(server)}: Controller) =>
	reason === undefined
		? {server, silent: null, objectVersion, schemaMaster: master}
		: {server, silent: silent(reason), objectVersion: null, schemaMaster: null};

const attributeOf = ({server, silent: reason, attribute = {}, heldBy = ['user']}: Controller) =>
	reason === undefined
		? {
				server,
				silent: null,
				attribute:
					attribute === null
						? null
						: {oid: keyAttribute.oid, schemaIdGuid: keyAttribute.schemaIdGuid, defunct: false, created: null, ...attribute},
				heldBy: attribute === null ? [] : [...heldBy],
			}
		: {server, silent: silent(reason), attribute: null, heldBy: []};

const eachForest = <T>(forests: Forests, of: (controller: Controller) => T) =>
	Object.entries(forests).map(([name, controllers]) =>
		typeof controllers === 'string'
			? {forest: name, silent: silent(controllers)}
			: {forest: name, silent: null, controllers: controllers.map(of)},
	);

/** What the schema of some forests looks like: their controllers, or why a forest was silent. */
export const schemaOf = (forests: Forests): {readonly head: Witness<Head>; readonly attribute: Witness<Attribute>} => {
	const each = <T>(of: (controller: Controller) => T) => eachForest(forests, of);
	return {head: seen({forests: each(headOf)}), attribute: seen({forests: each(attributeOf)})};
};

/** Which of the same domain controllers are read-only. */
export const readOnlyOf = (forests: Forests): Witness<ReadOnly> =>
	seen({forests: eachForest(forests, ({server, readOnly = false}) => ({server, readOnly}))});

/** Two controllers of one forest, both with the key attribute. */
export const wholeForest = (name: string): readonly Controller[] => [{server: `DC01.${name}`}, {server: `DC02.${name}`}];

/** How many users in scope each forest holds; null where they could not be counted. */
export const usersOf = (
	users: Readonly<Record<string, number | null>>,
	scope: {readonly group: string | null; readonly groupMatches: number | null} = {group: null, groupMatches: null},
): Witness<UsersInScope> =>
	seen({...scope, forests: Object.entries(users).map(([name, count]) => ({forest: name, silent: null, users: count}))});

/** Members of the scope group that no account stands for; without any, whoever is in scope was counted. */
export const membersOf = (...strangers: readonly Stranger[]): Witness<ScopeMembers> =>
	seen({group: 'Hello Users', groupMatches: 1, strangers: [...strangers]});

/** Ids by forest, as the connectors of an example know them. */
export const idOf = (name: string): string =>
	name === forest
		? '1b6f0a52-77c1-4e0e-9d5e-0c1d5d5a1e01'
		: name === secondForest
			? '2c7f0a52-77c1-4e0e-9d5e-0c1d5d5a1e02'
			: '3d8f0a52-77c1-4e0e-9d5e-0c1d5d5a1e03';

/** The distinguished name of a domain. */
export const contextOf = (name: string): string =>
	name
		.split('.')
		.map(label => `DC=${label}`)
		.join(',');

export const identitiesOf = (...names: readonly string[]): Witness<ForestIdentities> =>
	seen({
		forests: names.map(name => ({
			forest: name,
			silent: null,
			ids: [idOf(name)],
			domains: [{name, namingContext: contextOf(name)}],
			controllers: wholeForest(name).map(({server: host}) => host),
		})),
	});

/** What the first forest's only domain lists of Windows servers. */
export const computersOf = (
	servers: readonly {readonly name: string; readonly dnsName: string | null; readonly enabled: boolean}[],
	stale = false,
) => seen<WindowsServers>({forests: [{forest, silent: null, domains: [{domain: forest, silent: null, servers: [...servers]}]}]}, stale);
