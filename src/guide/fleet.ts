import {z} from 'zod';
import {compareTimes} from './age.ts';
import {type Check, type Collector, type DatedFacts, defineCollector} from './check.ts';
import type {PlaceOutline} from './outline.ts';

/** What one judge says of one machine, as it is counted: machines of one outcome and remedy are of one kind. */
const kindSchema = z.strictObject({
	outcome: z.enum(['met', 'caution', 'unmet', 'not-applicable', 'declined']),
	/** A heading of the check's page; null where the verdict names none. */
	remedy: z.string().nullable(),
	/** Why a judge declined; null where it did not. */
	reason: z.string().nullable(),
	/** The sentence about the first machine of this kind. */
	because: z.string(),
});

/** What is kept of one file of one machine. */
const rowSchema = z.strictObject({
	/** The whole name of the machine, in small letters: a short one is borne in several domains. */
	name: z.string().min(1),
	/** When the script ran there, ISO 8601, UTC. */
	at: z.iso.datetime(),
	/** Stands for the account that ran it, by a hash of which nobody reads a name. */
	user: z.string(),
	/** The beginning of the file's SHA-256, by which the file is known again. */
	digest: z.string().regex(/^[0-9a-f]{16}$/),
	/** The file was brought by itself, and its answers are kept whole beside this row; absent where it was one of many. */
	kept: z.literal(true).exactOptional(),
	/** What the guide keeps of each machine. */
	marks: z.record(z.string(), z.union([z.string(), z.boolean(), z.null()])),
	/** For each check, in the order of `checks`, which of its kinds this machine is of. */
	kinds: z.array(z.int().nonnegative()),
});

const checkSchema = z.strictObject({check: z.string(), kinds: z.array(kindSchema)});

/** What is kept of many files of one place: instead of what the scripts saw, what the judges of one machine say of it, counted. */
const answerSchema = z.strictObject({
	/** By which scripts, as the SHA-256 of each collector's; null where ConstrainedLanguage computes none. */
	scripts: z.array(z.strictObject({collector: z.string(), sha256: z.string().nullable()})),
	checks: z.array(checkSchema).min(1),
	machines: z.array(rowSchema).min(1),
});

/** The mark of a machine whose newest file the computer's own account wrote: nothing in it is of a user. */
export const ownAccount = 'ownAccount';

export type FleetKind = z.infer<typeof kindSchema>;
export type FleetRow = z.infer<typeof rowSchema>;
export type FleetAnswer = z.infer<typeof answerSchema>;

const machineSchema = rowSchema.extend({
	/** Older than a day, or of a time that has not come: may condemn, never open. */
	stale: z.boolean(),
	/** Another file of the same moment says something else of it. */
	contradicted: z.boolean(),
	/** Under how many accounts it was looked at, each by its newest file, where the mark `enrolled` is set. */
	enrolled: z.int().nonnegative(),
});

/** The newest file of each machine. */
const factsSchema = z.strictObject({checks: z.array(checkSchema).min(1), machines: z.array(machineSchema).min(1)});

export type FleetFacts = z.infer<typeof factsSchema>;
export type FleetMachine = z.infer<typeof machineSchema>;

/** What the files of one machine say of it besides verdicts. */
export type Machine = {
	/** Its whole name as the file gives it; null where no answer in it says a name, and empty where two answers speak of two machines. */
	readonly name: string | null;
	/** `elevated`: whether an elevated window ran the script, which sees more of the computer and not what its user has. */
	readonly marks: FleetRow['marks'];
};

/** Many machines of one place, each with a file of its own. */
export type Fleet = {
	/** Its question is `via: 'files'`, and its facts are made by `fleetCollector`. */
	readonly collector: Collector;
	/** Judges of one machine. Their optional needs are given where the machine's own file holds them. */
	readonly checks: readonly Check[];
	/** Those of the checks that judge what whoever ran the script has. The computer's own account has none of it. */
	readonly ofUsers: readonly Check[];
	/** Pure. `facts`: what the collectors of the place saw, by their ids, as `read` gives it; none of what could not be understood. */
	readonly machine: (facts: Readonly<Record<string, unknown>>) => Machine;
};

/** Kinds in the order of their coming, each once. */
export class KindList {
	readonly kinds: FleetKind[] = [];
	readonly #places = new Map<string, number>();

	/** The place of a kind, which is put at the end where it is new. */
	placeOf(kind: FleetKind): number {
		const key = JSON.stringify([kind.outcome, kind.remedy, kind.reason]);
		const place = this.#places.get(key) ?? this.kinds.push(kind) - 1;
		this.#places.set(key, place);
		return place;
	}
}

const sayingOf = (checks: FleetFacts['checks'], {kinds}: FleetRow): string =>
	JSON.stringify(checks.map(({kinds: own}, index) => own[kinds[index] ?? -1] ?? null));

type Row = FleetRow & {readonly stale: boolean};

/** One list of kinds for several answers, and the rows with their places in it. */
const joined = (witnesses: readonly DatedFacts[]): {readonly checks: FleetFacts['checks']; readonly rows: readonly Row[]} => {
	const all = witnesses.map(({facts, stale}) => ({...answerSchema.parse(facts), stale}));
	const names = [...new Set(all.flatMap(({checks}) => checks.map(({check}) => check)))].toSorted();
	const lists = names.map(() => new KindList());
	const rows = all.flatMap(({checks, machines, stale}) => {
		const order = names.map(name => checks.findIndex(({check}) => check === name));
		return machines.flatMap((row): Row[] => {
			const own = order.map(index => checks[index]?.kinds[row.kinds[index] ?? -1]);
			const kinds = own.map((kind, index) => (kind === undefined ? -1 : (lists[index]?.placeOf(kind) ?? -1)));
			// What another whfb brought may lack a check of this one: such a row says nothing.
			return kinds.includes(-1) ? [] : [{...row, kinds, stale}];
		});
	});
	return {checks: names.map((check, index) => ({check, kinds: [...(lists[index]?.kinds ?? [])]})), rows};
};

const newestOf = (rows: readonly Row[]): Row | undefined =>
	rows.toSorted((a, b) => compareTimes(a.at, b.at) || (a.digest < b.digest ? -1 : Number(a.digest > b.digest))).at(-1);

const worstFirst = ['unmet', 'caution', 'met', 'not-applicable', 'declined'] as const;

/**
 * Which kind a machine is of for one check, by the newest file of each of its users: the worst of those that could judge it. An elevated window speaks where
 * nobody else could. What is too old excuses nothing beside what is not.
 */
const kindOf = (kinds: readonly FleetKind[], check: number, ofUsers: readonly Row[], newest: Row): number => {
	const placeIn = (row: Row) => row.kinds[check] ?? -1;
	const outcomeIn = (row: Row) => kinds[placeIn(row)]?.outcome ?? 'declined';
	const judged = ofUsers.filter(row => outcomeIn(row) !== 'declined' && (row.stale === newest.stale || outcomeIn(row) === 'unmet'));
	const ordinary = judged.filter(({marks}) => marks['elevated'] !== true);
	const speaking = ordinary.length > 0 ? ordinary : judged;
	return placeIn(speaking.toSorted((a, b) => worstFirst.indexOf(outcomeIn(a)) - worstFirst.indexOf(outcomeIn(b)))[0] ?? newest);
};

/** Puts what was brought at several times together: of each user of a machine the newest file speaks, whichever was brought first. */
const merged = (witnesses: readonly DatedFacts[]): FleetFacts => {
	const {checks, rows} = joined(witnesses);
	const machines = [...Map.groupBy(rows, ({name}) => name).values()].flatMap((own): FleetMachine[] => {
		const newest = newestOf(own);
		if (newest === undefined) {
			return [];
		}

		const ofUsers = [...Map.groupBy(own, ({user}) => user).values()].flatMap(some => newestOf(some) ?? []);
		return [
			{
				...newest,
				kinds: checks.map(({kinds}, index) => kindOf(kinds, index, ofUsers, newest)),
				contradicted: own.some(one => compareTimes(one.at, newest.at) === 0 && sayingOf(checks, one) !== sayingOf(checks, newest)),
				enrolled: ofUsers.filter(one => one.marks['enrolled'] === true).length,
			},
		];
	});
	return {checks, machines: machines.toSorted((a, b) => (a.name < b.name ? -1 : 1))};
};

/** The collector of a fleet: nobody is asked, and its facts come from files that the script of a place wrote on many machines. */
export const fleetCollector = (
	parts: Pick<Collector, 'id' | 'what' | 'rights'> & {readonly on: PlaceOutline['id']},
): Collector<FleetFacts> =>
	defineCollector({
		id: parts.id,
		what: parts.what,
		rights: parts.rights,
		query: {via: 'files', on: parts.on},
		read: answer => answerSchema.parse(answer),
		merge: merged,
		facts: factsSchema,
	});
