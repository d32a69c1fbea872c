import type {Witness} from '../../../src/guide/check.ts';
import {declined, met, notApplicable, unmet, type Verdict} from '../../../src/guide/finding.ts';
import {forestIn, usersOf} from '../../by-forest.ts';
import {counted, listed} from '../../directory.ts';
import {forestVerdict} from '../../forest-schema.ts';
import {isSameGuid} from '../../identity.ts';
import {groupTrouble} from '../../scope-group.ts';
import {type Connector, type ConnectServer, entraConnectorId} from '../connect-server/connect-server.facts.ts';
import {tenantNamesOf, tenantOf} from '../connect-server/server-tenant.ts';
import {isOlder, refreshFloorFor} from '../connect-server/version.ts';
import {recognise} from '../forests/forests.ts';
import type {WriteBackFacts} from './key-write-back.needs.ts';
import {deviceRuleOf, entraConnector, type Half, inboundHalf, outboundHalf} from './write-back.ts';
import {inboundSays, outboundSays, remedies} from './write-back-words.ts';

/** The forest that a connector belongs to, as one key for comparing: recognised by id where that is possible, else by name. */
export const forestKey = (facts: WriteBackFacts, connector: Connector): string =>
	(recognise(connector, facts.identities).forest ?? connector.forest ?? connector.name).toLowerCase();

const unseen: Witness<never> = {seen: false, reason: 'inconclusive', detail: ''};

/** Refreshing is right only when the schema is there to be read, and when Connect's own wizard can still sign in. */
const refreshRemedy = (facts: WriteBackFacts, server: ConnectServer, forest: string): string => {
	const schema = forestVerdict({head: facts.head, attribute: facts.attribute, readOnly: unseen, users: unseen}, forest);
	if (schema.outcome === 'unmet') {
		return 'extend-then-refresh';
	}

	return server.version !== null && isOlder(server.version, refreshFloorFor(tenantNamesOf(server)))
		? 'upgrade-then-refresh'
		: 'refresh-the-schema';
};

const remedyOf = (facts: WriteBackFacts, server: ConnectServer, forest: string, half: Exclude<Half, {stands: true}>): string =>
	remedies[half.why] ?? refreshRemedy(facts, server, forest);

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

	const tenant = tenantOf(server, facts.domains);
	if (tenant === 'contradicted') {
		return declined(
			'contradicted',
			'look-at-the-right-tenant',
			`${name}: the Entra connector on ${server.server} and its account name two tenants: ${listed(tenantNamesOf(server))}, of which one is not verified in this tenant.`,
		);
	}

	if (tenant === 'unknown') {
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

/** Users of class inetOrgPerson, whom the default rule does not reach (W16); null where there are none, or where a rule of their own carries their keys. */
const inetOrgPersonVerdict = (facts: WriteBackFacts, server: ConnectServer, connector: Connector, forest: string): Verdict | null => {
	const name = connector.forest ?? connector.name;
	const entry = forestIn(facts.inetOrgPersons, forest);
	const trouble = facts.users.seen ? groupTrouble(facts.users.facts) : null;
	// A group that is not one group counts nobody, and that is no count.
	const count = entry !== undefined && 'users' in entry && trouble === null ? entry.users : null;
	const half = outboundHalf(server, connector, 'inetOrgPerson');
	if (count === 0 || half.stands === true) {
		return null;
	}

	if (count !== null) {
		const who = `${counted(count, 'user')} in scope ${count === 1 ? 'is' : 'are'} of class inetOrgPerson`;
		return half.stands === false
			? unmet('cover-inetorgperson', `${name}: ${who}, and the rule writes the key on class user only.`)
			: declined('inconclusive', 'cover-inetorgperson', `${name}: ${who}, and whether a rule writes their keys cannot be told from it.`);
	}

	return declined(
		facts.inetOrgPersons.seen ? 'inconclusive' : facts.inetOrgPersons.reason,
		'reach-the-forest',
		`${name}: whether users in scope are of class inetOrgPerson, which the rule does not reach, was not seen.${trouble === null ? '' : ` ${trouble}`}`,
	);
};

/** Parts that the evidence of a server shows to be gone; a rule that is not there may stand in them (W55). */
export const missingParts = (server: ConnectServer, connector: Connector): readonly string[] => {
	const rulesOf = (id: string) => server.rulesOf.find(one => isSameGuid(one.connector, id))?.rules ?? 0;
	return [
		...server.missing,
		...(entraConnector(server) === undefined && rulesOf(entraConnectorId) > 0
			? [`the Entra connector, which ${counted(rulesOf(entraConnectorId), 'rule')} ${rulesOf(entraConnectorId) === 1 ? 'names' : 'name'}`]
			: []),
		...(rulesOf(connector.id) === 0 ? [`every rule of the connector ${connector.name}`] : []),
	];
};

/** The chain of one AD connector on one exporting server (W01 to W20, W38, W48). */
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

	if (server.contradicted) {
		return declined(
			'contradicted',
			'bring-fresh-evidence',
			`${name}: two pieces of evidence of one moment (${server.takenAt ?? 'of unknown age'}) say different things of ${server.server}.`,
		);
	}

	const missing = missingParts(server, connector);
	if (missing.length > 0) {
		return declined(
			'incomplete',
			'bring-the-whole-export',
			`${name}: what was brought from ${server.server} is not whole. Missing: ${missing.join('; ')}.`,
		);
	}

	const inbound = inboundHalf(server);
	const outbound = outboundHalf(server, connector);
	const said = [outboundSays(outbound, deviceRuleOf(server, connector) !== undefined), inboundSays(inbound)].filter(
		words => words !== null,
	);
	const broken = [outbound, inbound].find((half): half is Extract<Half, {stands: false}> => half.stands === false);
	if (broken !== undefined) {
		return unmet(remedyOf(facts, server, forest, broken), `${name}: ${said.join('; ')}.`);
	}

	const others = inetOrgPersonVerdict(facts, server, connector, forest);
	if (others !== null) {
		return others;
	}

	const unclear = [outbound, inbound].find((half): half is Extract<Half, {stands: 'unclear'}> => half.stands === 'unclear');
	if (unclear !== undefined) {
		return declined('inconclusive', remedyOf(facts, server, forest, unclear), `${name}: ${said.join('; ')}.`);
	}

	// The weakest way to know a forest, and it is said (W27).
	const byName =
		recognised.known === 'same' && recognised.by === 'domain'
			? ' The connector carries no id: its forest was recognised by the name of its domain.'
			: '';
	return doubts(facts, server, connector) ?? met(`${name}: rule present and enabled, attribute included.${byName}`);
};
