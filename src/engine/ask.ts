import type {Answer, Facts} from '../guide/answer.ts';
import {silence} from '../guide/answer.ts';
import type {Collector} from '../guide/check.ts';

/** Puts a collector's question to the world. The one door through which anything comes in; tests and practice stand in its place. */
export type Ask = (collector: Collector) => Promise<Answer>;

/** Answers one kind of query; what comes back is as the runner found it. */
export type Runner = (collector: Collector) => Promise<Answer>;

/** What the session already holds for a collector: carried, exported or stated, or why it cannot be used. Oldest first. */
export type Held = (collector: Collector) => readonly Answer[];

const dayInMilliseconds = 24 * 60 * 60 * 1000;
/** Clocks differ by minutes; a later time than that is no time at all. */
const clockTolerance = 5 * 60 * 1000;

/** Evidence that was not taken now is fresh for 24 hours from when it was taken; of unknown age it is stale. */
export const isStale = (answer: Facts, now: string): boolean => {
	if (answer.source === 'live' || answer.source === 'practice' || answer.source === 'attested') {
		return false;
	}

	const age = answer.takenAt === null ? Number.NaN : Date.parse(now) - Date.parse(answer.takenAt);
	return !(age <= dayInMilliseconds && age >= -clockTolerance);
};

/** The one that was taken last; of unknown age it is the oldest. */
export const latest = (witnesses: readonly Facts[]): Facts | undefined =>
	witnesses.reduce<Facts | undefined>(
		(best, next) => (best === undefined || (next.takenAt ?? '') >= (best.takenAt ?? '') ? next : best),
		undefined,
	);

/** What the collector makes of an answer: `read` turns it into facts, several witnesses are merged, and a mistake in either is malformed. */
const factsOf = (collector: Collector, witnesses: readonly Facts[], now: string): Answer => {
	const newest = latest(witnesses);
	if (newest === undefined) {
		return silence('empty', 'Nothing was brought back.');
	}

	try {
		if (collector.merge !== undefined) {
			const dated = witnesses.map(witness => ({...witness, facts: collector.read(witness.facts), stale: isStale(witness, now)}));
			return {...newest, facts: collector.merge(dated), from: [...new Set(witnesses.map(({from}) => from))].join(' and ')};
		}

		return {...newest, facts: collector.read(newest.facts)};
	} catch (error) {
		return silence('malformed', `The answer could not be understood: ${error instanceof Error ? error.message : String(error)}`);
	}
};

/**
 * Asks each collector once per look, however many checks need it, and adds what the session holds.
 * A live silence gives way to held evidence; without either, the silence is the answer.
 */
export const askOnce = (runner: Runner, held: Held, now: () => string): Ask => {
	const asked = new Map<string, Promise<Answer>>();
	const ask = async (collector: Collector): Promise<Answer> => {
		const live = await runner(collector);
		const kept = held(collector);
		const witnesses = [...kept, live].filter(answer => answer.kind === 'facts');
		// That somebody brought the wrong thing says more than that nothing can be asked.
		return witnesses.length > 0 ? factsOf(collector, witnesses, now()) : (kept.at(-1) ?? live);
	};

	return collector => {
		const known = asked.get(collector.id) ?? ask(collector);
		asked.set(collector.id, known);
		return known;
	};
};
