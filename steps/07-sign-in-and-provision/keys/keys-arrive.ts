import {type FactsOf, optional} from '../../../src/guide/check.ts';
import {declined, met, notApplicable, unmet, type Verdict} from '../../../src/guide/finding.ts';
import {usersInScope} from '../../02-prerequisites/scope/users-in-scope.facts.ts';
import {heard, unheard, usersOf} from '../../by-forest.ts';
import {defineCheckOver} from '../../check-over.ts';
import {dayOf} from '../../day.ts';
import {counted} from '../../directory.ts';
import {groupTrouble} from '../../scope-group.ts';
import {type Part, worstOrFirst} from '../../worst-first.ts';
import {type DirectoryKeys, directoryKeys} from './directory-keys.facts.ts';

const needs = {keys: directoryKeys, scope: optional(usersInScope)};

type Facts = FactsOf<typeof needs>;
type Forest = Extract<DirectoryKeys['forests'][number], {silent: null}>;

const forestVerdict = ({forest, domains}: Forest, facts: Facts): Verdict => {
	const users = heard(domains).flatMap(({users}) => users);
	const written = users.flatMap(({keys}) => keys.filter(({usage, source}) => usage === 'hello' && source === 'entra'));
	const holders = users.filter(({keys}) => keys.some(({usage, source}) => usage === 'hello' && source === 'entra')).length;
	const of = usersOf(facts.scope, forest);
	if (written.length > 0) {
		const newest = written.reduce<string | null>(
			(last, {created}) => (created !== null && (last === null || created > last) ? created : last),
			null,
		);
		const who =
			of === null ? `${counted(holders, 'user')} in scope of ${forest}` : `${holders} of ${counted(of, 'user')} in scope of ${forest}`;
		return met(
			`${who} ${holders === 1 ? 'has' : 'have'} a key of Windows Hello from Entra ID in Active Directory${newest === null ? '' : `, the newest of ${dayOf(newest)}`}.`,
		);
	}

	const silent = domains.find(one => one.silent !== null);
	if (silent?.silent) {
		return unheard(silent.domain, silent.silent).verdict;
	}

	if (of === 0) {
		return notApplicable(`No enabled user in scope lives in ${forest}.`);
	}

	// Somebody's key was seen, so whoever asked may see keys; where none is seen, nobody knows whether there is any.
	const others = users.reduce((sum, {keys}) => sum + keys.length, 0);
	return others > 0
		? unmet(
				'enrol-a-pilot',
				`${forest} holds ${counted(others, 'key')} of users in scope, and none of Windows Hello from Entra ID: security keys and keys that a tool wrote prove no sign-in with Hello.`,
			)
		: declined(
				'empty',
				'look-as-an-administrator',
				`No key of a user in scope was seen in ${forest}. There may be none yet, or the account that asked may not see them.`,
			);
};

/** Whether keys of Windows Hello come back from Entra ID: one that was written shows that the whole way works. */
export const keysArrive = defineCheckOver({
	id: 'keys-arrive',
	question: 'Have keys of Windows Hello arrived in Active Directory?',
	needs,
	partsOf: (facts): readonly Part[] => {
		const trouble = groupTrouble(facts.keys);
		return trouble === null
			? facts.keys.forests.map(one =>
					one.silent === null ? {name: one.forest, verdict: forestVerdict(one, facts)} : unheard(one.forest, one.silent),
				)
			: [{name: 'scope group', verdict: declined('empty', 'choose-a-group', trouble)}];
	},
	judge: parts => worstOrFirst(parts, declined('empty', 'let-it-answer', 'No forest was asked.')),
	keep: ({keys, ...facts}) => ({
		...facts,
		keys: {
			...keys,
			forests: keys.forests.map(one =>
				one.silent === null ? {forest: one.forest, users: heard(one.domains).reduce((sum, {users}) => sum + users.length, 0)} : one,
			),
		},
	}),
});
