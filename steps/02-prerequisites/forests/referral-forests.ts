import {defineCheck, type FactsOf, optional} from '../../../src/guide/check.ts';
import {caution, declined, met, notApplicable, type Verdict} from '../../../src/guide/finding.ts';
import {forestIdentities} from '../../04-directory-synchronization/forests/forest-identities.facts.ts';
import {heard, usersOf} from '../../by-forest.ts';
import {listed} from '../../directory.ts';
import {forestVerdict} from '../../forest-schema.ts';
import {comparableDnsName, isSameDnsName} from '../../identity.ts';
import {groupTrouble} from '../../scope-group.ts';
import {worstFirst} from '../../worst-first.ts';
import {readOnlyDcs} from '../domain-controllers/read-only-dcs.facts.ts';
import {usersInScope} from '../scope/users-in-scope.facts.ts';
import {keyAttributeOnDcs, schemaHead} from './forest-schema.facts.ts';
import {trusts} from './trusts.facts.ts';

const needs = {
	head: schemaHead,
	attribute: optional(keyAttributeOnDcs),
	readOnly: optional(readOnlyDcs),
	users: usersInScope,
	trusts: optional(trusts),
	identities: optional(forestIdentities),
};

type Facts = FactsOf<typeof needs>;

/** The schema of forests that were asked and hold no user in scope. */
const ofTheAsked = ({head, attribute, readOnly, users}: Facts): Verdict => {
	const trouble = groupTrouble(users);
	if (trouble !== null) {
		return declined('inconclusive', 'count-the-users', `${trouble} So nobody knows which forests are without users in scope.`);
	}

	const witness = {
		head: {seen: true, facts: head, source: 'live', stale: false},
		attribute,
		readOnly,
		users: {seen: true, facts: users, source: 'live', stale: false},
	} as const;
	const without = head.forests.map(({forest}) => forest).filter(forest => usersOf(witness.users, forest) === 0);
	if (without.length === 0) {
		const uncounted = head.forests.map(({forest}) => forest).filter(forest => usersOf(witness.users, forest) === null);
		return uncounted.length === 0
			? notApplicable('Every forest asked holds users in scope.')
			: declined(
					'inconclusive',
					'count-the-users',
					`The users in scope of ${listed(uncounted)} could not be counted, so nobody knows whether it is one without.`,
				);
	}

	const behind = without.filter(forest => forestVerdict(witness, forest).outcome !== 'met');
	return behind.length === 0
		? met(`${listed(without)} holds no user in scope, and has the schema all the same.`)
		: caution(
				'extend-it-some-day',
				`${listed(behind)} holds no user in scope and was not seen with the 2016 schema. No key is written there; an older page of Microsoft's still asks it of every forest that sign-in passes through.`,
			);
};

/** Domains that are trusted and of no forest that was asked: alone they are a caution, because nobody in scope lives there. */
const ofTheTrusted = ({trusts: seen, head, identities}: Facts): Verdict => {
	if (!seen.seen) {
		return declined(seen.reason, 'read-the-trusts', `Which other forests are trusted was not seen. ${seen.detail}`);
	}

	const domains = heard(seen.facts.forests).flatMap(forest => forest.domains);
	const quiet = domains.find(({silent}) => silent !== null);
	const known = [
		...head.forests.map(({forest}) => forest),
		...domains.map(({domain}) => domain),
		...(identities.seen ? heard(identities.facts.forests).flatMap(forest => forest.domains.map(({name}) => name)) : []),
	];
	const strange = heard(domains)
		.flatMap(({trusts: own}) => own)
		.filter(
			({isOfForest, isDirectory, isOn, partner}) => !isOfForest && isDirectory && isOn && !known.some(name => isSameDnsName(name, partner)),
		);
	const partners = [...new Map(strange.map(({partner}) => [comparableDnsName(partner), partner])).values()].sort();
	if (quiet !== undefined && quiet.silent !== null) {
		return declined(quiet.silent.reason, 'read-the-trusts', `The trusts of ${quiet.domain} were not seen. ${quiet.silent.detail}`);
	}

	return partners.length === 0
		? notApplicable('No other forest is trusted.')
		: caution(
				'know-the-trusted-forests',
				`${listed(partners)} ${partners.length === 1 ? 'is' : 'are'} trusted and ${partners.length === 1 ? 'was' : 'were'} not asked. Nobody in scope is known to live there; where sign-in passes through it, an older page of Microsoft's asks the schema of it too.`,
			);
};

/** Forests without users in scope: no key is written there, but an older page asks the same of every forest in the referral path (A14, R08). */
export const referralForests = defineCheck({
	id: 'referral-forests',
	question: 'Do the forests without users in scope hold the schema too?',
	needs,
	judge: facts => {
		const own = ofTheAsked(facts);
		const parts = [own, ofTheTrusted(facts)]
			.filter(({outcome}) => outcome !== 'not-applicable')
			.map((verdict, at) => ({name: at === 0 ? 'forests that were asked' : 'forests that are trusted', verdict}));
		return parts.length === 0 ? own : worstFirst(parts);
	},
});
