import type {z} from 'zod';
import type {Facts, Source, UnobservedReason} from './answer.ts';
import type {Brief} from './brief.ts';
import type {Exhibit, Verdict} from './finding.ts';
import type {Query} from './query.ts';

/**
 * A question about the world with the schema of its answer. It says what is there and has no opinion.
 * `read` turns what the runner brought back, and when it was taken (ISO 8601, UTC; null where nobody knows), into facts;
 * `facts` is the schema that those facts must satisfy.
 */
export type Collector<Facts = unknown> = {
	/** A noun for what is read; also the key of its recording and of practice answers. */
	readonly id: string;
	readonly query: Query;
	/** What is read, in words for `whfb plan`. */
	readonly what: string;
	/** The least right that is enough to read it. */
	readonly rights: string;
	/** For scripts: which hosts they make a computer contact, or in words which these are, for `whfb plan`. Directories are no part of it. */
	readonly contacts?: readonly string[];
	/** Why the permission that it needs is asked for, as a question; for what is read of Graph. */
	readonly because?: string;
	/** `takenAt`: when the answer was taken, for facts that mean nothing without it; null where nobody knows. */
	readonly read: (answer: unknown, takenAt?: string | null) => unknown;
	readonly facts: z.ZodType<Facts>;
	/** For a directory query that looks for what other facts name as well: these facts are asked for first. */
	readonly named?: Naming;
	/** Only for surveys: how many persons or things are what, by a short word for each, for what changed between two looks. Pure. */
	readonly counts?: (facts: unknown) => Readonly<Record<string, number>>;
	/** Only for surveys: how one record of the left stream is put into the tally. */
	readonly tally?: Tally;
	/** For the collector that asks whose tenant it is: the tenant that an answer names, raw; null where it names none. */
	readonly tenant?: (answer: unknown) => {readonly id: string; readonly domains: readonly string[]} | null;
	/** For a script of another machine: the names of the machines that facts are of. */
	readonly machines?: (facts: unknown) => readonly string[];
	/** For what is asked of the users of a pilot alone: their user names, as facts hold them. */
	readonly pilots?: (facts: unknown) => readonly string[];
	/** Whether what a script found here shows that this computer is not the place it asks about. */
	readonly isElsewhere?: (answer: unknown) => boolean;
	/** For a script that is asked at many machines: what of its answer goes into the line that stands for one of them. */
	readonly brief?: Brief;
	/**
	 * Puts several witnesses of one thing together, where the newest alone would not do; what comes of it carries its own ages.
	 * Witnesses come in an order that does not depend on when they were brought: oldest first, what has no time before all, live last.
	 */
	readonly merge?: (witnesses: readonly DatedFacts[]) => unknown;
	/**
	 * For a `merge` that says of each object what that object's own witnesses say, and nothing else: which object facts are of, as `merge` tells them apart;
	 * null where they are of an object of their own. Hundreds of witnesses are weighed object by object then, in time that grows as they do.
	 */
	readonly mergesBy?: (facts: unknown) => string | null;
	/** For `merge`: which object an answer speaks of, by the same key as `about` of what an importer brings; null where it does not say. */
	readonly about?: (answer: unknown) => string | null;
};

/** Where a directory query takes names from: objects whose `attribute` is one of the `names` in the facts of `by` are found besides those of its filter. */
type Naming = {
	readonly by: Collector;
	/** Pure. What the facts do not name is looked for by the filter alone, which is also what happens where they were not seen. */
	readonly names: (facts: unknown) => readonly string[];
	readonly attribute: string;
};

/** Facts with what is known of their age. Live facts are never stale. */
export type DatedFacts = Facts & {
	/** May condemn and not open: older than a day, of unknown age, or of a time that has not come yet. */
	readonly stale: boolean;
	/** Stale because its time has not come yet: a clock is wrong, there or here, so nobody can say whether it is newer than anything. */
	readonly clock: boolean;
};

/**
 * How a survey counts: pure, and tested as a judge is. `record` makes of a directory entry what is counted; `domain` is the DNS name of its own domain.
 * `lookup` is null where the Graph stream was silent.
 */
type Tally = {
	/** What is kept of each user of the Graph stream. */
	readonly cloud: Kept;
	/** What is kept of each entry of the directory stream until both are there. To `count`, anything else is undefined. */
	readonly held: Readonly<Record<string, KeptText>>;
	/** Texts of `held`, by their names; undefined where there is none. */
	readonly record: (
		attributes: Readonly<Record<string, readonly string[]>>,
		domain: string,
	) => Readonly<Record<string, string | null | undefined>>;
	readonly start: () => unknown;
	readonly count: (tally: unknown, record: SurveyRecord, lookup: Lookup | null) => void;
	/** What has been counted, as a value that can be kept. */
	readonly done: (tally: unknown) => unknown;
};

/**
 * How a text is kept of which there are very many. What many of them have in common is kept once: all from the last `@` on (a name), all up to the last `-`
 * (a SID), or the whole of it (one of few thousand, as a domain); nothing, of what is each one's own; a GUID in base64 or in hexadecimal is kept as bytes. Each comes back as it was.
 */
export type KeptText = 'from-at' | 'to-dash' | 'whole' | 'own' | 'guid' | 'uuid';

/**
 * What is kept of each of very many records. A trait is one of few values: what the function makes of it, undefined where what came is
 * not of the kind that belongs there. Null stays null. What did not come, or came as another kind of value, is undefined.
 */
export type Kept = {
	/** The text that says which record is which: one record that came twice is one. */
	readonly identity: string;
	readonly texts: Readonly<Record<string, KeptText>>;
	readonly traits: Readonly<Record<string, (value: unknown) => unknown>>;
};

/** In how many of the records that came a field was absent (`missing`), or another kind of value than belongs there (`wrong`). */
export type FieldFault = {readonly field: string; readonly missing: number; readonly wrong: number};

/**
 * Finds records of the Graph stream by a text that is kept of them; ASCII letters match in either case. `most` says how many are enough.
 * A record that came again as it was is found once; one that came again with other values is found with each of them.
 */
export type Lookup = (field: string, value: string, most?: number) => readonly FoundRecord[];

/** A record as it is kept. `hasIdentity`: whether it says which one it is; without that nobody can tell whether it is another one or came again. */
export type FoundRecord = SurveyRecord & {readonly hasIdentity: boolean};

export type SurveyRecord = Readonly<Record<string, unknown>>;

/** A fact whose silence does not silence the rest: it can only excuse, or it can condemn on its own. */
// biome-ignore lint/suspicious/noExplicitAny: collectors of different facts share a list.
export type Optional<C extends Collector<any>> = {readonly optional: C};

// biome-ignore lint/suspicious/noExplicitAny: collectors of different facts share a list.
export type Needs = Readonly<Record<string, Collector<any> | Optional<Collector<any>>>>;

/** What a judge gets for an optional need: the facts with their age, or why there are none. */
export type Witness<Facts> =
	| {readonly seen: true; readonly facts: Facts; readonly source: Source; readonly stale: boolean}
	| {readonly seen: false; readonly reason: UnobservedReason; readonly detail: string};

/** The facts a judge receives: one member per collector it named, each already parsed. */
export type FactsOf<N extends Needs> = {
	readonly [Name in keyof N]: N[Name] extends Optional<infer C>
		? C extends Collector<infer Facts>
			? Witness<Facts>
			: never
		: N[Name] extends Collector<infer Facts>
			? Facts
			: never;
};

// biome-ignore lint/suspicious/noExplicitAny: checks of different facts share a list; defineCheck keeps each one's own types.
export type Check<N extends Needs = any> = {
	/** A noun for the thing that should hold; also the name of its file and page. */
	readonly id: string;
	/** Ends in a question mark, and yes is good. */
	readonly question: string;
	readonly needs: N;
	/** Pure: no clock, no network, no file. */
	readonly judge: (facts: FactsOf<N>) => Verdict;
	/** What a session keeps of the facts, where they name people whom nobody has to mend. */
	readonly keep?: (facts: FactsOf<N>) => unknown;
	/** One line per object that was judged, for the screen; made from the same facts. */
	readonly exhibits?: (facts: FactsOf<N>) => readonly Exhibit[];
};

export const optional = <C extends Collector>(collector: C): Optional<C> => ({optional: collector});
// biome-ignore lint/suspicious/noExplicitAny: collectors of different facts share a list.
export const isOptional = (need: Needs[string]): need is Optional<Collector<any>> => 'optional' in need;
/** The collector behind a need, whether it is optional or not. */
export const collectorOf = (need: Needs[string]): Collector => (isOptional(need) ? need.optional : need);
/** The collectors that a check needs, in the order in which it names them. */
export const collectorsOf = (check: Check): readonly Collector[] => Object.values(check.needs as Needs).map(collectorOf);

export const defineCheck = <const N extends Needs>(check: Check<N>): Check<N> => check;

export const defineCollector = <Facts>(
	collector: Omit<Collector<Facts>, 'read'> & {readonly read?: Collector['read']},
): Collector<Facts> => ({read: answer => answer, ...collector});
