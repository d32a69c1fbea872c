import {compareTimes, standingOf, takenWords} from '../guide/age.ts';
import type {Doubt, Piece, Source, Unobserved, UnobservedReason, Weighed} from '../guide/answer.ts';
import {collectorOf, type Needs} from '../guide/check.ts';
import type {Exhibit} from '../guide/finding.ts';
import {sourceWords} from '../guide/words.ts';
import {furthest, isStale} from './pieces.ts';

/** What came back for one need of a check. */
export type Asked = {readonly name: string; readonly need: Needs[string]; readonly answer: Weighed | Unobserved};

/** The answers behind what came back: those that were told apart, or the one that there was. */
export const piecesOf = ({need, answer}: Asked): readonly Piece[] => {
	if (answer.kind === 'unobserved') {
		return [];
	}

	const {source, takenAt, from, pieces} = answer;
	return pieces ?? [{collector: collectorOf(need).id, source, takenAt, from, digest: null, used: true}];
};

/** Why the age of some facts lets them open nothing. What a collector merges carries its own ages, and its judges weigh them. */
const agesOf = (asked: Asked, at: string): readonly Doubt[] =>
	collectorOf(asked.need).merge === undefined
		? piecesOf(asked)
				.filter(piece => piece.used && isStale(piece, at))
				.map(({from, takenAt}) =>
					standingOf(takenAt, at) === 'ahead'
						? {reason: 'clock', detail: `What was brought from ${from} is ${takenWords(takenAt, at)}: one of the two clocks is wrong.`}
						: {reason: 'stale', detail: `What was brought from ${from} is too old to rely on: it was ${takenWords(takenAt, at)}.`},
				)
		: [];

/** Everything that lets an answer condemn and not open. */
export const doubtsOf = (asked: Asked, at: string): readonly Doubt[] =>
	asked.answer.kind === 'facts' ? [...(asked.answer.doubts ?? []), ...agesOf(asked, at)] : [];

/** Whether a judge is told that facts are stale. A wrong clock here says nothing against what was read just now: it takes no excuse away, and opens nothing. */
export const isOld = (asked: Asked, at: string): boolean =>
	asked.answer.kind === 'facts' && (agesOf(asked, at).length > 0 || (asked.answer.doubts ?? []).some(({reason}) => reason !== 'clock'));

/** From what explains most: a wrong clock makes every age wrong, and what may be another's need not be fresh. */
const order: readonly UnobservedReason[] = ['clock', 'foreign', 'inconclusive', 'incomplete', 'malformed', 'stale'];
const rank = ({reason}: Doubt) => (order.includes(reason) ? order.indexOf(reason) : order.length);

const most = 3;

/** The doubts of the gravest kind as one, their sentences each once; null where there is none. */
export const gravest = (doubts: readonly Doubt[]): Doubt | null => {
	const [first] = doubts.toSorted((a, b) => rank(a) - rank(b));
	const same = new Set(doubts.filter(({reason}) => reason === first?.reason).map(({detail}) => detail));
	return first === undefined ? null : {reason: first.reason, detail: [...same].slice(0, most).join(' ')};
};

/** Of what was brought and gave way to a live answer, the newest of each collector: it is shown, so that nobody wonders where it went. */
const setAside = (pieces: readonly Piece[], at: string): readonly Exhibit[] =>
	[...Map.groupBy(pieces, ({collector}) => collector).values()].flatMap(own => {
		const last = own.findLast(({used, digest}) => !used && digest !== null);
		return last === undefined || !own.some(({used, source}) => used && source === 'live')
			? []
			: [
					{
						sign: 'not-applicable' as const,
						what: sourceWords(last.source, last.from),
						seen: `${takenWords(last.takenAt, at)}; set aside, because the same was asked live`,
					},
				];
	});

/**
 * What a finding rests on, as far away as its furthest fact and as old as its oldest.
 * `isNeeded` is false for what came back and was not needed, because it is doubtful and the rest holds without it.
 */
export const evidenceOf = (asked: readonly Asked[], at: string, isNeeded: (one: Asked) => boolean) => {
	const restsOn = asked.flatMap(one => piecesOf(one).map(piece => (isNeeded(one) ? piece : {...piece, used: false})));
	const used = restsOn.filter(piece => piece.used);
	// A person's word beside what was read may shut harder, so it says nothing of how far away the rest is.
	const read = used.filter(({source}) => source !== 'attested');
	const witnesses = read.length > 0 ? read : used;
	const times = witnesses.map(({takenAt}) => takenAt);
	return {
		takenAt: times.toSorted(compareTimes)[0] ?? null,
		source: furthest(witnesses.map(({source}): Source => source)),
		from: [...new Set(used.map(({from}) => from))].join(' and '),
		restsOn,
		exhibits: setAside(restsOn, at),
	};
};
