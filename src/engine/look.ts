import {z} from 'zod';
import type {Answer, Facts, Source} from '../guide/answer.ts';
import {type Check, collectorOf, isOptional, type Needs, type Witness} from '../guide/check.ts';
import type {Finding} from '../guide/finding.ts';
import {type Ask, isStale} from './ask.ts';

/** Sources from the nearest to the furthest: a finding is as far away as the furthest fact it rests on. */
const distance: readonly Source[] = ['live', 'carried', 'exported', 'attested', 'practice'];

const furthest = (answers: readonly Facts[]): Source =>
	answers.reduce<Source>((far, {source}) => (distance.indexOf(source) > distance.indexOf(far) ? source : far), 'live');

const oldest = (answers: readonly Facts[]): string | null =>
	answers.reduce<string | null>(
		(old, {takenAt}) => (old === null || takenAt === null ? null : takenAt < old ? takenAt : old),
		answers[0]?.takenAt ?? null,
	);

const parsed = (need: Needs[string], answer: Answer): Answer => {
	if (answer.kind === 'unobserved') {
		return answer;
	}

	const facts = collectorOf(need).facts.safeParse(answer.facts);
	return facts.success
		? {...answer, facts: facts.data}
		: {kind: 'unobserved', reason: 'malformed', detail: `The answer could not be understood: ${z.prettifyError(facts.error)}`};
};

const asWitness = (answer: Answer, now: string): Witness<unknown> =>
	answer.kind === 'facts'
		? {seen: true, facts: answer.facts, source: answer.source, stale: isStale(answer, now)}
		: {seen: false, reason: answer.reason, detail: answer.detail};

/**
 * Asks what a check needs, then judges. The silence of a need that is not optional is the whole finding: a judge never sees half its facts.
 * Stale evidence may condemn, never open: what a judge does not find unmet on stale facts was not seen.
 */
export const look = async (check: Check, ask: Ask, now: () => string): Promise<Finding> => {
	const needs = Object.entries(check.needs as Needs);
	const answers = await Promise.all(needs.map(async ([name, need]) => ({name, need, answer: parsed(need, await ask(collectorOf(need)))})));
	const at = now();
	const silent = answers.find(({need, answer}) => !isOptional(need) && answer.kind === 'unobserved');
	if (silent?.answer.kind === 'unobserved') {
		return {...silent.answer, at};
	}

	const facts = Object.fromEntries(
		answers.map(({name, need, answer}) => [
			name,
			isOptional(need) ? asWitness(answer, at) : answer.kind === 'facts' ? answer.facts : undefined,
		]),
	);
	const seen = answers.flatMap(({answer}) => (answer.kind === 'facts' ? [answer] : []));
	// A person's word beside what was read may shut harder, so it says nothing of how far away the rest is.
	const read = seen.filter(({source}) => source !== 'attested');
	const witnesses = read.length > 0 ? read : seen;
	const verdict = check.judge(facts);
	const evidence = {
		source: furthest(witnesses),
		from: [...new Set(seen.map(({from}) => from))].join(' and '),
		exhibits: check.exhibits?.(facts) ?? [],
		facts: check.keep?.(facts) ?? facts,
	};
	if (verdict.outcome === 'declined') {
		return {kind: 'unobserved', at, reason: verdict.reason, detail: verdict.because, remedy: verdict.remedy, ...evidence};
	}

	const stale = answers.find(({need, answer}) => answer.kind === 'facts' && collectorOf(need).merge === undefined && isStale(answer, at));
	if (stale !== undefined && verdict.outcome !== 'unmet') {
		const {takenAt} = stale.answer as Facts;
		const age = takenAt === null ? 'nobody knows when it was taken' : `it was taken at ${takenAt}, more than a day ago`;
		return {kind: 'unobserved', at, reason: 'stale', detail: `What was brought back is too old to rely on: ${age}.`, ...evidence};
	}

	return {kind: 'judged', at, takenAt: oldest(witnesses), verdict, ...evidence};
};
