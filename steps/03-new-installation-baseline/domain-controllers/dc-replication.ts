import type {z} from 'zod';
import {momentOf, spanOf} from '../../../src/guide/age.ts';
import {caution, declined, met, notApplicable, unmet, type Verdict} from '../../../src/guide/finding.ts';
import {forestLevel} from '../../02-prerequisites/functional-levels.facts.ts';
import {forestNamed, partsByForest, silenceOf, unheard} from '../../by-forest.ts';
import {defineCheckOver} from '../../check-over.ts';
import {counted, listed} from '../../directory.ts';
import {day} from '../../elapsed.ts';
import {isSameDnsName, isSameGuid} from '../../identity.ts';
import {worstFirst} from '../../worst-first.ts';
import {controllerDatabases, upToDateness} from './replication.facts.ts';

type Source = Extract<z.infer<typeof controllerDatabases.facts>['forests'][number], {silent: null}>['controllers'][number];
type Hearer = Extract<z.infer<typeof upToDateness.facts>['forests'][number], {silent: null}>['controllers'][number];

/** Between sites once in three hours is the default, once a day is rare; after two weeks something is broken. Both numbers are ours. */
const late = day;
const broken = 14 * day;

/** How long ago a domain controller last had everything of another one; null where it has never heard of it, NaN where no time was told. */
const gapTo = ({database}: Source, heard: NonNullable<Hearer['heard']>, now: number): number | null => {
	const cursor = heard.find(one => isSameGuid(one.database, database));
	return cursor === undefined ? null : now - momentOf(cursor.at);
};

const judgeHearer = ({server, silent, heard}: Hearer, sources: readonly Source[], now: number): Verdict => {
	if (silent !== null) {
		return notApplicable(`${server} did not answer. ${silent.detail}`);
	}

	const others = sources.filter(source => !isSameDnsName(source.server, server));
	if (others.length === 0) {
		return notApplicable(`There is nobody from whom ${server} would replicate.`);
	}

	if (heard === null || Number.isNaN(now)) {
		return declined('inconclusive', 'let-it-answer', `${server} does not show what it has from the others.`);
	}

	const gaps = others.map(source => ({from: source.server, known: source.database !== null, gap: gapTo(source, heard, now)}));
	const longest = gaps.filter(({gap}) => gap !== null && gap > late).toSorted((a, b) => (b.gap ?? 0) - (a.gap ?? 0));
	const said = listed(longest.map(({from, gap}) => `${from} ${spanOf(gap ?? 0)} ago`));
	if (longest.some(({gap}) => gap !== null && gap > broken)) {
		return unmet('mend-replication', `${server} last had everything from ${said}.`);
	}

	const unknown = gaps.filter(({known, gap}) => !known || Number.isNaN(gap)).map(({from}) => from);
	if (unknown.length > 0) {
		return declined('inconclusive', 'let-it-answer', `What ${server} has from ${listed(unknown)} was not seen.`);
	}

	const never = gaps.filter(({gap}) => gap === null).map(({from}) => from);
	return longest.length > 0
		? caution('mend-replication', `${server} last had everything from ${said}.`)
		: never.length > 0
			? caution('wait-for-the-first', `${server} has never had anything from ${listed(never)}.`)
			: met(`${server} has everything from ${listed(others.map(one => one.server))}, not older than a day.`);
};

export const dcReplication = defineCheckOver({
	id: 'dc-replication',
	question: 'Does each domain controller hear of the others?',
	needs: {databases: controllerDatabases, vectors: upToDateness, clock: forestLevel},
	partsOf: ({databases, vectors, clock}) =>
		partsByForest(vectors.forests, ({forest, controllers}) => {
			const own = forestNamed(databases.forests, forest);
			if (own === undefined) {
				return [unheard(forest, silenceOf(databases.forests, forest, 'The databases of its domain controllers were not listed.'))];
			}

			if (own.controllers.length === 1) {
				return [{name: forest, verdict: met(`${forest} has 1 domain controller; there is nothing to replicate.`)}];
			}

			// Whoever does not answer may be gone; another check names it.
			const answers = (name: string) => controllers.some(({server, silent}) => silent === null && isSameDnsName(server, name));
			const sources = own.controllers.filter(({server, readOnly}) => !readOnly && answers(server));
			const now = momentOf(forestNamed(clock.forests, forest)?.at ?? null);
			return controllers.map(hearer => ({name: hearer.server, verdict: judgeHearer(hearer, sources, now)}));
		}),
	judge: (parts, {vectors}) => {
		const told = vectors.forests.flatMap(one => (one.silent === null ? one.controllers : [])).filter(({silent}) => silent === null);
		return worstFirst(
			parts,
			told.length > 1
				? {met: `${counted(told.length, 'domain controller')}, each with everything from the others, not older than a day.`}
				: {},
		);
	},
});
