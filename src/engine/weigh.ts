import {z} from 'zod';
import {compareTimes} from '../guide/age.ts';
import {type Facts, type Unobserved, unobserved, type Weighed} from '../guide/answer.ts';
import type {Collector} from '../guide/check.ts';
import {whyMalformed} from '../guide/malformed.ts';
import {
	aheadOf,
	type HeldPiece,
	inOrder,
	isAheadPiece,
	newestOf,
	pieceOf,
	type ReadPiece,
	readPieceOf,
	takenTimeOf,
	unreadable,
} from './pieces.ts';
import {weighMany} from './weigh-many.ts';

/** One object: a live answer alone decides; else what was taken last, beside what cannot be set aside for it. */
const weighOne = (collector: Collector, live: Weighed | Unobserved, readings: readonly ReadPiece[], now: string): Weighed | Unobserved => {
	const readable = readings.flatMap(({piece, facts}) => (facts === null ? [] : [{piece, read: facts.read}]));
	const piecesWith = (used: typeof readable) =>
		readable.map(one => pieceOf(collector)(one.piece.answer, one.piece.digest, used.includes(one)));
	if (live.kind === 'facts') {
		try {
			const own = live.pieces ?? [pieceOf(collector)(live, null, true)];
			return {...live, facts: collector.read(live.facts, live.takenAt), pieces: [...piecesWith([]), ...own]};
		} catch (error) {
			return unobserved('malformed', whyMalformed(error));
		}
	}

	const unread = readings.flatMap(({piece, facts}) => (facts === null ? [piece] : []));
	const {newest, ahead} = newestOf(readable, now);
	const first = (newest.length > 0 ? newest : ahead).at(-1);
	if (first === undefined) {
		const last = unread.at(-1);
		const doubt = last === undefined ? null : unreadable(last, now);
		return doubt === null ? live : unobserved(doubt.reason, doubt.detail);
	}

	const others = (some: typeof newest) => some.filter(one => one !== first);
	const says = ({read}: (typeof readable)[number]) => JSON.stringify(read);
	const unclear = newest.length > 0 ? ahead.at(-1) : undefined;
	const newer = unread.findLast(piece => isAheadPiece(piece, now) || compareTimes(takenTimeOf(piece), takenTimeOf(first.piece)) >= 0);
	return {
		...first.piece.answer,
		facts: first.read,
		pieces: piecesWith([...newest, ...ahead]),
		rivals: [
			...others(newest)
				.filter(one => says(one) !== says(first))
				.map(({read}) => ({because: 'tied' as const, facts: read})),
			...others(ahead).map(({read}) => ({because: 'ahead' as const, facts: read})),
		],
		doubts: [
			...(first.piece.doubt === null ? [] : [first.piece.doubt]),
			...(unclear === undefined ? [] : [aheadOf(unclear.piece.answer, now)]),
			...(newer === undefined ? [] : [unreadable(newer, now)]),
		],
	};
};

/**
 * What a collector's question was answered with: asked now (`live`), and held from before. Pure.
 * The order in which pieces were brought changes nothing. What is barred says nothing, unless there is nothing else.
 */
export const weigh = (collector: Collector, live: Weighed | Unobserved, held: readonly HeldPiece[], now: string): Weighed | Unobserved => {
	const pieces = inOrder(held);
	const readings = pieces.filter(({barred}) => barred === null).map(piece => readPieceOf(collector, piece, now));
	// That somebody brought the wrong thing says more than that nothing can be asked.
	const barred = pieces.flatMap(piece => piece.barred ?? []).at(-1);
	return live.kind === 'unobserved' && readings.length === 0
		? (barred ?? live)
		: collector.merge === undefined
			? weighOne(collector, live, readings, now)
			: weighMany(collector, live, readings, now);
};

/** A collector that takes what was brought as it is: of a survey only a list can be brought, and its facts are made when both halves are there. */
export const asBrought = (collector: Collector): Collector => ({...collector, read: answer => answer, facts: z.unknown()});

/** Which of several saved lists speaks, as they were brought: for a stream that could not be read. Two of one time that differ are no list. */
export const weighSaved = (collector: Collector, live: Unobserved, held: readonly HeldPiece[], now: string): Weighed | Unobserved => {
	const saved = weigh(asBrought(collector), live, held, now);
	return saved.kind === 'facts' && saved.rivals?.some(({because}) => because === 'tied')
		? unobserved(
				'contradicted',
				`Two different lists from ${saved.from} are of the same time. Bring one of them in anew with the time it was taken.`,
			)
		: saved;
};

/** Facts put together from several answers: each keeps its own age. */
export const ofHalves = (collector: Collector, whole: Facts, halves: readonly Weighed[]): Weighed => ({
	...whole,
	pieces: halves.flatMap(half => half.pieces ?? [pieceOf(collector)(half, null, true)]),
	doubts: halves.flatMap(({doubts = []}) => doubts),
});
