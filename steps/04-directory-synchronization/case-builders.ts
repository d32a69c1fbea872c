import type {z} from 'zod';
import type {Stranger, UnobservedReason} from '../../src/guide/answer.ts';
import type {SurveyRecord, Witness} from '../../src/guide/check.ts';
import {fewRecords} from '../../src/guide/kept.ts';
import type {readOnlyDcs} from '../02-prerequisites/domain-controllers/read-only-dcs.facts.ts';
import {keyAttribute, type keyAttributeOnDcs, type schemaHead} from '../02-prerequisites/forests/forest-schema.facts.ts';
import type {ScopeMembers} from '../02-prerequisites/scope/scope-members.facts.ts';
import type {UsersInScope} from '../02-prerequisites/scope/users-in-scope.facts.ts';
import type {TenantDomains} from '../03-new-installation-baseline/tenant/tenant-domains.facts.ts';
import type {Stated} from '../statement.ts';
import {
	type Connector,
	type ConnectServer,
	type ConnectServers,
	entraConnectorId,
	type Flow,
	type SyncRule,
} from './connect-server/connect-server.facts.ts';
import type {WindowsServers} from './connect-server/windows-servers.facts.ts';
import type {ForestIdentities} from './forests/forest-identities.facts.ts';
import {type Persons, persons} from './upn/persons.facts.ts';

/** The forest, the tenant and the moment that the worked examples of step 4 share. */
export const forest = 'corp.contoso.com';
export const secondForest = 'fabrikam.com';
export const now = '2026-11-22T09:00:00Z';

export const seen = <Facts>(facts: Facts, stale = false): Witness<Facts> => ({
	seen: true,
	facts,
	source: stale ? 'carried' : 'live',
	stale,
});
export const notSeen = (reason: UnobservedReason, detail: string): Witness<never> => ({seen: false, reason, detail});
/** A fact that nobody asked for in an example, because it does not matter there. */
export const nobodyAsked: Witness<never> = notSeen('no-runner', 'Nothing on this computer can ask this.');

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

/** One domain of a tenant. */
export type Domain = TenantDomains['domains'][number];

export const domain = (id: string, over: Partial<Domain> = {}): Domain => ({
	id,
	isVerified: true,
	isDefault: false,
	isInitial: id.endsWith('.onmicrosoft.com'),
	authenticationType: 'Managed',
	state: null,
	...over,
});

export const tenantDomainsOf = (...domains: readonly (string | Domain)[]): TenantDomains => ({
	domains: [domain('contoso.onmicrosoft.com', {isDefault: true}), ...domains.map(one => (typeof one === 'string' ? domain(one) : one))],
});

/** The Entra connector of the tenant contoso.onmicrosoft.com. */
export const entra = (over: Partial<Connector> = {}): Connector => ({
	id: entraConnectorId,
	name: 'contoso.onmicrosoft.com - AAD',
	kind: 'entra',
	forest: null,
	forestId: null,
	domains: [],
	account: 'Sync_SYNC01_7c1f09d2a4be@contoso.onmicrosoft.com',
	selected: ['searchableDeviceKey'],
	schemaHoldsKey: null,
	lastExport: null,
	lastFullImport: null,
	lastFullSynchronization: null,
	oldestRun: null,
	modified: null,
	...over,
});

/** The id of the AD connector of a forest, in braces as the cmdlets write it. */
export const connectorId = (name: string): string => `{${idOf(name).replace(/^./, 'a')}}`;

/** An AD connector of a forest, refreshed and exporting. */
export const connectorOf = (name: string, over: Partial<Connector> = {}): Connector => ({
	...entra(),
	id: connectorId(name),
	name,
	kind: 'active-directory',
	forest: name,
	forestId: idOf(name),
	domains: [{namingContext: contextOf(name), id: null, selected: true, containers: {included: [contextOf(name)], excluded: []}}],
	account: 'MSOL_7c1f09d2a4be',
	selected: ['msDS-KeyCredentialLink'],
	schemaHoldsKey: true,
	lastExport: {at: '2026-11-22T08:40:00Z', outcome: 'success', errors: {}, protected: null},
	lastFullImport: '2026-03-02T10:10:00Z',
	lastFullSynchronization: '2026-03-02T11:00:00Z',
	oldestRun: '2026-03-01T09:00:00Z',
	modified: '2026-03-02T10:00:00Z',
	...over,
});

/** One flow: `Update`, every time. */
export const flow = (over: Pick<Flow, 'destination'> & Partial<Flow>): Flow => ({
	sources: [],
	expression: null,
	constant: null,
	mergeType: 'Update',
	executeOnce: false,
	...over,
});

/** The inbound half: from Entra ID into the metaverse. */
export const inbound = (over: Partial<SyncRule> = {}): SyncRule => ({
	id: '0870f2a3-0000-4000-8000-000000000001',
	name: 'In from AAD - User NGCKey',
	tag: 'Microsoft.InfromAADUserNGCKey.001',
	direction: 'Inbound',
	disabled: false,
	connector: entraConnectorId,
	sourceType: 'user',
	targetType: 'person',
	linkType: 'Join',
	precedence: 110,
	scope: [],
	flows: [flow({destination: 'deviceKey', sources: ['searchableDeviceKey']})],
	...over,
});

/** The outbound half: from the metaverse into one forest. */
export const outbound = (name: string, over: Partial<SyncRule> = {}): SyncRule => ({
	...inbound(),
	id: '0870f2a3-0000-4000-8000-000000000002',
	name: 'Out to AD - User NGCKey',
	tag: 'Microsoft.OuttoADUserNGCKey.001',
	direction: 'Outbound',
	connector: connectorId(name),
	sourceType: 'person',
	targetType: 'user',
	precedence: 150,
	scope: [[{attribute: 'sourceAnchor', operator: 'ISNOTNULL', value: ''}]],
	flows: [flow({destination: 'msDS-KeyCredentialLink', sources: ['deviceKey']})],
	...over,
});

/** What device writeback brings: the same destination, on devices. */
export const deviceRule = (name: string): SyncRule =>
	outbound(name, {
		name: 'Out to AD - Device',
		tag: 'Microsoft.OuttoADDevice.001',
		sourceType: 'device',
		targetType: 'msDS-Device',
		precedence: 140,
	});

/** A Connect server that exports, with the whole chain to `forest`. */
export const server = (over: Partial<ConnectServer> = {}): ConnectServer => ({
	server: 'SYNC01',
	dnsName: null,
	product: 'connect-sync',
	version: '2.6.92.0',
	versions: [{from: 'global settings', version: '2.6.92.0'}],
	staging: false,
	scheduler: {enabled: true, suspended: false, interval: 1800, nextStart: '2026-11-22T09:10:00Z'},
	upnAttribute: 'userPrincipalName',
	deviceWriteback: false,
	connectors: [entra(), connectorOf(forest)],
	rules: [inbound(), outbound(forest)],
	rulesRead: 62,
	rulesOf: (over.connectors ?? [entra(), connectorOf(forest)]).map(({id}) => ({connector: id, rules: 31})),
	missing: [],
	silences: [],
	source: 'live',
	takenAt: now,
	stale: false,
	versionSince: null,
	contradicted: false,
	unreadSince: false,
	...over,
});

/** Where Connect was looked for and is not installed. */
export const absentServer: ConnectServer = server({
	product: 'absent',
	version: null,
	versions: [],
	staging: null,
	scheduler: null,
	upnAttribute: null,
	deviceWriteback: null,
	connectors: [],
	rules: [],
	rulesRead: null,
	rulesOf: [],
});

/** A server whose evidence is three days old. */
export const staleServer = (over: Partial<ConnectServer> = {}): ConnectServer =>
	server({stale: true, source: 'carried', takenAt: '2026-11-19T09:00:00Z', ...over});

export const connectOf = (...servers: readonly ConnectServer[]): ConnectServers => ({servers: [...servers]});

/** What the first forest's only domain lists of Windows servers. */
export const computersOf = (
	servers: readonly {readonly name: string; readonly dnsName: string | null; readonly enabled: boolean}[],
	stale = false,
) => seen<WindowsServers>({forests: [{forest, silent: null, domains: [{domain: forest, silent: null, servers: [...servers]}]}]}, stale);

/** What the judge of write-back is asked about these servers, where all else is well. */
export const aroundServers = (...servers: readonly ConnectServer[]) => ({
	connect: seen(connectOf(...servers)),
	identities: identitiesOf(forest),
	users: usersOf({[forest]: 300}),
	inetOrgPersons: seen({forests: [{forest, silent: null, users: 0}]}),
	domains: seen(tenantDomainsOf('contoso.com')),
	...schemaOf({[forest]: wholeForest(forest)}),
	engine: nobodyAsked,
	computers: nobodyAsked,
	members: membersOf(),
});

/** Servers for checks that look whether a server still exists, which nobody asked here. */
export const seenServers = (...servers: readonly ConnectServer[]) => ({connect: connectOf(...servers), computers: nobodyAsked});

export const stated = (yes: boolean, reason: string): Stated => ({yes, by: 'the operator', reason, at: now});

const sidBytes = (rid: number): Buffer => {
	const bytes = Buffer.alloc(28);
	bytes.set([1, 5, 0, 0, 0, 0, 0, 5]);
	for (const [at, part] of [21, 111, 222, 333, rid].entries()) {
		bytes.writeUInt32LE(part, 8 + 4 * at);
	}

	return bytes;
};

/** The SID of the person with that number. */
export const sidOf = (rid: number): string => `S-1-5-21-111-222-333-${rid}`;

/** An enabled account, as the directory gives it. `upn` null: no explicit one. */
export type Account = {readonly rid: number; readonly upn: string | null; readonly domain?: string; readonly anchor?: string};

/** What Entra holds: `rid` says whose SID it carries; everything else as Graph writes it. */
export const user = (rid: number | null, userPrincipalName: string, over: SurveyRecord = {}): SurveyRecord => ({
	id: `user-${rid}-${userPrincipalName}`,
	userPrincipalName,
	accountEnabled: true,
	userType: 'Member',
	onPremisesUserPrincipalName: null,
	onPremisesSecurityIdentifier: rid === null ? null : sidOf(rid),
	onPremisesImmutableId: null,
	onPremisesSyncEnabled: rid === null ? null : true,
	onPremisesProvisioningErrors: [],
	...over,
});

/** What was asked beside the two lists, where an example departs from the ordinary. */
export type Around = {
	readonly group?: string | null;
	readonly groupMatches?: number;
	readonly strangers?: readonly Stranger[];
	readonly cloudSilent?: {readonly reason: UnobservedReason; readonly detail: string};
	/** How many users Graph says that there are, before and after; as many as came, where an example does not say. */
	readonly said?: readonly [number | null, number | null];
	/** Whose SID in Active Directory is cut short, by number. */
	readonly badSids?: readonly number[];
	/** The last page was full, and named no next one. */
	readonly endsFull?: boolean;
	/** Forests read; a silent one carries its reason. */
	readonly forests?: Readonly<Record<string, 'read' | UnobservedReason>>;
};

/** The facts of `persons`, made from raw records by the collector's own tally and reader. */
export const personsFrom = (
	accounts: readonly Account[],
	users: readonly SurveyRecord[],
	{
		group = 'Hello Users',
		groupMatches = 1,
		strangers = [],
		cloudSilent,
		said,
		badSids = [],
		endsFull = false,
		forests = {[forest]: 'read'},
	}: Around = {},
): Persons => {
	const {tally, read, facts} = persons;
	if (tally === undefined) {
		throw new Error('persons is a survey, and has a tally.');
	}

	const counting = tally.start();
	const cloud = fewRecords(tally.cloud, users);
	const lookup = cloudSilent === undefined ? cloud.lookup : null;
	for (const {rid, upn, domain: own = forest, anchor} of accounts) {
		const attributes = {
			sAMAccountName: [`user${rid}`],
			objectSid: [
				sidBytes(rid)
					.subarray(badSids.includes(rid) ? 4 : 0)
					.toString('base64'),
			],
			...(upn === null ? {} : {userPrincipalName: [upn]}),
			...(anchor === undefined ? {} : {'mS-DS-ConsistencyGuid': [anchor]}),
		};
		tally.count(counting, tally.record(attributes, own), lookup);
	}

	const directory = {
		forests: Object.entries(forests).map(([name, answer]) =>
			answer === 'read'
				? {
						asked: name,
						answered: true,
						forest: name,
						ids: [idOf(name)],
						domains: [{name, namingContext: contextOf(name), sid: null}],
						controllers: [],
						readings: [{server: `DC01.${name}`, namingContext: contextOf(name), entries: [], count: 0}],
					}
				: {asked: name, answered: false, reason: answer, detail: 'It did not answer within 10 s.'},
		),
		...(group === null ? {} : {scopeGroup: {asked: group, matches: groupMatches, strangers}}),
	};
	const isSilent = cloudSilent !== undefined;
	return facts.parse(
		read({
			directory,
			cloudSilent: cloudSilent ?? null,
			cloudList: isSilent ? null : {read: cloud.count, said: said ?? [cloud.count, cloud.count], endsFull},
			cloudFaults: isSilent ? [] : cloud.faults,
			tally: tally.done(counting),
		}),
	);
};
