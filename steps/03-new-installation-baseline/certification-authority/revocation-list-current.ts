import {optional} from '../../../src/guide/check.ts';
import {caution, declined, met, notApplicable, type Verdict} from '../../../src/guide/finding.ts';
import {forestLevel} from '../../02-prerequisites/functional-levels.facts.ts';
import {usersInScope} from '../../02-prerequisites/scope/users-in-scope.facts.ts';
import {forestNamed, partsByForest, silenceOf, unheard} from '../../by-forest.ts';
import {isOver} from '../../certification-authority.ts';
import {defineCheckOver} from '../../check-over.ts';
import {dayOf} from '../../day.ts';
import {isSameName} from '../../identity.ts';
import {worstFirst} from '../../worst-first.ts';
import {type Authority, enrollmentServices} from './enrollment-services.facts.ts';
import {type RevocationLists, revocationLists} from './revocation-lists.facts.ts';

type List = Extract<RevocationLists['forests'][number], {silent: null}>['lists'][number];

const judgeAuthority = (authority: Authority, lists: readonly List[], now: string | null): Verdict => {
	const {name} = authority;
	if (isOver(authority, now)) {
		return notApplicable(`${name} issues nothing any more: its certificate has run out.`);
	}

	const own = lists.filter(list => isSameName(list.authority, name));
	// After a renewal with a new key there is a list for each key: the newest says whether the authority goes on publishing.
	const newest = own
		.flatMap(({until}) => until ?? [])
		.toSorted()
		.at(-1);
	if (newest === undefined || own.some(({until}) => until === null)) {
		return lists.some(({authority: of}) => of === null) || own.length > 0
			? declined('malformed', 'let-it-answer', `${name}: a revocation list that may be its own could not be read.`)
			: notApplicable(`${name} publishes no revocation list in the directory.`);
	}

	return now === null
		? declined('inconclusive', 'let-it-answer', `${name}: the time there could not be read, so its revocation list was not judged.`)
		: now > newest
			? caution('publish-the-list', `${name}: its newest revocation list in the directory ended on ${dayOf(newest)}.`)
			: met(`${name}: its revocation list in the directory holds until ${dayOf(newest)}.`);
};

export const revocationListCurrent = defineCheckOver({
	id: 'revocation-list-current',
	question: 'Are the revocation lists in the directory current?',
	needs: {services: enrollmentServices, lists: revocationLists, clock: forestLevel, scope: optional(usersInScope)},
	partsOf: ({services, lists, clock, scope}) =>
		partsByForest(
			services.forests,
			({forest, authorities}) => {
				if (authorities.length === 0) {
					return [{name: forest, verdict: notApplicable(`${forest} publishes no certification authority.`)}];
				}

				const own = forestNamed(lists.forests, forest);
				if (own === undefined) {
					return [unheard(forest, silenceOf(lists.forests, forest, 'Its revocation lists were not read.'))];
				}

				const now = forestNamed(clock.forests, forest)?.at ?? null;
				return authorities.map(authority => ({name: authority.name, verdict: judgeAuthority(authority, own.lists, now)}));
			},
			scope,
		),
	judge: parts => worstFirst(parts, {nothing: notApplicable('No authority publishes a revocation list in the directory.')}),
});
