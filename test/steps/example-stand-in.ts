import {type DescribedServer, whole} from '../fixtures/adsync/described.ts';
import type {ExampleServer} from './example-server.ts';

type Described = Required<Pick<DescribedServer, 'connectors' | 'rules'>>;

const bare = (guid: string | null) => guid?.replace(/[{}]/g, '') ?? '';
const flag = (value: boolean | null) => (value === null ? null : value ? 'True' : 'False');
const given = (settings: Readonly<Record<string, string | null>>) =>
	Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== null));

const flowOf = ({
	destination,
	sources,
	expression,
	constant,
	mergeType,
	executeOnce,
}: ExampleServer['facts']['rules'][number]['flows'][number]) => ({
	Source: constant === null ? sources : [constant],
	Destination: destination,
	FlowType: constant !== null ? 'Constant' : expression !== null ? 'Expression' : 'Direct',
	Expression: expression ?? '',
	ExecuteOnce: executeOnce === true,
	ValueMergeType: mergeType ?? 'Update',
});

const ruleOf = (
	rule: ExampleServer['otherFlows'][number]['rule'],
	flows: readonly ReturnType<typeof flowOf>[],
): Described['rules'][number] => ({
	Identifier: bare(rule.id),
	Name: rule.name,
	ImmutableTag: rule.tag,
	Connector: bare(rule.connector),
	Direction: rule.direction,
	Disabled: rule.disabled,
	SourceObjectType: rule.sourceType,
	TargetObjectType: rule.targetType,
	Precedence: rule.precedence,
	LinkType: rule.linkType ?? 'Join',
	ScopeFilter:
		rule.scope === null
			? [{ScopeConditionList: null}]
			: rule.scope.map(group => ({
					ScopeConditionList: group.map(({attribute, operator, value}) => ({
						Attribute: attribute,
						ComparisonOperator: operator,
						ComparisonValue: value,
					})),
				})),
	AttributeFlowMappings: flows,
});

/** The same server as typed objects of ADSync. */
export const asStandIn = ({facts, otherFlows}: ExampleServer): DescribedServer => ({
	...whole,
	connectors: facts.connectors.map((connector): Described['connectors'][number] => ({
		Name: connector.name,
		Identifier: bare(connector.id),
		Type: connector.kind === 'active-directory' ? 'AD' : 'Extensible2',
		...(connector.modified === null ? {} : {LastModificationTime: connector.modified}),
		ConnectivityParameters:
			connector.kind === 'active-directory'
				? given({
						'forest-name': connector.forest,
						'forest-guid': connector.forestId ?? '{00000000-0000-0000-0000-000000000000}',
						'forest-login-user': connector.account,
						'forest-login-domain': connector.accountDomain ?? null,
					})
				: given({UserName: connector.account}),
		Partitions: connector.domains.map(({namingContext, id, selected, containers}) => ({
			DN: namingContext,
			Name: namingContext,
			Selected: selected,
			IsDomain: true,
			Parameters: {guid: id ?? '{00000000-0000-0000-0000-000000000000}'},
			...(containers === null
				? {}
				: {ConnectorPartitionScope: {ContainerInclusionList: containers.included, ContainerExclusionList: containers.excluded}}),
		})),
		AttributeInclusionList: connector.selected === null ? null : ['objectSid', ...connector.selected],
	})),
	rules: [
		...facts.rules.map(rule => ruleOf(rule, rule.flows.map(flowOf))),
		...otherFlows.map(({rule, destinations}) =>
			ruleOf(
				rule,
				destinations.map(destination =>
					flowOf({destination, sources: ['a'], expression: null, constant: null, mergeType: 'Update', executeOnce: false}),
				),
			),
		),
	],
	settings: given({
		'Microsoft.Synchronize.ServerConfigurationVersion': facts.version,
		'Microsoft.Synchronize.StagingMode': flag(facts.staging),
		'Microsoft.SynchronizationOption.UPNAttribute': facts.upnAttribute,
		'Microsoft.OptionalFeature.DeviceWriteBack': flag(facts.deviceWriteback),
	}),
	scheduler: {...whole.scheduler, StagingModeEnabled: facts.staging},
	runs: [],
});
