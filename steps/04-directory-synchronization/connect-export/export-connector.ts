import type {SavedFile} from '../../../src/guide/importer.ts';
import {comparableGuid} from '../../identity.ts';
import {type Connector, entraConnectorId} from '../connect-server/connect-server.facts.ts';
import {
	asNode,
	assertSingular,
	at,
	flagOf,
	guidOf,
	list,
	type Node,
	nodes,
	parameterPairs,
	rootOf,
	textOf,
	timeOf,
	Unusable,
} from './export-xml.ts';

const selectable = ['searchableDeviceKey', 'msDS-KeyCredentialLink'];

/** Which containers of a partition are read, and which are left out; null where the partition does not say. */
const containersOf = (partition: Node): Connector['domains'][number]['containers'] => {
	const filter = at(partition, 'filter');
	const names = (part: string, name: string) => list(at(filter, 'containers', part)[name]).flatMap(one => textOf(one) ?? []);
	return filter['containers'] === undefined
		? null
		: {included: names('inclusions', 'inclusion'), excluded: names('exclusions', 'exclusion')};
};

/** One connector of an export. */
export const connectorOf = (file: SavedFile): Connector => {
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
					? (new Map(parameterPairs(at(node, 'private-configuration', 'maconfig'))).get('username') ?? null)
					: null,
		accountDomain: kind === 'active-directory' ? textOf(forest['forest-login-domain']) : null,
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
