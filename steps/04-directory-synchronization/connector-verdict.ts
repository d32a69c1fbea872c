import type {Witness} from '../../src/guide/check.ts';
import {declined, met, notApplicable, unmet, type Verdict} from '../../src/guide/finding.ts';
import {forestIn, forestVerdict, isNobodysScope, usersOf} from '../02-prerequisites/forest-schema.ts';
import type {Connector, ConnectServer} from './connect-server.facts.ts';
import {recognise} from './forests.ts';
import type {WriteBackFacts} from './key-write-back.ts';
import {tenantNamesOf, tenantOf} from './server-tenant.ts';
import {isOlder, refreshFloorFor} from './version.ts';
import {deviceRuleOf, type Half, inboundHalf, outboundHalf} from './write-back.ts';

/** The forest that a connector belongs to, as one key for comparing: recognised by id where that is possible, else by name. */
export const forestKey = (facts: WriteBackFacts, connector: Connector): string =>
	(recognise(connector, facts.identities).forest ?? connector.forest ?? connector.name).toLowerCase();

const unseen: Witness<never> = {seen: false, reason: 'inconclusive', detail: ''};

/** Refreshing is right only when the schema is there to be read, and when the wizard can still sign in. */
const refreshRemedy = (facts: WriteBackFacts, server: ConnectServer, forest: string): string => {
	const schema = forestVerdict({head: facts.head, attribute: facts.attribute, readOnly: unseen, users: unseen}, forest);
	if (schema.outcome === 'unmet') {
		return 'extend-then-refresh';
	}

	return server.version !== null && isOlder(server.version, refreshFloorFor(tenantNamesOf(server)))
		? 'upgrade-then-refresh'
		: 'refresh-the-schema';
};

const precedence = (rule: {name: string; precedence: number} | null) =>
	rule === null ? 'a rule' : `"${rule.name}" (precedence ${rule.precedence})`;

const inboundSays = (half: Half): string | null => {
	if (half.stands === true) {
		return null;
	}

	if (half.stands === 'unclear') {
		return half.why === 'selection-unread'
			? 'the attributes selected on the Entra connector could not be read'
			: `${precedence(half.rule)} brings searchableDeviceKey in for part of the users only, or by an expression that cannot be weighed from here`;
	}

	switch (half.why) {
		case 'disabled':
			return `the rule that brings searchableDeviceKey in, ${precedence(half.rule)}, is disabled`;
		case 'overruled':
			return `${precedence(half.rule)} wins and fills deviceKey from something else`;
		case 'not-selected':
			return 'searchableDeviceKey is not selected on the Entra connector';
		default:
			return 'no rule on the Entra connector brings searchableDeviceKey in as deviceKey';
	}
};

const outboundSays = (half: Half, device: boolean): string | null => {
	if (half.stands === true) {
		return null;
	}

	if (half.stands === 'unclear') {
		switch (half.why) {
			case 'narrowed':
				return `${precedence(half.rule)} writes the key, but its scope leaves people out, and who they are cannot be told from the rule`;
			case 'expression':
				return `${precedence(half.rule)} writes the key by an expression that cannot be weighed from here`;
			case 'selection-unread':
				return 'the attributes selected on the connector could not be read';
		}
	}

	const devices = device ? '; device writeback writes that attribute on devices, which is no help to persons' : '';
	switch (half.why) {
		case 'disabled':
			return `the rule that writes the key on persons, ${precedence(half.rule)}, is disabled${devices}`;
		case 'overruled':
			return `${precedence(half.rule)} wins and fills msDS-KeyCredentialLink from something else`;
		case 'not-selected':
			return 'the rule is there, but msDS-KeyCredentialLink is not selected on the connector';
		case 'selected-only':
			return `msDS-KeyCredentialLink is selected, but no enabled rule writes it on persons${devices}`;
		case 'missing':
			return `no rule writes msDS-KeyCredentialLink on persons, and it is not selected${devices}`;
	}
};

const remedyOf = (facts: WriteBackFacts, server: ConnectServer, forest: string, half: Half): string => {
	if (half.stands === false && half.why === 'disabled') {
		return 'enable-the-rule';
	}

	return half.stands === false && half.why === 'overruled' ? 'remove-the-winning-rule' : refreshRemedy(facts, server, forest);
};

/** What keeps a whole chain from being believed: each can condemn the evidence, none excuses a broken chain. */
const doubts = (facts: WriteBackFacts, server: ConnectServer, connector: Connector): Verdict | null => {
	const name = connector.forest ?? connector.name;
	if (server.stale) {
		const taken = server.takenAt === null ? 'nobody knows when it was taken' : `it was taken at ${server.takenAt}`;
		return declined(
			'stale',
			'bring-fresh-evidence',
			`${name}: the chain was whole on ${server.server}, but ${taken}, and more than a day old opens nothing.`,
		);
	}

	if (server.staging === null) {
		return declined(
			'inconclusive',
			'find-the-active-server',
			`${name}: the chain is whole on ${server.server}, but nobody saw whether that server is in staging mode.`,
		);
	}

	if (tenantOf(server, facts.domains) === 'unknown') {
		return facts.domains.seen
			? declined(
					'inconclusive',
					'look-at-the-right-tenant',
					`${name}: the chain is whole on ${server.server}, but nothing there tells which tenant it serves.`,
				)
			: declined(
					facts.domains.reason,
					'look-at-the-right-tenant',
					`${name}: the chain is whole on ${server.server}, but nobody saw whether it serves this tenant. ${facts.domains.detail}`,
				);
	}

	if (recognise(connector, facts.identities).known === 'unknown') {
		return declined(
			'inconclusive',
			'recognise-the-forest',
			`${name}: the chain is whole on ${server.server}, but that it is this forest and not another of the name was not seen.`,
		);
	}

	return null;
};

/** The chain of one AD connector on one exporting server (gates.md W01 to W20, W38, W48). */
export const connectorVerdict = (facts: WriteBackFacts, server: ConnectServer, connector: Connector): Verdict => {
	const name = connector.forest ?? connector.name;
	const recognised = recognise(connector, facts.identities);
	const forest = recognised.forest ?? name;
	if (server.versionSince !== null) {
		return declined(
			'stale',
			'bring-fresh-evidence',
			`${name}: what was brought from ${server.server} shows ${server.version}; ${server.versionSince} has been seen there since, and an upgrade may have changed the rules.`,
		);
	}

	if (recognised.known === 'other') {
		return declined(
			'foreign',
			'recognise-the-forest',
			`${name}: the connector on ${server.server} knows a forest of that name with another id.`,
		);
	}

	if (usersOf(facts.users, forest) === 0) {
		return notApplicable(`${name} holds no enabled user in scope.`);
	}

	const inbound = inboundHalf(server);
	const outbound = outboundHalf(server, connector);
	const said = [outboundSays(outbound, deviceRuleOf(server, connector) !== undefined), inboundSays(inbound)].filter(
		words => words !== null,
	);
	const broken = [outbound, inbound].find(({stands}) => stands === false);
	if (broken !== undefined) {
		return unmet(remedyOf(facts, server, forest, broken), `${name}: ${said.join('; ')}.`);
	}

	const others = forestIn(facts.inetOrgPersons, forest);
	// A group that is not one group counts nobody, and that is no count.
	const count = others !== undefined && 'users' in others && !isNobodysScope(facts.users) ? others.users : null;
	if (count !== 0 && outboundHalf(server, connector, 'inetOrgPerson').stands !== true) {
		if (count !== null) {
			return unmet(
				'cover-inetorgperson',
				`${name}: ${count} users in scope are of class inetOrgPerson, and the rule writes the key on class user only.`,
			);
		}

		return declined(
			facts.inetOrgPersons.seen ? 'inconclusive' : facts.inetOrgPersons.reason,
			'reach-the-forest',
			`${name}: whether users in scope are of class inetOrgPerson, which the rule does not reach, was not seen.`,
		);
	}

	if (outbound.stands === 'unclear' || inbound.stands === 'unclear') {
		return declined('inconclusive', 'widen-the-scope', `${name}: ${said.join('; ')}.`);
	}

	return doubts(facts, server, connector) ?? met(`${name}: rule present and enabled, attribute included.`);
};
