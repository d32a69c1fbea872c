import {textOf} from '../../content/runs.ts';
import {numberOf, stepNamed} from '../../guide/checks.ts';
import {type Gate, gateName, type Step} from '../../guide/step.ts';
import {daysBetween, isGood, lookOf, momentWords} from '../../guide/words.ts';
import {changesBetween, changesOf, changeWords, leftAt} from '../../report/changes.ts';
import {countWords, gatesAtStake, standingText, stepLook} from '../../report/standing.ts';
import {refusedLast} from '../../session/ahead.ts';
import {stepAt} from '../../session/decide.ts';
import {homeOf} from '../journey.ts';
import type {Place} from '../navigation.ts';
import {findingOf, remedyFor, type Scene, workspaceOf} from '../scene.ts';
import {apart, type Block, type EnterAction, label, type Row, row, type Screen, screen, text} from '../screen.ts';
import {type Span, signSpan, span} from '../text.ts';
import {legend} from './others.ts';

/** Where somebody goes on: on the refusal, if the last wish was refused and nobody has passed since. */
export const resumePlace = (scene: Scene): Place => {
	const {guide} = workspaceOf(scene);
	const refused = refusedLast(scene.session);
	if (refused === null || refused.step !== stepAt(guide, scene.session)) {
		return homeOf(guide, scene.session);
	}

	const {enter, leave} = stepNamed(guide, refused.step).gates;
	const shut = gatesAtStake(guide, scene.session).filter(
		gate =>
			(refused.wish === 'finish' || !leave.includes(gate) || enter.includes(gate)) && !isGood(lookOf(findingOf(scene, gate.check.id))),
	);
	return shut.length === 0 ? homeOf(guide, scene.session) : {at: 'refusal', ...refused, shut: shut.map(({check}) => check.id)};
};

const gateRow = (scene: Scene, step: Step, guards: 'enter' | 'leave', gates: readonly Gate[]): readonly Row[] =>
	gates.length === 0
		? []
		: [
				row({
					id: `+${guards} ${step.id}`,
					lead: [span('  ── ', 'quiet', ''), span(`to ${guards} step ${numberOf(workspaceOf(scene).guide, step.id)}: `)],
					words: gates.flatMap((gate, at): readonly Span[] => [
						span(at === 0 ? '' : '   ', 'plain', at === 0 ? '' : ', '),
						signSpan(lookOf(findingOf(scene, gate.check.id))),
						span(` ${gateName(workspaceOf(scene).guide, gate.id)}`),
					]),
				}),
			];

const enterOf = (scene: Scene, step: string): EnterAction => {
	const {guide} = workspaceOf(scene);
	const number = numberOf(guide, step);
	if (step !== stepAt(guide, scene.session)) {
		return {words: `read step ${number}`, deed: {do: 'go', to: {at: 'page', step}}};
	}

	const to = resumePlace(scene);
	const words =
		to.at === 'refusal'
			? `see why step ${number} cannot be ${to.wish === 'enter' ? 'entered' : 'left'}`
			: to.at === 'finish'
				? 'see what was seen of all steps'
				: `go to step ${number}`;
	return {words, deed: {do: 'go', to}};
};

const stepRow = (scene: Scene, step: Step): Row => {
	const {guide} = workspaceOf(scene);
	const {title, minutes} = scene.start.page(step.id);
	const seen = step.checks.filter(({id}) => findingOf(scene, id) !== undefined);
	const look = stepLook(scene.session, step);
	const fresh = step.checks.length - seen.length;
	const words =
		seen.length === 0
			? `${step.checks.length} ${step.checks.length === 1 ? 'check' : 'checks'}, about ${minutes} min`
			: `${countWords(scene.session, seen)}${fresh > 0 && scene.session.finished.includes(step.id) ? `, ${fresh} not looked` : ''}`;
	return row({
		id: step.id,
		lead: [span(`${numberOf(guide, step.id)} `), signSpan(look), span(' ')],
		words: title,
		beside: [span(words, 'quiet')],
		look: look === 'not-looked' ? null : look,
		enter: enterOf(scene, step.id),
	});
};

/** Who is needed for what is ahead: for a shut gate whom its remedy names, for later steps whom their pages do. */
const needed = (scene: Scene): readonly Block[] => {
	const {guide} = workspaceOf(scene);
	const at = numberOf(guide, stepAt(guide, scene.session));
	const ahead = guide.steps.slice(at - 1, at + 2).filter(({id}) => !scene.session.finished.includes(id));
	const rows = ahead.map(step => {
		const shut = [...step.gates.enter, ...step.gates.leave].find(({check}) => lookOf(findingOf(scene, check.id)) === 'unmet');
		const remedy = shut === undefined ? null : remedyFor(scene, shut.check.id);
		const page = scene.start.page(step.id);
		const who = remedy !== null ? textOf(remedy.who) : /^none\b/.test(page.rights) ? page.who : page.rights;
		return text(`${numberOf(guide, step.id)}: ${(who.split(/;|, /)[0] ?? who).replace(/[.]$/, '')}`);
	});
	return rows.length === 0 ? [] : [label('Needed next', ...rows)];
};

/** What is not as it was when somebody left: gates first, then every check, then who and where. */
const changed = (scene: Scene): readonly Block[] => {
	const workspace = workspaceOf(scene);
	const {guide, lost} = workspace;
	const {before} = scene;
	if (before === null) {
		return [];
	}

	const changes = changesBetween(guide, before, scene.session);
	const isLooking = workspace.looking()?.ended === false;
	const gates = gatesAtStake(guide, before).filter(({check}) => before.findings[check.id] !== undefined);
	const left = leftAt(scene.session);
	const old = Object.values(scene.session.findings).filter(({at}) => daysBetween(at, scene.now) >= 1).length;
	const rows = [
		...(lost === null ? [] : [text(lost)]),
		...changesOf(scene.session).map(({what, words}) => text(`${what}: ${words}`)),
		...changes.map(change => text(`${changeWords(change)}. ${change.because}`)),
	];
	const proof = isLooking
		? 'The gates are being looked at again.'
		: gates.length > 0 && gates.every(({check}) => scene.session.findings[check.id]?.at !== before.findings[check.id]?.at)
			? `The gates were looked at again just now${changes.length === 0 ? ': as you left them' : ''}.`
			: '';
	return [
		...(left === null ? [] : [label('You left', text(`${momentWords(left)}. ${proof}`))]),
		...(rows.length === 0 ? [] : [label('What changed', ...rows)]),
		...(old === 0 ? [] : [label('Old', text(`${old} findings are older than a day; looking at all again makes them new`))]),
	];
};

const oneUserRow = row({
	id: '+user',
	lead: [span('    ')],
	words: "One person's question",
	beside: [span('everything that is seen of one user', 'quiet')],
	enter: {words: 'name the user', deed: {do: 'go', to: {at: 'form', form: {for: 'user'}}}},
});

/** Whom a pilot is made with, to be named or put right; none where no step needs one. */
const pilotRow = ({session: {environment}}: Scene, steps: readonly Step[]): readonly Row[] => {
	const names = [...new Set(steps.flatMap(({pilot}) => pilot))].flatMap(member => environment[member] ?? []);
	return steps.every(({pilot}) => pilot.length === 0)
		? []
		: [
				row({
					id: '+pilot',
					lead: [span('    ')],
					words: 'The pilot',
					beside: [span(names.length === 0 ? 'nobody is named yet' : names.join(', '), 'quiet')],
					enter: {words: 'name the pilot', deed: {do: 'go', to: {at: 'form', form: {for: 'pilot', step: null, then: null}}}},
				}),
			];
};

const hints: readonly Block[] = [text('A gate is a hard condition: it opens only when it is seen to hold.'), legend];

/** The whole guide on one screen: how each step stands, where the gates are, who is needed next, and what changed meanwhile. */
export const map = (scene: Scene, asked: string | null): Screen => {
	const workspace = workspaceOf(scene);
	const {guide} = workspace;
	const at = stepAt(guide, scene.session);
	const rows = guide.steps.flatMap(step => [
		...gateRow(scene, step, 'enter', step.gates.enter),
		stepRow(scene, step),
		...gateRow(scene, step, 'leave', step.gates.leave),
	]);
	const asking = [
		...(workspace.readOnly === null ? pilotRow(scene, guide.steps) : []),
		...(guide.oneUser === undefined ? [] : [oneUserRow]),
	];
	const focus = [...rows, ...asking].find(({id}) => id === asked)?.id ?? at;
	const since = changed(scene);
	const seen = guide.steps.flatMap(({checks}) => checks).filter(({id}) => findingOf(scene, id) !== undefined);
	const isLooking = workspace.looking()?.ended === false;
	return screen({
		title: 'The guide',
		blocks: apart([...rows, ...asking], needed(scene), since.length > 0 ? since : hints),
		focus,
		actions: [
			...(isLooking ? [{name: 'stop', words: 'stop looking', deed: {do: 'stop'}} as const] : []),
			...(seen.length === 0
				? []
				: [
						{
							name: 'again',
							words: 'look at all again',
							deed: {do: 'look', what: 'all that was seen', step: at, checks: seen.map(({id}) => id)},
						} as const,
					]),
			...(seen.length === 0
				? []
				: [
						{
							name: 'copy',
							words: 'copy as a summary',
							deed: {do: 'copy', text: standingText(guide, scene.session, id => scene.start.page(id).title)},
						} as const,
					]),
		],
		ticks: isLooking,
	});
};
