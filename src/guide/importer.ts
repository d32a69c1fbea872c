import type {Source} from './answer.ts';

/** A file somebody brings: its path below what was named, with forward slashes, and its text, read when asked for. */
export type SavedFile = {readonly path: string; readonly text: () => string};

/** Who some evidence speaks of, as far as it says so. An id that is absent is unknown, not different. */
export type Spoken = {
	/**
	 * Forests by DNS name; ids are GUIDs in lower case without braces, and none where the file knows none.
	 * `certain`: the id is the forest's own. Ids of its domains may show that it is the same, not that one of that name is another.
	 */
	readonly forests: readonly {readonly name: string; readonly ids: readonly string[]; readonly certain: boolean}[];
	/** Domains of the tenant; any one of them tells the tenant. */
	readonly tenantNames: readonly string[];
	readonly tenantId: string | null;
};

/** The script that printed something: the id of the guide's place that it was made for, and its SHA-256, null where ConstrainedLanguage computes none. */
export type CarriedScript = {readonly place: string; readonly sha256: string | null};

/** What a file holds for one collector: what a runner would have answered, before the collector's `read`. */
export type Brought = {
	/** The collector's id. */
	readonly collector: string;
	readonly facts: unknown;
	readonly source: Extract<Source, 'exported' | 'carried'>;
	/** The time that the file itself carries, ISO 8601, UTC; null where it carries none. Never a file's date. */
	readonly takenAt: string | null;
	/** The server or person it comes from, in words for a screen. */
	readonly from: string;
	/** For what a carried script printed. */
	readonly script?: CarriedScript;
	/** What was done to it before it was read, a sentence each; left out where nothing was. */
	readonly notes?: readonly string[];
} & Described;

/** What some facts are about. */
export type Described = {
	/** The object they speak of: newer evidence about the same one replaces it. */
	readonly about: string;
	/** What they hold, for the sentence that says what was taken: `2 connectors and 62 rules`. */
	readonly holds: string;
	readonly identity: Spoken;
};

/** Why a file cannot be used: one sentence on what was found in it and what to do. */
export type Refusal = {readonly refused: string};

/** Reads one kind of saved evidence. Pure: it sees texts, no disk and no clock. */
export type Importer = {
	readonly id: string;
	/** What it takes, in words: `a Connect export folder`; null where it only says why something alike cannot be taken. */
	readonly what: string | null;
	/** Names of subfolders, in lower case, by which its folder is known where one of them is named instead. */
	readonly folders?: readonly string[];
	readonly recognises: (files: readonly SavedFile[]) => boolean;
	/** Whether one file may hold several runs of a program, of which one is chosen. */
	readonly hasRuns?: true;
	/** Throws nothing that it foresees: what cannot be used is a Refusal. `run`: the one that was chosen, from 1; null where nobody chose. */
	readonly read: (files: readonly SavedFile[], run?: number | null) => readonly Brought[] | Refusal;
	/** What facts of a collector speak of, also where a carried script brought them; null for a collector that is not its own. */
	readonly describes?: (collector: string, facts: unknown) => Described | null;
};

/** What a text turned out to hold: one run of the program, without what was done to the text since. */
export type SavedRun = {
	readonly text: string;
	/** The computer that it is about, as it names itself; null where it does not. */
	readonly computer: string | null;
	/** The tenant that it speaks of, as a GUID in lower case; null where it names none. */
	readonly tenantId: string | null;
	/** The time that the text itself carries, ISO 8601, UTC; null where it carries none. */
	readonly takenAt: string | null;
	/** What was taken off it, in words. */
	readonly damages: readonly string[];
};

/** A program's output that people save as a text, and the collector that runs the program. */
export type SavedText = {
	/** The collector's id. */
	readonly collector: string;
	/** What it is, in words: `a saved report of a client`. */
	readonly what: string;
	/** Whether a text is, or once was, such an output. */
	readonly recognises: (text: string) => boolean;
	/** Reads the run that was asked for, from 1, and says whose it is. */
	readonly read: (text: string, run: number | null) => SavedRun | Refusal;
};

/** Evidence that says nothing of forest or tenant. */
export const ofNobody: Spoken = {forests: [], tenantNames: [], tenantId: null};
