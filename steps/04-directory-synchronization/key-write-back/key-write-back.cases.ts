import {casesFor} from '../../../src/guide/cases.ts';
import type {FactsOf} from '../../../src/guide/check.ts';
import {
	absentServer,
	aroundServers,
	connectorId,
	connectorOf,
	deviceRule,
	entra,
	flow,
	inbound,
	outbound,
	server,
	staleServer,
} from '../../case-builders/connect-servers.ts';
import {
	computersOf,
	forest,
	identitiesOf,
	idOf,
	membersOf,
	schemaOf,
	secondForest,
	usersOf,
	wholeForest,
} from '../../case-builders/forests.ts';
import {domain} from '../../case-builders/tenants.ts';
import {notSeen, seen, stated} from '../../case-builders/witnesses.ts';
import type {ConnectServer, SyncRule} from '../connect-server/connect-server.facts.ts';
import {keyWriteBack} from './key-write-back.ts';
import {knownExpressions} from './known-expressions.ts';

type Given = FactsOf<typeof keyWriteBack.needs>;

const world = (servers: readonly ConnectServer[], over: Partial<Given> = {}): Given => ({...aroundServers(...servers), ...over});

const without = (reason: Parameters<typeof notSeen>[0], detail: string, over: Partial<Given> = {}): Given => ({
	...world([server()]),
	connect: notSeen(reason, detail),
	...over,
});

/** Both forests asked, both counted. */
const twoForests = (servers: readonly ConnectServer[], inSecond: number | null, over: Partial<Given> = {}): Given =>
	world(servers, {
		identities: identitiesOf(forest, secondForest),
		users: usersOf({[forest]: 300, [secondForest]: inSecond}),
		inetOrgPersons: seen({
			forests: [
				{forest, silent: null, users: 0},
				{forest: secondForest, silent: null, users: 0},
			],
		}),
		...schemaOf({[forest]: wholeForest(forest), [secondForest]: wholeForest(secondForest)}),
		...over,
	});

const pilotConnectors = [entra(), connectorOf(forest, {selected: [], schemaHoldsKey: false})];
const bothConnectors = [entra(), connectorOf(forest), connectorOf(secondForest)];
const bothRules = [inbound(), outbound(forest), outbound(secondForest)];
const clone = {name: 'Out to AD - User NGCKey, ours', tag: null, precedence: 90};
const authoritativeNull = flow({destination: 'deviceKey', expression: 'AuthoritativeNull'});

/** A rule of the AD connector that comes before the default and fills deviceKey of persons. */
const rival = (over: Partial<SyncRule> = {}): SyncRule =>
	inbound({name: 'In from AD - no keys', tag: null, connector: connectorId(forest), precedence: 50, flows: [authoritativeNull], ...over});
const expressed = (expression: string): Given =>
	world([
		server({rules: [inbound({flows: [flow({destination: 'deviceKey', sources: ['searchableDeviceKey'], expression})]}), outbound(forest)]}),
	]);
/** A server of another tenant, seen three days ago. */
const retiredElsewhere = staleServer({
	server: 'SYNC09',
	connectors: [entra({name: 'fabrikam.onmicrosoft.com - AAD', account: null}), connectorOf(forest)],
});
const otherConnector = '{bbbbbbbb-2222-4333-8444-000000000002}';
const forestsIn = (identities: ReturnType<typeof identitiesOf>) => (identities.seen ? identities.facts.forests : []);
const seenForests = forestsIn(identitiesOf(forest));

export default casesFor(keyWriteBack, {
	'W01 both rules stand, both attributes are selected': {given: world([server()]), then: 'met', says: 'both rules stand'},
	'W01 the same, as far as the inbound rule re-encodes the key by an expression': {
		given: world([
			server({
				rules: [
					inbound({
						flows: [
							flow({
								destination: 'deviceKey',
								sources: ['searchableDeviceKey'],
								expression: knownExpressions[0]?.text ?? '',
							}),
						],
					}),
					outbound(forest),
				],
			}),
		]),
		then: 'met',
	},
	'W01 the same, by a rule that fills another attribute as well': {
		given: world([
			server({
				rules: [
					inbound(),
					outbound(forest, {
						flows: [
							flow({destination: 'deviceKey', sources: ['info']}),
							flow({destination: 'msDS-KeyCredentialLink', sources: ['deviceKey']}),
						],
					}),
				],
			}),
		]),
		then: 'met',
	},
	'W01 one rule fills the attribute twice, and nothing says which flow counts': {
		given: world([
			server({
				rules: [
					inbound(),
					outbound(forest, {
						flows: [
							flow({destination: 'msDS-KeyCredentialLink', sources: ['deviceKey']}),
							flow({destination: 'msDS-KeyCredentialLink', sources: ['info']}),
						],
					}),
				],
			}),
		]),
		then: 'inconclusive',
		remedy: 'report-the-expression',
	},
	'W02 the inbound rule alone, as a server has it that was set up on the old schema': {
		given: world([server({rules: [inbound()], connectors: pilotConnectors})]),
		then: 'unmet',
		says: 'no rule writes msDS-KeyCredentialLink on persons, and it is not selected',
		remedy: 'refresh-the-schema',
	},
	'W02 the same while the schema is still the old one: not to be refreshed yet': {
		given: world(
			[server({rules: [inbound()], connectors: pilotConnectors})],
			schemaOf({[forest]: [{server: 'DC01', objectVersion: 69, attribute: null}]}),
		),
		then: 'unmet',
		remedy: 'extend-then-refresh',
	},
	'W03 device writeback writes the same attribute on devices, the rule for persons is missing': {
		given: world([server({rules: [inbound(), deviceRule(forest)], deviceWriteback: true})]),
		then: 'unmet',
		says: 'device writeback writes that attribute on devices',
		remedy: 'refresh-the-schema',
	},
	'W03 device writeback on, the rule for persons disabled': {
		given: world([server({rules: [inbound(), deviceRule(forest), outbound(forest, {disabled: true})], deviceWriteback: true})]),
		then: 'unmet',
		says: 'device writeback',
		remedy: 'enable-the-rule',
	},
	'W03 device writeback beside the whole chain does no harm': {
		given: world([server({rules: [inbound(), deviceRule(forest), outbound(forest)], deviceWriteback: true})]),
		then: 'met',
	},
	'W04 the inbound rule is disabled': {
		given: world([server({rules: [inbound({disabled: true}), outbound(forest)]})]),
		then: 'unmet',
		says: 'brings searchableDeviceKey in',
		remedy: 'enable-the-rule',
	},
	'W04 the inbound rule is deleted': {
		given: world([server({rules: [outbound(forest)]})]),
		then: 'unmet',
		says: 'no rule on the Entra connector',
		remedy: 'refresh-the-schema',
	},
	'W04 searchableDeviceKey is not selected on the Entra connector': {
		given: world([server({connectors: [entra({selected: []}), connectorOf(forest)]})]),
		then: 'unmet',
		says: 'searchableDeviceKey is not selected',
	},
	'W05 a rule of higher precedence writes AuthoritativeNull to deviceKey': {
		given: world([
			server({
				rules: [
					inbound(),
					outbound(forest),
					inbound({name: 'In from AAD - no keys', tag: null, precedence: 50, flows: [authoritativeNull]}),
				],
			}),
		]),
		then: 'unmet',
		says: 'In from AAD - no keys',
		remedy: 'remove-the-winning-rule',
	},
	'W05 the rule that wins writes AuthoritativeNull for some, by an expression': {
		given: world([
			server({
				rules: [
					inbound(),
					outbound(forest),
					inbound({
						name: 'In from AAD - few keys',
						tag: null,
						precedence: 50,
						flows: [
							flow({
								destination: 'deviceKey',
								sources: ['searchableDeviceKey'],
								expression: 'IIF([department]="IT",[searchableDeviceKey],AuthoritativeNull)',
							}),
						],
					}),
				],
			}),
		]),
		then: 'inconclusive',
		says: 'In from AAD - few keys',
	},
	'W06 a rule of higher precedence fills the attribute from something else': {
		given: world([
			server({
				rules: [
					inbound(),
					outbound(forest),
					outbound(forest, {
						...clone,
						flows: [flow({destination: 'msDS-KeyCredentialLink', sources: ['extensionAttribute1']})],
					}),
				],
			}),
		]),
		then: 'unmet',
		says: 'wins and fills msDS-KeyCredentialLink from something else',
		remedy: 'remove-the-winning-rule',
	},
	'W06 a rule of higher precedence fills it with a constant': {
		given: world([
			server({
				rules: [
					inbound(),
					outbound(forest),
					outbound(forest, {...clone, flows: [flow({destination: 'msDS-KeyCredentialLink', constant: 'none'})]}),
				],
			}),
		]),
		then: 'unmet',
		remedy: 'remove-the-winning-rule',
	},
	'W06 the other rule has a higher number, so it loses': {
		given: world([
			server({
				rules: [
					inbound(),
					outbound(forest),
					outbound(forest, {
						...clone,
						precedence: 300,
						flows: [flow({destination: 'msDS-KeyCredentialLink', sources: ['extensionAttribute1']})],
					}),
				],
			}),
		]),
		then: 'met',
	},
	'W06 the other rule is disabled, so it does not count': {
		given: world([
			server({
				rules: [
					inbound(),
					outbound(forest),
					outbound(forest, {
						...clone,
						disabled: true,
						flows: [flow({destination: 'msDS-KeyCredentialLink', sources: ['extensionAttribute1']})],
					}),
				],
			}),
		]),
		then: 'met',
	},
	'W07 the default is disabled, an enabled clone without a tag carries the key': {
		given: world([server({rules: [inbound(), outbound(forest, {disabled: true}), outbound(forest, {...clone, scope: []})]})]),
		then: 'met',
	},
	'W08 the clone is scoped to a department': {
		given: world([
			server({
				rules: [
					inbound(),
					outbound(forest, {disabled: true}),
					outbound(forest, {
						...clone,
						scope: [
							[
								{attribute: 'sourceAnchor', operator: 'ISNOTNULL', value: ''},
								{attribute: 'department', operator: 'EQUAL', value: 'IT'},
							],
						],
					}),
				],
			}),
		]),
		then: 'inconclusive',
		says: 'its scope leaves people out',
		remedy: 'widen-the-scope',
	},
	'W09 default and clone are both enabled': {
		given: world([server({rules: [inbound(), outbound(forest), outbound(forest, clone)]})]),
		then: 'met',
	},
	'W09 a scoped clone wins, and the default carries the others': {
		given: world([
			server({
				rules: [
					inbound(),
					outbound(forest),
					outbound(forest, {...clone, scope: [[{attribute: 'department', operator: 'EQUAL', value: 'IT'}]]}),
				],
			}),
		]),
		then: 'met',
	},
	'W10 the default is disabled and nothing takes its place': {
		given: world([server({rules: [inbound(), outbound(forest, {disabled: true})]})]),
		then: 'unmet',
		says: 'is disabled',
		remedy: 'enable-the-rule',
	},
	'W11 the default was deleted, the attribute is still selected': {
		given: world([server({rules: [inbound()]})]),
		then: 'unmet',
		says: 'selected, but no enabled rule',
		remedy: 'refresh-the-schema',
	},
	'W12 the rule is there, the attribute is not selected': {
		given: world([server({connectors: [entra(), connectorOf(forest, {selected: []})]})]),
		then: 'unmet',
		says: 'not selected on the connector',
		remedy: 'refresh-the-schema',
	},
	'W12 which attributes are selected could not be read': {
		given: world([server({connectors: [entra(), connectorOf(forest, {selected: null})]})]),
		then: 'inconclusive',
		says: 'could not be read',
	},
	'W13 the attribute was selected by hand, and there is no rule': {
		given: world([server({rules: [inbound()]})]),
		then: 'unmet',
		says: 'msDS-KeyCredentialLink is selected',
	},
	'W14 the rule belongs to a connector that is gone': {
		given: world([server({rules: [inbound(), outbound('gone.example.test')]})]),
		then: 'unmet',
		remedy: 'refresh-the-schema',
	},
	'W15 the destination in another case, the GUID without braces': {
		given: world([
			server({
				rules: [
					inbound({connector: `{${entra().id.toUpperCase()}}`}),
					outbound(forest, {
						connector: connectorId(forest).replace(/[{}]/g, '').toUpperCase(),
						direction: 'outbound',
						flows: [flow({destination: 'MSDS-KEYCREDENTIALLINK', sources: ['DEVICEKEY']})],
					}),
				],
				connectors: [entra({selected: ['SearchableDeviceKey']}), connectorOf(forest, {selected: ['msds-keycredentiallink']})],
			}),
		]),
		then: 'met',
	},
	'W16 twelve users in scope are of class inetOrgPerson': {
		given: world([server()], {inetOrgPersons: seen({forests: [{forest, silent: null, users: 12}]})}),
		then: 'unmet',
		says: '12 users in scope are of class inetOrgPerson',
		remedy: 'cover-inetorgperson',
	},
	'W16 a rule of their own carries their keys': {
		given: world([server({rules: [inbound(), outbound(forest), outbound(forest, {...clone, targetType: 'inetOrgPerson'})]})], {
			inetOrgPersons: seen({forests: [{forest, silent: null, users: 12}]}),
		}),
		then: 'met',
	},
	'W16 whether there are any could not be counted': {
		given: world([server()], {inetOrgPersons: notSeen('unreachable', 'DC01 did not answer.')}),
		then: 'unreachable',
		remedy: 'reach-the-forest',
	},
	'W16 the group was not found, so that none of them was counted': {
		given: world([server()], {users: usersOf({[forest]: 0}, {group: 'Helo Users', groupMatches: 0})}),
		then: 'inconclusive',
		says: 'No group Helo Users was found',
		remedy: 'reach-the-forest',
	},
	'W17 two forests with users, the rule on one: the other was unticked at the refresh': {
		given: twoForests([server({connectors: bothConnectors, rules: [inbound(), outbound(forest)]})], 40),
		then: 'unmet',
		says: secondForest,
		remedy: 'refresh-the-schema',
	},
	'W17 two forests with users, the second without any connector': {
		given: twoForests([server()], 40),
		then: 'unmet',
		says: /^fabrikam\.com has no connector on SYNC01, so none of its users is synchronised\.$/,
		remedy: 'connect-the-forest',
	},
	'W17 two forests with users, the rule on both': {
		given: twoForests([server({connectors: bothConnectors, rules: bothRules})], 40),
		then: 'met',
	},
	'W18 the second forest was counted and holds no user in scope': {
		given: twoForests([server({connectors: bothConnectors, rules: [inbound(), outbound(forest)]})], 0),
		then: 'met',
		says: /^corp\.contoso\.com: both rules stand, both attributes are selected\.$/,
	},
	'W39 a server in staging mode is too old for the service, the one that exports is not': {
		given: world([server(), server({server: 'SYNC02', staging: true, version: '2.3.2.0'})]),
		then: 'met',
		says: /both attributes are selected\.$/,
	},
	'W18 the users of the second forest could not be counted: nothing excuses it': {
		given: twoForests([server({connectors: bothConnectors, rules: [inbound(), outbound(forest)]})], null),
		then: 'unmet',
		says: secondForest,
	},
	'W18 no forest holds a user in scope: nothing was judged': {
		given: world([server()], {users: usersOf({[forest]: 0})}),
		then: 'empty',
		remedy: 'nobody-in-scope',
	},
	'W19 the rule is on the resource forest, the enabled accounts are in the other': {
		given: twoForests([server({connectors: bothConnectors, rules: [inbound(), outbound(secondForest)]})], 0),
		then: 'unmet',
		says: forest,
	},
	'W20 connectors of SQL and LDAP have no such rule, and need none': {
		given: world([
			server({
				connectors: [entra(), connectorOf(forest), connectorOf('HR database', {kind: 'other', forest: null, forestId: null, selected: []})],
			}),
		]),
		then: 'met',
	},
	'W21 the only server seen is in staging mode': {
		given: world([server({staging: true})]),
		then: 'elsewhere',
		says: 'SYNC01 is in staging mode',
		remedy: 'find-the-active-server',
	},
	'W21 nobody saw whether the server is in staging mode': {
		given: world([server({staging: null})]),
		then: 'inconclusive',
		remedy: 'find-the-active-server',
	},
	'W22 the active server lacks the rule, the staging server has it': {
		given: world([server({rules: [inbound()]}), server({server: 'SYNC02', staging: true})]),
		then: 'unmet',
		says: 'on persons',
	},
	'W23 the active server has it, the staging server lacks it': {
		given: world([server(), server({server: 'SYNC02', staging: true, rules: [inbound()]})]),
		then: 'met',
	},
	'W24 two servers export, and both are whole': {given: world([server(), server({server: 'SYNC02'})]), then: 'met'},
	'W24 two servers export, and contradict each other': {
		given: world([server(), server({server: 'SYNC02', rules: [inbound()]})]),
		then: 'contradicted',
		says: 'SYNC01 and SYNC02',
		remedy: 'settle-the-active-server',
	},
	'W24 each of two servers exports to a forest of its own, and one is not whole': {
		given: twoForests([server(), server({server: 'SYNC02', connectors: [entra(), connectorOf(secondForest)], rules: [inbound()]})], 40),
		then: 'unmet',
		says: secondForest,
	},
	'W25 Connect exports to another tenant than the one that is being read': {
		given: world([server()], {domains: seen({domains: [domain('fabrikam.onmicrosoft.com')]})}),
		then: 'foreign',
		remedy: 'look-at-the-right-tenant',
	},
	'W25 the name on the server is in the tenant, but not verified there': {
		given: world([server()], {
			domains: seen({domains: [domain('fabrikam.onmicrosoft.com'), domain('contoso.onmicrosoft.com', {isVerified: false})]}),
		}),
		then: 'foreign',
	},
	'W25 which tenant is being read was not seen': {
		given: world([server()], {domains: notSeen('not-signed-in', 'Nobody is signed in.')}),
		then: 'not-signed-in',
		remedy: 'look-at-the-right-tenant',
	},
	'W25 nothing on the server says which tenant it serves': {
		given: world([server({connectors: [entra({name: 'Entra', account: null}), connectorOf(forest)]})]),
		then: 'inconclusive',
		remedy: 'look-at-the-right-tenant',
	},
	'W26 a second Connect writes keys to the same forest for another tenant': {
		given: world([
			server(),
			server({
				server: 'SYNC09',
				connectors: [entra({name: 'fabrikam.onmicrosoft.com - AAD', account: 'Sync_SYNC09@fabrikam.onmicrosoft.com'}), connectorOf(forest)],
			}),
		]),
		then: 'inconclusive',
		says: 'SYNC09',
		remedy: 'settle-the-tenant',
	},
	'W27 the connector knows a forest of that name with another id': {
		given: world([server({connectors: [entra(), connectorOf(forest, {forestId: '99999999-2222-4333-8444-555555555555'})]})]),
		then: 'foreign',
		remedy: 'recognise-the-forest',
	},
	'W27 the connector carries no id, and neither do its domains, of which one is a domain of the forest': {
		given: world([server({connectors: [entra(), connectorOf(forest, {forestId: null})]})]),
		then: 'met',
	},
	'W27 the connector carries no id, and its domains are none of the forest': {
		given: world([server({connectors: [entra(), connectorOf(forest, {forestId: null, domains: connectorOf(secondForest).domains})]})]),
		then: 'inconclusive',
		remedy: 'recognise-the-forest',
	},
	'W27 the connector carries the id of its domain alone, and it is another': {
		given: world([
			server({
				connectors: [
					entra(),
					connectorOf(forest, {forestId: null, domains: connectorOf(forest).domains.map(one => ({...one, id: idOf('another')}))}),
				],
			}),
		]),
		then: 'inconclusive',
		remedy: 'recognise-the-forest',
	},
	'W28 Cloud Sync alone, as a person states': {
		given: world([absentServer], {engine: seen(stated(false, 'Cloud Sync does all of it'))}),
		then: 'unmet',
		says: 'Cloud Sync does all of it',
		remedy: 'use-connect-sync',
	},
	'W28 Cloud Sync alone, which nobody states: Connect is absent': {given: world([absentServer]), then: 'unmet', remedy: 'install-connect'},
	'W29 Cloud Sync beside Connect handles users in scope, as a person states': {
		given: world([server()], {engine: seen(stated(false, 'the pilot group is under Cloud Sync'))}),
		then: 'unmet',
		remedy: 'use-connect-sync',
	},
	'W29 a yes opens nothing: the rules decide': {
		given: world([server({rules: [inbound()]})], {engine: seen(stated(true, 'Connect does all of it'))}),
		then: 'unmet',
		remedy: 'refresh-the-schema',
	},
	'W30 Cloud Sync handles a second forest, in which nobody is in scope': {
		given: twoForests([server()], 0, {engine: seen(stated(true, 'Cloud Sync holds only fabrikam.com, and nobody there is in scope'))}),
		then: 'met',
	},
	'W31 another engine and no Connect': {
		given: world([absentServer], {engine: seen(stated(false, 'MIM synchronises'))}),
		then: 'unmet',
		says: 'MIM',
		remedy: 'use-connect-sync',
	},
	'W32 Connect is not installed where it should be': {
		given: world([absentServer]),
		then: 'unmet',
		says: 'not installed on SYNC01',
		remedy: 'install-connect',
	},
	'W33 no Connect server was found from here': {
		given: without('elsewhere', 'This must be asked on the Connect server.'),
		then: 'elsewhere',
		remedy: 'bring-connect-evidence',
	},
	'W34 the service is stopped, and no rule comes back': {
		given: world([server({rules: [], rulesRead: 0, silences: ['The service ADSync does not run.']})]),
		then: 'empty',
		says: 'The service ADSync does not run.',
		remedy: 'bring-connect-evidence',
	},
	'W34 the rules could not be read': {
		given: world([server({rules: [], rulesRead: null})]),
		then: 'inconclusive',
		remedy: 'bring-connect-evidence',
	},
	'W34 rules came back, but no connector of Active Directory': {given: world([server({connectors: [entra()]})]), then: 'empty'},
	'W35 the module is there, access is denied': {
		given: without('access-denied', 'ADSyncAdmins or a local administrator may read it.'),
		then: 'access-denied',
		remedy: 'bring-connect-evidence',
	},
	'W36 Connect came before the schema and was upgraded since; all four hold': {given: world([server({version: '2.6.3.0'})]), then: 'met'},
	'W37 Connect came before the schema and was upgraded since; the rule is absent all the same': {
		given: world([server({version: '2.6.3.0', rules: [inbound()], connectors: pilotConnectors})]),
		then: 'unmet',
		remedy: 'refresh-the-schema',
	},
	'W38 the rule is missing on a build whose wizard cannot sign in': {
		given: world([server({version: '2.3.6.0', rules: [inbound()], connectors: pilotConnectors})]),
		then: 'unmet',
		remedy: 'upgrade-then-refresh',
	},
	'W38 2.4.18.0 can refresh in the commercial cloud': {
		given: world([server({version: '2.4.18.0', rules: [inbound()]})]),
		then: 'unmet',
		remedy: 'refresh-the-schema',
	},
	'W38 2.4.18.0 cannot in another cloud, where the floor is 2.4.21.0': {
		given: world(
			[
				server({
					version: '2.4.18.0',
					rules: [inbound()],
					connectors: [entra({name: 'contoso.onmicrosoft.us - AAD', account: null}), connectorOf(forest)],
				}),
			],
			{domains: seen({domains: [domain('contoso.onmicrosoft.us')]})},
		),
		then: 'unmet',
		remedy: 'upgrade-then-refresh',
	},
	'W39 all four hold on a build below the floor of the service': {
		given: world([server({version: '2.4.21.0'})]),
		then: 'met',
		says: /below 2\.5\.79\.0.*see connect-version/,
	},
	'W40 no full synchronisation has run since the rule appeared': {
		given: world([server({connectors: [entra(), connectorOf(forest, {lastFullSynchronization: '2026-01-01T00:00:00Z'})]})]),
		then: 'met',
	},
	'W41 the scheduler is off': {
		given: world([server({scheduler: {enabled: false, suspended: false, interval: 1800, nextStart: null}})]),
		then: 'met',
	},
	'W42 the last export did not start': {
		given: world([
			server({
				connectors: [
					entra(),
					connectorOf(forest, {lastExport: {at: '2026-11-22T08:40:00Z', outcome: 'no-start-credentials', errors: {}, protected: null}}),
				],
			}),
		]),
		then: 'met',
	},
	'W43 the last export met error 8344 for some': {
		given: world([
			server({
				connectors: [
					entra(),
					connectorOf(forest, {
						lastExport: {at: '2026-11-22T08:40:00Z', outcome: 'completed-export-errors', errors: {'8344': 3}, protected: null},
					}),
				],
			}),
		]),
		then: 'met',
	},
	'W44 a domain of the forest is left out of synchronisation: the other gate counts its people': {
		given: world([
			server({
				connectors: [
					entra(),
					connectorOf(forest, {domains: [{namingContext: 'DC=corp,DC=contoso,DC=com', id: null, selected: false, containers: null}]}),
				],
			}),
		]),
		then: 'met',
	},
	'W45 keys may sit on users already, but Connect could not be read': {
		given: without('unreachable', 'SYNC01 did not answer within 10 s.'),
		then: 'unreachable',
		remedy: 'bring-connect-evidence',
	},
	'W46 keys of security devices prove nothing either while Connect is not read': {
		given: without('elsewhere', 'This must be asked on the Connect server.'),
		then: 'elsewhere',
	},
	'W47 app and attribute filtering is no excuse for an attribute that is absent': {
		given: world([server({connectors: [entra(), connectorOf(forest, {selected: ['userPrincipalName']})]})]),
		then: 'unmet',
		says: 'not selected',
	},
	'W48 another version has been seen since the export was made': {
		given: world([server({version: '2.5.190.0', versionSince: '2.6.92.0'})]),
		then: 'stale',
		says: '2.6.92.0 has been seen there since',
		remedy: 'bring-fresh-evidence',
	},
	'W48 another version has been seen since, and the old evidence lacked the rule': {
		given: world([server({version: '2.5.190.0', versionSince: '2.6.92.0', rules: [inbound()]})]),
		then: 'stale',
		remedy: 'bring-fresh-evidence',
	},
	'W48 it was seen since without its rules, and the older ones are whole': {
		given: world([server({unreadSince: true})]),
		then: 'inconclusive',
		says: 'without its rules',
		remedy: 'bring-fresh-evidence',
	},
	'W48 it was seen since without its rules, and the older ones lack a half': {
		given: world([server({unreadSince: true, rules: [inbound()]})]),
		then: 'unmet',
	},
	'W49 a rule of an AD connector comes first and writes AuthoritativeNull to deviceKey': {
		given: world([server({rules: [inbound(), outbound(forest), rival()]})]),
		then: 'unmet',
		says: 'In from AD - no keys',
		remedy: 'remove-the-winning-rule',
	},
	'W49 a rule of an AD connector comes first and writes a constant, from another object type': {
		given: world([
			server({
				rules: [inbound(), outbound(forest), rival({sourceType: 'contact', flows: [flow({destination: 'deviceKey', constant: 'none'})]})],
			}),
		]),
		then: 'unmet',
	},
	'W49 a rule of an AD connector comes first and fills deviceKey from another attribute, which wins only where it is filled': {
		given: world([
			server({rules: [inbound(), outbound(forest), rival({flows: [flow({destination: 'deviceKey', sources: ['extensionAttribute1']})]})]}),
		]),
		then: 'inconclusive',
		says: 'from another attribute',
		remedy: 'remove-the-winning-rule',
	},
	'W49 a rule that comes first and gives NULL lets the next one speak': {
		given: world([server({rules: [inbound(), outbound(forest), rival({flows: [flow({destination: 'deviceKey', expression: 'NULL'})]})]})]),
		then: 'met',
	},
	'W49 a rule that comes first and says IgnoreThisFlow lets the next one speak': {
		given: world([
			server({rules: [inbound(), outbound(forest), rival({flows: [flow({destination: 'deviceKey', expression: 'IgnoreThisFlow'})]})]}),
		]),
		then: 'met',
	},
	'W49 a rule that comes first and merges overrules nobody': {
		given: world([
			server({
				rules: [
					inbound(),
					outbound(forest),
					rival({flows: [flow({destination: 'deviceKey', sources: ['extensionAttribute1'], mergeType: 'Merge'})]}),
				],
			}),
		]),
		then: 'met',
	},
	'W49 the other rule has the higher number, so it loses': {
		given: world([server({rules: [inbound(), outbound(forest), rival({precedence: 400})]})]),
		then: 'met',
	},
	'W49 the other rule is disabled': {
		given: world([server({rules: [inbound(), outbound(forest), rival({disabled: true})]})]),
		then: 'met',
	},
	'W49 the other rule fills deviceKey of devices, which are other objects': {
		given: world([server({rules: [inbound(), outbound(forest), rival({sourceType: 'device', targetType: 'device'})]})]),
		then: 'met',
	},
	'W50 the outbound flow is marked Apply Once': {
		given: world([
			server({
				rules: [
					inbound(),
					outbound(forest, {flows: [flow({destination: 'msDS-KeyCredentialLink', sources: ['deviceKey'], executeOnce: true})]}),
				],
			}),
		]),
		then: 'unmet',
		says: 'Apply Once',
		remedy: 'apply-it-every-time',
	},
	'W50 the inbound flow is marked Apply Once': {
		given: world([
			server({
				rules: [
					inbound({flows: [flow({destination: 'deviceKey', sources: ['searchableDeviceKey'], executeOnce: true})]}),
					outbound(forest),
				],
			}),
		]),
		then: 'unmet',
		says: 'Apply Once',
	},
	'W50 a clone marked Apply Once comes before the default': {
		given: world([
			server({
				rules: [
					inbound(),
					outbound(forest),
					outbound(forest, {...clone, flows: [flow({destination: 'msDS-KeyCredentialLink', sources: ['deviceKey'], executeOnce: true})]}),
				],
			}),
		]),
		then: 'unmet',
	},
	'W50 whether the flow is marked Apply Once was not said': {
		given: world([
			server({
				rules: [
					inbound(),
					outbound(forest, {flows: [flow({destination: 'msDS-KeyCredentialLink', sources: ['deviceKey'], executeOnce: null})]}),
				],
			}),
		]),
		then: 'inconclusive',
	},
	'W51 the inbound expression gives NULL whatever it tests': {
		given: expressed('IIF(IsPresent([searchableDeviceKey]), NULL, NULL)'),
		then: 'unmet',
		says: 'yields no key',
		remedy: 'carry-the-whole-key',
	},
	'W51 the inbound expression passes the key on where it is there': {
		given: expressed('IIF(IsPresent([searchableDeviceKey]),[searchableDeviceKey],NULL)'),
		then: 'met',
	},
	'W51 the inbound expression passes the key on unless it is null or empty, in other capitals': {
		given: expressed('iif( isnullorempty([SearchableDeviceKey]) , null, [searchabledevicekey] )'),
		then: 'met',
	},
	'W51 the inbound expression depends on a department': {
		given: expressed('IIF([department]="IT",[searchableDeviceKey],NULL)'),
		then: 'inconclusive',
		says: '[department]="IT"',
		remedy: 'report-the-expression',
	},
	'W52 another rule has the same number and writes something else': {
		given: world([
			server({
				rules: [
					inbound(),
					outbound(forest),
					outbound(forest, {name: 'tie', flows: [flow({destination: 'msDS-KeyCredentialLink', expression: 'AuthoritativeNull'})]}),
				],
			}),
		]),
		then: 'inconclusive',
		says: 'the same precedence number',
	},
	'W52 the same the other way round in the list': {
		given: world([
			server({
				rules: [
					outbound(forest, {name: 'tie', flows: [flow({destination: 'msDS-KeyCredentialLink', expression: 'AuthoritativeNull'})]}),
					outbound(forest),
					inbound(),
				],
			}),
		]),
		then: 'inconclusive',
		says: 'the same precedence number',
	},
	'W53 a rule that keeps keys from kiosk accounts comes first': {
		given: world([
			server({
				rules: [
					inbound(),
					outbound(forest),
					outbound(forest, {
						...clone,
						scope: [[{attribute: 'employeeType', operator: 'EQUAL', value: 'Kiosk'}]],
						flows: [flow({destination: 'msDS-KeyCredentialLink', expression: 'AuthoritativeNull'})],
					}),
				],
			}),
		]),
		then: 'inconclusive',
		says: 'part of the users',
	},
	'W54 the scope of the rule stands in a shape that is not known': {
		given: world([server({rules: [inbound(), outbound(forest, {scope: null})]})]),
		then: 'inconclusive',
		says: 'a shape that is not known',
	},
	'W54 the scope has an operator that is not known': {
		given: world([
			server({rules: [inbound(), outbound(forest, {scope: [[{attribute: 'sourceAnchor', operator: 'ISMAYBE', value: ''}]]})]}),
		]),
		then: 'inconclusive',
	},
	'W55 the Entra connector is missing while rules name it': {
		given: world([
			server({
				connectors: [connectorOf(forest)],
				rulesOf: [
					{connector: entra().id, rules: 12},
					{connector: connectorId(forest), rules: 50},
				],
			}),
		]),
		then: 'incomplete',
		says: 'the Entra connector',
		remedy: 'bring-the-whole-export',
	},
	'W55 an AD connector with users in scope has no rule of any kind': {
		given: world([server({rules: [inbound()], rulesOf: [{connector: entra().id, rules: 12}]})]),
		then: 'incomplete',
		says: forest,
	},
	'W55 the reader names a part that is gone': {
		given: world([server({missing: ['12 of 62 rules']})]),
		then: 'incomplete',
		says: '12 of 62 rules',
	},
	'W55 a rule that names another missing connector counts for nothing': {
		given: world([server({rules: [inbound(), outbound(forest), rival({connector: connectorId('gone.example.test')})]})]),
		then: 'met',
	},
	'W57 the name of the Entra connector and its account are of two tenants': {
		given: world([server({connectors: [entra({name: 'fabrikam.onmicrosoft.com - AAD'}), connectorOf(forest)]})]),
		then: 'contradicted',
		says: 'two tenants',
		remedy: 'look-at-the-right-tenant',
	},
	'W57 only the account says the tenant': {
		given: world([server({connectors: [entra({name: 'Entra ID'}), connectorOf(forest)]})]),
		then: 'met',
	},
	'W57 the account of an application says nothing, the name says the tenant': {
		given: world([server({connectors: [entra({account: null}), connectorOf(forest)]})]),
		then: 'met',
	},
	'W59 two connectors of one forest on one server, the rule on one only': {
		given: world([
			server({connectors: [entra(), connectorOf(forest), connectorOf(forest, {id: otherConnector})], rules: [inbound(), outbound(forest)]}),
		]),
		then: 'unmet',
		remedy: 'refresh-the-schema',
	},
	'W60 the old server was seen broken three days ago, and the new one is whole': {
		given: world([staleServer({rules: [inbound()]}), server({server: 'SYNC02'})]),
		then: 'unmet',
		says: /SYNC01.*SYNC02/,
		remedy: 'retire-the-old-server',
	},
	'W60 the same the other way round in the list': {
		given: world([server({server: 'SYNC02'}), staleServer({rules: [inbound()]})]),
		then: 'unmet',
		remedy: 'retire-the-old-server',
	},
	'W60 the old server is in staging mode by now': {
		given: world([server({staging: true, rules: [inbound()]}), server({server: 'SYNC02'})]),
		then: 'met',
	},
	'W60 the computer account of the old server is disabled': {
		given: world([staleServer({rules: [inbound()]}), server({server: 'SYNC02'})], {
			computers: computersOf([{name: 'SYNC01', dnsName: `SYNC01.${forest}`, enabled: false}]),
		}),
		then: 'met',
	},
	'W60 the computer account of the old server is gone': {
		given: world([staleServer({rules: [inbound()]}), server({server: 'SYNC02'})], {
			computers: computersOf([{name: 'SYNC02', dnsName: `SYNC02.${forest}`, enabled: true}]),
		}),
		then: 'met',
	},
	'W60 a domain that lists no server at all was not read': {
		given: world([staleServer({rules: [inbound()]}), server({server: 'SYNC02'})], {computers: computersOf([])}),
		then: 'unmet',
		remedy: 'retire-the-old-server',
	},
	'W60 the computer account of the old server is still there': {
		given: world([staleServer({rules: [inbound()]}), server({server: 'SYNC02'})], {
			computers: computersOf([{name: 'sync01', dnsName: `sync01.${forest}`, enabled: true}]),
		}),
		then: 'unmet',
	},
	'W60 a stale look of the directory takes no witness away': {
		given: world([staleServer({rules: [inbound()]}), server({server: 'SYNC02'})], {computers: computersOf([], true)}),
		then: 'unmet',
	},
	'W60 a domain of the forest did not answer, so that nobody knows whether the account is gone': {
		given: world([staleServer({rules: [inbound()]}), server({server: 'SYNC02'})], {
			computers: seen({
				forests: [
					{
						forest,
						silent: null,
						domains: [
							{domain: forest, silent: null, servers: []},
							{domain: `emea.${forest}`, silent: {reason: 'unreachable', detail: 'It did not answer within 10 s.'}},
						],
					},
				],
			}),
		}),
		then: 'unmet',
	},
	'W60 the only server seen has no computer account any more': {
		given: world([staleServer()], {computers: computersOf([{name: 'DC01', dnsName: `DC01.${forest}`, enabled: true}])}),
		then: 'stale',
		remedy: 'bring-fresh-evidence',
	},
	'W62 a forest that was given does not answer and has no connector': {
		given: world([server()], {
			identities: seen({
				forests: [
					...seenForests,
					{forest: secondForest, silent: {reason: 'unreachable' as const, detail: 'It did not answer within 10 s.'}},
				],
			}),
		}),
		then: 'unreachable',
		says: `${secondForest} has no connector and did not answer`,
		remedy: 'reach-the-forest',
	},
	'W62 a forest that was given does not let itself be read: the reason is the one that it gave': {
		given: world([server()], {
			identities: seen({
				forests: [...seenForests, {forest: secondForest, silent: {reason: 'access-denied' as const, detail: 'Access is denied.'}}],
			}),
		}),
		then: 'access-denied',
		says: /was not seen\. Access is denied\.$/,
		remedy: 'reach-the-forest',
	},
	'W62 a forest that does not answer now was counted, and holds no user in scope': {
		given: world([server()], {
			users: usersOf({[forest]: 300, [secondForest]: 0}),
			identities: seen({
				forests: [
					...seenForests,
					{forest: secondForest, silent: {reason: 'unreachable' as const, detail: 'It did not answer within 10 s.'}},
				],
			}),
		}),
		then: 'met',
	},
	'W62 a silent name that an answering forest lists is that forest, whose users were counted': {
		given: twoForests([server()], 0, {
			identities: seen({
				forests: [
					{forest: `dc01.${secondForest}`, silent: {reason: 'unreachable' as const, detail: 'It did not answer within 10 s.'}},
					...forestsIn(identitiesOf(forest, secondForest)),
				],
			}),
		}),
		then: 'met',
	},
	'W62 which forests there are was not seen, and the connector names its own': {
		given: world([server()], {identities: notSeen('unreachable', 'DC01 did not answer.')}),
		then: 'inconclusive',
		says: /^corp\.contoso\.com: .* not another of the name was not seen\.$/,
	},
	'W62 the silent forest has a connector on a staging server only, which writes nothing': {
		given: world([server(), server({server: 'SYNC02', staging: true, connectors: [entra(), connectorOf(secondForest)]})], {
			identities: seen({
				forests: [
					...seenForests,
					{forest: secondForest, silent: {reason: 'unreachable' as const, detail: 'It did not answer within 10 s.'}},
				],
			}),
		}),
		then: 'unreachable',
		says: secondForest,
	},
	'W26 the second Connect serves another tenant, and is in staging mode: it writes nothing': {
		given: world([
			server(),
			server({
				server: 'SYNC09',
				staging: true,
				connectors: [entra({name: 'fabrikam.onmicrosoft.com - AAD', account: null}), connectorOf(forest)],
			}),
		]),
		then: 'met',
	},
	'W26 the second Connect serves another tenant, and has no rule that writes keys': {
		given: world([
			server(),
			server({
				server: 'SYNC09',
				connectors: [entra({name: 'fabrikam.onmicrosoft.com - AAD', account: null}), connectorOf(forest)],
				rules: [inbound()],
			}),
		]),
		then: 'met',
	},
	'W26 the second Connect served another tenant, and its computer account is gone: it writes nothing': {
		given: world([server(), retiredElsewhere], {computers: computersOf([{name: 'SYNC01', dnsName: `SYNC01.${forest}`, enabled: true}])}),
		then: 'met',
	},
	'W26 the second Connect served another tenant three days ago, and its computer account is still there': {
		given: world([server(), retiredElsewhere], {computers: computersOf([{name: 'SYNC09', dnsName: `SYNC09.${forest}`, enabled: true}])}),
		then: 'inconclusive',
		remedy: 'settle-the-tenant',
	},
	'W26 the second Connect writes keys for another tenant to part of the users': {
		given: world([
			server(),
			server({
				server: 'SYNC09',
				connectors: [entra({name: 'fabrikam.onmicrosoft.com - AAD', account: null}), connectorOf(forest)],
				rules: [inbound(), outbound(forest, {scope: [[{attribute: 'department', operator: 'EQUAL', value: 'IT'}]]})],
			}),
		]),
		then: 'inconclusive',
		remedy: 'settle-the-tenant',
	},
	'W60 what was seen today speaks for itself, whatever the directory lists': {
		given: world([server({source: 'carried', dnsName: `SYNC01.mgmt.${forest}`})], {computers: computersOf([])}),
		then: 'met',
	},
	'W60 the old server stands in its domain without a DNS name, and is enabled': {
		given: world([staleServer({dnsName: `SYNC01.${forest}`, rules: [inbound()]}), server({server: 'SYNC02'})], {
			computers: computersOf([{name: 'SYNC01', dnsName: null, enabled: true}]),
		}),
		then: 'unmet',
		remedy: 'retire-the-old-server',
	},
	'A22 a member of the scope group lives in a trusted forest that nobody asked and no connector serves': {
		given: world([server()], {members: membersOf({member: 'S-1-5-21-9-9-9-1104', kind: 'trusted', of: 'partner.example'})}),
		then: 'inconclusive',
		says: 'partner.example',
	},
	'A22 a member of the scope group lives in a trusted forest that a connector serves': {
		given: twoForests([server({connectors: bothConnectors, rules: bothRules})], 40, {
			members: membersOf({member: 'S-1-5-21-9-9-9-1104', kind: 'trusted', of: secondForest}),
		}),
		then: 'met',
	},
	'A22 a member of a forest with a connector could not be read: whether it is a person of that forest nobody knows': {
		given: world([server()], {members: membersOf({member: 'CN=x,DC=corp,DC=contoso,DC=com', kind: 'unread', of: forest})}),
		then: 'inconclusive',
		remedy: 'ask-where-the-members-live',
	},
	'A22 who the members of the scope group are was not seen': {
		given: world([server()], {members: notSeen('malformed', 'The answer could not be understood.')}),
		then: 'malformed',
	},
	'a rule of link type JoinNoFlow for everybody stops every flow': {
		given: world([
			server({rules: [inbound(), outbound(forest), outbound(forest, {...clone, scope: [], linkType: 'JoinNoFlow', flows: []})]}),
		]),
		then: 'unmet',
		says: 'JoinNoFlow',
		remedy: 'remove-the-winning-rule',
	},
	'a rule of link type JoinNoFlow for users whom Cloud Sync takes over leaves nobody knows whom out': {
		given: world([
			server({
				rules: [
					inbound(),
					outbound(forest),
					outbound(forest, {
						...clone,
						linkType: 'JoinNoFlow',
						flows: [],
						scope: [[{attribute: 'cloudNoFlow', operator: 'EQUAL', value: 'True'}]],
					}),
				],
			}),
		]),
		then: 'inconclusive',
		says: 'part of the users',
	},
	'two witnesses of one moment that say different things of one server contradict each other': {
		given: world([server({contradicted: true})]),
		then: 'contradicted',
		remedy: 'bring-fresh-evidence',
	},
	'W16 whether a rule writes the keys of inetOrgPersons cannot be told': {
		given: world([server({rules: [inbound(), outbound(forest), outbound(forest, {targetType: 'inetOrgPerson', scope: null})]})], {
			inetOrgPersons: seen({forests: [{forest, silent: null, users: 1}]}),
		}),
		then: 'inconclusive',
		says: '1 user in scope is of class',
	},
	'a whole chain that is three days old opens nothing': {given: world([staleServer()]), then: 'stale', remedy: 'bring-fresh-evidence'},
	'a broken chain that is three days old still condemns': {
		given: world([staleServer({rules: [inbound()]})]),
		then: 'unmet',
		remedy: 'refresh-the-schema',
	},
	'the directory was silent, but a missing rule was plainly read': {
		given: world([server({rules: [inbound()]})], {
			users: notSeen('unreachable', 'DC01 did not answer.'),
			identities: notSeen('unreachable', 'DC01 did not answer.'),
			inetOrgPersons: notSeen('unreachable', 'DC01 did not answer.'),
		}),
		then: 'unmet',
	},
	'the rule is matched by more than its destination: from another object type it is another rule': {
		given: world([server({rules: [inbound(), outbound(forest, {sourceType: 'group', targetType: 'group'})]})]),
		then: 'unmet',
	},
});
