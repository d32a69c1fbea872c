import type {Facts} from '../guide/answer.ts';
import type {Finding} from '../guide/finding.ts';
import type {CarriedScript, Spoken} from '../guide/importer.ts';

/** What describes the environment: asked once or given by options, and kept. */
export type Environment = {
	/** A domain or a domain controller, one per forest; empty means this computer's own domain. */
	readonly directories: readonly string[];
	readonly cloud: 'global' | 'usgov' | 'usgovdod' | 'china';
	readonly scopeGroup: string | null;
	/** User principal names of those whose keys are looked at one by one. */
	readonly pilotUsers: readonly string[];
	/** DNS name, or name alone, of the client on which the pilot enrols. */
	readonly pilotClient: string | null;
	/** DNS name of the domain controller that is looked at first. */
	readonly pilotController: string | null;
	readonly tenant: string | null;
	readonly clientId: string | null;
	readonly proxy: string | null;
	readonly powershell: string | null;
	readonly signIn: string | null;
	/** The id of a practice environment; null for a real one. */
	readonly practice: string | null;
};

/** A person's word: enough to answer a question, never enough to open a gate. */
export type Attestation = {
	readonly statement: string;
	readonly yes: boolean;
	readonly by: string;
	readonly reason: string;
	readonly at: string;
};

/** One piece of evidence that was brought in: what a runner would have answered, had it been able to ask. */
export type Evidence = {
	readonly collector: string;
	readonly answer: Facts;
	/** The file's SHA-256, so that the same file brought twice is one piece. */
	readonly digest: string;
	/** The server or object that it speaks of: newer evidence about the same one replaces it. */
	readonly about: string;
	/** Whose it is, as far as it says so; left out by earlier versions. */
	readonly spoken?: Spoken;
	/** Of what a carried script printed: the place it was made for, and the SHA-256 of the collector that ran; null where ConstrainedLanguage computes none. Left out by earlier versions. */
	readonly script?: CarriedScript;
};

/** Who this session is about: forests by name and id, the tenant by id. Evidence of another is refused. */
export type Identity = {
	readonly forests: readonly {readonly name: string; readonly ids: readonly string[]}[];
	readonly tenant: {readonly id: string; readonly domains: readonly string[]} | null;
};

/** To start or to finish a step. */
export type WishKind = 'enter' | 'finish';

/**
 * What happened, in the order it happened. A session is nothing but the fold of its events. Times are ISO 8601, UTC: when it was written down.
 * `look` is the id of the look that found it, or that a wish asked for; 1.0.0 wrote none, and what has none opens nothing.
 */
export type Event =
	| {
			readonly type: 'opened';
			readonly at: string;
			readonly tool: string;
			readonly edition: string;
			readonly account: string;
			readonly computer: string;
			/** The form of journals that this whfb writes, `2.0`; left out by 1.0.0. */
			readonly form?: string;
	  }
	| {readonly type: 'settled'; readonly at: string; readonly environment: Partial<Environment>}
	| {readonly type: 'identified'; readonly at: string; readonly identity: Identity}
	| {readonly type: 'found'; readonly at: string; readonly check: string; readonly finding: Finding; readonly look?: string}
	| {readonly type: 'wanted'; readonly at: string; readonly look: string; readonly wish: WishKind; readonly step: string}
	| {readonly type: 'answered'; readonly at: string; readonly attestation: Attestation}
	| {readonly type: 'imported'; readonly at: string; readonly evidence: Evidence}
	| {readonly type: 'read'; readonly at: string; readonly check: string}
	| {readonly type: 'entered'; readonly at: string; readonly step: string; readonly look?: string}
	| {readonly type: 'finished'; readonly at: string; readonly step: string; readonly look?: string}
	/** The session came from elsewhere: up to here somebody else's computer wrote it. */
	| {readonly type: 'brought'; readonly at: string; readonly account: string; readonly computer: string; readonly tool: string}
	/** From this line on the journal was damaged, and so many entries were set aside; what they may have said is asked again. */
	| {
			readonly type: 'mended';
			readonly at: string;
			readonly line: number;
			readonly entries: number;
			readonly lost: readonly ('identity' | 'environment')[];
	  }
	/** A report was made of it: what changes from here on has changed since that report. */
	| {readonly type: 'reported'; readonly at: string}
	/** Somebody said that whom this session names, and how, is right. */
	| {readonly type: 'confirmed'; readonly at: string; readonly account: string}
	/** What a later whfb wrote, and this one does not know: only read, never written. */
	| {readonly type: 'unknown'; readonly at: string; readonly kind: string};

/** What a session is from its first line on. */
export type Beginning = {
	/** ISO 8601, UTC. */
	readonly at: string;
	readonly tool: string;
	/** The guide's id and edition; empty where 1.0.0 wrote it. */
	readonly guide: string;
	readonly edition: string;
	readonly account: string;
	readonly computer: string;
	/** With `practice` in it, the session is practice, and otherwise it is real; neither ever changes. */
	readonly environment: Partial<Environment>;
};

/** That somebody passed a threshold. */
export type Passage = Extract<Event, {type: 'entered' | 'finished'}>;

/** Whether an event says that somebody has entered or finished a step. */
export const isPassage = (event: Event): event is Passage => event.type === 'entered' || event.type === 'finished';
