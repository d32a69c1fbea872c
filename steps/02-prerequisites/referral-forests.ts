import {defineCheck, optional} from '../../src/guide/check.ts';
import {caution, declined, met, notApplicable} from '../../src/guide/finding.ts';
import {listed} from '../directory.ts';
import {keyAttributeOnDcs, schemaHead} from './forest-schema.facts.ts';
import {forestVerdict, usersOf} from './forest-schema.ts';
import {readOnlyDcs} from './read-only-dcs.facts.ts';
import {usersInScope} from './users-in-scope.facts.ts';

/** Forests without users in scope: no key is written there, but an older page asks the same of every forest in the referral path (A14, R08). */
export const referralForests = defineCheck({
	id: 'referral-forests',
	question: 'Do the forests without users in scope hold the schema too?',
	needs: {head: schemaHead, attribute: optional(keyAttributeOnDcs), readOnly: optional(readOnlyDcs), users: usersInScope},
	judge: ({head, attribute, readOnly, users}) => {
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
	},
});
