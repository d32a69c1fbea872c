import {type FactsOf, optional} from '../../../src/guide/check.ts';
import {declined, met, type Verdict} from '../../../src/guide/finding.ts';
import {readOnlyDcs} from '../../02-prerequisites/domain-controllers/read-only-dcs.facts.ts';
import {keyAttribute, keyAttributeOnDcs, schemaHead} from '../../02-prerequisites/forests/forest-schema.facts.ts';
import {scopeMembers} from '../../02-prerequisites/scope/scope-members.facts.ts';
import {usersInScope} from '../../02-prerequisites/scope/users-in-scope.facts.ts';
import {forestIn} from '../../by-forest.ts';
import {defineCheckOver} from '../../check-over.ts';
import {forestsAsked, schemaParts, schemaVerdict} from '../../forest-schema.ts';
import {comparableDnsName, isSameName} from '../../identity.ts';
import {membersElsewhere} from '../../scope-members.ts';
import type {Part} from '../../worst-first.ts';
import {connectServers} from '../connect-server/connect-server.facts.ts';
import {overPresentServers} from '../connect-server/retired-server.ts';
import {forestIdentities} from './forest-identities.facts.ts';
import {type Asked, allConnectors, distinctForests, namesOfForest, type Placed, unaskedForests, witnessesOf} from './forests.ts';

const needs = {
	head: optional(schemaHead),
	attribute: optional(keyAttributeOnDcs),
	readOnly: optional(readOnlyDcs),
	users: optional(usersInScope),
	members: optional(scopeMembers),
	identities: optional(forestIdentities),
	connect: optional(connectServers),
};

type Facts = FactsOf<typeof needs>;

/** Whether a forest showed its schema to nobody: what one of the two reads brought was asked of the forest itself. */
const isUnread = ({head, attribute}: Facts, name: string): boolean =>
	[forestIn(head, name), forestIn(attribute, name)].every(entry => entry === undefined || entry.silent !== null);

const askedIn = (facts: Facts): readonly Asked[] => forestsAsked(facts).map(name => ({name, answered: !isUnread(facts, name)}));

/** A connector holds the key attribute in its cache and selects it; both can only have come from its forest's schema. */
const holdsKey = ({connector: {schemaHoldsKey, selected}}: Placed): boolean =>
	schemaHoldsKey === true && selected?.some(name => isSameName(name, keyAttribute.name)) === true;

/** What connectors say of a forest that did not answer: a fresh one speaks, however many old ones there are, and none is nothing (A16, A24). */
const spokenFor = (name: string, {connect, identities}: Facts): Verdict | null => {
	const witnesses = witnessesOf(name, connect, identities).filter(holdsKey);
	const servers = (some: readonly Placed[]) => [...new Set(some.map(({server}) => server.server))].sort()[0];
	const fresh = servers(witnesses.filter(({server}) => !server.stale && !server.contradicted));
	const disputed = servers(witnesses.filter(({server}) => !server.stale));
	const old = servers(witnesses);
	if (fresh !== undefined) {
		return met(
			`${name} did not answer, but its connector on ${fresh} holds and selects the key attribute, which it can only have from that forest's schema.`,
		);
	}

	if (disputed !== undefined) {
		return declined(
			'contradicted',
			'bring-fresh-evidence',
			`${name} did not answer, and two pieces of evidence of one moment say different things of ${disputed}.`,
		);
	}

	return old === undefined
		? null
		: declined('stale', 'bring-fresh-evidence', `${name} did not answer, and what was brought from ${old} is too old to speak for it.`);
};

/** Every forest given, every forest with an AD connector, and those that members of the scope group live in. */
const partsOf = (facts: Facts): readonly Part[] => {
	// In the order of their names, so that the order in which forests were given or answered decides no word of the verdict.
	const asked = distinctForests(askedIn(facts), facts.identities).toSorted((a, b) =>
		comparableDnsName(a.name) < comparableDnsName(b.name) ? -1 : 1,
	);
	const parts = schemaParts(
		facts,
		asked.map(({name}) => name),
	).map(({name, verdict}): Part => {
		const spoken = verdict.outcome === 'declined' && isUnread(facts, name) ? spokenFor(name, facts) : null;
		return {name, verdict: spoken ?? verdict};
	});
	const unasked = unaskedForests(asked, facts.connect, facts.identities).map(
		({forest, server, isOther}): Part => ({
			name: forest,
			verdict: isOther
				? declined(
						'foreign',
						'recognise-the-forest',
						`The connector of ${forest} on ${server.server} knows a forest of that name with another id than the one that answers. Nobody asked that forest for its schema.`,
					)
				: declined('elsewhere', 'ask-every-forest', `${forest} has a connector on ${server.server}, and nobody asked it for its schema.`),
		}),
	);
	// Members of forests that are asked, or that a connector speaks for, are judged with their forest.
	const spoken = [...asked.map(({name}) => name), ...allConnectors(facts.connect).flatMap(({connector}) => namesOfForest(connector))];
	return [...parts, ...unasked, ...(facts.members.seen || asked.length > 0 ? membersElsewhere(facts.members, spoken) : [])];
};

/** The gate to enter step 4: nobody installs Connect before the schema has a place for the key (A01 to A25). */
export const schemaOnEveryDc = overPresentServers(
	defineCheckOver({
		id: 'schema-on-every-dc',
		question: 'Is the key attribute in the schema on every DC that answers?',
		needs,
		partsOf,
		judge: schemaVerdict,
	}),
);
