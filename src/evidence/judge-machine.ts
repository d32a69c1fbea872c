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
		return {seen: true, facts: collector.facts.parse(collector.read(answers[collector.id], at))};
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

/**
 * What judges of one machine say of a machine, from that machine's file alone: whatever is asked elsewhere (the tenant, the directory) was not seen.
 * `answers`: what its collectors saw, by their ids, before `read`; `at`: when, ISO 8601, UTC. Each answer is read once.
 */
export const judgeMachine = (checks: readonly Check[], answers: Readonly<Record<string, unknown>>, at: string): readonly FleetKind[] => {
	const known = new Map<string, Said>();
	const saidBy = (collector: Collector): Said => {
		const said = known.get(collector.id) ?? saidTo(collector, answers, at);
		known.set(collector.id, said);
		return said;
	};
	return checks.map(check => kindOf(verdictOf(check, saidBy)));
};
