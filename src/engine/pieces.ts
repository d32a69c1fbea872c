import {compareTimes, standingOf, takenWords} from '../guide/age.ts';
import type {Doubt, Facts, Piece, Source, Unobserved} from '../guide/answer.ts';
import type {Collector, DatedFacts} from '../guide/check.ts';

/** One piece that a session holds for a collector. */
export type HeldPiece = {
	readonly answer: Facts;
	/** SHA-256 of what was brought in; null for a statement. */
	readonly digest: string | null;
	/** The object that it speaks of, as its importer named it. */
	readonly about: string;
	/** Why it may not be used at all: it is another's, or another place's. Null where nothing speaks against it. */
	readonly barred: Unobserved | null;
	/** Why it may condemn and not open, besides its age: nobody can say that it is newer than anything. */
	readonly doubt: Doubt | null;
};

/** What a collector makes of a piece; null where it cannot be understood. */
export type ReadPiece = {readonly piece: HeldPiece; readonly facts: {readonly read: unknown} | null};

const distance: readonly Source[] = ['live', 'carried', 'exported', 'attested', 'practice'];

/** The source that is furthest away of some. */
export const furthest = (sources: readonly Source[]): Source =>
	sources.reduce<Source>((far, source) => (distance.indexOf(source) > distance.indexOf(far) ? source : far), 'live');

/** Facts of these sources have no age: they were asked now, or hold as long as somebody stands by them. */
const isAgeless = (source: Source) => source === 'live' || source === 'practice' || source === 'attested';

/** Whether facts may condemn and not open, for their age alone: older than a day, of unknown age, or of a time that has not come yet. */
export const isStale = ({source, takenAt}: Pick<Facts, 'source' | 'takenAt'>, now: string): boolean =>
	!isAgeless(source) && standingOf(takenAt, now) !== 'fresh';

/** Whether the time of facts has not come yet. */
const isAhead = ({source, takenAt}: Pick<Facts, 'source' | 'takenAt'>, now: string): boolean =>
	!isAgeless(source) && standingOf(takenAt, now) === 'ahead';

/** When a piece was taken, as far as that says what is newer. */
export const takenTimeOf = ({answer, doubt}: HeldPiece): string | null => (doubt === null ? answer.takenAt : null);

/** Whether the time of a piece has not come yet; what is in doubt anyway has none. */
export const isAheadPiece = (piece: HeldPiece, now: string): boolean => isAhead({...piece.answer, takenAt: takenTimeOf(piece)}, now);

// A digest stands for facts that may be very many.
const key = ({answer, digest}: HeldPiece) => JSON.stringify([answer.source, answer.from, digest ?? answer.facts]);

/** Pieces oldest first. What has one time stands in an order that does not depend on when it was brought. */
export const inOrder = (pieces: readonly HeldPiece[]): readonly HeldPiece[] =>
	pieces
		.map(piece => ({piece, key: key(piece)}))
		.sort((a, b) => compareTimes(takenTimeOf(a.piece), takenTimeOf(b.piece)) || (a.key < b.key ? -1 : Number(a.key > b.key)))
		.map(({piece}) => piece);

/** Which of several pieces about one object speak: the newest, with those of the same time, and those of a time that has not come yet. */
export const newestOf = <T extends {readonly piece: HeldPiece}>(
	pieces: readonly T[],
	now: string,
): {readonly newest: readonly T[]; readonly ahead: readonly T[]} => {
	const ahead = pieces.filter(({piece}) => isAheadPiece(piece, now));
	const come = pieces.filter(one => !ahead.includes(one));
	const last = come.reduce<T | null>(
		(best, next) => (best === null || compareTimes(takenTimeOf(next.piece), takenTimeOf(best.piece)) > 0 ? next : best),
		null,
	);
	return {newest: last === null ? [] : come.filter(({piece}) => compareTimes(takenTimeOf(piece), takenTimeOf(last.piece)) === 0), ahead};
};

/** Facts as a collector's `merge` gets them. `doubted`: they may not open, whatever their age. */
export const datedAt = (now: string, answer: Facts, doubted = false): DatedFacts => ({
	...answer,
	stale: doubted || isStale(answer, now),
	clock: isAhead(answer, now),
});

/** What was brought by another version of whfb may lack what this one judges. Each piece is tried alone, so that it spoils nothing else. */
export const readPieceOf = (collector: Collector, piece: HeldPiece, now: string): ReadPiece => {
	try {
		const read = collector.read(piece.answer.facts, piece.answer.takenAt);
		const whole = collector.merge === undefined ? read : collector.merge([datedAt(now, {...piece.answer, facts: read})]);
		return {piece, facts: collector.facts.safeParse(whole).success ? {read} : null};
	} catch {
		return {piece, facts: null};
	}
};

/** Said of a piece that cannot be understood. */
export const unreadable = ({answer: {source, from, takenAt}}: HeldPiece, now: string): Doubt => ({
	reason: 'incomplete',
	detail: `What was brought from ${from}, ${takenWords(takenAt, now)}, lacks what this whfb judges: another version of whfb took it. Make it anew${source === 'carried' ? ' with a new script of whfb collector' : ''}, and bring that in.`,
});

/** Said of a piece whose time has not come yet, beside others. */
export const aheadOf = ({from, takenAt}: Facts, now: string): Doubt => ({
	reason: 'clock',
	detail: `What was brought from ${from} is ${takenWords(takenAt, now)}: one of the two clocks is wrong, so nobody can say which evidence is the newer.`,
});

/** A piece as a finding names it. */
export const pieceOf =
	(collector: Collector) =>
	({source, takenAt, from}: Facts, digest: string | null, used: boolean): Piece => ({
		collector: collector.id,
		source,
		takenAt,
		from,
		digest,
		used,
	});
