import {type Collector, collectorsOf, type Needs} from '../guide/check.ts';
import type {Guide} from '../guide/step.ts';
import {isRecord} from '../guide/untrusted.ts';
import type {Session} from '../session/session.ts';

/** What one question brought, as a finding keeps it: raw, because an earlier version may have kept it otherwise. */
export type KeptFacts = {readonly check: string; readonly collector: Collector; readonly facts: unknown};

/** The facts of one need in what a finding keeps; undefined where they were not seen. */
const factsOf = (facts: unknown, need: string): unknown => {
	const value = isRecord(facts) ? facts[need] : undefined;
	return isRecord(value) && typeof value['seen'] === 'boolean' ? (value['seen'] ? value['facts'] : undefined) : value;
};

/** Everything that a session's findings keep of what was read, in the guide's order. */
export const keptFacts = (guide: Guide, {findings}: Pick<Session, 'findings'>): readonly KeptFacts[] =>
	guide.steps.flatMap(({checks}) =>
		checks.flatMap(check =>
			Object.keys(check.needs as Needs).flatMap((need, at) => {
				const collector = collectorsOf(check)[at];
				const facts = factsOf(findings[check.id]?.facts, need);
				return collector === undefined || facts === undefined ? [] : [{check: check.id, collector, facts}];
			}),
		),
	);
