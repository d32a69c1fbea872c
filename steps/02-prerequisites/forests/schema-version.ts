import {defineCheck, type FactsOf, optional} from '../../../src/guide/check.ts';
import {declined} from '../../../src/guide/finding.ts';
import {forestsAsked, nobodyInScope, schemaParts} from '../../forest-schema.ts';
import {exhibitsOf, worstFirst} from '../../worst-first.ts';
import {readOnlyDcs} from '../domain-controllers/read-only-dcs.facts.ts';
import {usersInScope} from '../scope/users-in-scope.facts.ts';
import {keyAttributeOnDcs, schemaHead} from './forest-schema.facts.ts';

const needs = {
	head: optional(schemaHead),
	attribute: optional(keyAttributeOnDcs),
	readOnly: optional(readOnlyDcs),
	users: optional(usersInScope),
};

const partsOf = (facts: FactsOf<typeof needs>) => schemaParts(facts, forestsAsked(facts));

/** Every forest that was asked, judged for step 2; the same facts guard the way into step 4. */
export const schemaVersion = defineCheck({
	id: 'schema-version',
	question: 'Does every forest with users in scope hold the Windows Server 2016 schema?',
	needs,
	judge: facts => {
		const parts = partsOf(facts);
		if (parts.length === 0) {
			const unobserved = facts.head.seen ? facts.attribute : facts.head;
			return unobserved.seen
				? declined('empty', 'reach-a-domain-controller', 'No forest was asked for its schema.')
				: declined(unobserved.reason, 'reach-a-domain-controller', `No domain controller showed its schema. ${unobserved.detail}`);
		}

		return worstFirst(parts, {
			met: parts.flatMap(({verdict}) => (verdict.outcome === 'met' ? [verdict.because] : [])).join(' '),
			nothing: nobodyInScope,
		});
	},
	exhibits: facts => exhibitsOf(partsOf(facts)),
});
