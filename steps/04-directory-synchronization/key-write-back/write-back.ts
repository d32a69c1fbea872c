import {isSameGuid, isSameName} from '../../identity.ts';
import {type Connector, type ConnectServer, entraConnectorId, type SyncRule} from '../connect-server/connect-server.facts.ts';
import {type Wanted, type Winner, winnerOf} from './winner.ts';

/** How one half of the chain stands: the winner among its rules, and whether the attribute is selected on the connector. */
export type Half =
	| Winner
	| {readonly stands: false; readonly why: 'not-selected' | 'selected-only'; readonly rule: SyncRule | null}
	| {readonly stands: 'unclear'; readonly why: 'selection-unread'; readonly rule: SyncRule};

const half = (server: ConnectServer, wanted: Wanted, attribute: string): Half => {
	const isSelected = wanted.connector.selected?.some(name => isSameName(name, attribute));
	const rules = winnerOf(server, wanted);
	if (rules.stands === true && isSelected === undefined) {
		return {stands: 'unclear', why: 'selection-unread', rule: rules.rule};
	}

	if (rules.stands === true && isSelected === false) {
		return {stands: false, why: 'not-selected', rule: rules.rule};
	}

	return rules.stands === false && rules.why === 'missing' && isSelected === true ? {...rules, why: 'selected-only'} : rules;
};

/** The connector towards Entra: the same id on every Connect server. */
export const entraConnector = ({connectors}: Pick<ConnectServer, 'connectors'>): Connector | undefined =>
	connectors.find(({id}) => isSameGuid(id, entraConnectorId));

/** From Entra into the metaverse: `user → person`, `searchableDeviceKey → deviceKey`. Rivals come from every connector: the metaverse has one winner. */
export const inboundHalf = (server: ConnectServer): Half => {
	const connector = entraConnector(server);
	return connector === undefined
		? {stands: false, why: 'missing', rule: null}
		: half(
				server,
				{direction: 'inbound', connector, from: 'user', to: 'person', source: 'searchableDeviceKey', destination: 'deviceKey'},
				'searchableDeviceKey',
			);
};

/**
 * From the metaverse into one forest: `person → user` (or another class of person), `deviceKey → msDS-KeyCredentialLink`.
 * Matched by object types too: device writeback writes the same attribute on device objects.
 */
export const outboundHalf = (server: ConnectServer, connector: Connector, to: 'user' | 'inetOrgPerson' = 'user'): Half =>
	half(
		server,
		{direction: 'outbound', connector, from: 'person', to, source: 'deviceKey', destination: 'msDS-KeyCredentialLink'},
		'msDS-KeyCredentialLink',
	);

/** Whether device writeback writes the attribute in this forest: the rule that fakes a match by destination. */
export const deviceRuleOf = (server: ConnectServer, connector: Connector): SyncRule | undefined =>
	server.rules.find(
		rule =>
			isSameName(rule.direction, 'outbound') &&
			!rule.disabled &&
			isSameGuid(rule.connector, connector.id) &&
			isSameName(rule.sourceType, 'device') &&
			rule.flows.some(({destination}) => isSameName(destination, 'msDS-KeyCredentialLink')),
	);
