import {checkNamed, queriesOf} from '../guide/checks.ts';
import type {RoleOutline} from '../guide/outline.ts';
import type {Guide} from '../guide/step.ts';
import {type Ask, type Asking, askedCheck, askOf, checksIn, isProvedByOwn, type OfWho} from './ask.ts';
import {carrySteps, placeNamed} from './carry.ts';
import {orderOf} from './next.ts';
import type {ReportDocument} from './report-schema.ts';

/** Everything that is asked of one role, a page of its own, in the order of doing. */
export type RoleRequest = {
	readonly role: string;
	readonly words: string;
	readonly report: ReportDocument;
	readonly guide: Guide;
	readonly asks: readonly Ask[];
};

/** Whose something is. A file is asked of whoever has the machine. */
const isOf = ({role}: Asking, {kind, place, who}: OfWho): boolean =>
	kind === 'file' && role.place !== undefined ? place === role.place : role.who.test(who);

/** Whether all that is asked is the file of a role's own machine: nobody has looked there, or a remedy says to carry the script there. */
const isRun = ({place, who: names}: RoleOutline, {kind, place: from, who, whatToDo}: OfWho): boolean =>
	place !== undefined &&
	(kind === 'file' ? from === place : kind === 'remedy' && names.test(who) && whatToDo.includes(`collector --place ${place}`));

/** Whom a gate waits for is told once on a page. */
const toldOnce = (asks: readonly Ask[]): readonly Ask[] => {
	const told = new Set<string>();
	return asks.map(ask => ({
		...ask,
		after: ask.after.map(words => {
			const isTold = told.has(words);
			told.add(words);
			return isTold ? words.replace(/ It waits for: .*$/, '') : words;
		}),
	}));
};

/** When the one run on a role's machine is due: after everything that it has to show. */
const whenOf = (own: boolean, others: boolean): string | null =>
	own && others
		? 'When everything above is done, and what is named here'
		: own
			? 'When everything above is done'
			: others
				? 'When what is named here is done'
				: null;

/** One file from the role's own machine: what nobody has seen there, and what shows that its own part, or that of somebody else, is done. */
const fileOf = (asking: Asking, all: readonly OfWho[], unseen: readonly OfWho[]): Ask | null => {
	const {guide, report, role} = asking;
	// Of others only what this machine alone can show is waited for.
	const done = all.filter(
		action =>
			action.kind === 'remedy' &&
			!unseen.includes(action) &&
			action.checks.some(({check}) => isProvedByOwn(isOf(asking, action) ? asking : {...asking, hasFile: false}, check)),
	);
	const actions = [...unseen, ...done];
	if (role.place === undefined || actions.length === 0) {
		return null;
	}

	const {machines} = report.environment;
	const place = placeNamed(guide.outline, role.place, machines);
	const others = done.filter(action => !isOf(asking, action));
	return {
		title: `One file from ${place}`,
		kind: 'file',
		checks: actions.flatMap(action => checksIn(asking, action)).map(one => ({...askedCheck(one), objects: []})),
		gate: actions.flatMap(({checks}) => checks).find(({gate}) => gate !== null)?.gate ?? null,
		after: others.map(
			({who, checks}) => `Others do their part of ${checks.map(({number}) => number).join(', ')}: ${who.replace(/[.]$/, '')}.`,
		),
		steps: carrySteps(guide.outline, role.place, machines, whenOf(done.length > others.length, others.length > 0)),
		commands: [],
		why: 'What it tells is known on that machine alone. One run answers all of these questions; what nobody has seen is no pass.',
		who: unseen[0]?.who ?? `Whoever runs ${place}.`,
		howLong: unseen[0]?.howLong ?? 'About 10 minutes.',
		proof:
			'whfb judges the file, and says of each of these questions whether it holds. Nothing has to be sent where whfb itself runs on that machine.',
	};
};

/** What a role that answers for policies can let be seen of them. */
const policyActions = ({guide, role}: Asking, all: readonly OfWho[]): readonly OfWho[] =>
	role.policies === undefined
		? []
		: all.flatMap(action => {
				const checks = action.checks.filter(({check}) => queriesOf(checkNamed(guide, check).check).some(({via}) => via === 'sysvol'));
				return action.kind === 'again' && checks.length > 0 ? [{...action, checks}] : [];
			});

/**
 * What a report asks of one role, in the order of doing: what waits for somebody else comes after what can be done now, and the one file that shows it all comes last.
 * What several checks ask alike is asked once.
 */
export const roleRequest = (guide: Guide, report: ReportDocument, role: RoleOutline): RoleRequest => {
	const findings = new Map(report.steps.flatMap(step => step.findings.map(finding => [finding.check, finding] as const)));
	const order = orderOf(report);
	const place = (action: OfWho) => order(action.checks.map(({check}) => check));
	const all = report.next.flatMap(({who, actions}) => actions.map(action => ({...action, who}))).toSorted((a, b) => place(a) - place(b));
	const unseen = all.filter(action => isRun(role, action));
	const asking: Asking = {guide, report, role, findings, hasFile: unseen.length > 0};
	const own = all.filter(action => isOf(asking, action) && !unseen.includes(action));
	const policies = policyActions(asking, all).filter(({title}) => !own.some(one => one.title === title));
	const asks = [...own, ...policies]
		.toSorted((a, b) => place(a) - place(b))
		.flatMap(action => askOf(asking, action) ?? [])
		.toSorted((a, b) => Number(a.after.length > 0) - Number(b.after.length > 0));
	const file = fileOf(asking, all, unseen);
	return {role: role.id, words: role.words, report, guide, asks: toldOnce(file === null ? asks : [...asks, file])};
};
