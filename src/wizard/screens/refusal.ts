import {checkNamed, numberOf} from '../../guide/checks.ts';
import {gateName} from '../../guide/step.ts';
import {becauseOf, exhibitsBeside, isGood, lookOf, outcomeWord, seenWords} from '../../guide/words.ts';
import {type GateAt, gatesOn, isNeverSupported, refusalSentence} from '../../report/refusal.ts';
import {findingOf, remedyFor, type Scene, workspaceOf} from '../scene.ts';
import {type Action, apart, type Block, type Deed, type EnterAction, label, row, type Screen, screen, strong, text} from '../screen.ts';
import {signSpan, span, wordSpan} from '../text.ts';
import {remedyBlocks, requestActions, requestFor} from './detail.ts';
import {waitAction, waitWords} from './finding.ts';

/** One row of a gate: its name, its outcome, where it was seen; then a row for each object. */
const gateHead = (scene: Scene, {gate, step}: GateAt, wished: string, isAlone: boolean): readonly Block[] => {
	const finding = findingOf(scene, gate.check.id);
	const stands = `${gate.guards === 'enter' ? 'enter' : 'leave'} step ${numberOf(workspaceOf(scene).guide, step)}`;
	const isShut = !isGood(lookOf(finding));
	// Where the headline has words of the gate's own, the finding's are told here, one row an object.
	const exhibits = gate.unmet === undefined ? exhibitsBeside(finding) : (finding?.exhibits ?? []);
	// One fact, told once: the headline has it where it is the only one.
	const isTold =
		isAlone && (gate.unmet === undefined || exhibits.length === 0) && finding?.kind === 'judged' && !isNeverSupported(scene.session, gate);
	return [
		row({
			id: `+${gate.check.id}`,
			lead: [signSpan(lookOf(finding)), span(' ')],
			words: [
				span(gateName(workspaceOf(scene).guide, gate.id), 'strong'),
				...(stands === wished ? [] : [span(`, to ${stands}`, 'quiet')]),
				span(' · ', 'quiet', ''),
				{...wordSpan(lookOf(finding)), say: ''},
			],
			beside: [span(finding === undefined ? outcomeWord('not-looked') : seenWords(finding, scene.now), 'quiet')],
			look: lookOf(finding),
		}),
		...(exhibits.length > 0 && isShut ? [{kind: 'exhibits', exhibits} as const] : []),
		...(finding === undefined ||
		!isShut ||
		isTold ||
		(exhibits.length > 0 && finding.kind === 'judged' && !isNeverSupported(scene.session, gate))
			? []
			: isNeverSupported(scene.session, gate)
				? [{kind: 'callout', word: 'NOT SUPPORTED', spans: [span(becauseOf(finding).replace(/^Not supported /, ''))]} as const]
				: [text(becauseOf(finding), 2)]),
	];
};

const opensBlocks = (scene: Scene, {gate}: GateAt): readonly Block[] => {
	const remedy = remedyFor(scene, gate.check.id);
	const {number, check} = checkNamed(workspaceOf(scene).guide, gate.check.id);
	return remedy === null
		? [label('What opens it', text(`${number} has to be seen and met: ${check.question}`)), label('Why', text(gate.because))]
		: remedyBlocks(remedy, 'What opens it');
};

/** A refusal is a page to work from: what was seen, what opens it, how long, who, why. */
export const refusal = (scene: Scene, wish: 'enter' | 'finish', step: string, shut: readonly string[]): Screen => {
	const {guide} = workspaceOf(scene);
	const named = guide.steps.find(({id}) => id === step);
	const own = named === undefined ? [] : wish === 'finish' ? named.gates.leave : named.gates.enter;
	const all = gatesOn(guide, [...shut, ...own.map(({check}) => check.id)]);
	// What was looked at since may hold by now.
	const closed = all.filter(({gate}) => shut.includes(gate.check.id) && !isGood(lookOf(findingOf(scene, gate.check.id))));
	const wished = `${wish === 'enter' ? 'enter' : 'leave'} step ${numberOf(guide, step)}`;
	const unseen = closed.find(({gate}) => findingOf(scene, gate.check.id)?.kind !== 'judged');
	const again: Deed = {do: 'want', type: wish, step};
	const first = (unseen ?? closed[0])?.gate.check.id;
	const request = closed.flatMap(({gate}) => requestFor(scene, gate.check.id) ?? []).join('\n---\n\n');
	const enter: EnterAction =
		closed.length === 0
			? {words: `${wish} step ${numberOf(guide, step)}`, deed: again}
			: unseen === undefined
				? {words: `look again at ${closed.length > 1 ? 'these gates' : 'this gate'}${waitWords(scene)}`, deed: again}
				: {
						words: `see what lets ${checkNamed(guide, unseen.gate.check.id).number} be seen`,
						deed: {do: 'go', to: {at: 'finding', check: unseen.gate.check.id}},
					};
	const waiting = scene.waitsFor !== null;
	const actions: readonly Action[] = [
		...(waiting ? waitAction(scene, true) : []),
		...requestActions(scene, `request-step-${numberOf(guide, step)}`, request === '' ? null : request),
		...(unseen === undefined ? [] : [{name: 'again', words: 'look again', deed: again} as const]),
		...(waiting ? [] : waitAction(scene, closed.length > 0)),
		...(first === undefined ? [] : [{name: 'evidence', words: 'evidence', deed: {do: 'go', to: {at: 'evidence', check: first}}} as const]),
		{name: 'page', words: 'page', deed: {do: 'go', to: {at: 'page', step}}},
	];
	return screen({
		title: scene.start.page(step).title,
		short: `Step ${numberOf(guide, step)} cannot be ${wish === 'enter' ? 'entered' : 'left'}`,
		blocks: apart(
			[
				strong(
					closed.length === 0
						? `What kept step ${numberOf(guide, step)} shut is seen to hold now.`
						: refusalSentence(
								{guide, session: scene.session},
								wish,
								step,
								closed.map(({gate}) => gate.check.id),
							),
				),
			],
			...(closed.length > 1
				? closed.map(each => [...gateHead(scene, each, wished, false), ...opensBlocks(scene, each)])
				: closed.flatMap(each => [gateHead(scene, each, wished, true), opensBlocks(scene, each)])),
			// What holds stands below: in a small window what opens the gate comes first.
			all.filter(each => !closed.includes(each)).flatMap(each => gateHead(scene, each, wished, false)),
			[
				text(
					scene.session.environment.practice === null
						? 'You may read on; entering and finishing later steps waits for this.'
						: 'This is recorded, and stays as it is. You may read on, or practise in another environment.',
				),
			],
		),
		moves: 'page',
		focus: null,
		enter,
		actions,
		ticks: waiting,
	});
};
