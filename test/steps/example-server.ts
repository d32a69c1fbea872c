import fc from 'fast-check';
import type {SavedFile} from '../../src/guide/importer.ts';
import {type ConnectServerFacts, entraConnectorId} from '../../steps/04-directory-synchronization/connect-server/connect-server.facts.ts';

/**
 * A Connect server as an example describes it: what both readers must say of it, in the shape of the facts, and the flows and rules that neither keeps.
 * `taken` is the moment of the export, ISO 8601, UTC.
 */
export type ExampleServer = {
	readonly facts: ConnectServerFacts;
	/** Flows that carry no key, by the id of their rule; a rule that stands only here is not kept. */
	readonly otherFlows: readonly {readonly rule: ExampleRule; readonly destinations: readonly string[]}[];
	readonly taken: string;
};

type ExampleRule = Omit<ConnectServerFacts['rules'][number], 'flows'>;

const escaped = (text: string): string => text.replace(/[&<>"']/g, letter => `&#${letter.codePointAt(0)};`);
const element = (name: string, text: string | null) => (text === null ? '' : `<${name}>${escaped(text)}</${name}>`);

const flowXml = ({
	destination,
	sources,
	expression,
	constant,
	mergeType,
	executeOnce,
}: ConnectServerFacts['rules'][number]['flows'][number]) => {
	const source =
		constant === null
			? sources.length === 0
				? ''
				: `<src>${sources.map(name => element('attr', name)).join('')}</src>`
			: element('src', constant);
	return `<mapping${executeOnce ? ' execute-once="true"' : ''}>${element('dest', destination)}${source}${element('expression', expression)}${element('valueMergeType', mergeType)}</mapping>`;
};

const scopeXml = (scope: ExampleRule['scope']) =>
	scope === null
		? '<synchronizationCriteria><anything/></synchronizationCriteria>'
		: `<synchronizationCriteria>${scope
				.map(
					group =>
						`<conditions>${group.map(({attribute, operator, value}) => `<scope>${element('csAttribute', attribute)}${element('csOperator', operator)}<csValue>${escaped(value)}</csValue></scope>`).join('')}</conditions>`,
				)
				.join('')}</synchronizationCriteria>`;

const ruleXml = (rule: ExampleRule, flows: string) =>
	`<synchronizationRule>${element('id', rule.id)}${element('name', rule.name)}<description/>${element('immutable-tag', rule.tag)}${element('direction', rule.direction)}${element('disabled', rule.disabled ? 'True' : 'False')}${element('connector', rule.connector)}${element('sourceObjectType', rule.sourceType)}${element('targetObjectType', rule.targetType)}${element('linkType', rule.linkType)}${element('precedence', String(rule.precedence))}<attribute-mappings>${flows}</attribute-mappings><relationshipCriteria/>${scopeXml(rule.scope)}</synchronizationRule>`;

const parameter = (name: string, value: string | null) =>
	`<parameter name="${name}" type="string" use="global" dataType="String">${escaped(value ?? '')}</parameter>`;

const connectorXml = (connector: ConnectServerFacts['connectors'][number]) => {
	const isAd = connector.kind === 'active-directory';
	const partitions = connector.domains
		.map(
			({namingContext, id, selected, containers}) =>
				`<partition><id>{00000000-0000-4000-8000-000000000001}</id>${element('name', namingContext)}<selected>${selected ? 1 : 0}</selected>${
					containers === null
						? ''
						: `<filter><containers><exclusions>${containers.excluded.map(dn => element('exclusion', dn)).join('')}</exclusions><inclusions>${containers.included.map(dn => element('inclusion', dn)).join('')}</inclusions></containers></filter>`
				}<custom-data><adma-partition-data>${element('dn', namingContext)}${element('guid', id ?? '{00000000-0000-0000-0000-000000000000}')}<is-domain>1</is-domain></adma-partition-data></custom-data></partition>`,
		)
		.join('');
	const settings = isAd
		? `<adma-configuration>${element('forest-name', connector.forest)}${element('forest-guid', connector.forestId ?? '{00000000-0000-0000-0000-000000000000}')}${element('forest-login-user', connector.account)}${element('forest-login-domain', connector.accountDomain ?? null)}</adma-configuration>`
		: `<MAConfig><parameter-values>${parameter('UserName', connector.account)}</parameter-values></MAConfig>`;
	const inclusion =
		connector.selected === null
			? ''
			: `<attribute-inclusion>${['objectSid', ...connector.selected].map(name => element('attribute', name)).join('')}</attribute-inclusion>`;
	const modified = connector.modified === null ? null : connector.modified.replace('T', ' ').replace('Z', '');
	return `<ma-data>${element('id', connector.id)}${element('name', connector.name)}<category>${isAd ? 'AD' : 'Extensible2'}</category>${element('last-modification-time', modified)}<private-configuration>${settings}</private-configuration>${inclusion}<ma-partition-data>${partitions}</ma-partition-data></ma-data>`;
};

/** The folder that Get-ADSyncServerConfiguration would write of the server. */
export const asExport = ({facts, otherFlows, taken}: ExampleServer): readonly SavedFile[] => {
	const file = (path: string, text: string): SavedFile => ({path, text: () => `<?xml version="1.0" encoding="utf-8"?>\n${text}`});
	const flag = (value: boolean | null) => (value === null ? null : value ? 'True' : 'False');
	const global = [
		parameter('Microsoft.Synchronize.ServerConfigurationVersion', facts.version),
		parameter('Microsoft.Synchronize.StagingMode', flag(facts.staging)),
		parameter('Microsoft.SynchronizationOption.UPNAttribute', facts.upnAttribute),
		parameter('Microsoft.OptionalFeature.DeviceWriteBack', flag(facts.deviceWriteback)),
	].join('');
	const key = facts.rules.map(({flows, ...rule}) => ruleXml(rule, flows.map(flowXml).join('')));
	const others = otherFlows.map(({rule, destinations}) =>
		ruleXml(
			rule,
			destinations
				.map(destination =>
					flowXml({destination, sources: ['a'], expression: null, constant: null, mergeType: 'Update', executeOnce: false}),
				)
				.join(''),
		),
	);
	return [
		file(
			'GlobalSettings/MV.xml',
			`<saved-mv-configuration server='${escaped(facts.server)}' export-date='${taken.replace('T', ' ').replace('Z', '')}'><mv-data><parameter-values>${global}</parameter-values></mv-data></saved-mv-configuration>`,
		),
		...facts.connectors.map((connector, at) => file(`Connectors/Connector_${at}.xml`, connectorXml(connector))),
		...[...key, ...others].map((text, at) => file(`SynchronizationRules/SynchronizationRule_${at}.xml`, text)),
	];
};

const guid = fc.uuid().map(id => `{${id}}`);
const name = fc.stringMatching(/^[A-Za-z][A-Za-z0-9 &<>'"-]{0,20}[A-Za-z0-9]$/);
const moment = fc
	.date({min: new Date('2026-01-01T00:00:00Z'), max: new Date('2026-11-22T00:00:00Z'), noInvalidDate: true})
	.map(date => date.toISOString());
const clause = fc.record({
	attribute: fc.constantFrom('sourceAnchor', 'department', 'employeeType'),
	operator: fc.constantFrom('ISNOTNULL', 'EQUAL', 'NOTEQUAL', 'ISBITNOTSET'),
	value: fc.constantFrom('', 'IT', 'Kiosk & more'),
});
const flow = (destination: string) =>
	fc
		.oneof(
			fc.record({
				sources: fc.constantFrom<string[]>(['searchableDeviceKey'], ['deviceKey'], ['info', 'mail']),
				expression: fc.constant(null),
				constant: fc.constant(null),
			}),
			fc.record({sources: fc.constant<string[]>([]), expression: fc.constant(null), constant: fc.constantFrom('none', 'B:4:00 <x>')}),
			fc.record({
				sources: fc.constantFrom<string[]>(['searchableDeviceKey'], ['deviceKey']),
				expression: fc.constantFrom('AuthoritativeNull', 'IIF(IsNull([deviceKey]),NULL,[deviceKey])', '[a] & "<b>"'),
				constant: fc.constant(null),
			}),
		)
		.chain(kind =>
			fc
				.record({mergeType: fc.constantFrom('Update', 'Merge', 'MergeCaseInsensitive'), executeOnce: fc.boolean()})
				.map(rest => ({destination, ...kind, ...rest})),
		);

const ruleOf = (connectors: readonly string[]): fc.Arbitrary<ExampleRule> =>
	fc.record({
		id: guid,
		name,
		tag: fc.option(name),
		direction: fc.constantFrom('Inbound', 'Outbound'),
		disabled: fc.boolean(),
		connector: fc.constantFrom(...connectors, '{99999999-0000-4000-8000-000000000009}'),
		sourceType: fc.constantFrom('user', 'person', 'device'),
		targetType: fc.constantFrom('user', 'person', 'inetOrgPerson'),
		linkType: fc.constantFrom('Join', 'Provision', 'StickyJoin', 'JoinNoFlow'),
		precedence: fc.integer({min: 1, max: 300}),
		scope: fc.option(fc.array(fc.array(clause, {minLength: 1, maxLength: 2}), {maxLength: 2})),
	});

const domain = fc.record({
	namingContext: fc.constantFrom('DC=corp,DC=example', 'DC=emea,DC=corp,DC=example'),
	id: fc.option(guid),
	selected: fc.boolean(),
	containers: fc.option(
		fc.record({
			included: fc.constantFrom<string[]>(['DC=corp,DC=example'], ['OU=Staff & more,DC=corp,DC=example']),
			excluded: fc.constantFrom<string[]>([], ['OU=Old,DC=corp,DC=example']),
		}),
	),
});

const unseen = {schemaHoldsKey: null, lastExport: null, lastFullImport: null, lastFullSynchronization: null, oldestRun: null};

const adConnector = fc.record({
	id: guid,
	name,
	kind: fc.constant('active-directory' as const),
	forest: fc.constantFrom('corp.example', 'fabrikam.example'),
	forestId: fc.option(guid),
	domains: fc.array(domain, {minLength: 1, maxLength: 2}),
	account: fc.constantFrom('MSOL_7c1f09d2a4be', 'svc-connect'),
	accountDomain: fc.option(fc.constantFrom('CORP', 'corp.example')),
	selected: fc.option(fc.constantFrom<string[]>([], ['msDS-KeyCredentialLink'])),
	modified: fc.option(moment),
});

/** Servers that both readers can be shown. */
export const exampleServer: fc.Arbitrary<ExampleServer> = fc
	.record({
		ad: fc.uniqueArray(adConnector, {minLength: 1, maxLength: 3, selector: ({id}) => id}),
		entra: fc.record({
			selected: fc.option(fc.constantFrom<string[]>([], ['searchableDeviceKey'])),
			account: fc.option(fc.constant('Sync_A_1@contoso.example')),
			modified: fc.option(moment),
		}),
		taken: moment,
		staging: fc.boolean(),
		version: fc.option(fc.constantFrom('2.6.3.0', '2.5.79.0')),
		upnAttribute: fc.option(fc.constantFrom('userPrincipalName', 'mail')),
		deviceWriteback: fc.option(fc.boolean()),
	})
	.chain(({ad, entra, ...server}) => {
		const ids = [`{${entraConnectorId}}`, ...ad.map(({id}) => id)];
		const keyed = ruleOf(ids).chain(rule =>
			fc
				.uniqueArray(fc.constantFrom('deviceKey', 'msDS-KeyCredentialLink'), {
					minLength: rule.linkType === 'JoinNoFlow' ? 0 : 1,
					maxLength: 2,
				})
				.chain(destinations => fc.tuple(...destinations.map(flow)).map(flows => ({...rule, flows}))),
		);
		const other = ruleOf(ids)
			.filter(({linkType}) => linkType !== 'JoinNoFlow')
			.chain(rule =>
				fc.array(fc.constantFrom('cn', 'mail', 'objectSid'), {minLength: 1, maxLength: 2}).map(destinations => ({rule, destinations})),
			);
		return fc
			.record({rules: fc.array(keyed, {maxLength: 6}), otherFlows: fc.array(other, {minLength: 1, maxLength: 6})})
			.map(({rules, otherFlows}): ExampleServer => {
				const all = [...rules, ...otherFlows.map(({rule}) => rule)];
				return {
					taken: server.taken,
					otherFlows,
					facts: {
						server: 'SYNC01',
						dnsName: null,
						product: 'connect-sync',
						version: server.version,
						versions: server.version === null ? [] : [{from: 'global settings', version: server.version}],
						staging: server.staging,
						scheduler: null,
						upnAttribute: server.upnAttribute,
						deviceWriteback: server.deviceWriteback,
						connectors: [
							{
								id: `{${entraConnectorId}}`,
								name: 'contoso.example - AAD',
								kind: 'entra',
								forest: null,
								forestId: null,
								domains: [],
								accountDomain: null,
								...entra,
								...unseen,
							},
							...ad.map(one => ({...one, ...unseen})),
						],
						rules,
						rulesRead: all.length,
						rulesOf: [...Map.groupBy(all, ({connector}) => connector)].map(([connector, own]) => ({connector, rules: own.length})),
						missing: [],
						silences: [],
					},
				};
			});
	});
