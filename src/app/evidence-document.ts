import {asBrought, weigh} from '../engine/weigh.ts';
import {releasesOf} from '../evidence/shipped-scripts.ts';
import {freshFor, momentOf, standingOf, takenWords, utcOf} from '../guide/age.ts';
import {type Piece, unobserved} from '../guide/answer.ts';
import {type Collector, collectorsOf} from '../guide/check.ts';
import {collectorsIn, type Guide, numberedChecks} from '../guide/step.ts';
import {safeText} from '../guide/untrusted.ts';
import {ageOf} from '../guide/words.ts';
import type {CheckName, EvidenceDocument, EvidenceLine} from '../report/evidence-text.ts';
import type {Evidence} from '../session/event.ts';
import type {Session} from '../session/session.ts';
import {clockOf, evidenceFor} from './held-evidence.ts';

const nobodyAsked = unobserved('elsewhere', '');

/** What a collector would make of all that was brought for it, were nothing asked live. */
const weighed = (guide: Guide, session: Session, collector: Collector, now: string): readonly Piece[] => {
	const held = evidenceFor(guide, session, collector);
	const answer = weigh(collector.query.via === 'survey' ? asBrought(collector) : collector, nobodyAsked, held, now);
	return answer.kind === 'facts' ? (answer.pieces ?? []) : [];
};

/** The live answer that decided instead of a piece when the checks were last looked at; undefined where none did. */
const liveInstead = (session: Session, collector: string, digest: string): Piece | undefined => {
	const last = Object.values(session.findings)
		.filter(({restsOn = []}) => restsOn.some(piece => piece.collector === collector && piece.digest === digest))
		.toSorted((a, b) => momentOf(a.at) - momentOf(b.at))
		.at(-1);
	const own = (last?.restsOn ?? []).filter(piece => piece.collector === collector);
	return own.some(piece => piece.digest === digest && piece.used) ? undefined : own.find(({source, used}) => used && source === 'live');
};

type Worth = Pick<EvidenceLine, 'standing' | 'because'>;

const worthOf = (guide: Guide, session: Session, one: Evidence, collector: Collector | undefined, now: string): Worth => {
	if (collector === undefined) {
		return {standing: 'unknown', because: 'No check of this whfb asks for it.'};
	}

	const held = evidenceFor(guide, session, collector).find(({digest, answer}) => digest === one.digest && answer === one.answer);
	if (held === undefined) {
		return {standing: 'other-place', because: 'It calls itself something that nobody can bring in, so it says nothing.'};
	}

	if (held.barred !== null) {
		return {standing: held.barred.reason === 'foreign' ? 'foreign' : 'other-place', because: held.barred.detail};
	}

	const {takenAt} = one.answer;
	const pieces = weighed(guide, session, collector, now);
	const own = pieces.find(({digest}) => digest === one.digest);
	const standing = standingOf(takenAt, now);
	if (own === undefined) {
		return {standing: 'unreadable', because: 'It lacks what this whfb judges. Make it anew, and bring that in.'};
	}

	if (standing === 'ahead') {
		return {standing, because: `It is ${takenWords(takenAt, now)}: it can shut a gate, and opens none before the times fit.`};
	}

	const live = liveInstead(session, one.collector, one.digest);
	if (live !== undefined) {
		const when = live.takenAt === null ? '' : ` at ${utcOf(live.takenAt)}`;
		return {standing: 'replaced', because: `The same was asked live${when} (${live.from}), and a live answer alone decides.`};
	}

	if (!own.used) {
		return {standing: 'replaced', because: 'Newer evidence about the same was brought in.'};
	}

	if (held.doubt !== null) {
		return {standing: 'doubtful', because: `It can shut a gate, and opens none. ${held.doubt.detail}`};
	}

	if (standing === 'fresh' && clockOf(session, now) !== null) {
		return {standing: 'doubtful', because: 'A clock is wrong, so its age cannot be told: it can shut a gate, and opens none.'};
	}

	return standing === 'fresh'
		? {standing, because: `It can open a gate until ${utcOf(new Date(momentOf(takenAt) + freshFor).toISOString())}.`}
		: {
				standing: 'stale',
				because: `${standing === 'old' ? 'It is more than a day old' : 'Nobody knows when it was taken'}: it can shut a gate, and opens none.`,
			};
};

/** Everything that was brought into a session, with what it is worth at `now`, ISO 8601. Pure but for the list of shipped scripts. */
export const evidenceDocument = (guide: Guide, session: Session, name: string, tool: string, now: string): EvidenceDocument => {
	const collectors = collectorsIn(guide);
	const checks = numberedChecks(guide);
	const nameOf = ({number, check: {id, question}}: (typeof checks)[number]): CheckName => ({number, check: id, question});
	return {
		format: 'whfb-evidence',
		version: 1,
		tool,
		session: name,
		at: now,
		clock: clockOf(session, now),
		evidence: session.evidence.map((one): EvidenceLine => {
			const {answer, collector: id, script} = one;
			const collector = collectors.find(each => each.id === id);
			const age = momentOf(now) - momentOf(answer.takenAt);
			const rests = ({check}: (typeof checks)[number]) =>
				session.findings[check.id]?.restsOn?.some(piece => piece.digest === one.digest && piece.collector === id && piece.used) === true;
			return {
				collector: safeText(id),
				what: collector?.what ?? null,
				about: safeText(one.about),
				from: answer.from,
				source: answer.source,
				script:
					script === undefined
						? null
						: {
								...script,
								releases:
									script.sha256 === null || collector?.query.via !== 'powershell'
										? null
										: releasesOf(collector.query.script, script.sha256),
							},
				digest: one.digest,
				takenAt: answer.takenAt,
				ageSeconds: Number.isNaN(age) ? null : Math.round(age / 1000),
				age: ageOf(answer.takenAt, now),
				...worthOf(guide, session, one, collector, now),
				neededBy: checks.filter(({check}) => collectorsOf(check).some(each => each.id === id)).map(nameOf),
				usedBy: checks.filter(rests).map(nameOf),
			};
		}),
	};
};
