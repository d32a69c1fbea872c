import type {SavedFile} from '../../../src/guide/importer.ts';
import type {Flow, SyncRule} from '../connect-server/connect-server.facts.ts';
import {asNode, assertSingular, at, flagOf, list, type Node, nodes, rootOf, textOf, Unusable} from './export-xml.ts';

const wanted = ['devicekey', 'msds-keycredentiallink'];

/** A source is attributes (`<src><attr>`), or a constant written as text (`<src>True</src>`). */
const flowOf = (mapping: Node): Flow => {
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

type Scope = NonNullable<SyncRule['scope']>;

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

/** The scope of a rule; null where it stands in any other shape than Microsoft's: an unknown shape is no empty scope (W54). */
const scopeOf = (value: unknown): SyncRule['scope'] => {
	const [criteria, ...others] = list(value);
	const node = others.length === 0 && value !== undefined ? only(childrenOf(criteria), 'conditions') : null;
	const groups = node === null ? null : list(node['conditions']).map(groupOf);
	return groups?.every(group => group !== null) ? groups : null;
};

/** One rule, whether or not it carries the key: `flows` may be empty here. */
export const ruleOf = (file: SavedFile): SyncRule => {
	const {node} = rootOf(file, 'synchronizationrule');
	assertSingular(file.path, 'synchronizationrule', node);
	const mappings = nodes(at(node, 'attribute-mappings'), 'mapping');
	for (const mapping of mappings) {
		assertSingular(file.path, 'mapping', mapping);
	}

	const said = {
		id: textOf(node['id']),
		direction: textOf(node['direction']),
		// A rule without the element is enabled; Microsoft's Documenter reads it so (W56).
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
