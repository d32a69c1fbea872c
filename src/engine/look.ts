import {standingOf, takenWords} from '../guide/age.ts';
import type {Unobserved, UnobservedReason, Weighed} from '../guide/answer.ts';
import {type Check, collectorOf, isOptional, type Needs, type Witness} from '../guide/check.ts';
import type {Finding, Verdict} from '../guide/finding.ts';
import {whyMalformed} from '../guide/malformed.ts';
import type {Ask} from './ask.ts';
import {areKnown} from './known-facts.ts';
import {type Asked, doubtsOf, evidenceOf, gravest, isOld, piecesOf} from './rests-on.ts';
import {shown} from './shown.ts';

/** What a judge makes of the facts, or why a need without which it makes nothing was not observed. */
type Opinion =
	| {readonly silent: null; readonly verdict: Verdict; readonly facts: Readonly<Record<string, unknown>>}
	| {readonly silent: Unobserved};

const parsed = (need: Needs[string], answer: Weighed | Unobserved): Weighed | Unobserved => {
	if (answer.kind === 'unobserved') {
		return answer;
	}

	if (areKnown(answer.facts)) {
		return answer;
	}

	const facts = collectorOf(need).facts.safeParse(answer.facts, {jitless: true});
	return facts.success ? {...answer, facts: facts.data} : {kind: 'unobserved', reason: 'malformed', detail: whyMalformed(facts.error)};
};

const asWitness = (asked: Asked, at: string): Witness<unknown> =>
	asked.answer.kind === 'facts'
		? {seen: true, facts: asked.answer.facts, source: asked.answer.source, stale: isOld(asked, at)}
		: {seen: false, reason: asked.answer.reason, detail: asked.answer.detail};

const opinionOn = (check: Check, asked: readonly Asked[], at: string): Opinion => {
	const silent = asked.find(({need, answer}) => !isOptional(need) && answer.kind === 'unobserved')?.answer;
	if (silent?.kind === 'unobserved') {
		return {silent};
	}

	const facts = Object.fromEntries(
		asked.map(one => [one.name, isOptional(one.need) ? asWitness(one, at) : one.answer.kind === 'facts' ? one.answer.facts : undefined]),
	);
	return {silent: null, verdict: check.judge(facts), facts};
};

const outcomeOf = (opinion: Opinion) => (opinion.silent === null ? opinion.verdict.outcome : null);

/** What the judge makes of it where one need is answered otherwise: by evidence of the same time, or of a time that has not come yet. */
const rivalsOf = (check: Check, asked: readonly Asked[], at: string) =>
	asked.flatMap((one, index) => {
		const {answer} = one;
		return answer.kind === 'unobserved'
			? []
			: (answer.rivals ?? []).map(({because, facts}) => ({
					because,
					one,
					opinion: opinionOn(check, asked.with(index, {...one, answer: parsed(one.need, {...answer, facts})}), at),
				}));
	});

/**
 * Asks what a check needs, then judges. A need that is not optional and was not observed is the whole finding: a judge never sees half its facts.
 * Doubtful evidence (stale, ahead of the clock, perhaps another's) may condemn, never open: what is not unmet has to hold without it too.
 */
const found = async (check: Check, ask: Ask, now: () => string): Promise<Finding> => {
	const needs = Object.entries(check.needs as Needs);
	const asked = await Promise.all(
		needs.map(async ([name, need]): Promise<Asked> => ({name, need, answer: parsed(need, await ask(collectorOf(need)))})),
	);
	const at = now();
	const all = opinionOn(check, asked, at);
	if (all.silent !== null) {
		const {reason, detail} = all.silent;
		return {kind: 'unobserved', at, reason, detail};
	}

	const evidenceFor = (facts: Opinion & {readonly silent: null}, isNeeded: (one: Asked) => boolean = () => true) => {
		const {takenAt, exhibits, ...evidence} = evidenceOf(asked, at, isNeeded);
		return {
			takenAt,
			rest: {
				...evidence,
				exhibits: [...(check.exhibits?.(facts.facts) ?? []), ...exhibits],
				facts: check.keep?.(facts.facts) ?? facts.facts,
			},
		};
	};
	const judged = (
		verdict: Exclude<Verdict, {outcome: 'declined'}>,
		on: Opinion & {readonly silent: null},
		isNeeded?: (one: Asked) => boolean,
	): Finding => {
		const {takenAt, rest} = evidenceFor(on, isNeeded);
		return {kind: 'judged', at, takenAt, verdict, ...rest};
	};
	const unseen = (reason: UnobservedReason, detail: string, remedy?: string): Finding => ({
		kind: 'unobserved',
		at,
		reason,
		detail,
		...(remedy === undefined ? {} : {remedy}),
		...evidenceFor(all).rest,
	});

	const rivals = rivalsOf(check, asked, at);
	for (const {because, opinion} of rivals) {
		if (because === 'ahead' && opinion.silent === null && opinion.verdict.outcome === 'unmet') {
			return judged(opinion.verdict, opinion);
		}
	}

	const contradicting = rivals.find(({because, opinion}) => because === 'tied' && outcomeOf(opinion) !== outcomeOf(all));
	if (contradicting !== undefined) {
		const both = piecesOf(contradicting.one).filter(({used, takenAt}) => used && standingOf(takenAt, at) !== 'ahead');
		const names = [...new Set(both.map(({from, takenAt}) => `${from} (${takenWords(takenAt, at)})`))];
		return unseen('contradicted', `Two pieces of evidence of one time say different things: ${names.join(' and ')}.`);
	}

	const {verdict} = all;
	if (verdict.outcome === 'unmet') {
		return judged(verdict, all);
	}

	const doubt = gravest(asked.flatMap(one => doubtsOf(one, at)));
	if (verdict.outcome === 'declined') {
		return verdict.reason === 'stale' && doubt?.reason === 'clock'
			? unseen(doubt.reason, doubt.detail)
			: unseen(verdict.reason, verdict.because, verdict.remedy);
	}

	if (doubt === null) {
		return judged(verdict, all);
	}

	const certain = asked.map((one): Asked => {
		const own = gravest(doubtsOf(one, at));
		return own === null ? one : {...one, answer: {kind: 'unobserved', ...own}};
	});
	const sure = opinionOn(check, certain, at);
	if (sure.silent !== null || sure.verdict.outcome === 'declined') {
		return unseen(doubt.reason, doubt.detail);
	}

	// A caution that doubtful evidence gives is given; what it only excused is not excused.
	return verdict.outcome === 'caution' && sure.verdict.outcome !== 'unmet'
		? judged(verdict, all)
		: judged(sure.verdict, sure, one => doubtsOf(one, at).length === 0);
};

/** Looks, and gives what was found in texts that are safe to show: the one door by which text from outside reaches a screen, a document or the journal. */
export const look = async (check: Check, ask: Ask, now: () => string): Promise<Finding> => shown(await found(check, ask, now));
