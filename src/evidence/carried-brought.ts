import {z} from 'zod';
import {standingOf} from '../guide/age.ts';
import type {Collector} from '../guide/check.ts';
import {type Brought, type Importer, ofNobody, type Refusal} from '../guide/importer.ts';
import type {PlaceOutline} from '../guide/outline.ts';
import type {Carried} from './carried-file.ts';
import {type Pasted, pastedCarried} from './pasted.ts';
import {notEnough, outOfPlace} from './place.ts';

/** What one has to know of a guide to read what its scripts printed. `now`: ISO 8601, UTC. */
export type ScriptParts = {
	readonly places: readonly PlaceOutline[];
	readonly importers: readonly Importer[];
	readonly collectors: readonly Collector[];
	readonly now: string;
};

/** What one run of a carried script brings: an answer for each of its collectors that saw something, and a sentence for each that did not. */
export type ByScript = {
	readonly carried: Carried;
	readonly brought: readonly Brought[];
	readonly failures: readonly string[];
	/** What pasting had done to it. */
	readonly notes: readonly string[];
};

const fromCarried = (carried: Carried, {importers, collectors}: ScriptParts): readonly Brought[] =>
	carried.answers
		.filter(({outcome}) => outcome === 'facts')
		.map(({collector, facts, at, sha256}) => {
			const described = importers.map(one => one.describes?.(collector, facts) ?? null).find(one => one !== null);
			// A short name is borne in several domains; a collector that knows the whole one says so.
			const named = collectors.find(({id}) => id === collector)?.about?.(facts) ?? `${collector}/${carried.computer.toLowerCase()}`;
			const by = carried.account.split('\\').at(-1) ?? '';
			const who = by === '' ? carried.computer : `${carried.computer} by ${by}`;
			return {
				collector,
				facts,
				source: 'carried',
				takenAt: at,
				from: sha256 === null ? `${who} (script not proved: ConstrainedLanguage)` : who,
				script: {place: carried.place, sha256},
				...(described ?? {about: named, holds: collector, identity: ofNobody}),
			};
		});

/** What a collector cannot make facts of would be malformed at every look; it is said now, while somebody can mend it. */
export const objection = (brought: Brought, {collectors, now}: ScriptParts): string | null => {
	const collector = collectors.find(({id}) => id === brought.collector);
	if (collector === undefined) {
		return `It is for a check that this whfb does not know (${brought.collector}). Bring it in with the whfb that it was made for.`;
	}

	// The other half of a survey is read when somebody looks.
	if (collector.tally !== undefined) {
		return null;
	}

	const {facts, source, takenAt, from, script} = brought;
	let why: string | null = null;
	try {
		const read = collector.read(facts, takenAt);
		const dated = {kind: 'facts', facts: read, source, takenAt, from, stale: standingOf(takenAt, now) !== 'fresh', clock: false} as const;
		if (collector.facts.safeParse(collector.merge === undefined ? read : collector.merge([dated])).success) {
			return null;
		}
	} catch (error) {
		// What a schema says of itself is no sentence.
		why = error instanceof Error && !(error instanceof z.ZodError) ? error.message : null;
	}

	return script === undefined
		? `What it holds for ${collector.id} could not be understood${why === null ? '' : `: ${why.replace(/[.]$/, '')}`}. Save or export it anew, whole, and bring that.`
		: notEnough(collector, script, why);
};

/** Reads what a carried script printed, saved or pasted. Null for a text in which none speaks. */
export const broughtByScript = (text: string, parts: ScriptParts): ByScript | Refusal | null => {
	const pasted = pastedCarried(text);
	return pasted === null || 'refused' in pasted ? pasted : broughtBy(pasted, parts);
};

/** What one run brings, however its answer came. */
export const broughtBy = ({carried, notes}: Pasted, parts: ScriptParts): ByScript | Refusal => {
	const misplaced = outOfPlace(carried, parts.collectors, parts.places);
	if (misplaced !== null) {
		return {refused: misplaced};
	}

	const failures = carried.answers.flatMap(({collector, error}) =>
		error === null ? [] : [`${collector} could not be read on ${carried.computer}: ${error.message}`],
	);
	const brought = fromCarried(carried, parts);
	return brought.length === 0
		? {refused: `The script ran and saw nothing. ${failures.join(' ')} Run it as somebody who may look.`}
		: {carried, brought, failures, notes};
};
