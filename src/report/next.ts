import type {UnobservedReason} from '../guide/answer.ts';
import {checkNamed} from '../guide/checks.ts';
import type {Guide} from '../guide/step.ts';
import type {Session} from '../session/session.ts';
import {carrySteps} from './carry.ts';
import {type Errand, errandsFor, giverOf} from './errands.ts';
import type {Machines} from './machines.ts';
import {plainStep, type RemedyStep, stepLine} from './remedy-steps.ts';
import type {ReportDocument, ReportedFinding} from './report-schema.ts';

type Next = ReportDocument['next'];
export type Action = Next[number]['actions'][number];

/**
 * Whether looking is all that is asked: nobody has seen it, and its own page has nothing better to say. What has to be asked on another machine, or by somebody who is
 * signed in, is asked once for all of it: one file, one sign-in.
 */
const isErrand = (guide: Guide, {check, reason, remedy}: ReportedFinding): boolean => {
	if (reason === null) {
		return false;
	}

	const {kind} = giverOf(checkNamed(guide, check), reason as UnobservedReason);
	return (
		remedy === null ||
		(kind === 'file' && (reason === 'elsewhere' || reason === 'no-runner' || reason === 'stale')) ||
		(kind === 'sign-in' && reason === 'not-signed-in')
	);
};

const isOpen = ({look}: ReportedFinding): boolean => look === 'unmet' || look === 'unobserved' || look === 'caution';

const stepsOfErrand = (guide: Guide, errand: Errand, machines: readonly Machines[]): readonly RemedyStep[] =>
	errand.giver.kind === 'file'
		? carrySteps(guide.outline, errand.giver.place, machines, null)
		: errand.steps.map((words, at) =>
				plainStep(errand.steps.length === 1 ? null : errand.giver.kind === 'answer' ? '-' : `${at + 1}.`, words),
			);

type Open = Omit<Action, 'checks'> & {readonly who: string; readonly checks: readonly string[]};

const ofErrand = (guide: Guide, errand: Errand, machines: readonly Machines[]): Open => {
	const steps = stepsOfErrand(guide, errand, machines);
	return {
		who: errand.who,
		kind: errand.giver.kind,
		place: errand.giver.kind === 'file' ? errand.giver.place : null,
		title: errand.title,
		whatToDo: steps.map(stepLine).join(' '),
		steps,
		howLong: errand.minutes === null ? '' : `About ${errand.minutes} minutes.`,
		checks: errand.checks.map(({check}) => check.id),
	};
};

const ofFinding = ({check, question, remedy, wayToSee}: ReportedFinding): Open => ({
	who: remedy?.who ?? 'Whoever looks next',
	kind: 'remedy',
	place: null,
	title: question,
	whatToDo: remedy?.whatToDo ?? wayToSee ?? '',
	steps: remedy?.steps ?? [plainStep(null, wayToSee ?? '')],
	howLong: remedy?.howLong ?? '',
	checks: [check],
});

/** What several checks ask alike, of the same people, is asked once. */
const once = (all: readonly Open[]): readonly Open[] =>
	[...Map.groupBy(all, ({who, whatToDo}) => `${who.replace(/[.]$/, '').toLowerCase()}\n${whatToDo}`).values()].flatMap(same => {
		const [first] = same;
		return first === undefined ? [] : [{...first, checks: same.flatMap(({checks}) => checks)}];
	});

/**
 * Where something stands among what is to be done: first what shuts a gate or does not hold, then what nobody has seen, then cautions; in each in the guide's
 * order, because what a later step needs is done in an earlier one.
 */
export const orderOf = ({steps, gates}: Pick<ReportDocument, 'steps' | 'gates'>): ((checks: readonly string[]) => number) => {
	const all = steps.flatMap(({findings}) => findings);
	const shut = new Set(gates.flatMap(({check, state}) => (state === 'shut' ? [check] : [])));
	const ranks = new Map(
		all.map(({check, look}, at) => [check, at + all.length * (shut.has(check) || look === 'unmet' ? 0 : look === 'unobserved' ? 1 : 2)]),
	);
	return checks => Math.min(...checks.map(check => ranks.get(check) ?? Number.POSITIVE_INFINITY));
};

/** What is to be done, by whom; groups stand in the order of their first item. */
export const nextOf = (
	guide: Guide,
	session: Session,
	{steps, gates}: Pick<ReportDocument, 'steps' | 'gates'>,
	machines: readonly Machines[],
): Next => {
	const open = steps.flatMap(({findings}) => findings).filter(isOpen);
	const numbers = new Map(open.map(({check, number}) => [check, number]));
	const shutBy = (check: string) => gates.find(gate => gate.check === check && gate.state === 'shut')?.name ?? null;
	const toSee = new Map(open.flatMap(one => (isErrand(guide, one) ? [[one.check, one.reason as UnobservedReason] as const] : [])));
	const errands = errandsFor(guide, check => toSee.get(check) ?? null, [...toSee.keys()], session.environment);
	const order = orderOf({steps, gates});
	const actions = once([
		...errands.map(errand => ofErrand(guide, errand, machines)),
		...open.filter(({check}) => !toSee.has(check)).map(ofFinding),
	]).toSorted((a, b) => order(a.checks) - order(b.checks));
	return [...Map.groupBy(actions, ({who}) => who.replace(/[.]$/, '').toLowerCase())].map(([, own]) => ({
		who: own[0]?.who ?? '',
		actions: own.map(({who: _who, checks, ...action}) => ({
			...action,
			checks: checks.map(check => ({check, number: numbers.get(check) ?? '', gate: shutBy(check)})),
		})),
	}));
};
