import {setFlagsFromString} from 'node:v8';
import type {Fleet} from '../guide/fleet.ts';
import {foldAscii} from '../guide/fold.ts';
import {quoted} from '../guide/untrusted.ts';
import type {Evidence, Identity} from '../session/event.ts';
import {type ByScript, objection, type ScriptParts} from './carried-brought.ts';
import {FleetTally} from './fleet-tally.ts';
import type {Opened} from './opened.ts';
import {ownershipConflict} from './ownership.ts';
import {isOfScripts, type Read, readEach} from './read-each.ts';

/** So many files are looked into before a folder is none of files that scripts wrote. */
const tried = 200;

type Parts = ScriptParts & {readonly fleets: readonly Fleet[]};

/** What is kept of many files; the sentence has a line for each file that was not taken. */
export type ManyFiles = {
	readonly evidence: readonly Evidence[];
	readonly sentence: string;
};

/** Whether a path holds what scripts wrote on several machines: a folder of their files that no importer knows by its folders, or their lines. */
export const holdsManyFiles = (opened: Opened, {importers}: Pick<ScriptParts, 'importers'>): boolean => {
	const {once, paths} = opened;
	const folders = importers.flatMap(one => one.folders ?? []);
	const isExport = paths.some(path => folders.includes(path.split('/').at(-2)?.toLowerCase() ?? ''));
	return !isExport && once.slice(0, tried).some(file => isOfScripts(file, opened));
};

/** What is kept of a file of which there are few. */
const evidenceOf = ({brought, digest}: ByScript & {readonly digest: string}): readonly Evidence[] =>
	brought.map(
		({collector, facts, source, from, about, identity, script, takenAt}): Evidence => ({
			collector,
			digest,
			about,
			spoken: identity,
			...(script === undefined ? {} : {script}),
			answer: {kind: 'facts', facts, source, from, takenAt: takenAt === null ? null : new Date(takenAt).toISOString()},
		}),
	);

const counted = (count: number, word: string): string => `${count} ${word}${count === 1 ? '' : 's'}`;

const notUnderstood = 'An answer in it could not be understood. Run the script there again, and bring what it writes.';

/** Reads every file of a folder once, each by itself: what cannot be used is named, and takes no other with it. */
export class ManyFilesReader {
	readonly #kept: {readonly path: string; readonly computer: string; readonly evidence: readonly Evidence[]}[] = [];
	readonly #tallies = new Map<string, FleetTally>();
	readonly #refused: {readonly path: string; readonly why: string}[] = [];
	readonly #failures: string[] = [];
	/** What is counted: files, lines, or both. */
	#noun: 'file' | 'line' | 'answer' | null = null;
	#taken = 0;
	#same = 0;

	constructor(opened: Opened, parts: Parts) {
		const seen = new Set<string>();
		for (const {path, why} of opened.passedBy) {
			this.#refused.push({path, why: why === 'link' ? 'It is a link, which is not followed.' : 'It may not be read, or lies too deep.'});
		}

		// Else V8 lets its nursery grow by 80 MB for files that live a moment; it is read at each collection, so it counts from here on.
		setFlagsFromString('--semi-space-growth-factor=1');
		try {
			for (const file of opened.once) {
				for (const read of readEach(file, opened, parts)) {
					this.#see(read, seen, parts);
				}
			}
		} finally {
			setFlagsFromString('--semi-space-growth-factor=2');
		}
	}

	#see(read: Read, seen: Set<string>, parts: Parts): void {
		const noun = read.isLine ? 'line' : 'file';
		this.#noun = this.#noun === null || this.#noun === noun ? noun : 'answer';
		if ('refused' in read) {
			this.#refused.push({path: read.path, why: read.refused});
		} else if (seen.has(read.digest)) {
			this.#same += 1;
		} else {
			seen.add(read.digest);
			this.#take(read, parts);
		}
	}

	#take(read: {readonly path: string; readonly digest: string} & ByScript, parts: Parts): void {
		const {path, carried, digest, failures} = read;
		const fleet = parts.fleets.find(({collector: {query}}) => query.via === 'files' && query.on === carried.place);
		const tally = fleet === undefined ? null : (this.#tallies.get(carried.place) ?? new FleetTally(fleet, parts));
		const wrong = tally === null ? 'unread' : tally.add(carried, digest);
		// Why an answer cannot be understood is told by its collector; of many files it is asked where that is so.
		const why =
			wrong === 'unread'
				? (read.brought.map(one => objection(one, parts)).find(one => one !== null) ?? (tally === null ? null : notUnderstood))
				: (wrong?.refused ?? null);
		if (why !== null) {
			this.#refused.push({path, why});
			return;
		}

		if (tally === null) {
			this.#kept.push({path, computer: foldAscii(carried.computer), evidence: evidenceOf(read)});
		} else {
			this.#tallies.set(carried.place, tally);
		}

		this.#taken += 1;
		this.#failures.push(...failures);
	}

	/** Whether anything can be kept at all. */
	get isEmpty(): boolean {
		return this.#taken === 0;
	}

	/** What a session of that identity keeps, beside what it holds already; files of somebody else are refused by name. */
	keptBy({identity, evidence: held}: {readonly identity: Identity; readonly evidence: readonly Evidence[]}): ManyFiles {
		const isKnown = (one: Evidence) => held.some(other => other.digest === one.digest && other.collector === one.collector);
		const strangers = this.#kept.flatMap(({path, evidence}) => {
			const why = evidence.map(({spoken}) => (spoken === undefined ? null : ownershipConflict(spoken, identity))).find(one => one !== null);
			return why === undefined || why === null ? [] : [{path, why: `It is of somebody else: ${why}.`}];
		});
		const own = this.#kept.filter(({path}) => !strangers.some(one => one.path === path));
		const evidence = [
			...own.flatMap(one => one.evidence.filter(each => !isKnown(each))),
			...[...this.#tallies.values()].flatMap(tally => tally.evidenceBeside(held)),
		];
		return {evidence, sentence: this.#sentence(strangers, evidence.length === 0)};
	}

	/** One line on what was taken, and one for each file that was not. */
	#sentence(strangers: readonly {readonly path: string; readonly why: string}[], isKnown: boolean): string {
		const refused = [...this.#refused, ...strangers].toSorted((a, b) => (a.path < b.path ? -1 : 1));
		const taken = this.#taken - strangers.length;
		const own = this.#kept.filter(({path}) => !strangers.some(one => one.path === path));
		const machines =
			[...this.#tallies.values()].reduce((sum, tally) => sum + tally.machines, 0) + new Set(own.map(({computer}) => computer)).size;
		const noun = this.#noun ?? 'file';
		const head = isKnown && taken > 0 ? `These ${noun}s were brought before, and nothing changed` : 'Taken';
		return [
			`${head}: ${counted(taken, noun)} of ${counted(machines, 'computer')}.${this.#same === 0 ? '' : ` ${counted(this.#same, noun)} came twice.`}`,
			...this.#failures.slice(0, 10),
			...(this.#failures.length > 10 ? [`And ${this.#failures.length - 10} more answers that a script could not give.`] : []),
			...(refused.length === 0 ? [] : [`${counted(refused.length, noun)} ${refused.length === 1 ? 'was' : 'were'} not taken:`]),
			...refused.map(({path, why}) => `  ${quoted(path)}: ${why}`),
		].join('\n');
	}

	/** What is said where no file could be used. */
	get refusal(): string {
		return this.#sentence([], false);
	}
}
