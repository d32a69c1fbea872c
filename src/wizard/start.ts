import type {Page, RemedyPage} from '../content/page.ts';
import type {Outline} from '../guide/outline.ts';
import type {Environment} from '../session/event.ts';
import type {Listed} from '../session/list-sessions.ts';
import type {Workspace} from '../session/workspace.ts';

/** A practice environment as a list shows it. */
export type Practice = {readonly id: string; readonly sentence: string; readonly ends: 'open' | 'shut' | 'not seen'};

/** What a new session is asked; empty answers stand for their defaults. */
type Answers = {
	readonly name: string;
	readonly directories: readonly string[];
	readonly scopeGroup: string | null;
	readonly cloud: Environment['cloud'];
};

/**
 * Everything the commands hand to the wizard and to plain mode. Nothing here reaches the world but through `Workspace`.
 * A promise that rejects with `CannotStart` is shown as a sentence; any other rejection is a defect of ours.
 */
export type WizardStart = {
	/** The session to go on with; null shows the welcome first. */
	readonly workspace: Workspace | null;
	readonly sessions: readonly Listed[];
	readonly practices: readonly Practice[];
	/** What the guide says of itself before it is loaded. */
	readonly outline: Outline;
	readonly openSession: (name: string) => Promise<Workspace>;
	readonly startSession: (answers: Answers) => Promise<Workspace>;
	readonly startPractice: (id: string) => Promise<Workspace>;
	/** The directories that options named, for a new session. */
	readonly directories: readonly string[];
	/** A path that begins with what was typed, as far as there is but one; null where there is none. */
	readonly completePath: (typed: string) => string | null;
	/** What this computer can look at, a sentence a line. */
	readonly doctor: Promise<readonly string[]>;
	/** Every read beforehand, as `whfb plan` prints it. */
	readonly plan: () => Promise<string>;
	readonly page: (step: string) => Page;
	readonly remedies: (check: string) => RemedyPage;
	readonly tool: string;
	/** ISO 8601, UTC. */
	readonly now: () => string;
	/** `--ascii`, or what `chooseSigns` would not know. */
	readonly ascii: boolean;
	/** True where `workspace` is a session of before, so that its gates are looked at again. */
	readonly resumed: boolean;
};

/** How the wizard ended: what to print on the normal screen, and the exit code. */
export type WizardEnd = {readonly exit: 0 | 70 | 130; readonly text: string};
