import type {Check} from '../guide/check.ts';
import type {Guide} from '../guide/step.ts';
import type {Decision} from './decide.ts';
import type {Attestation} from './event.ts';
import type {Session} from './session.ts';

/** One check while it is being looked at. Times are milliseconds of a monotonic clock. */
export type LookingRow = {readonly check: Check; readonly phase: 'waiting' | 'looking' | 'done' | 'stopped'; readonly took: number | null};

/** A look under way, or the last one. */
export type Looking = {
	/** What is looked at, in words: `step 4`, `the gates of step 4`. */
	readonly at: string;
	readonly rows: readonly LookingRow[];
	readonly startedAt: number;
	readonly ended: boolean;
};

/**
 * What the wizard and plain mode can do with a session: look, want through, answer, read. The only way from a key to the world.
 * Everything it grants or finds is on disk before `session()` shows it.
 */
export type Walk = {
	readonly guide: Guide;
	readonly name: string;
	/** The practice environment's id, or null. */
	readonly practice: string | null;
	readonly session: () => Session;
	/** When the last event reached the disk, ISO 8601; null before the first. */
	readonly savedAt: () => string | null;
	/** Why the last event could not be saved, in words; null when all is saved. */
	readonly notSaved: () => string | null;
	readonly looking: () => Looking | null;
	/** Called after every event and every change of what is being looked at. */
	readonly subscribe: (listener: () => void) => () => void;
	/** Looks at checks side by side; each finding is saved as it comes. A look under way is joined, not doubled. */
	readonly look: (at: string, checks: readonly Check[]) => Promise<void>;
	/** Stops looking; what is done stays, the rest is not seen, `cancelled`. */
	readonly stop: () => void;
	/** Looks freshly at every gate on the way, then decides; a granted wish is saved. */
	readonly want: (type: 'enter' | 'finish', step: string) => Promise<Decision>;
	/** Records a person's answer to a statement and looks at the checks that need it. */
	readonly answer: (attestation: Omit<Attestation, 'at'>) => Promise<void>;
	/** Remembers that somebody has opened a check's present finding. */
	readonly markRead: (check: string) => void;
	/** Writes the script to carry to a place; comes back with a sentence. */
	readonly writeScript: (place: 'connect-server' | 'domain-controller' | 'client', file: string) => Promise<string>;
	/** Brings evidence in from a file or folder; comes back with a sentence, or says in one why not. */
	readonly bring: (path: string) => Promise<{readonly taken: boolean; readonly sentence: string}>;
	readonly close: () => void;
};
