import {askOnce} from '../../src/engine/ask.ts';
import {look} from '../../src/engine/look.ts';
import {unobserved} from '../../src/guide/answer.ts';
import type {Check} from '../../src/guide/check.ts';
import {collectorsOf} from '../../src/guide/check.ts';
import {all} from '../../src/guide/filter.ts';
import {directoryRunner} from '../../src/powershell/directory.ts';
import {guide} from '../../steps/guide.ts';
import type {Forest} from '../lab/lab.ts';
import {engine} from '../lab/powershell.ts';

/** What a finding came to: the verdict's outcome, or why it was not seen. */
export type Outcomes = Readonly<Record<string, string>>;

/** Checks of the guide that ask a directory. */
const asksDirectory = (check: Check): boolean => collectorsOf(check).some(({query}) => query.via === 'directory');

/**
 * Every check that asks a directory, looked at in a forest of the lab with the scripts that ship; `others` answers what is not asked of a directory, by
 * the collector's id, as a runner would.
 */
export const outcomesIn = async (
	forest: Forest,
	others: Readonly<Record<string, unknown>> = {},
	scopeGroup?: string,
): Promise<Outcomes> => {
	const path = await engine();
	const runner = directoryRunner({
		shell: async () => ({path}),
		directories: [forest.dns],
		...(scopeGroup === undefined ? {} : {scopeGroup}),
	});
	const now = () => new Date().toISOString();
	const ask = askOnce(
		async ({id, query}) => {
			if (query.via === 'directory') {
				const isBare = scopeGroup === undefined && query.withoutGroup !== undefined;
				return runner.ask(isBare ? {...query, filter: all(query.filter, query.withoutGroup ?? query.filter)} : query);
			}

			const facts = others[id];
			return facts === undefined
				? unobserved('no-runner', 'Nobody was asked.')
				: {kind: 'facts', facts, source: 'live', takenAt: now(), from: 'the test'};
		},
		() => [],
		now,
	);
	const checks = guide.steps.flatMap(({checks}) => checks).filter(asksDirectory);
	const findings = await Promise.all(checks.map(async check => [check.id, await look(check, ask, now)] as const));
	return Object.fromEntries(findings.map(([id, finding]) => [id, finding.kind === 'judged' ? finding.verdict.outcome : finding.reason]));
};

/** The checks that came to something else than before, and to what. */
export const movedFrom = (before: Outcomes, after: Outcomes): Outcomes =>
	Object.fromEntries(Object.entries(after).filter(([id, outcome]) => before[id] !== outcome));
