import type {UnobservedReason} from '../guide/answer.ts';
import type {Check} from '../guide/check.ts';
import type {Progress} from '../guide/progress.ts';
import type {Guide} from '../guide/step.ts';
import type {Decision} from './decide.ts';
import type {Attestation, Environment} from './event.ts';
import type {Session} from './session.ts';

/** One check while it is being looked at. Times are milliseconds of a monotonic clock. */
export type LookingRow = {
	readonly check: Check;
	readonly phase: 'waiting' | 'looking' | 'done' | 'stopped';
	readonly took: number | null;
	/** The parts of a long read that the check waits for, as far as they have begun; empty where it waits for none. */
	readonly soFar: readonly Progress[];
};

/** The ways to sign in to Entra ID, as `--sign-in` names them. */
export type SignInWay = 'browser' | 'cli' | 'powershell' | 'device-code' | 'certificate' | 'managed-identity' | 'token' | 'none';

/** Who has signed in, to whose tenant, and what may be read there. Nothing in it is secret. */
export type Tenancy = {
	readonly way: SignInWay;
	/** Null where the token does not say. */
	readonly account: string | null;
	/** In lower case; null where neither the token nor Graph says. */
	readonly tenantId: string | null;
	readonly tenantName: string | null;
	readonly domain: string | null;
	/** What was asked for, and whether it is granted; null where the token does not say. */
	readonly permissions: readonly {readonly name: string; readonly granted: boolean | null}[];
};

/** How far a sign-in has come. Times are ISO 8601. */
export type Signing =
	/** Nobody is signed in, or somebody chose to go on without (`none`). */
	| {readonly kind: 'out' | 'without'}
	| {
			readonly kind: 'under-way';
			readonly way: SignInWay;
			readonly since: string;
			readonly code: {readonly url: string; readonly code: string; readonly expiresAt: string} | null;
	  }
	| {
			readonly kind: 'refused';
			readonly way: SignInWay;
			readonly reason: UnobservedReason;
			readonly detail: string;
			/** Entra's code, if it was Entra that refused. */
			readonly code: string | null;
			/** The ways that may go better here, best first. */
			readonly next: readonly SignInWay[];
	  }
	/** Somebody has signed in, and nobody has said yet that this is the tenant. Nothing is read. */
	| {readonly kind: 'unconfirmed'; readonly tenancy: Tenancy}
	| {readonly kind: 'signed-in'; readonly tenancy: Tenancy};

/** Signing in to Entra ID. It lives as long as the workspace: tokens are in memory, and nothing of it is in the session but which tenant it is. */
export type SignIn = {
	/** The ways this computer can take, best first. */
	readonly offered: () => readonly SignInWay[];
	/** The way that options or variables name, to be begun without asking which; null where they name none. */
	readonly named: () => SignInWay | null;
	readonly now: () => Signing;
	/** Whether somebody should be asked to sign in before what needs these permissions is read. */
	readonly isDue: (permissions: readonly string[]) => boolean;
	/** Begins a sign-in, and stops the one under way. Without permissions it asks for nothing new: what is granted already is enough. */
	readonly start: (way: SignInWay, permissions: readonly string[]) => Promise<Signing>;
	/** Stops a sign-in under way. */
	readonly stop: () => void;
	/** Says that the tenant is the right one, which the session remembers, or that it is not, which forgets the sign-in. */
	readonly confirm: (isRight: boolean) => void;
	/** Why a permission is needed: a question, in words. */
	readonly because: (permission: string) => string;
	/** Where Graph is, for a question that a person puts by hand. */
	readonly graph: () => string;
};

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
 * What it grants is on disk before it says so. What it finds and could not save is shown too, and `notSaved` says that it is held in memory.
 */
export type Workspace = {
	readonly guide: Guide;
	readonly name: string;
	/** The practice environment's id, or null. */
	readonly practice: string | null;
	readonly session: () => Session;
	/** Null in a practice environment, which signs in nowhere. */
	readonly signIn: SignIn | null;
	/** When the last event reached the disk, ISO 8601; null before the first. */
	readonly savedAt: () => string | null;
	/** Why the last event could not be saved, in words; null when all is saved. While it is not, no wish is granted. */
	readonly notSaved: () => string | null;
	/** What is held in memory until it can be saved, in words: `3 findings, 1 answer`; empty when all is saved. */
	readonly held: () => string;
	/** Writes the session, with what is held in memory, to a new file elsewhere; comes back with it, or null where none takes it. */
	readonly keepElsewhere: () => string | null;
	/** Why this is only looked at, in a sentence; null where it can be worked on. */
	readonly readOnly: string | null;
	/** A sentence where the last thing written had broken off, or not all of it counts; null where all does. */
	readonly lost: string | null;
	/** Says that whom the session names is right, with what somebody changed of it. Until then nobody is asked: see `session().unconfirmed`. */
	readonly confirm: (environment: Partial<Environment>) => void;
	/** Keeps what somebody says of the environment; what is left empty counts as asked. */
	readonly settle: (environment: Partial<Environment>) => void;
	readonly looking: () => Looking | null;
	/** Notifies after each event and each change of what is being looked at. Progress of a long read does not notify; poll `looking()`. */
	readonly subscribe: (listener: () => void) => () => void;
	/** Looks at checks side by side; each finding is saved as it comes. A look under way is joined, not doubled. */
	readonly look: (at: string, checks: readonly Check[]) => Promise<void>;
	/** Stops looking; what is done stays, the rest is not seen, `cancelled`. */
	readonly stop: () => void;
	/** Looks freshly at every gate on the way, then decides on what that look found and what of it is on disk; a granted wish is saved. */
	readonly want: (type: 'enter' | 'finish', step: string) => Promise<Decision>;
	/** Records a person's answer to a statement and looks at the checks that need it. */
	readonly answer: (attestation: Omit<Attestation, 'at'>) => Promise<void>;
	/** Writes the script to carry to a place; comes back with a sentence. */
	readonly writeScript: (place: string, file: string) => Promise<string>;
	/** Writes a text to a new file; comes back with a sentence, or throws CannotStart with one. */
	readonly writeText: (file: string, text: string) => Promise<string>;
	/** Brings evidence in from a file or folder, with the time it was taken where it carries none; comes back with a sentence, or throws CannotStart with one. */
	readonly importEvidence: (path: string, taken: string | null) => Promise<{readonly taken: boolean; readonly sentence: string}>;
	/** Looks at everything that can tell of one user, by user principal name, and comes back with it as text. Nothing of it is kept. Throws CannotStart. */
	readonly oneUser: (user: string) => Promise<string>;
	readonly close: () => void;
};
