import {hybridKeyTrust} from '../../steps/guide.ts';
import {CannotStart} from '../cannot-start.ts';
import {asBrought, weigh} from '../engine/weigh.ts';
import {development, releasesOf} from '../evidence/shipped-scripts.ts';
import {freshFor, momentOf, standingOf, takenWords, utcOf} from '../guide/age.ts';
import {type Piece, type Source, unobserved} from '../guide/answer.ts';
import {type Collector, collectorsOf} from '../guide/check.ts';
import type {Elsewhere} from '../guide/importer.ts';
import {collectorsIn, type Guide, numberedChecks} from '../guide/step.ts';
import {jsonText, safeText, shownName} from '../guide/untrusted.ts';
import {ageOf, sourceWords} from '../guide/words.ts';
import type {Evidence} from '../session/event.ts';
import type {Session} from '../session/session.ts';
import type {Store} from '../session/store.ts';
import {toolVersion} from '../tool.ts';
import {wrapped} from './check-text.ts';
import {clockOf, evidenceFor} from './held-evidence.ts';
import {noMoreWords, oneOf, storeOf, text, typed} from './options.ts';
import {print} from './output.ts';

/** What a piece of evidence is worth now. Only `fresh` opens anything; `replaced`, `foreign`, `other-place` and `unreadable` say nothing at all. */
export const standings = ['fresh', 'stale', 'ahead', 'doubtful', 'replaced', 'foreign', 'other-place', 'unreadable', 'unknown'] as const;

/** What `whfb evidence --format json` prints. Names are part of the contract. */
export type EvidenceDocument = {
	readonly format: 'whfb-evidence';
	readonly version: 1;
	readonly tool: string;
	readonly session: string;
	/** ISO 8601, UTC. */
	readonly at: string;
	/** Why no age can be told, where the clock of this computer is wrong; else null. */
	readonly clock: string | null;
	readonly evidence: readonly EvidenceLine[];
};

/** One piece of evidence, in the order in which they were brought. */
export type EvidenceLine = {
	readonly collector: string;
	/** What is read, in words; null for a collector that this version does not know. */
	readonly what: string | null;
	/** The object that it speaks of. */
	readonly about: string;
	readonly from: string;
	readonly source: Source;
	/** Of what a carried script printed. */
	readonly script: {readonly place: Elsewhere; readonly sha256: string | null; readonly releases: readonly string[] | null} | null;
	/** SHA-256 of what was brought. */
	readonly digest: string;
	readonly takenAt: string | null;
	/** Seconds since it was taken, below zero for a time that has not come yet; null where nobody knows. */
	readonly ageSeconds: number | null;
	readonly age: string;
	readonly standing: (typeof standings)[number];
	/** What that means, in a sentence. */
	readonly because: string;
	/** Every check that needs such evidence. */
	readonly neededBy: readonly CheckName[];
	/** The checks whose present findings rest on it. */
	readonly usedBy: readonly CheckName[];
};

type CheckName = {readonly number: string; readonly check: string; readonly question: string};

const nobodyAsked = unobserved('elsewhere', '');

/** What a collector would make of all that was brought for it, were nothing asked live. */
const weighed = (session: Session, collector: Collector, now: string): readonly Piece[] => {
	const held = evidenceFor(session, collector);
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

const worthOf = (session: Session, one: Evidence, collector: Collector | undefined, now: string): Worth => {
	if (collector === undefined) {
		return {standing: 'unknown', because: 'No check of this whfb asks for it.'};
	}

	const held = evidenceFor(session, collector).find(({digest, answer}) => digest === one.digest && answer === one.answer);
	if (held === undefined) {
		return {standing: 'other-place', because: 'It calls itself something that nobody can bring in, so it says nothing.'};
	}

	if (held.barred !== null) {
		return {standing: held.barred.reason === 'foreign' ? 'foreign' : 'other-place', because: held.barred.detail};
	}

	const {takenAt} = one.answer;
	const pieces = weighed(session, collector, now);
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
				...worthOf(session, one, collector, now),
				neededBy: checks.filter(({check}) => collectorsOf(check).some(each => each.id === id)).map(nameOf),
				usedBy: checks.filter(rests).map(nameOf),
			};
		}),
	};
};

const standingWords: Readonly<Record<EvidenceLine['standing'], string>> = {
	fresh: 'fresh',
	stale: 'too old',
	ahead: 'ahead of the clock',
	doubtful: 'in doubt',
	replaced: 'replaced',
	foreign: "somebody else's",
	'other-place': 'of another place',
	unreadable: 'of another version',
	unknown: 'of no check',
};

const row = (label: string, words: string) => wrapped(words, `  ${label.padEnd(12)}`, 14);

const listed = (names: readonly CheckName[]) => names.map(({number, check}) => `${number} ${check}`).join(', ');

/** The same for a person to read, at most 80 columns where no single word is longer. */
export const evidenceText = ({session, clock, evidence, at}: EvidenceDocument): string =>
	[
		...wrapped(
			evidence.length === 0
				? `Nothing was brought into session ${session} yet. whfb import brings it in; whfb collector writes a script to carry to another machine.`
				: `${evidence.length} ${evidence.length === 1 ? 'piece' : 'pieces'} of evidence in session ${session}, by the clock of this computer (${utcOf(at)}):`,
			'',
			0,
		),
		...(clock === null ? [] : ['', ...wrapped(clock, '', 0)]),
		...evidence.flatMap(({collector, what, about, from, source, script, takenAt, age, standing, because, neededBy, usedBy}) => [
			'',
			...wrapped(`${collector}${what === null ? '' : `: ${what}`}`, '', 2),
			...row('About', about),
			...row('From', sourceWords(source, from)),
			...(script === null
				? []
				: row(
						'Script',
						`for ${script.place}, ${script.sha256 === null ? 'not proved: ConstrainedLanguage computes no hash' : script.releases === null || script.releases.includes(development) ? 'of this whfb' : `of whfb ${script.releases.join(', ')}`}`,
					)),
			...row('Taken', takenAt === null ? age : `${utcOf(takenAt)}, ${age}`),
			...row('Is', `${standingWords[standing]}. ${because}`),
			...row('Needed by', neededBy.length === 0 ? 'no check' : listed(neededBy)),
			...row('Decided', usedBy.length === 0 ? 'nothing yet' : listed(usedBy)),
		]),
		'',
	].join('\n');

/** The session that is named, or the only one; it is read and not opened, so that somebody else may be working in it. */
const sessionIn = (store: Store, named: string | null): {readonly name: string; readonly session: Session} => {
	const all = store.list();
	const names = all.map(({name}) => name);
	const [only] = all;
	const found = named === null ? (all.length === 1 ? only : undefined) : all.find(({name}) => name === named);
	if (found === undefined) {
		throw new CannotStart(
			names.length === 0
				? `There is no session in ${shownName(store.folder)} yet. whfb import starts one with --session NAME.`
				: named === null
					? `Of which session? Say so with --session NAME; there are: ${names.join(', ')}.`
					: `There is no session ${named} in ${shownName(store.folder)}. There are: ${names.join(', ')}.`,
		);
	}

	if (found.kind === 'unreadable') {
		throw new CannotStart(`Session ${found.name} cannot be read: ${found.why.replace(/^it cannot be read: /, '')}.`);
	}

	return {name: found.name, session: found.session};
};

/** `whfb evidence`: what was brought in, how old it is, and what it is used for. */
export const evidence = async (args: readonly string[]): Promise<number> => {
	const asked = typed(args, {format: {type: 'string'}});
	noMoreWords('evidence', asked.words, 0);
	const format = oneOf(asked, 'format', ['text', 'json'] as const) ?? 'text';
	const {name, session} = sessionIn(storeOf(asked), text(asked, 'session'));
	const document = evidenceDocument(hybridKeyTrust, session, name, toolVersion(), new Date().toISOString());
	await print(format === 'json' ? jsonText(document) : evidenceText(document));
	return 0;
};
