import type {Entry, ForestAnswer, Reading, UnobservedReason} from '../src/guide/answer.ts';
import type {Witness} from '../src/guide/check.ts';
import {caution, declined, notApplicable} from '../src/guide/finding.ts';
import type {UsersInScope} from './02-prerequisites/scope/users-in-scope.facts.ts';
import {answered, forestsIn, mapForests, silent} from './directory.ts';
import {isSameDn, isSameDnsName} from './identity.ts';
import {groupTrouble} from './scope-group.ts';
import type {Part} from './worst-first.ts';

export type Silent = {readonly reason: UnobservedReason; readonly detail: string};

type Answered = ForestAnswer & {readonly answered: true};
type Heard = Extract<Reading, {entries: readonly Entry[]}>;

const wholeOf = (readings: readonly Reading[]): Heard | Silent => {
	const [whole] = answered(readings);
	const [unread] = silent(readings);
	return (
		whole ??
		(unread === undefined ? {reason: 'empty', detail: 'No server brought anything back.'} : {reason: unread.silent, detail: unread.detail})
	);
};

/** Maps the entries that one server of each forest gave. Where no server gave any, the forest is silent. */
export const mapEntries = <T extends object>(answer: unknown, read: (entries: readonly Entry[], forest: Answered) => T) => ({
	forests: forestsIn(answer).map(forest => {
		if (!forest.answered) {
			return {forest: forest.asked, silent: {reason: forest.reason, detail: forest.detail}};
		}

		const whole = wholeOf(forest.readings);
		return 'entries' in whole
			? {forest: forest.forest, silent: null, ...read(whole.entries, forest)}
			: {forest: forest.forest, silent: whole};
	}),
});

/** The same for a query put to every domain: one record for each domain of the forest, silent where nobody there answered. */
export const mapDomains = <T extends object>(answer: unknown, read: (entries: readonly Entry[], forest: Answered) => T) =>
	mapForests(answer, forest => ({
		domains: forest.domains.map(({name, namingContext}) => {
			const whole = wholeOf(forest.readings.filter(reading => isSameDn(reading.namingContext, namingContext)));
			return 'entries' in whole ? {domain: name, silent: null, ...read(whole.entries, forest)} : {domain: name, silent: whole};
		}),
	}));

/** Which parts of a forest were not read for a query put to every domain: silent servers, and domains that nobody answered for; in words. */
export const incompleteIn = ({readings, domains}: Pick<Answered, 'readings' | 'domains'>): readonly string[] => [
	...silent(readings).map(({server, namingContext, detail}) => `${server} (${namingContext}): ${detail}`),
	// What nobody reports was not read.
	...domains.flatMap(({name, namingContext}) =>
		readings.some(reading => isSameDn(reading.namingContext, namingContext)) ? [] : [`${name}: nothing came of it`],
	),
];

type Forest = {readonly forest: string; readonly silent: Silent | null};

type MaybeSilent = {readonly silent: Silent | null};

/** The forests, or the domains, that answered. */
export const heard = <T extends MaybeSilent>(things: readonly T[]): readonly Extract<T, {silent: null}>[] =>
	things.filter((one): one is Extract<T, {silent: null}> => one.silent === null);

/** What was read of the forest of that name, or undefined where it was not asked or did not answer. */
export const forestNamed = <F extends Forest>(forests: readonly F[], name: string): Extract<F, {silent: null}> | undefined =>
	heard(forests).find(({forest}) => isSameDnsName(forest, name));

/** Not seen, under the remedy `let-it-answer`, which the page of every check that asks a directory has. */
export const unheard = (name: string, {reason, detail}: Silent): Part => ({
	name,
	verdict: declined(reason, 'let-it-answer', `${name} was not seen. ${detail}`),
});

/** The entry of one forest in facts that may be silent, by the name that it has there. */
export const forestIn = <F extends Forest>(witness: Witness<{forests: readonly F[]}>, name: string): F | undefined =>
	witness.seen ? witness.facts.forests.find(({forest}) => isSameDnsName(forest, name)) : undefined;

/** Why a forest was not read: its own silence, or what `unasked` says where it is not among those that were asked. */
export const silenceOf = (forests: readonly Forest[], name: string, unasked: string): Silent =>
	forests.find(one => one.silent !== null && isSameDnsName(one.forest, name))?.silent ?? {reason: 'inconclusive', detail: unasked};

/** How many enabled users in scope a forest holds; null where nobody could count them for certain, which excuses nothing. */
export const usersOf = (scope: Witness<UsersInScope>, forest: string): number | null => {
	const entry = scope.seen && !scope.stale && groupTrouble(scope.facts) === null ? forestIn(scope, forest) : undefined;
	return entry === undefined || entry.silent !== null || !('users' in entry) ? null : entry.users;
};

/** A forest that was counted and holds no users in scope gets a caution at most. */
const excused = ({name, verdict}: Part, forest: string): Part => {
	if (verdict.outcome === 'unmet') {
		return {name, verdict: caution(verdict.remedy, `${verdict.because} No user in scope lives in ${forest}, so this holds nobody up.`)};
	}

	return verdict.outcome === 'declined'
		? {name, verdict: notApplicable(`${verdict.because} No user in scope lives in ${forest}.`)}
		: {name, verdict};
};

/** Judges each forest that answered, the silent ones as not seen, and excuses those without users in scope where `scope` is given. */
export const partsByForest = <F extends Forest>(
	forests: readonly F[],
	judge: (forest: Extract<F, {silent: null}>) => readonly Part[],
	scope?: Witness<UsersInScope>,
): readonly Part[] =>
	forests.flatMap(one => {
		const parts = one.silent === null ? judge(one as Extract<F, {silent: null}>) : [unheard(one.forest, one.silent)];
		return scope !== undefined && usersOf(scope, one.forest) === 0 ? parts.map(part => excused(part, one.forest)) : parts;
	});

/** Judges each domain that answered, the silent ones as not seen. */
export const partsByDomain = <D extends {readonly domain: string; readonly silent: Silent | null}>(
	domains: readonly D[],
	judge: (domain: Extract<D, {silent: null}>) => readonly Part[],
): readonly Part[] =>
	domains.flatMap(one => (one.silent === null ? judge(one as Extract<D, {silent: null}>) : [unheard(one.domain, one.silent)]));
