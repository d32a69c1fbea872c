import {utcOf} from '../guide/age.ts';
import type {Source} from '../guide/answer.ts';
import {sourceWords} from '../guide/words.ts';
import {wrappedHere as wrapped} from './wrapped.ts';

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
	readonly script: {readonly place: string; readonly sha256: string | null; readonly releases: readonly string[] | null} | null;
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

export type CheckName = {readonly number: string; readonly check: string; readonly question: string};

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
						`for ${script.place}, ${script.sha256 === null ? 'not proved: ConstrainedLanguage computes no hash' : script.releases === null || script.releases.includes('development') ? 'of this whfb' : `of whfb ${script.releases.join(', ')}`}`,
					)),
			...row('Taken', takenAt === null ? age : `${utcOf(takenAt)}, ${age}`),
			...row('Is', `${standingWords[standing]}. ${because}`),
			...row('Needed by', neededBy.length === 0 ? 'no check' : listed(neededBy)),
			...row('Decided', usedBy.length === 0 ? 'nothing yet' : listed(usedBy)),
		]),
		'',
	].join('\n');
