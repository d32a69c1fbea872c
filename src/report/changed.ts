import {standingOf} from '../guide/age.ts';
import {type Check, collectorsOf} from '../guide/check.ts';
import type {Finding} from '../guide/finding.ts';
import {type Guide, numberedChecks} from '../guide/step.ts';
import type {Attestation} from '../session/event.ts';
import type {Session} from '../session/session.ts';
import type {Changed} from './changed-schema.ts';
import {outcomesBetween} from './changes.ts';

/** A session as it stood at a moment, ISO 8601, UTC. */
export type Point = {readonly at: string; readonly session: Pick<Session, 'findings' | 'attestations' | 'environment' | 'identity'>};

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

/** Who and what is looked at, a row each. Forests are compared by id as well: one of the same name may be another. */
const scopeOf = ({
	environment,
	identity,
}: Point['session']): readonly {readonly what: string; readonly is: string; readonly key: unknown}[] => {
	const {directories, cloud, scopeGroup, pilotUsers, pilotClient, pilotController, tenant} = environment;
	const plain = [
		['the users in scope', scopeGroup === null ? 'every enabled user' : `the group ${scopeGroup}`],
		['directories asked', listed(directories, "this computer's own domain")],
		['cloud', cloud],
		['tenant asked', tenant ?? 'none named'],
		['users of the pilot', listed(pilotUsers, 'none named')],
		['client of the pilot', pilotClient ?? 'none named'],
		['domain controller of the pilot', pilotController ?? 'none named'],
	] as const;
	return [
		...plain.map(([what, is]) => ({what, is, key: is})),
		{
			what: 'forests met',
			is: listed(
				identity.forests.map(({name}) => name),
				'none',
			),
			key: identity.forests.map(({name, ids}) => [name, ids]),
		},
		{what: 'tenant met', is: identity.tenant?.id ?? 'none', key: identity.tenant?.id ?? null},
	];
};

/** What differs between two points, `then` and `now`. What nobody had looked at and nobody looks at still is no change. */
export const changedBetween = (guide: Guide, then: Point, now: Point): Changed => {
	const checks = numberedChecks(guide).map(({number, check}) => ({
		check,
		named: {check: check.id, number, question: check.question},
		before: then.session.findings[check.id],
		after: now.session.findings[check.id],
	}));
	const questions = new Map(checks.map(({named}) => [named.check, named.question]));
	const statements = [...new Set([...Object.keys(then.session.attestations), ...Object.keys(now.session.attestations)])].sort();
	const before = scopeOf(then.session);
	return {
		from: then.at,
		to: now.at,
		outcomes: outcomesBetween(guide, then.session, now.session).map(({check: {number, check}, was, is, because}) => ({
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
		answers: statements.flatMap(statement => {
			const was = answerWords(then.session.attestations[statement]);
			const is = answerWords(now.session.attestations[statement]);
			return was === is ? [] : [{statement, question: questions.get(statement) ?? statement, was, is}];
		}),
		scope: scopeOf(now.session).flatMap(({what, is, key}, at) =>
			JSON.stringify(key) === JSON.stringify(before[at]?.key) ? [] : [{what, was: before[at]?.is ?? '', is}],
		),
	};
};
