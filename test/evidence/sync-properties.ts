/**
 * Every property that Microsoft's AADConnectConfigDocumenter (SyncRuleDocumenter.cs, ConnectorDocumenter.cs, ActiveDirectoryConnectorDocumenter.cs,
 * MIT) prints of a rule, a flow, a scope, a join and a connector, and what it means for the key. Both readers are held to this table:
 * `connect-export/` reads the element, `connect-server.ps1` the members (the first that an object has). A property that condemns and is not read is a gate that opens wrongly.
 */
export type SyncProperty = {
	readonly of: 'rule' | 'flow' | 'scope' | 'join' | 'connector' | 'partition' | 'server';
	/** Element or `@attribute` of an export, in lower case; null where an export does not hold it. */
	readonly element: string | null;
	/** Members of the ADSync objects, in the order in which they are tried; empty where the cmdlets do not show it. */
	readonly members: readonly string[];
	/** Name in the facts; null where it is not read. */
	readonly fact: string | null;
	/** `condemns`: it alone can break the chain. `excuses`: it can take a break away. `tells`: whose, when, how it is called. `ignored`: no bearing on the key. */
	readonly role: 'condemns' | 'excuses' | 'tells' | 'ignored';
	readonly because: string;
};

const property = (
	of: SyncProperty['of'],
	element: string | null,
	members: readonly string[],
	fact: string | null,
	role: SyncProperty['role'],
	because: string,
): SyncProperty => ({of, element, members, fact, role, because});

export const syncProperties: readonly SyncProperty[] = [
	property('rule', 'id', ['Identifier'], 'id', 'tells', 'tells two rules apart'),
	property('rule', 'name', ['Name'], 'name', 'tells', 'for people; cloned and renamed'),
	property('rule', 'description', [], null, 'ignored', 'for people'),
	property('rule', 'immutable-tag', ['ImmutableTag'], 'tag', 'tells', 'a clone has none'),
	property('rule', 'direction', ['Direction'], 'direction', 'condemns', 'the other direction carries nothing'),
	property('rule', 'disabled', ['Disabled'], 'disabled', 'condemns', 'a disabled rule carries nothing; absent is enabled (W56)'),
	property('rule', 'connector', ['Connector'], 'connector', 'condemns', 'a rule of another connector carries nothing here (W14)'),
	property('rule', 'sourceobjecttype', ['SourceObjectType'], 'sourceType', 'condemns', 'device writeback has the same destination (W03)'),
	property('rule', 'targetobjecttype', ['TargetObjectType'], 'targetType', 'condemns', 'user is not inetOrgPerson (W16)'),
	property('rule', 'linktype', ['LinkType'], 'linkType', 'condemns', 'JoinNoFlow keeps the join and stops every flow'),
	property('rule', 'precedence', ['Precedence'], 'precedence', 'condemns', 'the lower number wins (W05, W06, W49, W52)'),
	property('rule', 'precedence-after', ['PrecedenceAfter'], null, 'ignored', 'used while a rule is made; precedence holds what came of it'),
	property(
		'rule',
		'precedence-before',
		['PrecedenceBefore'],
		null,
		'ignored',
		'used while a rule is made; precedence holds what came of it',
	),
	property('rule', 'softdeleteexpiryinterval', ['SoftDeleteExpiryInterval'], null, 'ignored', 'how long a deleted object is kept'),
	property('rule', 'enablepasswordsync', ['EnablePasswordSync'], null, 'ignored', 'password hashes only'),
	property('flow', 'dest', ['Destination'], 'destination', 'condemns', 'what is written'),
	property('flow', 'src', ['Source'], 'sources', 'condemns', 'another attribute is no key (W06)'),
	property('flow', 'expression', ['Expression'], 'expression', 'condemns', 'an expression may yield nothing (W51)'),
	property('flow', null, ['FlowType'], 'constant', 'condemns', 'a constant is no key; an export shows it by its source'),
	property('flow', 'valuemergetype', ['ValueMergeType'], 'mergeType', 'excuses', 'a flow that merges overrules nobody'),
	property('flow', '@execute-once', ['ExecuteOnce'], 'executeOnce', 'condemns', 'only the first key ever flows (W50)'),
	property('scope', 'csattribute', ['Attribute'], 'attribute', 'condemns', 'a narrowed scope leaves people out (W08, W53)'),
	property('scope', 'csoperator', ['ComparisonOperator'], 'operator', 'condemns', 'an unknown operator is an unknown scope (W54)'),
	property('scope', 'csvalue', ['ComparisonValue'], 'value', 'condemns', 'who is left out'),
	property('join', 'csattribute', [], null, 'ignored', 'who is joined to whom shows in persons, who are joined by SID'),
	property('join', 'ilmattribute', [], null, 'ignored', 'who is joined to whom shows in persons, who are joined by SID'),
	property('join', 'casesensitive', [], null, 'ignored', 'who is joined to whom shows in persons, who are joined by SID'),
	property('connector', 'id', ['Identifier'], 'id', 'condemns', 'rules name it'),
	property('connector', 'name', ['Name'], 'name', 'tells', 'that of the Entra connector names the tenant (W25, W57)'),
	property('connector', 'category', ['Type', 'ConnectorTypeName'], 'kind', 'condemns', 'only Active Directory is judged (W20)'),
	property('connector', 'description', [], null, 'ignored', 'for people'),
	property('connector', 'creation-time', ['CreationTime'], null, 'ignored', 'dates explain, never judge (A20)'),
	property(
		'connector',
		'last-modification-time',
		['LastModificationTime'],
		'modified',
		'tells',
		'whether a full synchronisation came after it (W40)',
	),
	property(
		'connector',
		'attribute-inclusion',
		['AttributeInclusionList'],
		'selected',
		'condemns',
		'an attribute that is not selected does not flow (W12)',
	),
	property('connector', 'schema', ['Schema'], 'schemaHoldsKey', 'excuses', 'speaks for a forest that cannot be reached (A16)'),
	property('connector', 'forest-name', ['ConnectivityParameters'], 'forest', 'condemns', 'whose users it serves'),
	property('connector', 'forest-guid', ['ConnectivityParameters'], 'forestId', 'condemns', 'a rebuilt forest has another id (W27)'),
	property('connector', 'forest-login-user', ['ConnectivityParameters'], 'account', 'tells', 'who writes the key'),
	property('connector', 'password-hash-sync-config', [], null, 'ignored', 'password hashes only'),
	property('connector', 'ma-run-data', ['RunProfiles'], null, 'ignored', 'what has run stands in the history'),
	property('partition', 'dn', ['DN', 'Name'], 'domains', 'tells', 'the domains of the forest'),
	property('partition', 'guid', ['Parameters'], 'domains', 'tells', 'the id of the domain'),
	property('partition', 'selected', ['Selected'], 'domains', 'tells', 'a domain that is left out is said by a neighbour (W44)'),
	property(
		'partition',
		'containers',
		['ConnectorPartitionScope'],
		'domains',
		'tells',
		'containers that are left out are said by a neighbour (W44)',
	),
	property('partition', 'object-classes', [], null, 'ignored', 'persons who are not synchronised show in persons (B20)'),
	property('server', '@server', [], 'server', 'tells', 'which server it is (W58)'),
	property('server', '@export-date', [], null, 'tells', 'when it was taken: the age of the evidence'),
	property(
		'server',
		'microsoft.synchronize.serverconfigurationversion',
		['Parameters'],
		'version',
		'condemns',
		'a newer version was seen since (W48)',
	),
	property('server', 'microsoft.synchronize.stagingmode', ['Parameters'], 'staging', 'condemns', 'a staging server exports nothing (W21)'),
];

/** What one of the two readers can know and the other cannot, for the same server: everything else is the same in both. */
export const differingFields: readonly {readonly field: string; readonly why: string}[] = [
	{field: 'dnsName', why: 'an export knows the short name only'},
	{field: 'versions', why: 'the script has further witnesses of the version; version is the lowest of them'},
	{field: 'version', why: 'as versions'},
	{field: 'scheduler', why: 'an export holds the settings as they were, the script the scheduler as it runs'},
	{field: 'silences', why: 'each says what it could not read'},
	{field: 'connectors.lastExport', why: 'an export holds no run history'},
	{field: 'connectors.lastFullImport', why: 'an export holds no run history'},
	{field: 'connectors.lastFullSynchronization', why: 'an export holds no run history'},
	{field: 'connectors.oldestRun', why: 'an export holds no run history'},
	{field: 'connectors.schemaHoldsKey', why: 'the cached schema is part of an export; the cmdlets do not always show it'},
];
