import {XMLParser, XMLValidator} from 'fast-xml-parser';
import {z} from 'zod';
import {isoAt, momentOf} from '../../../src/guide/age.ts';
import type {Brought, Described, Importer, Refusal, SavedFile} from '../../../src/guide/importer.ts';
import {safeText} from '../../../src/guide/untrusted.ts';
import {comparableGuid, isSameName} from '../../identity.ts';
import {type ConnectServerFacts, connectServerFacts, connectServers, entraConnectorId} from '../connect-server/connect-server.facts.ts';
import {tenantNamesOf} from '../connect-server/server-tenant.ts';

type Node = Readonly<Record<string, unknown>>;
type Root = 'saved-mv-configuration' | 'ma-data' | 'synchronizationrule';

/** Thrown inside this file only; `read` turns it into a Refusal. */
class Unusable extends Error {}

const wanted = ['devicekey', 'msds-keycredentiallink'];
const selectable = ['searchableDeviceKey', 'msDS-KeyCredentialLink'];

// Names lose case and namespace; entities stay as they are until a text is taken, so that nothing can expand.
const parser = new XMLParser({
	ignoreAttributes: false,
	attributeNamePrefix: '@',
	parseTagValue: false,
	parseAttributeValue: false,
	processEntities: false,
	removeNSPrefix: true,
	transformTagName: name => name.toLowerCase(),
	transformAttributeName: name => name.toLowerCase(),
});

const named: Readonly<Record<string, string>> = {lt: '<', gt: '>', amp: '&', quot: '"', apos: "'"};

const decoded = (text: string): string =>
	text.replace(/&(?:(lt|gt|amp|quot|apos)|#(\d{1,7})|#x([0-9a-f]{1,6}));/gi, (whole, name, decimal, hex) => {
		if (name !== undefined) {
			return named[String(name).toLowerCase()] ?? whole;
		}

		const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
		return code <= 0x10_ffff ? String.fromCodePoint(code) : whole;
	});

const list = (value: unknown): readonly unknown[] => (value === undefined ? [] : Array.isArray(value) ? value : [value]);
const asNode = (value: unknown): Node => {
	const [first] = list(value);
	return typeof first === 'object' && first !== null ? (first as Node) : {};
};
const at = (node: Node, ...path: readonly string[]): Node => path.reduce((here, name) => asNode(here[name]), node);
const nodes = (node: Node, name: string): readonly Node[] => list(node[name]).map(asNode);

/** The text of an element, or null where it is absent or empty. */
const textOf = (value: unknown): string | null => {
	const [first] = list(value);
	const text = typeof first === 'string' ? first : typeof first === 'object' && first !== null ? (first as Node)['#text'] : undefined;
	return typeof text === 'string' && text.trim() !== '' ? safeText(decoded(text.trim())) : null;
};

const flagOf = (value: unknown): boolean | null => {
	switch (textOf(value)?.toLowerCase()) {
		case 'true':
		case '1':
			return true;
		case 'false':
		case '0':
			return false;
		default:
			return null;
	}
};

/** `2016-05-03 14:28:09.784` and `Tue, 03 May 2016 14:39:16 GMT`, both UTC, as ISO 8601. */
const timeOf = (text: string | null): string | null => {
	const plain = /^(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d:\d\d(?:\.\d{1,3})?)\d*Z?$/.exec(text ?? '');
	return isoAt(momentOf(plain === null ? (/ GMT$/.test(text ?? '') ? text : null) : `${plain[1]}T${plain[2]}Z`));
};

const secondsOf = (text: string | null): number | null => {
	const parts = /^(?:(\d+)\.)?(\d\d):(\d\d):(\d\d)$/.exec(text ?? '');
	return parts === null ? null : (Number(parts[1] ?? 0) * 24 + Number(parts[2])) * 3600 + Number(parts[3]) * 60 + Number(parts[4]);
};

const guidOf = (text: string | null): string | null => (text === null || comparableGuid(text) === null ? null : text);

/** Elements that an export writes once: of two, nothing says which counts, and the order of lines must not decide. */
const singular: Readonly<Record<string, readonly string[]>> = {
	synchronizationrule: [
		'id',
		'name',
		'immutable-tag',
		'direction',
		'disabled',
		'connector',
		'sourceobjecttype',
		'targetobjecttype',
		'linktype',
		'precedence',
		'attribute-mappings',
	],
	mapping: ['dest', 'src', 'expression', 'valuemergetype'],
	'ma-data': ['id', 'name', 'category', 'attribute-inclusion', 'private-configuration', 'ma-partition-data'],
};

const assertSingular = (path: string, kind: string, node: Node) => {
	const again = singular[kind]?.find(name => list(node[name]).length > 1);
	if (again !== undefined) {
		throw new Unusable(`${path} says <${again}> twice in one <${kind}>. Export the configuration again.`);
	}
};

/** The root element of one file of an export, whole and without its schema, which is long and looked at apart. */
const rootOf = ({path, text}: SavedFile, root: Root): {readonly node: Node; readonly schema: string | null} => {
	const whole = text();
	if (/<!(DOCTYPE|ENTITY)/i.test(whole)) {
		throw new Unusable(`${path} defines a document type, which no Connect export does. Export the configuration again.`);
	}

	const checked = XMLValidator.validate(whole);
	const bare = whole.replace(/<!--[\s\S]*?-->/g, '');
	const schema = /<schema>[\s\S]*<\/schema>/i.exec(bare)?.[0] ?? null;
	let parsed: unknown;
	try {
		parsed = checked === true ? parser.parse(schema === null ? bare : bare.replace(schema, () => '<schema/>')) : undefined;
	} catch (error) {
		throw new Unusable(`${path} cannot be read as XML (${error instanceof Error ? error.message : error}). Copy the export again, whole.`);
	}

	if (checked !== true) {
		throw new Unusable(`${path} breaks off or is damaged near line ${checked.err.line}. Copy the export again, whole.`);
	}

	const names = Object.keys(asNode(parsed)).filter(name => name !== '?xml');
	if (names.length !== 1 || names[0] !== root) {
		throw new Unusable(
			`${path} is no part of a Connect export: it holds ${names.map(name => `<${safeText(name)}>`).join(' and ') || 'nothing'} where <${root}> belongs.`,
		);
	}

	return {node: at(parsed as Node, root), schema};
};

const parametersOf = (node: Node): ReadonlyMap<string, string | null> =>
	new Map(nodes(at(node, 'parameter-values'), 'parameter').map(one => [String(one['@name'] ?? '').toLowerCase(), textOf(one)]));

type Connector = ConnectServerFacts['connectors'][number];
type Rule = ConnectServerFacts['rules'][number];

/** Which containers of a partition are read, and which are left out; null where the partition does not say. */
const containersOf = (partition: Node): Connector['domains'][number]['containers'] => {
	const filter = at(partition, 'filter');
	const names = (part: string, name: string) => list(at(filter, 'containers', part)[name]).flatMap(one => textOf(one) ?? []);
	return filter['containers'] === undefined
		? null
		: {included: names('inclusions', 'inclusion'), excluded: names('exclusions', 'exclusion')};
};

const connectorOf = (file: SavedFile): Connector => {
	const {node, schema} = rootOf(file, 'ma-data');
	assertSingular(file.path, 'ma-data', node);
	const id = textOf(node['id']);
	const name = textOf(node['name']);
	const category = textOf(node['category']);
	if (id === null || name === null || category === null) {
		throw new Unusable(`${file.path} does not say the connector's id, name and kind. Export the configuration again.`);
	}

	const kind = comparableGuid(id) === entraConnectorId ? 'entra' : category.toLowerCase() === 'ad' ? 'active-directory' : 'other';
	const forest = at(node, 'private-configuration', 'adma-configuration');
	const inclusion = node['attribute-inclusion'];
	const selected = list(asNode(inclusion)['attribute']).map(one => textOf(one)?.toLowerCase());
	return {
		id,
		name,
		kind,
		forest: kind === 'active-directory' ? textOf(forest['forest-name']) : null,
		forestId: kind === 'active-directory' ? guidOf(textOf(forest['forest-guid'])) : null,
		domains:
			kind === 'active-directory'
				? nodes(at(node, 'ma-partition-data'), 'partition').flatMap(partition => {
						const custom = at(partition, 'custom-data', 'adma-partition-data');
						const namingContext = textOf(custom['dn']) ?? textOf(partition['name']);
						return namingContext === null || flagOf(custom['is-domain']) === false
							? []
							: [
									{
										namingContext,
										id: guidOf(textOf(custom['guid'])),
										selected: flagOf(partition['selected']) === true,
										containers: containersOf(partition),
									},
								];
					})
				: [],
		account:
			kind === 'active-directory'
				? textOf(forest['forest-login-user'])
				: kind === 'entra'
					? (parametersOf(at(node, 'private-configuration', 'maconfig')).get('username') ?? null)
					: null,
		selected: inclusion === undefined ? null : selectable.filter(one => selected.includes(one.toLowerCase())),
		schemaHoldsKey:
			schema === null || kind !== 'active-directory' ? null : /<(?:[\w.-]+:)?name>\s*msDS-KeyCredentialLink\s*<\//i.test(schema),
		// An export holds no run history.
		lastExport: null,
		lastFullImport: null,
		lastFullSynchronization: null,
		oldestRun: null,
		modified: timeOf(textOf(node['last-modification-time'])),
	};
};

/** A source is attributes (`<src><attr>`), or a constant written as text (`<src>True</src>`). */
const flowOf = (mapping: Node): Rule['flows'][number] => {
	const [source] = list(mapping['src']);
	const sources = list(asNode(source)['attr']).flatMap(one => textOf(one) ?? []);
	const expression = textOf(mapping['expression']);
	return {
		destination: textOf(mapping['dest']) ?? '',
		sources,
		expression,
		constant: expression === null && sources.length === 0 ? (textOf(source) ?? '') : null,
		mergeType: textOf(mapping['valuemergetype']),
		executeOnce: mapping['@execute-once'] === undefined ? false : flagOf(mapping['@execute-once']),
	};
};

type Scope = NonNullable<Rule['scope']>;

/** Children of an element by name; null where it holds text or an attribute, which no scope does. */
const childrenOf = (value: unknown): Node | null => {
	if (value === '') {
		return {};
	}

	const isBare = typeof value === 'object' && value !== null && !Object.keys(value).some(name => name.startsWith('@') || name === '#text');
	return isBare ? (value as Node) : null;
};

const only = (node: Node | null, ...names: readonly string[]): Node | null =>
	node !== null && Object.keys(node).every(name => names.includes(name)) ? node : null;

const clauseOf = (value: unknown): Scope[number][number] | null => {
	const clause = only(childrenOf(value), 'csattribute', 'csoperator', 'csvalue');
	const [attribute, operator] = [textOf(clause?.['csattribute']), textOf(clause?.['csoperator'])];
	const isOne = clause !== null && Object.values(clause).every(part => list(part).length === 1);
	return !isOne || attribute === null || operator === null ? null : {attribute, operator, value: textOf(clause['csvalue']) ?? ''};
};

const groupOf = (value: unknown): Scope[number] | null => {
	const clauses = list(only(childrenOf(value), 'scope')?.['scope']).map(clauseOf);
	return clauses.length > 0 && clauses.every(clause => clause !== null) ? clauses : null;
};

/** The scope of a rule; null where it stands in any other shape than Microsoft's: an unknown shape is no empty scope (gates.md W54). */
const scopeOf = (value: unknown): Rule['scope'] => {
	const [criteria, ...others] = list(value);
	const node = others.length === 0 && value !== undefined ? only(childrenOf(criteria), 'conditions') : null;
	const groups = node === null ? null : list(node['conditions']).map(groupOf);
	return groups?.every(group => group !== null) ? groups : null;
};

/** One rule, whether or not it carries the key: `flows` may be empty here. */
const ruleOf = (file: SavedFile): Rule => {
	const {node} = rootOf(file, 'synchronizationrule');
	assertSingular(file.path, 'synchronizationrule', node);
	const mappings = nodes(at(node, 'attribute-mappings'), 'mapping');
	for (const mapping of mappings) {
		assertSingular(file.path, 'mapping', mapping);
	}

	const said = {
		id: textOf(node['id']),
		direction: textOf(node['direction']),
		// A rule without the element is enabled; Microsoft's Documenter reads it so (gates.md W56).
		disabled: node['disabled'] === undefined ? false : flagOf(node['disabled']),
		connector: textOf(node['connector']),
		sourceType: textOf(node['sourceobjecttype']),
		targetType: textOf(node['targetobjecttype']),
		precedence: /^\d{1,9}$/.test(textOf(node['precedence']) ?? '') ? Number(textOf(node['precedence'])) : null,
	};
	const missing = Object.entries(said).filter(([, value]) => value === null);
	if (missing.length > 0) {
		throw new Unusable(`${file.path} does not say the rule's ${missing.map(([name]) => name).join(', ')}. Export the configuration again.`);
	}

	return {
		...(said as {[Name in keyof typeof said]: NonNullable<(typeof said)[Name]>}),
		name: textOf(node['name']) ?? '',
		tag: textOf(node['immutable-tag']),
		linkType: textOf(node['linktype']),
		scope: scopeOf(node['synchronizationcriteria']),
		flows: mappings.map(flowOf).filter(({destination}) => wanted.includes(destination.toLowerCase())),
	};
};

const twice = (things: readonly {readonly id: string}[]): string | undefined => {
	const ids = things.map(({id}) => comparableGuid(id) ?? id.toLowerCase());
	return ids.find((id, index) => ids.indexOf(id) !== index);
};

type Part = 'connectors' | 'globalsettings' | 'synchronizationrules';
const place = /^(.*?)(?:^|\/)(connectors|globalsettings|synchronizationrules)\/([^/]+\.xml)$/i;
/** A file that lies where parts lie and is none by its name, as a rule that a mail program saved as `.xml.txt`: a part may be in it. */
const misnamed = /(?:^|\/)(?:connectors|synchronizationrules)\/(?:(?!(?:desktop\.ini|thumbs\.db|\.ds_store)$)[^/]+(?<!\.xml)|.+\/[^/]+)$/i;

const parts = (
	files: readonly SavedFile[],
): readonly {readonly root: string; readonly part: Part; readonly name: string; readonly file: SavedFile}[] =>
	files.flatMap(file => {
		const [, root, part, name] = place.exec(file.path) ?? [];
		return root === undefined || part === undefined || name === undefined
			? []
			: [{root, part: part.toLowerCase() as Part, name: name.toLowerCase(), file}];
	});

const readExport = (files: readonly SavedFile[]): {readonly facts: ConnectServerFacts; readonly takenAt: string | null} => {
	const found = parts(files);
	const roots = [...new Set(found.map(({root}) => root))];
	if (roots.length > 1) {
		throw new Unusable(
			`This folder holds ${roots.length} Connect exports (${roots.map(root => safeText(root) || '.').join(', ')}). Name one of them.`,
		);
	}

	const settings = found.find(({part, name}) => part === 'globalsettings' && name === 'mv.xml');
	const of = (part: Part) => found.filter(one => one.part === part).map(({file}) => file);
	if (settings === undefined || of('connectors').length === 0 || of('synchronizationrules').length === 0) {
		const missing = [
			settings === undefined ? 'GlobalSettings/MV.xml' : [],
			of('connectors').length === 0 ? 'Connectors' : [],
			of('synchronizationrules').length === 0 ? 'SynchronizationRules' : [],
		].flat();
		throw new Unusable(
			`This Connect export is not whole: it lacks ${missing.join(' and ')}. Copy the folder again, with everything in it.`,
		);
	}

	const {node} = rootOf(settings.file, 'saved-mv-configuration');
	const server = typeof node['@server'] === 'string' ? safeText(decoded(node['@server'].trim())) : '';
	if (server === '') {
		throw new Unusable(`${settings.file.path} does not say which server was exported. Export the configuration again.`);
	}

	const connectors = of('connectors').map(connectorOf);
	const rules = of('synchronizationrules').map(ruleOf);
	const same = twice(connectors) ?? twice(rules);
	if (same !== undefined) {
		throw new Unusable(
			`Two files of this export claim the same id, ${safeText(same)}. Export the configuration again into an empty folder.`,
		);
	}

	const parameters = nodes(at(node, 'mv-data', 'parameter-values'), 'parameter').map(
		one => [String(one['@name'] ?? '').toLowerCase(), textOf(one)] as const,
	);
	const unsure = parameters.find(([name, value]) => parameters.some(([other, another]) => other === name && another !== value));
	if (unsure !== undefined) {
		throw new Unusable(`${settings.file.path} says two things of ${safeText(unsure[0])}. Export the configuration again.`);
	}

	const global = new Map(parameters);
	const setting = (name: string) => global.get(name.toLowerCase()) ?? null;
	const version = setting('Microsoft.Synchronize.ServerConfigurationVersion');
	const enabled = flagOf(setting('Microsoft.Synchronize.SynchronizationSchedule') ?? undefined);
	const facts = connectServerFacts.safeParse({
		server,
		dnsName: null,
		product: 'connect-sync',
		version,
		versions: version === null ? [] : [{from: 'global settings', version}],
		staging: flagOf(setting('Microsoft.Synchronize.StagingMode') ?? undefined),
		scheduler:
			enabled === null
				? null
				: {
						enabled,
						suspended: flagOf(setting('Microsoft.Synchronize.SchedulerSuspended') ?? undefined),
						interval: secondsOf(setting('Microsoft.Synchronize.TimeInterval')),
						nextStart: timeOf(setting('Microsoft.Synchronize.NextStartTime')),
					},
		upnAttribute: setting('Microsoft.SynchronizationOption.UPNAttribute'),
		deviceWriteback: flagOf(setting('Microsoft.OptionalFeature.DeviceWriteBack') ?? undefined),
		connectors,
		rules: rules.filter(({flows, linkType}) => flows.length > 0 || isSameName(linkType, 'JoinNoFlow')),
		rulesRead: rules.length,
		rulesOf: [...Map.groupBy(rules, ({connector}) => connector)].map(([connector, own]) => ({connector, rules: own.length})),
		missing: files.filter(({path}) => misnamed.test(path)).map(({path}) => `${safeText(path)}, which is no part by its name or place`),
		silences: [],
	});
	if (!facts.success) {
		throw new Unusable(`This Connect export could not be understood: ${z.prettifyError(facts.error)}`);
	}

	const date = node['@export-date'];
	return {facts: facts.data, takenAt: timeOf(typeof date === 'string' ? date.trim() : null)};
};

const count = (number: number, word: string) => `${number} ${word}${number === 1 ? '' : 's'}`;

/** What one server's facts speak of. The forest's own id decides; where it is absent (all zeros in many exports), those of its domains help. */
const described = (facts: ConnectServerFacts): Described => {
	const forests = facts.connectors.filter(({kind}) => kind === 'active-directory');
	return {
		about: `${connectServers.id}/${facts.server.toLowerCase()}`,
		holds:
			facts.product === 'absent'
				? 'Connect Sync is not installed there'
				: `${count(facts.connectors.length, 'connector')} and ${count(facts.rulesRead ?? 0, 'rule')}`,
		identity: {
			forests: forests.map(({name, forest, forestId, domains}) => {
				const own = comparableGuid(forestId);
				return {
					name: (forest ?? name).toLowerCase(),
					ids: own === null ? domains.flatMap(({id}) => comparableGuid(id) ?? []) : [own],
					certain: own !== null,
				};
			}),
			tenantNames: tenantNamesOf({
				...facts,
				source: 'exported',
				takenAt: null,
				stale: false,
				versionSince: null,
				contradicted: false,
				unreadSince: false,
			}),
			tenantId: null,
		},
	};
};

/**
 * Reads the folder that `Get-ADSyncServerConfiguration -Path` writes (Connectors, GlobalSettings/MV.xml, SynchronizationRules),
 * as in Microsoft's sample of AADConnectConfigDocumenter. What is not whole is refused: half an export could pass for a whole one.
 */
export const connectExport: Importer = {
	id: 'connect-export',
	what: 'a Connect export folder',
	folders: ['connectors', 'globalsettings', 'synchronizationrules'],
	recognises: files => parts(files).length > 0,
	read: (files): readonly Brought[] | Refusal => {
		try {
			const {facts, takenAt} = readExport(files);
			return [{collector: connectServers.id, facts, source: 'exported', takenAt, from: facts.server, ...described(facts)}];
		} catch (error) {
			if (error instanceof Unusable) {
				return {refused: error.message};
			}

			throw error;
		}
	},
	describes: (collector, facts) => {
		const parsed = connectServerFacts.safeParse(facts);
		return collector === connectServers.id && parsed.success ? described(parsed.data) : null;
	},
};
