import {XMLParser, XMLValidator} from 'fast-xml-parser';
import {isoAt, momentOf} from '../../../src/guide/age.ts';
import type {SavedFile} from '../../../src/guide/importer.ts';
import {safeText} from '../../../src/guide/untrusted.ts';
import {comparableGuid} from '../../identity.ts';

export type Node = Readonly<Record<string, unknown>>;
type Root = 'saved-mv-configuration' | 'ma-data' | 'synchronizationrule';

/** Thrown by what reads an export; the importer's `read` turns it into a refusal. */
export class Unusable extends Error {}

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

export const decoded = (text: string): string =>
	text.replace(/&(?:(lt|gt|amp|quot|apos)|#(\d{1,7})|#x([0-9a-f]{1,6}));/gi, (whole, name, decimal, hex) => {
		if (name !== undefined) {
			return named[String(name).toLowerCase()] ?? whole;
		}

		const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
		return code <= 0x10_ffff ? String.fromCodePoint(code) : whole;
	});

export const list = (value: unknown): readonly unknown[] => (value === undefined ? [] : Array.isArray(value) ? value : [value]);
export const asNode = (value: unknown): Node => {
	const [first] = list(value);
	return typeof first === 'object' && first !== null ? (first as Node) : {};
};
export const at = (node: Node, ...path: readonly string[]): Node => path.reduce((here, name) => asNode(here[name]), node);
export const nodes = (node: Node, name: string): readonly Node[] => list(node[name]).map(asNode);

/** The text of an element, or null where it is absent or empty. */
export const textOf = (value: unknown): string | null => {
	const [first] = list(value);
	const text = typeof first === 'string' ? first : typeof first === 'object' && first !== null ? (first as Node)['#text'] : undefined;
	return typeof text === 'string' && text.trim() !== '' ? safeText(decoded(text.trim())) : null;
};

export const flagOf = (value: unknown): boolean | null => {
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
export const timeOf = (text: string | null): string | null => {
	const plain = /^(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d:\d\d(?:\.\d{1,3})?)\d*Z?$/.exec(text ?? '');
	return isoAt(momentOf(plain === null ? (/ GMT$/.test(text ?? '') ? text : null) : `${plain[1]}T${plain[2]}Z`));
};

export const secondsOf = (text: string | null): number | null => {
	const parts = /^(?:(\d+)\.)?(\d\d):(\d\d):(\d\d)$/.exec(text ?? '');
	return parts === null ? null : (Number(parts[1] ?? 0) * 24 + Number(parts[2])) * 3600 + Number(parts[3]) * 60 + Number(parts[4]);
};

export const guidOf = (text: string | null): string | null => (text === null || comparableGuid(text) === null ? null : text);

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

export const assertSingular = (path: string, kind: string, node: Node) => {
	const again = singular[kind]?.find(name => list(node[name]).length > 1);
	if (again !== undefined) {
		throw new Unusable(`${path} says <${again}> twice in one <${kind}>. Export the configuration again.`);
	}
};

/** The root element of one file of an export, whole and without its schema, which is long and looked at apart. */
export const rootOf = ({path, text}: SavedFile, root: Root): {readonly node: Node; readonly schema: string | null} => {
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

/** The parameters of an element by name, in small letters. */
export const parameterPairs = (node: Node): readonly (readonly [name: string, value: string | null])[] =>
	nodes(at(node, 'parameter-values'), 'parameter').map(one => [String(one['@name'] ?? '').toLowerCase(), textOf(one)]);
