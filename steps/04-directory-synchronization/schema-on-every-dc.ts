import {defineCheck, type FactsOf, optional} from '../../src/guide/check.ts';
import {declined, met} from '../../src/guide/finding.ts';
import {keyAttributeOnDcs, schemaHead} from '../02-prerequisites/forest-schema.facts.ts';
import {forestIn, forestsAsked, nobodyInScope, schemaParts} from '../02-prerequisites/forest-schema.ts';
import {readOnlyDcs} from '../02-prerequisites/read-only-dcs.facts.ts';
import {usersInScope} from '../02-prerequisites/users-in-scope.facts.ts';
import {exhibitsOf, type Part, worstFirst} from '../worst-first.ts';
import {connectServers} from './connect-server.facts.ts';
import {forestIdentities} from './forest-identities.facts.ts';
import {allConnectors, recognise} from './forests.ts';

const needs = {
	head: optional(schemaHead),
	attribute: optional(keyAttributeOnDcs),
	readOnly: optional(readOnlyDcs),
	users: optional(usersInScope),
	identities: optional(forestIdentities),
	connect: optional(connectServers),
};

/** Whether a name that was asked and did not answer, a domain or one of its controllers, lies in a connector's forest. */
const liesIn = (asked: string, forest: string | null): boolean =>
	forest !== null && (asked.toLowerCase() === forest.toLowerCase() || asked.toLowerCase().endsWith(`.${forest.toLowerCase()}`));

/** An answer comes under the forest's own name, so that a forest named below another is never taken for it. */
const isAnswered = (facts: FactsOf<typeof needs>, name: string): boolean =>
	forestIn(facts.head, name)?.silent === null || forestIn(facts.attribute, name)?.silent === null;

const holdsKey = (selected: readonly string[] | null) => selected?.some(name => name.toLowerCase() === 'msds-keycredentiallink') === true;

/** Every forest given and every forest with an AD connector (product.md); a fresh export may speak for one that cannot be reached (A16). */
const partsOf = (facts: FactsOf<typeof needs>): readonly Part[] => {
	const asked = forestsAsked(facts);
	const parts = schemaParts(facts, asked).map((part): Part => {
		const entry = forestIn(facts.head, part.name) ?? forestIn(facts.attribute, part.name);
		const connectors = allConnectors(facts.connect);
		const witness =
			connectors.find(({connector}) => connector.forest?.toLowerCase() === part.name.toLowerCase()) ??
			connectors.find(({connector}) => liesIn(part.name, connector.forest));
		const unreached = part.verdict.outcome === 'declined' && (entry === undefined || entry.silent !== null);
		if (!unreached || witness === undefined || witness.connector.schemaHoldsKey !== true || !holdsKey(witness.connector.selected)) {
			return part;
		}

		return witness.server.stale
			? {
					name: part.name,
					verdict: declined(
						'stale',
						'bring-fresh-evidence',
						`${part.name} did not answer, and what was brought from ${witness.server.server} is too old to speak for it.`,
					),
				}
			: {
					name: part.name,
					verdict: met(
						`${part.name} did not answer, but its connector on ${witness.server.server} holds and selects the key attribute, which it can only have from that forest's schema.`,
					),
				};
	});
	const unasked = allConnectors(facts.connect).filter(({connector}) => {
		const recognised = recognise(connector, facts.identities);
		const known = recognised.known === 'same' ? recognised.forest : connector.forest;
		return (
			known !== null && !asked.some(name => (isAnswered(facts, name) ? name.toLowerCase() === known.toLowerCase() : liesIn(name, known)))
		);
	});
	const others = [...new Map(unasked.map(entry => [entry.connector.forest?.toLowerCase(), entry])).values()];
	return [
		...parts,
		...others.map(
			({connector, server}): Part => ({
				name: connector.forest ?? connector.name,
				verdict: declined(
					'elsewhere',
					'ask-every-forest',
					`${connector.forest} has a connector on ${server.server}, and nobody asked it for its schema.`,
				),
			}),
		),
	];
};

/** The gate to enter step 4: nobody installs Connect before the schema has a place for the key (gates.md part 2). */
export const schemaOnEveryDc = defineCheck({
	id: 'schema-on-every-dc',
	question: 'Is the key attribute in the schema on every DC that answers?',
	needs,
	judge: facts => {
		const parts = partsOf(facts);
		if (parts.length > 0) {
			const sentences = parts.flatMap(({verdict}) => (verdict.outcome === 'met' ? [verdict.because] : []));
			return worstFirst(parts, {met: sentences.join(' '), nothing: nobodyInScope});
		}

		const silence = facts.head.seen ? facts.attribute : facts.head;
		return silence.seen
			? declined('empty', 'reach-a-domain-controller', 'No forest was asked for its schema.')
			: declined(silence.reason, 'reach-a-domain-controller', `No domain controller showed its schema. ${silence.detail}`);
	},
	exhibits: facts => exhibitsOf(partsOf(facts)),
});
