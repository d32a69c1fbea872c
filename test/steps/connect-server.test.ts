import {beforeAll, describe, expect, it} from 'vitest';
import {type ConnectServerFacts, connectServerFacts} from '../../steps/04-directory-synchronization/connect-server/connect-server.facts.ts';
import {
	adConnector,
	adId,
	askMany,
	type DescribedConnector,
	type DescribedFlow,
	type DescribedRule,
	type DescribedRun,
	type DescribedServer,
	entraConnector,
	exportError,
	exportWith,
	inboundRule,
	joinRule,
	outboundRule,
	programPath,
	registryOf,
	run,
	type Said,
	whole,
} from '../fixtures/adsync/described.ts';
import {describeWith} from '../require.ts';

const secondId = 'ae4db4cc-b16b-4eb2-acf5-837ca84e4d7e';
const ad = (over: Partial<DescribedConnector>): Partial<DescribedServer> => ({connectors: [{...adConnector, ...over}, entraConnector]});
const outbound = (over: Partial<DescribedRule>, ...more: readonly DescribedRule[]): Partial<DescribedServer> => ({
	rules: [joinRule, inboundRule, {...outboundRule, ...over}, ...more],
});
const flow = (over: Partial<DescribedFlow>) =>
	outbound({AttributeFlowMappings: [{Source: ['deviceKey'], Destination: 'msDS-KeyCredentialLink', ...over}]});
const lacks = (type: string, member: string): Partial<DescribedServer> => ({without: {[type]: [member]}});
const history = (...runs: readonly DescribedRun[]): Partial<DescribedServer> => ({runs});
const errors = (text: string | null, over: Partial<NonNullable<DescribedRun['RunStepResults']>[number]> = {}) =>
	history(
		exportWith('2026-11-22T09:01:00Z', [], {
			RunStepResults: [
				{StepResult: 'completed-export-errors', ExportFailure: 0, SyncErrors: text === null ? null : {SyncErrorsXml: text}, ...over},
			],
		}),
	);
const hana = 'CN=Hana \\(Novák\\)*,OU=People,DC=contoso,DC=com';

/** Servers in one PowerShell, by name: what is said of each stands in a test below. */
const worlds = {
	whole: {},
	staging: {
		scheduler: {...whole.scheduler, StagingModeEnabled: true},
		settings: {...whole.settings, 'Microsoft.Synchronize.StagingMode': 'True'},
	},
	stagingTold: {scheduler: {...whole.scheduler, StagingModeEnabled: true}},
	disabled: outbound({Disabled: true}),
	once: flow({ExecuteOnce: true}),
	merging: flow({ValueMergeType: 'MergeCaseInsensitive'}),
	tie: outbound({}, {...outboundRule, Identifier: '40cdbd07-0bb5-4778-8744-73af93bd4320', Name: 'Our own', ImmutableTag: null}),
	constant: flow({FlowType: 'Constant', Source: ['B:4:00']}),
	expression: flow({FlowType: 'Expression', Expression: 'AuthoritativeNull'}),
	noFlow: outbound({}, {...joinRule, Identifier: '40cdbd07-0bb5-4778-8744-73af93bd4321', Name: 'Keep apart', LinkType: 'JoinNoFlow'}),
	narrowed: outbound({
		ScopeFilter: [
			{
				ScopeConditionList: [
					{Attribute: 'department', ComparisonOperator: 'EQUAL', ComparisonValue: 'Pilot'},
					{Attribute: 'sourceAnchor', ComparisonOperator: 'ISNOTNULL', ComparisonValue: ''},
				],
			},
			{ScopeConditionList: [{Attribute: 'company', ComparisonOperator: 'STARTSWITH', ComparisonValue: 'Contoso'}]},
		],
	}),
	noScope: outbound({ScopeFilter: []}),
	scopeNull: outbound({ScopeFilter: null}),
	scopeNullAlone: {
		rules: [
			{...inboundRule, ScopeFilter: null},
			{...outboundRule, ScopeFilter: null},
		],
	},
	scopeAbsent: lacks('SynchronizationRule', 'ScopeFilter'),
	listAbsent: lacks('ScopeConditionGroup', 'ScopeConditionList'),
	listNull: outbound({ScopeFilter: [{ScopeConditionList: null}]}),
	listEmpty: outbound({ScopeFilter: [{ScopeConditionList: []}]}),
	groupBesideEmpty: outbound({ScopeFilter: [...(outboundRule.ScopeFilter ?? []), {ScopeConditionList: []}]}),
	attributeAbsent: lacks('ScopeCondition', 'Attribute'),
	operatorAbsent: lacks('ScopeCondition', 'ComparisonOperator'),
	valueAbsent: lacks('ScopeCondition', 'ComparisonValue'),
	operatorUnknown: outbound({ScopeFilter: [{ScopeConditionList: [{Attribute: 'sourceAnchor', ComparisonOperator: 99}]}]}),
	flattened: {flatten: 2},
	flattenedDeep: {flatten: 9},
	onceAbsent: lacks('AttributeFlowMapping', 'ExecuteOnce'),
	destinationAbsent: lacks('AttributeFlowMapping', 'Destination'),
	destinationNull: flow({Destination: null}),
	flowTypeAbsent: lacks('AttributeFlowMapping', 'FlowType'),
	mergeAbsent: lacks('AttributeFlowMapping', 'ValueMergeType'),
	sourceAbsent: lacks('AttributeFlowMapping', 'Source'),
	expressionAbsent: lacks('AttributeFlowMapping', 'Expression'),
	linkAbsent: lacks('SynchronizationRule', 'LinkType'),
	disabledAbsent: lacks('SynchronizationRule', 'Disabled'),
	mappingsAbsent: lacks('SynchronizationRule', 'AttributeFlowMappings'),
	mappingsNull: {
		rules: [joinRule, inboundRule, outboundRule].map(rule => ({...rule, AttributeFlowMappings: null})),
	},
	noRules: {rules: []},
	rulesDenied: {throws: {'Get-ADSyncRule': {type: 'System.Exception', message: 'Not allowed.'}}},
	schedulerSilent: {throws: {'Get-ADSyncScheduler': {type: 'System.Exception', message: 'It does not answer.'}}},
	settingsSilent: {throws: {'Get-ADSyncGlobalSettings': {type: 'System.Exception', message: 'It does not answer.'}}},
	historySilent: {throws: {'Get-ADSyncRunProfileResult': {type: 'System.Exception', message: 'It does not answer.'}}},
	denied: {throws: {'Get-ADSyncConnector': {type: 'System.UnauthorizedAccessException', message: 'Access is denied.'}}},
	stopped: {service: 'Stopped'},
	absent: {absent: true, registry: {}, programs: {}, service: undefined},
	selectionAbsent: lacks('Connector', 'AttributeInclusionList'),
	selectionNull: ad({AttributeInclusionList: null}),
	selectionEmpty: ad({AttributeInclusionList: []}),
	typeAbsent: lacks('Connector', 'Type'),
	schemaOld: ad({Schema: {AttributeTypes: ['userPrincipalName']}}),
	schemaAbsent: ad({Schema: null}),
	identified: ad({
		ConnectivityParameters: {...adConnector.ConnectivityParameters, 'forest-guid': '{1B6F0A52-77C1-4E0E-9D5E-0C1D5D5A1E01}'},
	}),
	containers: ad({
		Partitions: [
			{
				DN: 'DC=contoso,DC=com',
				Selected: true,
				IsDomain: true,
				ConnectorPartitionScope: {ContainerInclusionList: ['OU=CORP,DC=contoso,DC=com'], ContainerExclusionList: ['DC=contoso,DC=com']},
			},
			{DN: 'DC=emea,DC=contoso,DC=com', Selected: false, IsDomain: true, Parameters: {guid: '{00000000-0000-0000-0000-000000000000}'}},
		],
	}),
	several: {
		connectors: [
			adConnector,
			{...adConnector, Identifier: secondId, Name: 'fabrikam.com', ConnectivityParameters: {'forest-name': 'fabrikam.com'}},
			{...entraConnector, Identifier: '00000000-0000-4000-8000-0000000000aa', Name: 'HR', Type: 'Extensible2', ConnectivityParameters: {}},
			entraConnector,
		],
		rules: [joinRule, inboundRule, outboundRule, {...outboundRule, Connector: secondId}],
	},
	// The history.
	noHistory: history(),
	pastWeek: history(run('delta-import', '2026-11-15T09:00:00.250Z'), run('export', '2026-11-22T08:31:00Z')),
	failedFull: history(
		run('full-import', '2026-11-22T08:00:00Z', {Result: 'no-start-connection'}),
		run('full-import', '2026-11-21T08:00:00Z'),
		run('full-synchronization', '2026-11-21T08:10:00Z', {
			RunStepResults: [{StepResult: 'success'}, {StepResult: 'stopped-server-down'}],
		}),
		run('full-synchronization', '2026-11-20T08:10:00Z', {Result: 'completed-sync-errors'}),
	),
	underWay: history(
		run('export', '2026-11-22T09:00:00Z', {IsRunComplete: false, Result: 'in-progress', EndDate: null}),
		run('export', '2026-11-22T08:30:00Z'),
	),
	ownNames: history(
		run('export', '2026-11-22T08:31:00Z', {RunProfileName: 'EX'}),
		run('full-import', '2026-11-22T08:10:00Z', {RunProfileName: 'FI all'}),
		run('full-synchronization', '2026-11-22T08:20:00Z', {RunProfileName: 'Delta Synchronization'}),
	),
	onlyNames: history(
		run('full-import', '2026-11-22T08:10:00Z', {RunStepResults: [{StepResult: 'success'}]}),
		run('delta-import', '2026-11-22T08:15:00Z', {RunStepResults: []}),
	),
	noProfiles: ad({RunProfiles: []}),
	manyRuns: history(
		...Array.from({length: 40}, (_, minute) => run('export', `2026-11-22T08:${String(minute).padStart(2, '0')}:00Z`)),
		run('full-import', '2026-11-20T08:10:00Z'),
		run('full-synchronization', '2026-11-20T08:20:00Z'),
	),
	twoDomains: history(
		run('export', '2026-11-22T08:31:00Z', {
			RunStepResults: [
				{StepResult: 'completed-export-errors', ExportFailure: 1, SyncErrors: {SyncErrorsXml: exportError('CN=A', '8344')}},
				{StepResult: 'success', ExportFailure: 0},
			],
		}),
	),
	// What an export could not write.
	noErrors: history(run('export', '2026-11-22T08:31:00Z')),
	hexadecimal: errors(`<synchronization-errors>${exportError('CN=A', '0x2098')}</synchronization-errors>`),
	asObjects: errors('', {
		ExportFailure: 2,
		SyncErrors: {
			SyncErrorsXml: '',
			SyncErrorsList: [
				{ObjectDn: 'CN=A', ErrorType: 'permission-issue', CdError: '<cd-error><error-code>8344</error-code></cd-error>'},
				{ObjectDn: 'CN=B', ErrorType: 'dn-attributes-failure'},
			],
		},
	}),
	cutShort: errors(`<synchronization-errors>${exportError('CN=A', '8344')}<export-error dn="CN=B"><error-type>permis`),
	cameShort: errors(`<synchronization-errors>${exportError('CN=A', '8344')}</synchronization-errors>`, {ExportFailure: 2}),
	errorsHidden: errors(null),
	errorsAbsent: {...errors(null), without: {RunStepResult: ['SyncErrors']}},
	stepsHidden: history(exportWith('2026-11-22T09:01:00Z', [], {RunStepResults: []})),
	protectedAll: {
		...history(exportWith('2026-11-22T09:01:00Z', [exportError('CN=Hana \\(Novák\\)*,OU=People,DC=contoso,DC=com', '8344')])),
		protected: [hana],
	},
	protectedSome: {
		...history(
			exportWith('2026-11-22T09:01:00Z', [
				exportError('CN=R &amp; D &lt;x&gt;,DC=contoso,DC=com', '8344'),
				exportError('CN=Jan,DC=contoso,DC=com', '8344'),
				exportError('CN=Eva,DC=contoso,DC=com', '8245'),
			]),
		),
		protected: ['CN=R & D <x>,DC=contoso,DC=com', 'CN=Eva,DC=contoso,DC=com'],
		types: {'CN=R & D <x>,DC=contoso,DC=com': 'group', 'CN=Jan,DC=contoso,DC=com': 'user'},
	},
	withAttribute: {
		...history(
			exportWith('2026-11-22T09:01:00Z', [
				exportError('CN=Jan,DC=contoso,DC=com', '8239').replace(
					'Insufficient access rights to perform the operation.',
					'0000202F: AtrErr: DSID-03190DE3, #1: 0: 0000202F: DSID-03190DE3, problem 1005 (CONSTRAINT_ATT_TYPE), data 0, Att 90918 (msDS-KeyCredentialLink)',
				),
			]),
		),
		types: {'CN=Jan,DC=contoso,DC=com': 'user'},
	},
	protectedNameless: history(
		exportWith('2026-11-22T09:01:00Z', ['<export-error><error-type>permission-issue</error-type></export-error>']),
	),
	protectedMany: history(
		exportWith(
			'2026-11-22T09:01:00Z',
			Array.from({length: 101}, (_, number) => exportError(`CN=${number}`, '8344')),
		),
	),
	protectedSilent: {throws: {'Search-ADSyncDirectoryObjects': {type: 'System.Exception', message: 'The forest does not answer.'}}},
	// Witnesses of the version, and the name.
	versionsDiffer: {registry: registryOf('2.5.79.0', 'Microsoft Azure AD Connect'), programs: {[programPath]: '2.6.3.0 built by: x'}},
	versionOfProgram: {settings: {}, registry: registryOf('newest'), programs: {[programPath]: '2.5.190.0'}},
	versionNowhere: {settings: {'Microsoft.Synchronize.ServerConfigurationVersion': 'x'}, registry: {}, programs: {}},
	programGone: {programs: {}},
	workgroup: {registry: {'HKLM:\\SYSTEM\\CurrentControlSet\\Services\\Tcpip\\Parameters': {Hostname: 'SYNC01', Domain: ''}}},
} satisfies Readonly<Record<string, Partial<DescribedServer> | Record<string, unknown>>>;

type World = keyof typeof worlds;

describeWith('powershell', 'the collector on the Connect server', () => {
	const said = new Map<World, Said>();
	beforeAll(async () => {
		const names = Object.keys(worlds) as World[];
		const answers = await askMany(names.map(name => ({...whole, ...worlds[name]}) as DescribedServer));
		for (const [index, name] of names.entries()) {
			const answer = answers[index];
			if (answer !== undefined) {
				said.set(name, answer);
			}
		}
	});

	/** What it says of a world, held against the schema of its facts. */
	const seen = (world: World): ConnectServerFacts => {
		const answer = said.get(world);
		if (answer?.error !== null) {
			throw new Error(`${world}: ${answer?.error}`);
		}

		return connectServerFacts.parse(answer.facts);
	};
	const connector = (world: World) => seen(world).connectors[0];
	const key = (world: World) => seen(world).rules.find(({direction}) => direction === 'Outbound');
	const exported = (world: World) => connector(world)?.lastExport;

	it('gives connectors, rules, scheduler and settings in the shape of its facts', () => {
		const {connectors, rules, ...rest} = seen('whole');
		expect(rest).toEqual({
			server: expect.any(String),
			dnsName: 'CONTOSO-SYNC01.contoso.com',
			product: 'connect-sync',
			version: '2.6.3.0',
			versions: ['global settings', 'the program of the service ADSync', 'installed programs'].map(from => ({from, version: '2.6.3.0'})),
			staging: false,
			scheduler: {enabled: true, suspended: false, interval: 1800, nextStart: '2026-11-22T09:30:00.000Z'},
			upnAttribute: 'userPrincipalName',
			deviceWriteback: false,
			rulesRead: 3,
			rulesOf: [
				{connector: adId, rules: 2},
				{connector: 'b891884f-051e-4a83-95af-2544101c9083', rules: 1},
			],
			missing: [],
			silences: [],
		});
		expect(connectors).toEqual([
			{
				id: adId,
				name: 'contoso.com',
				kind: 'active-directory',
				forest: 'contoso.com',
				forestId: null,
				domains: [
					{
						namingContext: 'DC=contoso,DC=com',
						id: '{C58EA1C0-26F4-4A1B-9D0C-C5B36C7E1C73}',
						selected: true,
						containers: {included: ['DC=contoso,DC=com'], excluded: []},
					},
				],
				account: 'MSOL_d1edb676ca03',
				accountDomain: 'contoso.com',
				selected: ['msDS-KeyCredentialLink'],
				schemaHoldsKey: true,
				lastExport: {
					at: '2026-11-22T09:01:40.000Z',
					outcome: 'completed-export-errors',
					errors: {8344: 2, 'kerberos-no-logon-server': 1},
					tally: [
						{code: '8344', class: null, attribute: null, count: 2},
						{code: 'kerberos-no-logon-server', class: null, attribute: null, count: 1},
					],
					protected: 0,
				},
				lastFullImport: '2026-11-20T08:10:40.000Z',
				lastFullSynchronization: '2026-11-20T08:20:40.000Z',
				oldestRun: null,
				modified: '2026-11-20T08:00:00.500Z',
			},
			{
				id: 'b891884f-051e-4a83-95af-2544101c9083',
				name: 'contoso.onmicrosoft.com - AAD',
				kind: 'entra',
				forest: null,
				forestId: null,
				domains: [],
				account: 'Sync_CONTOSO-SYNC01_e3c03195e061@contoso.onmicrosoft.com',
				accountDomain: null,
				selected: ['searchableDeviceKey'],
				schemaHoldsKey: null,
				lastExport: null,
				lastFullImport: null,
				lastFullSynchronization: null,
				oldestRun: null,
				modified: '2026-11-20T08:00:00.000Z',
			},
		]);
		expect(rules).toEqual([
			{
				id: inboundRule.Identifier,
				name: 'In from AAD - User NGCKey',
				tag: 'Microsoft.InfromAADUserNGCKey.001',
				direction: 'Inbound',
				disabled: false,
				connector: 'b891884f-051e-4a83-95af-2544101c9083',
				sourceType: 'user',
				targetType: 'person',
				linkType: 'Join',
				precedence: 122,
				scope: [],
				flows: [
					{
						destination: 'deviceKey',
						sources: ['searchableDeviceKey'],
						expression: 'IIF(IsNull([searchableDeviceKey]), NULL, [searchableDeviceKey])',
						constant: null,
						mergeType: 'Update',
						executeOnce: false,
					},
				],
			},
			{
				id: outboundRule.Identifier,
				name: 'Out to AD - User NGCKey',
				tag: 'Microsoft.OuttoADUserNGCKey.001',
				direction: 'Outbound',
				disabled: false,
				connector: adId,
				sourceType: 'person',
				targetType: 'user',
				linkType: 'Join',
				precedence: 130,
				scope: [[{attribute: 'sourceAnchor', operator: 'ISNOTNULL', value: ''}]],
				flows: [
					{
						destination: 'msDS-KeyCredentialLink',
						sources: ['deviceKey'],
						expression: null,
						constant: null,
						mergeType: 'Update',
						executeOnce: false,
					},
				],
			},
		]);
	});

	it('never brings a password, a cookie or a name of a person out', () => {
		const all = JSON.stringify([...said.values()]);
		expect(all).toContain('MSOL_d1edb676ca03');
		expect(all).not.toMatch(/hunter2|c2VjcmV0|Hana|CN=Jan|CN=Eva|CN=R /);
	});

	describe('reads of a rule', () => {
		it('that it is disabled, flows once, merges, stands beside another, or is kept apart by a rule without flows', () => {
			expect(key('disabled')).toMatchObject({disabled: true});
			expect(key('once')?.flows).toMatchObject([{executeOnce: true}]);
			expect(key('merging')?.flows).toMatchObject([{mergeType: 'MergeCaseInsensitive'}]);
			expect(
				seen('tie')
					.rules.filter(({direction}) => direction === 'Outbound')
					.map(({name, tag, precedence}) => [name, tag, precedence]),
			).toEqual([
				['Out to AD - User NGCKey', 'Microsoft.OuttoADUserNGCKey.001', 130],
				['Our own', null, 130],
			]);
			expect(seen('noFlow').rules.find(({linkType}) => linkType === 'JoinNoFlow')).toMatchObject({name: 'Keep apart', flows: []});
		});

		it('a constant and an expression', () => {
			expect(key('constant')?.flows).toMatchObject([{sources: [], expression: null, constant: 'B:4:00'}]);
			expect(key('expression')?.flows).toMatchObject([{expression: 'AuthoritativeNull', constant: null}]);
		});

		it('every group and every clause of its scope', () => {
			expect(key('narrowed')?.scope).toEqual([
				[
					{attribute: 'department', operator: 'EQUAL', value: 'Pilot'},
					{attribute: 'sourceAnchor', operator: 'ISNOTNULL', value: ''},
				],
				[{attribute: 'company', operator: 'STARTSWITH', value: 'Contoso'}],
			]);
			expect(key('noScope')?.scope).toEqual([]);
			expect(key('operatorUnknown')?.scope).toEqual([[{attribute: 'sourceAnchor', operator: '99', value: ''}]]);
		});

		it.each([
			'scopeAbsent',
			'listAbsent',
			'listNull',
			'listEmpty',
			'groupBesideEmpty',
			'attributeAbsent',
			'operatorAbsent',
			'valueAbsent',
		] as const)('W54 no scope where its shape is not known: %s', world => {
			expect(key(world)?.scope).toBeNull();
			expect(seen(world).rulesRead).toBe(3);
		});

		it('W54 an empty scope in one that is null, where another rule shows that scopes are shown', () => {
			expect(key('scopeNull')?.scope).toEqual([]);
			expect(key('scopeNullAlone')?.scope).toBeNull();
		});

		it('nothing of *Apply Once* where the flow does not show it', () => {
			expect(key('onceAbsent')?.flows).toMatchObject([{executeOnce: null}]);
		});
	});

	it.each([
		['destinationAbsent', 'a flow of rule "In from AD - User Join" does not show its Destination'],
		['destinationNull', 'a flow of rule "Out to AD - User NGCKey" does not show its Destination'],
		['flowTypeAbsent', 'rule "In from AAD - User NGCKey" does not show its FlowType'],
		['mergeAbsent', 'rule "In from AAD - User NGCKey" does not show its ValueMergeType'],
		['sourceAbsent', 'rule "Out to AD - User NGCKey" shows a direct flow without its Source'],
		['expressionAbsent', 'rule "In from AAD - User NGCKey" shows a flow by an expression without its Expression'],
		['linkAbsent', 'rule "In from AD - User Join" does not show its LinkType'],
		['disabledAbsent', 'rule "In from AAD - User NGCKey" does not say whether it is disabled'],
		['mappingsAbsent', 'rule "In from AD - User Join" does not show its flows'],
		['mappingsNull', 'none of 3 rules shows a flow'],
		['rulesDenied', 'Not allowed.'],
	] as const)('does not say that there is no such rule where rules hide what decides: %s', (world, why) => {
		expect(seen(world)).toMatchObject({
			rules: [],
			rulesRead: null,
			rulesOf: [],
			version: '2.6.3.0',
			silences: [`The synchronisation rules could not be read: ${why}`],
		});
	});

	it('tells no rules from rules that could not be read', () => {
		expect(seen('noRules')).toMatchObject({rules: [], rulesRead: 0, rulesOf: [], silences: []});
	});

	it.each(['flattened', 'flattenedDeep'] as const)('refuses copies of the objects, as PowerShell 7 gets them: %s', world => {
		expect(said.get(world)).toMatchObject({facts: null, error: expect.stringContaining('Run this in Windows PowerShell 5.1.')});
	});

	it('sees nothing at all where it may not, where the service is stopped, or where a connector hides its kind', () => {
		expect(said.get('denied')).toMatchObject({facts: null, error: 'Access is denied.'});
		expect(said.get('stopped')).toMatchObject({
			facts: null,
			error: 'The service ADSync is Stopped, so Connect Sync cannot be asked. Look again when it runs.',
		});
		expect(said.get('typeAbsent')).toMatchObject({facts: null, error: 'connector contoso.com does not show its type'});
	});

	it('says that Connect Sync is absent where it is', () => {
		expect(seen('absent')).toMatchObject({
			product: 'absent',
			connectors: [],
			rules: [],
			rulesRead: null,
			version: null,
			versions: [],
			dnsName: null,
		});
	});

	it('says what else it could not read, and gives the rest', () => {
		expect(seen('schedulerSilent')).toMatchObject({
			scheduler: null,
			staging: false,
			silences: ['The scheduler could not be read: It does not answer.'],
		});
		expect(seen('settingsSilent')).toMatchObject({
			staging: false,
			upnAttribute: null,
			versions: [{from: 'the program of the service ADSync'}, {from: 'installed programs'}],
			silences: ['The global settings could not be read: It does not answer.'],
		});
		expect(seen('historySilent')).toMatchObject({
			rulesRead: 3,
			silences: ['The run history of connector contoso.com could not be read: It does not answer.'],
		});
	});

	it('knows which server is in staging mode, and does not where two witnesses differ', () => {
		expect(seen('staging').staging).toBe(true);
		expect(seen('stagingTold')).toMatchObject({
			staging: null,
			silences: ['The scheduler and the global settings say different things of staging mode.'],
		});
	});

	describe('reads of a connector', () => {
		it('no selection where it is not shown, and an empty one where it is', () => {
			for (const world of ['selectionAbsent', 'selectionNull'] as const) {
				expect(connector(world)?.selected).toBeNull();
				expect(seen(world).silences).toContain('The attributes selected on connector contoso.com could not be read.');
			}

			expect(connector('selectionEmpty')?.selected).toEqual([]);
			expect(seen('selectionEmpty').silences).toEqual([]);
		});

		it('whether its cached schema holds the key', () => {
			expect(connector('schemaOld')?.schemaHoldsKey).toBe(false);
			expect(connector('schemaAbsent')?.schemaHoldsKey).toBeNull();
		});

		it('W27 the id of its forest, and of its domains, but no id of zeros', () => {
			expect(connector('identified')?.forestId).toBe('{1B6F0A52-77C1-4E0E-9D5E-0C1D5D5A1E01}');
			expect(connector('containers')?.domains.map(({id}) => id)).toEqual([null, null]);
		});

		it('W44 which domains and containers it reads; null where a domain does not say', () => {
			expect(connector('containers')?.domains).toMatchObject([
				{selected: true, containers: {included: ['OU=CORP,DC=contoso,DC=com'], excluded: ['DC=contoso,DC=com']}},
				{namingContext: 'DC=emea,DC=contoso,DC=com', selected: false, containers: null},
			]);
		});

		it('each of several, and asks only those of Active Directory for their runs', () => {
			expect(seen('several').connectors.map(({kind, forest}) => [kind, forest])).toEqual([
				['active-directory', 'contoso.com'],
				['active-directory', 'fabrikam.com'],
				['other', null],
				['entra', null],
			]);
			expect(seen('several').connectors[1]).toMatchObject({lastExport: null, lastFullImport: null, oldestRun: null});
			expect(seen('several').rulesOf).toContainEqual({connector: secondId, rules: 1});
		});
	});

	describe('reads of the history', () => {
		it('nothing from one that is empty', () => {
			expect(connector('noHistory')).toMatchObject({
				lastExport: null,
				lastFullImport: null,
				lastFullSynchronization: null,
				oldestRun: null,
			});
			expect(seen('noHistory').silences).toEqual([]);
		});

		it('when it begins, where a full run has left it', () => {
			expect(connector('pastWeek')).toMatchObject({
				lastExport: {at: '2026-11-22T08:31:40.000Z', outcome: 'success', errors: {}, protected: null},
				lastFullImport: null,
				lastFullSynchronization: null,
				oldestRun: '2026-11-15T09:00:00.250Z',
			});
		});

		it('only full runs that ended well in every step', () => {
			expect(connector('failedFull')).toMatchObject({
				lastFullImport: '2026-11-21T08:00:40.000Z',
				lastFullSynchronization: '2026-11-20T08:10:40.000Z',
				oldestRun: '2026-11-20T08:10:00.000Z',
			});
		});

		it('no export that is under way', () => {
			expect(exported('underWay')).toMatchObject({at: '2026-11-22T08:30:40.000Z', outcome: 'success'});
		});

		it('what a run did from its steps, however its profile is called', () => {
			expect(connector('ownNames')).toMatchObject({
				lastExport: {outcome: 'success'},
				lastFullImport: '2026-11-22T08:10:40.000Z',
				lastFullSynchronization: '2026-11-22T08:20:40.000Z',
			});
		});

		it('what a run did from the name of its profile, where its steps do not say', () => {
			expect(connector('onlyNames')).toMatchObject({lastFullImport: '2026-11-22T08:10:40.000Z', lastFullSynchronization: null});
		});

		it('the same where the connector shows no run profiles', () => {
			expect(connector('noProfiles')).toEqual(connector('whole'));
		});

		it('only as much as is needed', () => {
			expect(connector('manyRuns')).toMatchObject({
				lastExport: {at: '2026-11-22T08:39:40.000Z'},
				lastFullImport: '2026-11-20T08:10:40.000Z',
			});
			const requests = said.get('manyRuns')?.requests ?? [];
			expect(requests.length).toBeGreaterThan(5);
			expect(requests.filter(asked => !asked.includes('RunHistoryId') && !asked.includes('NumberRequested'))).toEqual([]);
		});

		it('a run as it was in its worst step, where a forest has several domains', () => {
			expect(exported('twoDomains')).toEqual({
				at: '2026-11-22T08:31:40.000Z',
				outcome: 'completed-export-errors',
				errors: {8344: 1},
				tally: [{code: '8344', class: null, attribute: null, count: 1}],
				protected: 0,
			});
		});
	});

	describe('reads of an export', () => {
		it('no errors where there are none', () => {
			expect(exported('noErrors')).toMatchObject({errors: {}, protected: null});
		});

		it('W43 codes in every form: hexadecimal, and as objects', () => {
			expect(exported('hexadecimal')?.errors).toEqual({8344: 1});
			expect(exported('asObjects')?.errors).toEqual({8344: 1, 'dn-attributes-failure': 1});
		});

		it.each(['cutShort', 'cameShort', 'errorsHidden', 'errorsAbsent', 'stepsHidden'] as const)(
			'W43 no list that is not whole: %s',
			world => {
				expect(exported(world)).toMatchObject({outcome: 'completed-export-errors', errors: null, protected: null});
			},
		);

		it('W43 how many of those refused for want of rights are protected accounts', () => {
			expect(exported('protectedAll')).toMatchObject({errors: {8344: 1}, protected: 1});
			expect(exported('protectedSome')).toMatchObject({errors: {8344: 2, 8245: 1}, protected: 1});
			expect(exported('protectedMany')?.tally).toEqual([{code: '8344', class: null, attribute: null, count: 101}]);
		});

		it('of what class the objects are, and which attribute the directory names', () => {
			expect(exported('protectedSome')?.tally).toEqual([
				{code: '8245', class: null, attribute: null, count: 1},
				{code: '8344', class: 'group', attribute: null, count: 1},
				{code: '8344', class: 'user', attribute: null, count: 1},
			]);
			expect(exported('withAttribute')?.tally).toEqual([{code: '8239', class: 'user', attribute: 'msDS-KeyCredentialLink', count: 1}]);
			expect(exported('noErrors')?.tally).toEqual([]);
			expect(exported('cutShort')?.tally).toBeNull();
		});

		it('W43 nothing of protection where it cannot be known', () => {
			expect(exported('protectedNameless')).toMatchObject({errors: {'permission-issue': 1}, protected: null});
			expect(exported('protectedMany')).toMatchObject({errors: {8344: 101}, protected: null});
			expect(exported('protectedSilent')).toMatchObject({errors: {8344: 2, 'kerberos-no-logon-server': 1}, protected: null});
			expect(seen('protectedSilent').silences).toEqual([
				'Whether the accounts that an export was refused for are protected could not be read: The forest does not answer.',
			]);
		});
	});

	it('takes the lowest of three witnesses of the version, and shows each', () => {
		expect(seen('versionsDiffer')).toMatchObject({
			version: '2.5.79.0',
			versions: [
				{from: 'global settings', version: '2.6.3.0'},
				{from: 'the program of the service ADSync', version: '2.6.3.0'},
				{from: 'installed programs', version: '2.5.79.0'},
			],
		});
		expect(seen('versionOfProgram')).toMatchObject({
			version: '2.5.190.0',
			versions: [{from: 'the program of the service ADSync', version: '2.5.190.0'}],
		});
		expect(seen('versionNowhere')).toMatchObject({version: null, versions: []});
		expect(seen('programGone')).toMatchObject({
			version: '2.6.3.0',
			versions: [{from: 'global settings'}, {from: 'installed programs'}],
			silences: [expect.stringContaining('The version of the program of the service ADSync could not be read')],
		});
	});

	it('W58 knows the DNS name of the server, and none without a domain', () => {
		expect(seen('whole').dnsName).toBe('CONTOSO-SYNC01.contoso.com');
		expect(seen('workgroup').dnsName).toBeNull();
	});
});
