import {basename, dirname, resolve} from 'node:path';
import {z} from 'zod';
import {CannotStart} from '../cannot-start.ts';
import type {Collector} from '../guide/check.ts';
import {type Brought, type Importer, ofNobody} from '../guide/importer.ts';
import {ageOf, oldness} from '../guide/words.ts';
import type {Evidence, Identity} from '../session/event.ts';
import {strangerIn} from './belongs.ts';
import {type Carried, looksCarried, readCarried} from './carried-file.ts';
import {type Opened, openFiles} from './files.ts';

/** What a path turned out to hold. */
export type BroughtIn =
	/** Evidence for the session; none where all of it was there already. The sentence says what was taken, from whom, and how old it is. */
	| {readonly kind: 'taken'; readonly evidence: readonly Evidence[]; readonly sentence: string}
	/** An exported session: its journal's text, and the name it had. */
	| {readonly kind: 'session'; readonly text: string; readonly name: string};

export type BringParts = {
	readonly importers: readonly Importer[];
	/** Every collector of the guide: what a carried script says is for one of these. */
	readonly collectors: readonly Collector[];
	/** What the session knows of forests and tenant. */
	readonly identity: Identity;
	/** What the session holds already. */
	readonly evidence: readonly Evidence[];
	/** `--taken`: counts only where a file carries no time. */
	readonly taken: string | null;
	/** ISO 8601, UTC. */
	readonly now: string;
};

const day = 24 * 60 * 60 * 1000;

const refused = (path: string, why: string): CannotStart => new CannotStart(`${path} was not taken. ${why}`);

/** What was named, and what to look at instead where a part of an export was named. */
const open = (path: string, importers: readonly Importer[]): Opened => {
	const opened = openFiles(path);
	const isInside = (folder: string) => importers.some(({folders = []}) => folders.includes(basename(folder).toLowerCase()));
	const own = resolve(path);
	const whole = opened.isFolder ? (isInside(own) ? dirname(own) : null) : isInside(dirname(own)) ? dirname(dirname(own)) : null;
	return whole === null ? opened : openFiles(whole);
};

const fromCarried = (carried: Carried, {importers}: BringParts): readonly Brought[] =>
	carried.answers
		.filter(({outcome}) => outcome === 'facts')
		.map(({collector, facts, at}) => {
			const described = importers.map(one => one.describes?.(collector, facts) ?? null).find(one => one !== null);
			const by = carried.account.split('\\').at(-1) ?? '';
			return {
				collector,
				facts,
				source: 'carried',
				takenAt: at,
				from: by === '' ? carried.computer : `${carried.computer} by ${by}`,
				...(described ?? {about: `${collector}/${carried.computer.toLowerCase()}`, holds: collector, identity: ofNobody}),
			};
		});

/** What a collector cannot make facts of would be malformed at every look; it is said now, while somebody can mend it. */
const objection = (brought: Brought, collectors: readonly Collector[]): string | null => {
	const collector = collectors.find(({id}) => id === brought.collector);
	if (collector === undefined) {
		return `It is for a check that this whfb does not know (${brought.collector}). Bring it in with the whfb that it was made for.`;
	}

	// The other half of a survey is read when somebody looks.
	if (collector.tally !== undefined) {
		return null;
	}

	try {
		const {facts, source, takenAt, from} = brought;
		const read = collector.read(facts);
		const parsed = collector.facts.safeParse(
			collector.merge === undefined ? read : collector.merge([{kind: 'facts', facts: read, source, takenAt, from, stale: false}]),
		);
		return parsed.success ? null : `What it holds for ${collector.id} could not be understood: ${z.prettifyError(parsed.error)}`;
	} catch (error) {
		return `What it holds for ${collector.id} could not be understood: ${error instanceof Error ? error.message : error}`;
	}
};

/** What a path holds before anybody asks whose it is. Throws CannotStart with one sentence. */
const readFrom = (
	path: string,
	opened: Opened,
	parts: BringParts,
): {readonly brought: readonly Brought[]; readonly failures: readonly string[]} => {
	const [first] = opened.files;
	const text = opened.files.length === 1 ? (first?.text() ?? '') : '';
	if (opened.files.length === 0 || (opened.files.length === 1 && text.trim() === '')) {
		throw refused(path, 'It is empty. Copy it again, and look whether something stopped the script that wrote it.');
	}

	if (opened.files.length === 1 && looksCarried(text)) {
		const carried = readCarried(text);
		if ('refused' in carried) {
			throw refused(path, carried.refused);
		}

		const failures = carried.answers.flatMap(({collector, error}) =>
			error === null ? [] : [`${collector} could not be read on ${carried.computer}: ${error.message}`],
		);
		const brought = fromCarried(carried, parts);
		if (brought.length === 0) {
			throw refused(path, `The script ran and saw nothing. ${failures.join(' ')} Run it as somebody who may look.`);
		}

		return {brought, failures};
	}

	const importer = parts.importers.find(one => one.recognises(opened.files));
	if (importer === undefined) {
		const why = text.startsWith('PK\u0003\u0004')
			? 'It is a zip archive. Unpack it, and import the folder.'
			: `It is nothing that whfb can use. It takes what a carried script printed, an exported session, ${parts.importers.map(({what}) => what).join(', ')}.`;
		throw refused(path, why);
	}

	const brought = importer.read(opened.files);
	if ('refused' in brought) {
		throw refused(path, brought.refused);
	}

	return {brought, failures: []};
};

/** The time that counts, and what has to be said of it. */
const timed = (brought: Brought, {taken, now}: BringParts): {readonly takenAt: string | null; readonly note: string | null} => {
	if (brought.takenAt === null) {
		return {
			takenAt: taken === null ? null : new Date(taken).toISOString(),
			note:
				taken === null
					? 'Nobody knows when it was taken, so it can shut a gate and never open one. Say when, with --taken TIME or in the box for it.'
					: null,
		};
	}

	if (Date.parse(brought.takenAt) - Date.parse(now) > day) {
		return {
			takenAt: null,
			note: `It says that it was taken at ${brought.takenAt}, which has not come yet: a clock is wrong there or here, so its age is unknown.`,
		};
	}

	return {
		takenAt: new Date(brought.takenAt).toISOString(),
		note: taken === null ? null : 'The time was not needed: it carries its own.',
	};
};

const checkTaken = ({taken, now}: BringParts) => {
	if (taken === null) {
		return;
	}

	const time = /^\d{4}-\d\d-\d\d/.test(taken) ? Date.parse(taken) : Number.NaN;
	if (Number.isNaN(time)) {
		throw new CannotStart(`--taken ${JSON.stringify(taken)} is no time. Write it like 2026-11-22T09:00:00Z.`);
	}

	if (time > Date.parse(now)) {
		throw new CannotStart(`--taken ${taken} has not come yet. Say when the evidence was taken.`);
	}
};

/**
 * Takes what somebody brought: a carried script's answer, an export, a saved answer, or a whole session.
 * Throws CannotStart, with one sentence on what came and what to do, for whatever cannot be used or belongs to somebody else. Writes nothing.
 */
export const bring = (path: string, parts: BringParts): BroughtIn => {
	checkTaken(parts);
	const opened = open(path, parts.importers);
	const [only] = opened.files;
	if (!opened.isFolder && only !== undefined && /^\s*\{[^\n]*"format"\s*:\s*"whfb-session"/.test(only.text().slice(0, 1_000))) {
		return {kind: 'session', text: only.text(), name: basename(path).replace(/(\.whfb)?\.jsonl?$/i, '')};
	}

	const {brought, failures} = readFrom(path, opened, parts);
	const wrong = brought.map(one => objection(one, parts.collectors)).find(one => one !== null);
	if (wrong !== undefined) {
		throw refused(path, wrong);
	}

	const stranger = brought.map(({identity}) => strangerIn(identity, parts.identity)).find(one => one !== null);
	if (stranger !== undefined) {
		throw refused(path, `It is of somebody else: ${stranger}. Import it into a session of its own, with --session NAME.`);
	}

	const digest = opened.digest();
	const times = brought.map(one => timed(one, parts));
	const evidence = brought.map(
		({collector, facts, source, from, about, identity}, index): Evidence => ({
			collector,
			digest,
			about,
			spoken: identity,
			answer: {kind: 'facts', facts, source, from, takenAt: times[index]?.takenAt ?? null},
		}),
	);
	const isKnown = (one: Evidence) =>
		parts.evidence.some(
			held => held.digest === one.digest && held.collector === one.collector && held.answer.takenAt === one.answer.takenAt,
		);
	const fresh = evidence.filter(one => !isKnown(one));
	const [head] = brought;
	const takenAt = times[0]?.takenAt ?? null;
	const old = oldness(takenAt, parts.now);
	const age = `${takenAt === null ? '' : `at ${takenAt}, `}${ageOf(takenAt, parts.now)}${old === null ? '' : `, ${old}`}`;
	const holds = [...new Set(brought.map(one => one.holds))].join('; ');
	const verb = fresh.length === 0 ? 'This was brought before, and nothing changed' : 'Taken';
	const notes = [...new Set(times.flatMap(({note}) => note ?? []))];
	return {
		kind: 'taken',
		evidence: fresh,
		sentence: [`${verb}: ${head?.from ?? ''}, ${head?.source ?? ''}, taken ${age}: ${holds}.`, ...notes, ...failures].join(' '),
	};
};
