import type {UnobservedReason} from '../guide/answer.ts';
import {type Check, type Collector, collectorOf, isOptional, type Needs} from '../guide/check.ts';
import {passedOn, type Verdict} from '../guide/finding.ts';
import type {FleetKind} from '../guide/fleet.ts';

/** What one machine's own file says to one need of a check; the facts, or why there are none. */
type Said =
	| {readonly seen: true; readonly facts: unknown}
	| {readonly seen: false; readonly reason: UnobservedReason; readonly detail: string};

const saidTo = (collector: Collector, answers: Readonly<Record<string, unknown>>, at: string): Said => {
	if (!(collector.id in answers)) {
		return {seen: false, reason: 'not-answered', detail: `Its file holds no answer of ${collector.id}.`};
	}

	try {
		const own = collector.read(answers[collector.id], at);
		const dated = {kind: 'facts', facts: own, source: 'carried', takenAt: at, from: '', stale: false, clock: false} as const;
		return {seen: true, facts: collector.facts.parse(collector.merge === undefined ? own : collector.merge([dated]))};
	} catch {
		return {seen: false, reason: 'malformed', detail: `What its file holds for ${collector.id} could not be understood.`};
	}
};

const verdictOf = (check: Check, saidBy: (collector: Collector) => Said): Verdict => {
	const facts: Record<string, unknown> = {};
	for (const [name, need] of Object.entries(check.needs as Needs)) {
		const said = saidBy(collectorOf(need));
		if (!isOptional(need) && !said.seen) {
			return passedOn(said);
		}

		facts[name] = !isOptional(need) && said.seen ? said.facts : said.seen ? {...said, source: 'carried', stale: false} : said;
	}

	return check.judge(facts);
};

const kindOf = (verdict: Verdict): FleetKind => ({
	outcome: verdict.outcome,
	remedy: 'remedy' in verdict ? (verdict.remedy ?? null) : null,
	reason: verdict.outcome === 'declined' ? verdict.reason : null,
	because: verdict.because,
});

/** What one machine's file says, each answer read once. */
export type MachineFile = {
	/** Facts by their collectors' ids, of what could be understood. */
	readonly facts: Readonly<Record<string, unknown>>;
	/**
	 * What judges of one machine say of it, from that file alone: whatever is asked elsewhere (the tenant, the directory) was not seen.
	 */
	readonly judged: (checks: readonly Check[]) => readonly FleetKind[];
};

/** Reads the answers of one machine, by their collectors' ids, before `read`; `at`: when they were taken, ISO 8601, UTC. */
export const readMachine = (collectors: readonly Collector[], answers: Readonly<Record<string, unknown>>, at: string): MachineFile => {
	const known = new Map(collectors.filter(({id}) => id in answers).map(one => [one.id, saidTo(one, answers, at)]));
	const facts = Object.fromEntries([...known].flatMap(([id, said]) => (said.seen ? [[id, said.facts]] : [])));
	const saidBy = (collector: Collector): Said => known.get(collector.id) ?? saidTo(collector, answers, at);
	return {facts, judged: checks => checks.map(check => kindOf(verdictOf(check, saidBy)))};
};
