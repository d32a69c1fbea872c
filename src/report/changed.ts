import {standingOf} from '../guide/age.ts';
import {type Check, collectorsOf} from '../guide/check.ts';
import type {Finding} from '../guide/finding.ts';
import {foldAscii} from '../guide/fold.ts';
import {type Guide, numberedChecks} from '../guide/step.ts';
import type {Attestation} from '../session/event.ts';
import type {Changed} from './changed-schema.ts';
import {outcomesBetween} from './changes.ts';
import {type Hide, nothingHidden, type Said} from './hide.ts';

/** A session as it stood at a moment, ISO 8601, UTC. */
export type Point = {readonly at: string; readonly session: Said};

const takenIn = (finding: Finding | undefined): string | null => (finding?.kind === 'judged' ? finding.takenAt : null);

type Members = Readonly<Record<string, unknown>>;
const membersOf = (value: unknown): Members => (typeof value === 'object' && value !== null ? (value as Members) : {});

/** Counts of a finding, by what is counted: of each survey that its check needs, as far as the session keeps it; null where nothing was counted. None of something is a count. */
const countsIn = (check: Check, finding: Finding | undefined): Readonly<Record<string, number>> | null => {
	const kept = membersOf(finding?.facts);
	const names = Object.keys(check.needs);
	const counted = collectorsOf(check).flatMap(({counts}, at) => {
		const name = names[at] ?? '';
		const facts = membersOf(kept[name]);
		const isThere = name in kept && facts['seen'] !== false;
		return counts === undefined || !isThere ? [] : [counts('seen' in facts ? facts['facts'] : facts)];
	});
	return counted.length === 0 ? null : Object.assign({}, ...counted);
};

/** Counts that differ. What was not counted at one of the two points has no number there, and differs from nothing. */
const countsBetween = <T>(then: Readonly<Record<string, number>> | null, now: Readonly<Record<string, number>> | null, named: T) =>
	then === null || now === null
		? []
		: [...new Set([...Object.keys(then), ...Object.keys(now)])]
				.map(what => ({...named, what, was: then[what] ?? 0, is: now[what] ?? 0}))
				.filter(({was, is}) => was !== is);

const answerWords = (said: Attestation | undefined): string | null =>
	said === undefined ? null : `${said.yes ? 'yes' : 'no'}, by ${said.by}${said.reason === '' ? '' : `: ${said.reason}`}`;

const listed = (names: readonly string[], none: string): string => (names.length === 0 ? none : names.join(', '));

/** Names as one set: in whichever order and case somebody named them. */
const asSet = (names: readonly string[]): readonly string[] => [...new Set(names.map(foldAscii))].sort();

/** Who and what is looked at, a row each: how a point's session says it, and what of it is compared. Forests are compared by id as well: one of the same name may be another. */
const scopeOf = ({environment, identity}: Said): readonly {readonly what: string; readonly is: string; readonly key: unknown}[] => {
	const {directories, cloud, scopeGroup, pilotUsers, pilotClient, pilotController, tenant} = environment;
	const names = identity.forests.map(({name}) => name);
	const one = (name: string | null) => (name === null ? null : foldAscii(name));
	return [
		{what: 'the users in scope', is: scopeGroup === null ? 'every enabled user' : `the group ${scopeGroup}`, key: one(scopeGroup)},
		{what: 'directories asked', is: listed(directories, "this computer's own domain"), key: asSet(directories)},
		{what: 'cloud', is: cloud, key: cloud},
		{what: 'tenant asked', is: tenant ?? 'none named', key: one(tenant)},
		{what: 'users of the pilot', is: listed(pilotUsers, 'none named'), key: asSet(pilotUsers)},
		{what: 'client of the pilot', is: pilotClient ?? 'none named', key: one(pilotClient)},
		{what: 'domain controller of the pilot', is: pilotController ?? 'none named', key: one(pilotController)},
		{what: 'forests met', is: listed(names, 'none'), key: asSet(identity.forests.map(({name, ids}) => JSON.stringify([name, asSet(ids)])))},
		{what: 'tenant met', is: identity.tenant?.id ?? 'none', key: one(identity.tenant?.id ?? null)},
	];
};

/** Who and what is looked at otherwise. It is compared as it is, and told as `said` and `saidBefore` have it. */
const scopeBetween = (then: Said, now: Said, saidBefore: Said, said: Said): Changed['scope'] => {
	const [before, after, was] = [then, now, saidBefore].map(scopeOf);
	return scopeOf(said).flatMap(({what, is}, at) =>
		JSON.stringify(before?.[at]?.key) === JSON.stringify(after?.[at]?.key) ? [] : [{what, was: was?.[at]?.is ?? '', is}],
	);
};

/** What differs between two points, `then` and `now`. What nobody had looked at and nobody looks at still is no change. Names are compared as they are, and told as `hide` has them. */
export const changedBetween = (guide: Guide, then: Point, now: Point, hide: Hide = nothingHidden): Changed => {
	const [said, saidBefore] = [hide.session(now.session), hide.session(then.session)];
	const checks = numberedChecks(guide).map(({number, check}) => ({
		check,
		named: {check: check.id, number, question: check.question},
		before: then.session.findings[check.id],
		after: now.session.findings[check.id],
	}));
	const questions = new Map(checks.map(({named}) => [named.check, named.question]));
	const statements = [...new Set([...Object.keys(then.session.attestations), ...Object.keys(now.session.attestations)])].sort();
	return {
		from: then.at,
		to: now.at,
		outcomes: outcomesBetween(guide, saidBefore, said).map(({check: {number, check}, was, is, because}) => ({
			check: check.id,
			number,
			question: check.question,
			was,
			is,
			because,
		})),
		aged: checks.flatMap(({named, before: old, after}) => {
			const takenAt = takenIn(after);
			const isSame = takenAt !== null && takenIn(old) === takenAt;
			return isSame && standingOf(takenAt, then.at) === 'fresh' && standingOf(takenAt, now.at) === 'old' ? [{...named, takenAt}] : [];
		}),
		counts: checks.flatMap(({check, named, before: old, after}) => countsBetween(countsIn(check, old), countsIn(check, after), named)),
		answers: statements.flatMap(id => {
			const isSame = answerWords(then.session.attestations[id]) === answerWords(now.session.attestations[id]);
			const [was, is] = [saidBefore, said].map(({attestations}) => answerWords(attestations[id]));
			const statement = (said.attestations[id] ?? saidBefore.attestations[id])?.statement ?? id;
			return isSame ? [] : [{statement, question: questions.get(id) ?? statement, was: was ?? null, is: is ?? null}];
		}),
		scope: scopeBetween(then.session, now.session, saidBefore, said),
	};
};
