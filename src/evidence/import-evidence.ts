import {basename, dirname, resolve} from 'node:path';
import {CannotStart} from '../cannot-start.ts';
import type {Collector} from '../guide/check.ts';
import type {Fleet} from '../guide/fleet.ts';
import type {Brought, Importer, Refusal, SavedFile} from '../guide/importer.ts';
import type {PlaceOutline} from '../guide/outline.ts';
import {quoted} from '../guide/untrusted.ts';
import {ageOf, oldness} from '../guide/words.ts';
import type {Evidence, Identity} from '../session/event.ts';
import {archiveIn, nothingIn} from './archives.ts';
import {broughtByScript, objection} from './carried-brought.ts';
import type {Carried} from './carried-file.ts';
import {checkTaken, timed} from './evidence-time.ts';
import {openFiles} from './files.ts';
import {FleetTally} from './fleet-tally.ts';
import {holdsManyFiles, ManyFilesReader} from './many-files.ts';
import {deepest, mostBytes, mostMachines, type Opened, tooMuch} from './opened.ts';
import {type Meant, ownFolder} from './own-folder.ts';
import {ownershipConflict} from './ownership.ts';

/** What is asked of a file, whoever's session it is for. */
export type ReadParts = {
	readonly places: readonly PlaceOutline[];
	readonly importers: readonly Importer[];
	/** Every collector of the guide: what a carried script says is for one of these. */
	readonly collectors: readonly Collector[];
	/** Places of which there are many machines; none where it is left out. */
	readonly fleets?: readonly Fleet[];
	/** `--taken`: counts only where a file carries no time. */
	readonly taken: string | null;
	/** `--run`: which of several runs in one text is meant, from 1. */
	readonly run?: number | null;
	/** ISO 8601, UTC. */
	readonly now: string;
	/** What the archive at the path holds, from `openZip`; null or left out where it is none. */
	readonly unpacked?: Opened | null;
};

/** Of the session that evidence is for: what it knows of forests and tenant, and what it holds already. */
export type Keeper = {readonly identity: Identity; readonly evidence: readonly Evidence[]};

/** Evidence for one session; none where all of it was there already. The sentence says what was taken, from whom, and how old it is. */
export type TakenEvidence = {readonly kind: 'taken'; readonly evidence: readonly Evidence[]; readonly sentence: string};

/** An exported session: its journal's text, and the name it had. */
export type SavedSession = {readonly kind: 'session'; readonly text: string; readonly name: string};

/** A path that was read once: a whole session, or evidence that can be held against any session. */
export type ReadEvidence =
	| SavedSession
	/** `keptBy` throws CannotStart where it belongs to somebody else. */
	| {readonly kind: 'evidence'; readonly keptBy: (keeper: Keeper) => TakenEvidence};

const refused = (path: string, why: string): CannotStart => new CannotStart(`${quoted(path)} was not taken. ${why}`);

/** What was named, and what to look at instead where a part of an export or a folder above one was named. */
const open = (path: string, {importers, unpacked}: ReadParts): Meant => {
	const isInside = (folder: string) => importers.some(({folders = []}) => folders.includes(basename(folder).toLowerCase()));
	const own = resolve(path);
	const opened = unpacked ?? openFiles(path);
	const whole = opened.isFolder ? (isInside(own) ? dirname(own) : null) : isInside(dirname(own)) ? dirname(dirname(own)) : null;
	const around = whole === null || unpacked ? null : openFiles(whole, 1);
	const found = around === null ? null : ownFolder(around, importers);
	// A folder may bear that name and have nothing to do with an export.
	const isPart = found !== null && ('refused' in found || found.opened !== around);
	const meant: Meant | Refusal = isPart ? found : opened.isFolder ? ownFolder(opened, importers) : {opened, notes: []};
	if ('refused' in meant) {
		throw refused(path, meant.refused);
	}

	if (meant.opened.size > mostBytes) {
		throw new CannotStart(tooMuch(path, meant.opened.files.length, meant.opened.size));
	}

	return meant;
};

const chooseNothing = (path: string, {run = null}: ReadParts, importer?: Importer) => {
	if (run !== null && importer?.hasRuns !== true) {
		throw refused(path, `It holds no runs of a program, so --run ${run} chooses nothing. Leave it out.`);
	}
};

/** Whether a file says in its first line that it is an exported session. */
const isSession = ({text}: SavedFile): boolean => /^\s*\{[^\n]*"format"\s*:\s*"whfb-session"/.test(text().slice(0, 1_000));

const takes = ({importers}: ReadParts): string => importers.flatMap(({what}) => what ?? []).join(', ');

/** What a path holds before anybody asks whose it is. Throws CannotStart with one sentence. */
const readFrom = (
	path: string,
	opened: Opened,
	parts: ReadParts,
): {
	readonly carried?: Carried;
	readonly brought: readonly Brought[];
	readonly failures: readonly string[];
	readonly notes: readonly string[];
} => {
	const [first] = opened.files;
	const text = opened.files.length === 1 ? (first?.text() ?? '') : '';
	if (opened.files.length === 0 || (opened.files.length === 1 && text.trim() === '')) {
		throw refused(path, 'It is empty. Copy it again, and look whether something stopped the script that wrote it.');
	}

	const carried = opened.files.length === 1 ? broughtByScript(text, parts) : null;
	if (carried !== null) {
		chooseNothing(path, parts);
		if ('refused' in carried) {
			throw refused(path, carried.refused);
		}

		return carried;
	}

	const importer = parts.importers.find(one => one.recognises(opened.files));
	if (importer === undefined) {
		const session = opened.files.find(isSession);
		if (session !== undefined) {
			throw refused(path, `It holds an exported session, ${quoted(session.path)}. Name that file itself.`);
		}

		throw refused(
			path,
			archiveIn(opened, (parts.unpacked ?? null) !== null) ??
				`${nothingIn(opened)} It takes what a carried script printed, an exported session, ${takes(parts)}.`,
		);
	}

	chooseNothing(path, parts, importer);
	const brought = importer.read(opened.files, parts.run ?? null);
	if ('refused' in brought) {
		throw refused(path, brought.refused);
	}

	return {brought, failures: [], notes: [...new Set(brought.flatMap(({notes = []}) => notes))]};
};

/** The files that scripts wrote on several machines; null where the path is something else. */
const manyIn = (path: string, parts: ReadParts): ReadEvidence | null => {
	const {unpacked = null, fleets = []} = parts;
	const opened = unpacked ?? openFiles(path, deepest, mostMachines);
	if (!holdsManyFiles(opened, parts)) {
		return null;
	}

	chooseNothing(path, parts);
	const reader = new ManyFilesReader(opened, {...parts, fleets});
	if (reader.isEmpty) {
		throw refused(path, reader.refusal);
	}

	return {kind: 'evidence', keptBy: keeper => ({kind: 'taken', ...reader.keptBy(keeper)})};
};

/** A file of a place of which there are many machines is in the tally, too, from the first on: with a second computer it is one of several. */
const besideFleet = (carried: Carried, digest: string, held: readonly Evidence[], parts: ReadParts): readonly Evidence[] => {
	const fleet = parts.fleets?.find(({collector: {query}}) => query.via === 'files' && query.on === carried.place);
	const tally = fleet === undefined ? null : new FleetTally(fleet, parts);
	return tally === null || tally.add(carried, digest, true) !== null ? [] : tally.evidenceBeside(held);
};

/**
 * Reads what somebody brought, once: a carried script's answer, an export, a saved answer, or a whole session.
 * Throws CannotStart, with one sentence on what came and what to do, for whatever cannot be used. Writes nothing.
 */
export const readEvidence = (path: string, parts: ReadParts): ReadEvidence => {
	checkTaken(parts);
	const many = manyIn(path, parts);
	if (many !== null) {
		return many;
	}

	const {opened, notes: found} = open(path, parts);
	const [only] = opened.files;
	if (!opened.isFolder && only !== undefined && isSession(only)) {
		return {kind: 'session', text: only.text(), name: basename(path).replace(/(\.whfb)?(\.jsonl?)?(\.zip)?$/i, '')};
	}

	const {carried, brought, failures, notes: done} = readFrom(path, opened, parts);
	const wrong = brought.map(one => objection(one, parts)).find(one => one !== null);
	if (wrong !== undefined) {
		throw refused(path, wrong);
	}

	const digest = opened.digest();
	const times = brought.map(one => timed(one, parts));
	const evidence = brought.map(
		({collector, facts, source, from, about, identity, script}, index): Evidence => ({
			collector,
			digest,
			about,
			spoken: identity,
			...(script === undefined ? {} : {script}),
			answer: {kind: 'facts', facts, source, from, takenAt: times[index]?.takenAt ?? null},
		}),
	);
	const [head] = brought;
	const takenAt = times[0]?.takenAt ?? null;
	const old = oldness(takenAt, parts.now);
	const age = `${takenAt === null ? '' : `at ${takenAt}, `}${ageOf(takenAt, parts.now)}${old === null ? '' : `, ${old}`}`;
	const holds = [...new Set(brought.map(one => one.holds))].join('; ');
	const notes = [...new Set(times.flatMap(({note}) => note ?? []))];
	return {
		kind: 'evidence',
		keptBy: keeper => {
			const stranger = brought.map(({identity}) => ownershipConflict(identity, keeper.identity)).find(one => one !== null);
			if (stranger !== undefined) {
				throw refused(path, `It is of somebody else: ${stranger}. Import it into a session of its own, with --session NAME.`);
			}

			const isKnown = (one: Evidence) =>
				keeper.evidence.some(
					held => held.digest === one.digest && held.collector === one.collector && held.answer.takenAt === one.answer.takenAt,
				);
			const fresh = evidence.filter(one => !isKnown(one));
			const added = carried === undefined ? [] : besideFleet(carried, digest, keeper.evidence, parts);
			const verb = fresh.length === 0 ? 'This was brought before, and nothing changed' : 'Taken';
			return {
				kind: 'taken',
				evidence: [...fresh, ...added],
				sentence: [
					`${verb}: ${head?.from ?? ''}, ${head?.source ?? ''}, taken ${age}: ${holds}.`,
					...found,
					...done,
					...notes,
					...failures,
				].join(' '),
			};
		},
	};
};
