import {compareTimes} from '../guide/age.ts';
import {type Answer, type Doubt, type Unobserved, unobserved, type Weighed} from '../guide/answer.ts';
import type {Collector, DatedFacts} from '../guide/check.ts';
import {aheadOf, datedAt, furthest, isAheadPiece, pieceOf, type ReadPiece, takenTimeOf, unreadable} from './pieces.ts';

/** One witness as a `merge` gets it, and what it was brought in as. */
type Witness = {readonly dated: DatedFacts; readonly digest: string | null};
type Merge = NonNullable<Collector['merge']>;

/** A value as text in which lists have no order: merging may name the same things in another one. */
const unordered = (value: unknown): string =>
	Array.isArray(value)
		? `[${value.map(unordered).sort().join()}]`
		: typeof value === 'object' && value !== null
			? `{${Object.entries(value)
					.map(([name, member]) => `${JSON.stringify(name)}:${unordered(member)}`)
					.join()}}`
			: (JSON.stringify(value) ?? 'undefined');

/**
 * Which of `some` the rest of `of` cannot do without. Of two that say the same at the same time one is enough, so what is left out stays out while the next
 * are tried: by halves, because most can go at once.
 */
const neededAmong = (merge: Merge, of: readonly Witness[], some: readonly Witness[]): readonly Witness[] => {
	const told = (witnesses: readonly Witness[]) => unordered(merge(witnesses.map(({dated}) => dated)));
	const whole = told(of);
	const without = (left: readonly Witness[], out: readonly Witness[]): readonly Witness[] => {
		const rest = left.filter(one => !out.includes(one));
		if (rest.length > 0 && told(rest) === whole) {
			return rest;
		}

		const half = Math.ceil(out.length / 2);
		return out.length < 2 ? left : without(without(left, out.slice(0, half)), out.slice(half));
	};
	const left = without(of, some);
	return some.filter(one => left.includes(one));
};

/** The same for a collector: object by object where it says that it merges so, because to merge all of them for each one takes the square of their number. */
const neededOf = ({mergesBy}: Collector, merge: Merge, of: readonly Witness[], some = of): readonly Witness[] => {
	if (mergesBy === undefined) {
		return neededAmong(merge, of, some);
	}

	const asked = new Set(some);
	const needed = new Set(
		[...Map.groupBy(of, one => mergesBy(one.dated.facts) ?? one).values()].flatMap(own =>
			neededAmong(
				merge,
				own,
				own.filter(one => asked.has(one)),
			),
		),
	);
	return some.filter(one => needed.has(one));
};

/** What is said of readings that nobody understands: each may hold what condemns, unless something newer about the same object was understood. */
const unread = (readings: readonly ReadPiece[], asked: string | null, now: string): readonly Doubt[] =>
	readings.flatMap(({piece, facts}) => {
		const isReplaced =
			piece.about === asked ||
			readings.some(
				({piece: other, facts: read}) =>
					read !== null &&
					other.about === piece.about &&
					!isAheadPiece(other, now) &&
					compareTimes(takenTimeOf(other), takenTimeOf(piece)) > 0,
			);
		return facts === null && !isReplaced ? [unreadable(piece, now)] : [];
	});

/**
 * Several objects: what each witness is worth is told to the collector's `merge`, and what merging does without was set aside.
 * Witnesses of a time that has not come yet are left out first: with them merged in too, the facts are a rival that may condemn.
 */
export const weighMany = (collector: Collector, live: Answer, readings: readonly ReadPiece[], now: string): Weighed | Unobserved => {
	const {merge} = collector;
	if (merge === undefined) {
		throw new Error(`${collector.id} merges nothing.`);
	}

	const together = (some: readonly Witness[]) => merge(some.map(({dated}) => dated));
	const asked: Witness[] = [];
	const doubts: Doubt[] = [];
	if (live.kind === 'facts') {
		try {
			const one = {dated: datedAt(now, {...live, facts: collector.read(live.facts, live.takenAt)}), digest: null};
			collector.facts.parse(together([one]));
			asked.push(one);
		} catch {
			doubts.push({reason: 'malformed', detail: `The answer from ${live.from} could not be understood.`});
		}
	}

	const held = readings.flatMap(({piece: {answer, digest, doubt}, facts}): readonly Witness[] =>
		facts === null ? [] : [{dated: datedAt(now, {...answer, facts: facts.read}, doubt !== null), digest}],
	);
	doubts.push(...unread(readings, live.kind === 'facts' ? (collector.about?.(live.facts) ?? null) : null, now));
	const all = [...held, ...asked];
	const [doubt] = doubts;
	if (all.length === 0) {
		return doubt === undefined ? live : unobserved(doubt.reason, doubt.detail);
	}

	try {
		const come = all.filter(({dated}) => !dated.clock);
		const base = come.length > 0 ? come : all;
		const ahead = neededOf(
			collector,
			merge,
			all,
			all.filter(({dated}) => dated.clock),
		);
		const unclear = ahead.at(-1);
		const needed = neededOf(collector, merge, base);
		const used = new Set([...needed, ...ahead]);
		const newest = needed.reduce(
			(best, next) => (compareTimes(next.dated.takenAt, best.dated.takenAt) > 0 ? next : best),
			needed[0] as Witness,
		);
		return {
			kind: 'facts',
			facts: together(base),
			source: furthest([...used].map(({dated}) => dated.source)),
			takenAt: newest.dated.takenAt,
			from: [...new Set([...used].map(({dated}) => dated.from))].join(' and '),
			pieces: all.map(one => pieceOf(collector)(one.dated, one.digest, used.has(one))),
			rivals: come.length > 0 && unclear !== undefined ? [{because: 'ahead', facts: together(all)}] : [],
			doubts: [...(unclear === undefined ? [] : [aheadOf(unclear.dated, now)]), ...doubts],
		};
	} catch {
		return unobserved('malformed', 'The answers could not be put together.');
	}
};
