import {type Check, collectorOf, collectorsOf, isOptional, type Needs} from '../guide/check.ts';
import type {Finding} from '../guide/finding.ts';
import {here} from '../guide/outline.ts';
import {type GraphQuery, graphOf, type Query} from '../guide/query.ts';
import {type Gate, type Guide, gatesOf, numberedChecks, type Step} from '../guide/step.ts';
import {type Look, lookOf, looks, outcomeWord} from '../guide/words.ts';
import {gatesOnTheWay, stepAt} from '../session/decide.ts';
import type {Session} from '../session/session.ts';
import type {Onward} from './view.ts';

const checksByGuide = new WeakMap<Guide, ReadonlyMap<string, {readonly number: string; readonly step: Step; readonly check: Check}>>();

const byId = (guide: Guide) => {
	const known = checksByGuide.get(guide) ?? new Map(numberedChecks(guide).map(entry => [entry.check.id, entry]));
	checksByGuide.set(guide, known);
	return known;
};

/** A check with its number and step, by its id. Throws for an id the guide does not have. */
export const checkNamed = (guide: Guide, id: string) => {
	const entry = byId(guide).get(id);
	if (entry === undefined) {
		throw new Error(`The guide has no check ${id}.`);
	}

	return entry;
};

export const stepNamed = (guide: Guide, id: string): Step => {
	const step = guide.steps.find(each => each.id === id);
	if (step === undefined) {
		throw new Error(`The guide has no step ${id}.`);
	}

	return step;
};

/** A step's number as people count, from 1. */
export const numberOf = (guide: Guide, step: string): number => guide.steps.findIndex(({id}) => id === step) + 1;

/** The one next thing on a step's page. */
export type Next =
	| {readonly do: 'return' | 'start' | 'go-on'; readonly step: string}
	/** `shut` where a gate on the way is known not to hold; wanting through looks at it again. */
	| {readonly do: 'finish'; readonly step: string; readonly shut: boolean}
	| {readonly do: 'look'; readonly step: string; readonly checks: readonly Check[]; readonly rest: boolean}
	| {readonly do: 'see' | 'supply'; readonly step: string; readonly check: string}
	| {readonly do: 'hand-over'; readonly step: string};

/** What Enter says on a step's page; the first that holds. What was opened and is not met holds nobody up: the gates alone decide. */
export const nextOf = (guide: Guide, session: Session, id: string): Next => {
	const at = stepAt(guide, session);
	const step = stepNamed(guide, id);
	if (session.finished.includes(id)) {
		const after = guide.steps[numberOf(guide, id)];
		if (after === undefined) {
			return {do: 'hand-over', step: id};
		}

		return after.id === at && !session.entered.includes(at) ? {do: 'go-on', step: at} : {do: 'return', step: at};
	}

	if (id !== at) {
		return {do: 'return', step: at};
	}

	if (!session.entered.includes(id)) {
		return {do: 'start', step: id};
	}

	const unlooked = step.checks.filter(check => session.findings[check.id] === undefined);
	// A practice environment answers what a person is asked; in a real one the question itself is the next thing.
	const toLook = session.environment.practice === null ? unlooked.filter(check => !isAsked(check)) : unlooked;
	const question = unlooked[0];
	if (question !== undefined && toLook.length === 0) {
		return {do: 'supply', step: id, check: question.id};
	}

	if (toLook.length > 0) {
		return {do: 'look', step: id, checks: toLook, rest: toLook.length < step.checks.length};
	}

	const unread = (look: Look) => step.checks.find(check => lookOf(session.findings[check.id]) === look && !session.read.includes(check.id));
	const unmet = unread('unmet');
	if (unmet !== undefined) {
		return {do: 'see', step: id, check: unmet.id};
	}

	const unseen = unread('unobserved');
	if (unseen !== undefined) {
		return {do: 'supply', step: id, check: unseen.id};
	}

	return finishing(guide, session, id);
};

/** To finish a step, whatever else may be next. */
export const finishing = (guide: Guide, session: Session, step: string): Extract<Next, {do: 'finish'}> => {
	const gates = gatesOnTheWay(guide, {type: 'finish', step});
	const shut = gates.some(({check}) => !['met', 'not-applicable', 'not-looked'].includes(lookOf(session.findings[check.id])));
	return {do: 'finish', step, shut};
};

const several = (count: number, what: string) => `${count} ${what}${count === 1 ? '' : 's'}`;

/** The verb phrase of the next thing. */
export const nextWords = (guide: Guide, next: Next): string => {
	const number = numberOf(guide, next.step);
	switch (next.do) {
		case 'return':
			return `return to step ${number}, where you are`;
		case 'start':
			return `start step ${number}`;
		case 'finish':
			return `finish step ${number}${next.shut ? ' (a shut gate is looked at again first)' : ''}`;
		case 'go-on':
			return `go on to step ${number}`;
		case 'look':
			return next.rest
				? `look at the rest of this step (${several(next.checks.length, 'check')})`
				: `look at this step (${several(next.checks.length, 'check')})`;
		case 'see':
			return `see the first thing that is not met: ${checkNamed(guide, next.check).number}`;
		case 'supply':
			return isAsked(checkNamed(guide, next.check).check)
				? `answer ${checkNamed(guide, next.check).number}`
				: `supply the first thing that was not seen: ${checkNamed(guide, next.check).number}`;
		case 'hand-over':
			return 'see the hand-over';
	}
};

/** How many checks are what, in words, worst first: `1 not met, 6 met, 1 does not apply`. */
export const countWords = (session: Session, checks: readonly {readonly id: string}[], only: readonly Look[] = looks): string =>
	only
		.flatMap(look => {
			const count = checks.filter(({id}) => lookOf(session.findings[id]) === look).length;
			return count === 0 ? [] : [`${count} ${look === 'not-applicable' && count > 1 ? 'do not apply' : outcomeWord(look)}`];
		})
		.join(', ');

/** What a finished step leaves open, to be said beside it: `, with 1 not met, 2 not seen`; nothing where nothing is. */
export const leftOpen = (session: Session, step: Step): string => {
	const words = countWords(session, step.checks, ['unmet', 'unobserved']);
	return words === '' ? '' : `, with ${words}`;
};

/** The sign of a step: the worst of what was seen in it; a step without a bad one is passed only once it is finished. */
export const stepLook = (session: Session, step: Step): Look => {
	const seen = step.checks.map(({id}) => lookOf(session.findings[id]));
	if (seen.includes('unmet')) {
		return 'unmet';
	}

	if (seen.includes('unobserved')) {
		return 'unobserved';
	}

	return !session.finished.includes(step.id) ? 'not-looked' : seen.includes('caution') ? 'caution' : 'met';
};

/** The gates as the header shows them: before its step a gate is about entering, from its step on about leaving. */
export const gatesShown = (
	guide: Guide,
	session: Session,
): readonly {readonly id: string; readonly long: string; readonly short: string; readonly gate: Gate; readonly look: Look}[] => {
	const at = numberOf(guide, stepAt(guide, session));
	return guide.outline.gates.flatMap(({id, long, short}) => {
		const all = guide.steps.flatMap((step, index) =>
			gatesOf(step)
				.map(gate => ({gate, index}))
				.filter(each => each.gate.id === id),
		);
		const shown =
			all.find(({index, gate}) => gate.guards === 'enter' && at < index + 1) ??
			all.findLast(({gate}) => gate.guards === 'leave') ??
			all.at(-1);
		return shown === undefined ? [] : [{id, long, short, gate: shown.gate, look: lookOf(session.findings[shown.gate.check.id])}];
	});
};

/** What has to be looked at when a session is resumed: every gate on the way out of the present step, and every gate seen before. */
export const gatesAtStake = (guide: Guide, session: Session): readonly Gate[] => {
	const way = gatesOnTheWay(guide, {type: 'finish', step: stepAt(guide, session)});
	return guide.steps.flatMap(gatesOf).filter(gate => way.includes(gate) || session.findings[gate.check.id] !== undefined);
};

/** The gates that a check stands for. */
export const gatesOfCheck = (guide: Guide, check: string): readonly Gate[] =>
	guide.steps.flatMap(gatesOf).filter(gate => gate.check.id === check);

/** What is asked for a check. */
export const queriesOf = (check: Check): readonly Query[] => collectorsOf(check).map(({query}) => query);

/** The statement a person is asked to confirm; null where a check asks the world, even if a person's word may shut it harder. */
export const statementOf = (check: Check): string | null => {
	const queries = queriesOf(check);
	const [first] = queries;
	return first?.via === 'person' && queries.length === 1 ? first.statement : null;
};
/** Under what an answer is kept: the question's collector, or the check itself where it asks the world. */
export const statementIdOf = (check: Check): string => (isAsked(check) ? (collectorsOf(check)[0]?.id ?? check.id) : check.id);
export const isAsked = (check: Check): boolean => statementOf(check) !== null;

/** The other machine that a check has to be asked on; null where none of its questions is tied to one. */
export const placeOf = (check: Check): string | null =>
	queriesOf(check).flatMap(query => (query.via === 'powershell' && query.on !== here ? [query.on] : []))[0] ?? null;

/** Whether a check reads so many records that it takes minutes. */
export const readsLong = (check: Check): boolean => queriesOf(check).some(({via}) => via === 'survey');
export const needsGraph = (check: Check): boolean => graphReadsOf(check).length > 0;

const graphReadsOf = (check: Check): readonly GraphQuery[] => queriesOf(check).flatMap(query => graphOf(query) ?? []);

/** The Graph permissions that some checks need, each once. */
export const permissionsOf = (checks: readonly Check[]): readonly string[] => [
	...new Set(checks.flatMap(graphReadsOf).flatMap(({permissions}) => permissions)),
];

/** The numbers of the checks that cannot be seen without a Graph permission; what could only excuse or add is not among them. */
export const checksNeeding = (guide: Guide, permission: string): readonly string[] =>
	numberedChecks(guide).flatMap(({check, number}) =>
		Object.values(check.needs as Needs).some(
			need => !isOptional(need) && graphOf(collectorOf(need).query)?.permissions.includes(permission),
		)
			? [number]
			: [],
	);

/** The checks that a deed looks at before it does anything else. */
export const checksBefore = (guide: Guide, deed: Onward): readonly Check[] =>
	deed.do === 'look'
		? deed.checks.map(id => checkNamed(guide, id).check)
		: gatesOnTheWay(guide, {type: deed.type, step: deed.step}).map(({check}) => check);

/** What is read for a check, for somebody who asks before it is read. */
export const readsOf = (check: Check): readonly {readonly what: string; readonly rights: string}[] =>
	collectorsOf(check).map(({what, rights}) => ({what, rights}));

/** What a step is looked at again for: what is not met, not seen or older than a day; all of it where there is no such thing. */
export const checksAgain = (session: Session, step: Step, now: string): readonly Check[] => {
	const dayAgo = new Date(new Date(now).getTime() - 86_400_000).toISOString();
	const isDue = (finding: Finding | undefined) =>
		finding === undefined || finding.kind === 'unobserved' || finding.verdict.outcome === 'unmet' || finding.at < dayAgo;
	const due = step.checks.filter(check => isDue(session.findings[check.id]));
	return due.length === 0 ? step.checks : due;
};

/** What differs between the last two openings of a session, `what today, what then`. */
export const changesOf = (session: Session): readonly {readonly what: string; readonly words: string}[] => {
	const [then, today] = session.opened.slice(-2);
	if (then === undefined || today === undefined) {
		return [];
	}

	const pairs = [
		{what: 'account', is: today.account, was: then.account},
		{what: 'computer', is: today.computer, was: then.computer},
		{what: 'whfb', is: today.tool, was: then.tool},
		{what: 'the guide', is: today.edition, was: then.edition},
	];
	// What an opening did not say is unknown, not different.
	return pairs.filter(({is, was}) => is !== was && was !== '').map(({what, is, was}) => ({what, words: `${is} today, ${was} then`}));
};

/** When somebody last did something before this opening; null in a session that was never left. */
export const leftAt = (session: Session): string | null => {
	const opened = session.opened.at(-2);
	const today = session.opened.at(-1);
	if (opened === undefined || today === undefined) {
		return null;
	}

	const times = [opened.at, ...Object.values(session.findings).map(({at}) => at), ...Object.values(session.attestations).map(({at}) => at)];
	return (
		times
			.filter(at => at < today.at)
			.sort()
			.at(-1) ?? opened.at
	);
};
