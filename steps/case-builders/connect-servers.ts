import {
	type Connector,
	type ConnectServer,
	type ConnectServers,
	entraConnectorId,
	type Flow,
	type SyncRule,
} from '../04-directory-synchronization/connect-server/connect-server.facts.ts';
import {contextOf, forest, identitiesOf, idOf, membersOf, schemaOf, usersOf, wholeForest} from './forests.ts';
import {tenantDomainsOf} from './tenants.ts';
import {nobodyAsked, now, seen} from './witnesses.ts';

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
