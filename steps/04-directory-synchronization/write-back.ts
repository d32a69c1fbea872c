import {comparableGuid} from '../identity.ts';
import {type Connector, type ConnectServer, entraConnectorId, type SyncRule} from './connect-server.facts.ts';

/** How one half of the chain stands. */
export type Half =
	| {readonly stands: true; readonly rule: SyncRule}
	| {
			readonly stands: false;
			readonly why: 'missing' | 'disabled' | 'overruled' | 'not-selected' | 'selected-only';
			/** The rule that is switched off, or that wins with another source. */
			readonly rule: SyncRule | null;
	  }
	/** Read, but it decides nothing: the rule covers part of the objects, or its expression cannot be weighed. */
	| {readonly stands: 'unclear'; readonly why: 'narrowed' | 'expression' | 'selection-unread'; readonly rule: SyncRule};

const same = (a: string | null, b: string) => a?.toLowerCase() === b.toLowerCase();

const widest = (rule: SyncRule): boolean =>
	rule.scope?.length === 0 ||
	rule.scope?.some(group => group.every(({attribute, operator}) => same(attribute, 'sourceAnchor') && same(operator, 'ISNOTNULL'))) ===
		true;

/** What a flow carries: the wanted attribute, something else, or something that cannot be weighed from here. */
const carries = (rule: SyncRule, destination: string, source: string, mayReencode: boolean): 'wanted' | 'other' | 'unclear' => {
	const flows = rule.flows.filter(flow => same(flow.destination, destination));
	const [flow] = flows;
	if (flow === undefined || flows.length > 1) {
		return 'unclear';
	}

	if (flow.constant !== null) {
		return 'other';
	}

	if (flow.expression === null || flow.expression.trim() === '') {
		return flow.sources.length === 1 && same(flow.sources[0] ?? null, source) ? 'wanted' : 'other';
	}

	const read = [...flow.expression.matchAll(/\[([^\]]+)\]/g)].map(([, name]) => name ?? '');
	if (!read.some(name => same(name, source))) {
		return 'other';
	}

	// The inbound default re-encodes the blob and reads nothing else; any other expression may leave people out.
	return mayReencode && read.every(name => same(name, source)) && !/AuthoritativeNull|IgnoreThisFlow|ImportedValue/i.test(flow.expression)
		? 'wanted'
		: 'unclear';
};

type Wanted = {
	readonly direction: 'inbound' | 'outbound';
	readonly connector: Connector;
	readonly from: string;
	readonly to: string;
	readonly source: string;
	readonly destination: string;
	/** The attribute that must be selected on the connector: the source inbound, the destination outbound. */
	readonly attribute: string;
};

/** How the rules for one flow stand, lowest precedence number first: the first rule that covers everybody decides. */
const winner = (rules: readonly SyncRule[], wanted: Wanted): Half => {
	const candidates = rules
		.filter(
			rule =>
				same(rule.direction, wanted.direction) &&
				comparableGuid(rule.connector) === comparableGuid(wanted.connector.id) &&
				same(rule.sourceType, wanted.from) &&
				same(rule.targetType, wanted.to) &&
				rule.flows.some(({destination}) => same(destination, wanted.destination)),
		)
		.toSorted((a, b) => a.precedence - b.precedence);
	let narrowed: Half | undefined;
	for (const rule of candidates.filter(({disabled}) => !disabled)) {
		const carried = carries(rule, wanted.destination, wanted.source, wanted.direction === 'inbound');
		if (carried === 'other') {
			return {stands: false, why: 'overruled', rule};
		}

		if (carried === 'wanted' && widest(rule)) {
			return {stands: true, rule};
		}

		// It wins over whatever comes after it, and what it leaves out nobody can tell.
		if (carried === 'unclear') {
			return {stands: 'unclear', why: 'expression', rule};
		}

		narrowed ??= {stands: 'unclear', why: 'narrowed', rule};
	}

	const off = candidates.find(
		rule => rule.disabled && carries(rule, wanted.destination, wanted.source, wanted.direction === 'inbound') === 'wanted',
	);
	return narrowed ?? {stands: false, why: off === undefined ? 'missing' : 'disabled', rule: off ?? null};
};

const half = (server: ConnectServer, wanted: Wanted): Half => {
	const {selected} = wanted.connector;
	const isSelected = selected?.some(name => same(name, wanted.attribute));
	const rules = winner(server.rules, wanted);
	if (rules.stands === true && isSelected === undefined) {
		return {stands: 'unclear', why: 'selection-unread', rule: rules.rule};
	}

	if (rules.stands === true && isSelected === false) {
		return {stands: false, why: 'not-selected', rule: rules.rule};
	}

	return rules.stands === false && rules.why === 'missing' && isSelected === true ? {...rules, why: 'selected-only'} : rules;
};

/** The connector towards Entra: the same id on every Connect server. */
export const entraConnector = (server: ConnectServer): Connector | undefined =>
	server.connectors.find(({id}) => comparableGuid(id) === entraConnectorId);

/** From Entra into the metaverse: `user → person`, `searchableDeviceKey → deviceKey`. */
export const inboundHalf = (server: ConnectServer): Half => {
	const connector = entraConnector(server);
	return connector === undefined
		? {stands: false, why: 'missing', rule: null}
		: half(server, {
				direction: 'inbound',
				connector,
				from: 'user',
				to: 'person',
				source: 'searchableDeviceKey',
				destination: 'deviceKey',
				attribute: 'searchableDeviceKey',
			});
};

/**
 * From the metaverse into one forest: `person → user` (or another class of person), `deviceKey → msDS-KeyCredentialLink`.
 * Matched by object types too: device writeback writes the same attribute on device objects.
 */
export const outboundHalf = (server: ConnectServer, connector: Connector, to: 'user' | 'inetOrgPerson' = 'user'): Half =>
	half(server, {
		direction: 'outbound',
		connector,
		from: 'person',
		to,
		source: 'deviceKey',
		destination: 'msDS-KeyCredentialLink',
		attribute: 'msDS-KeyCredentialLink',
	});

/** Whether device writeback writes the attribute in this forest: the rule that fakes a match by destination. */
export const deviceRuleOf = (server: ConnectServer, connector: Connector): SyncRule | undefined =>
	server.rules.find(
		rule =>
			same(rule.direction, 'outbound') &&
			!rule.disabled &&
			comparableGuid(rule.connector) === comparableGuid(connector.id) &&
			same(rule.sourceType, 'device') &&
			rule.flows.some(({destination}) => same(destination, 'msDS-KeyCredentialLink')),
	);
