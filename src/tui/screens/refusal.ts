import {type Gate, gateName} from '../../guide/step.ts';
import {becauseOf, exhibitsBeside, lookOf, outcomeWord, seenWords} from '../../guide/words.ts';
import {checkNamed, numberOf, statementOf} from '../journey.ts';
import {empty, type Line, span} from '../line.ts';
import {type Deed, findingOf, type Scene, type Shown, workspaceOf} from '../scene.ts';
import {signSpan, wordSpan} from '../theme.ts';
import {labelledRows, wrapSpans, wrapText} from '../wrap.ts';
import {copyOf, exhibitRows, remedyFor, remedyRows} from './finding.ts';
import {opening} from './step.ts';

/** The shut gates of a refusal: ids of checks become gates again, in the guide's order. */
export const shutGates = (scene: Scene, shut: readonly string[]): readonly {readonly gate: Gate; readonly step: string}[] => {
	const seen = new Set<string>();
	return workspaceOf(scene).guide.steps.flatMap(step =>
		[...step.gates.enter, ...step.gates.leave].flatMap(gate => {
			if (!shut.includes(gate.check.id) || seen.has(gate.check.id)) {
				return [];
			}

			seen.add(gate.check.id);
			return [{gate, step: step.id}];
		}),
	);
};

const isNeverSupported = (scene: Scene, gate: Gate) => {
	const finding = findingOf(scene, gate.check.id);
	return finding?.kind === 'judged' && finding.verdict.outcome === 'unmet' && finding.verdict.supported === false;
};

const lower = (text: string) => (/^[A-Z][a-z ]/.test(text) ? `${text.slice(0, 1).toLowerCase()}${text.slice(1)}` : text);

/** `Step 4 cannot be left yet: …`, the sentence that every refusal begins with. */
export const refusalSentence = (scene: Scene, wish: 'enter' | 'finish', step: string, shut: readonly string[]): string => {
	const number = numberOf(workspaceOf(scene).guide, step);
	const gates = shutGates(scene, shut);
	const [first] = gates;
	const passed = wish === 'enter' ? 'entered' : 'left';
	if (first === undefined) {
		return `Step ${number} cannot be ${passed} yet.`;
	}

	if (gates.length === 1 && isNeverSupported(scene, first.gate)) {
		return `Step ${number} cannot be ${passed}: this is not supported.`;
	}

	const finding = findingOf(scene, first.gate.check.id);
	const cause =
		gates.length > 1
			? `${gates.length} gates are shut.`
			: finding?.kind === 'judged'
				? lower(becauseOf(finding))
				: `nobody has seen whether this holds. ${first.gate.check.question}`;
	return `Step ${number} cannot be ${passed} yet: ${cause}`;
};

const gateRows = (scene: Scene, gate: Gate, step: string, width: number, isAlone: boolean, wished: string): readonly Line[] => {
	const {guide} = workspaceOf(scene);
	const finding = findingOf(scene, gate.check.id);
	const look = lookOf(finding);
	const name = gateName(guide, gate.id);
	const stands = `${gate.guards === 'enter' ? 'enter' : 'leave'} step ${numberOf(guide, step)}`;
	const threshold = stands === wished ? '' : `, to ${stands}`;
	const seen = finding === undefined ? outcomeWord(look) : seenWords(finding, scene.now);
	const head: readonly Line[] =
		width < 60
			? [
					[signSpan(look, scene.theme), span(' '), span(name, 'strong')],
					...wrapSpans([wordSpan(look), span(`, ${seen}`)], width, [span('    ')]),
				]
			: wrapSpans(
					[
						signSpan(look, scene.theme),
						span(' '),
						span(name, 'strong'),
						span(threshold, 'quiet'),
						span(` ${scene.theme.dot} `, 'quiet', ', '),
						wordSpan(look),
						span(` ${scene.theme.dot} `, 'quiet', ', '),
						span(seen, 'quiet'),
					],
					width,
					empty,
					[span('  ')],
				);
	const remedy = remedyFor(scene, gate.check.id, finding);
	const never = isNeverSupported(scene, gate) && finding !== undefined;
	const bar = [span(scene.theme.bar, 'stop', ''), span(' ')];
	const says =
		finding === undefined || (isAlone && finding.kind === 'judged' && !never)
			? []
			: never
				? [
						empty,
						...wrapSpans(
							[span(becauseOf(finding).replace(/^Not supported /, ''))],
							width,
							[...bar, span('NOT SUPPORTED', 'stop'), span('  ')],
							bar,
						),
					]
				: wrapText(becauseOf(finding), width, 2);
	return [
		...head,
		...exhibitRows(exhibitsBeside(finding), width, scene),
		...says,
		empty,
		...(remedy === null
			? labelledRows(
					'What opens it',
					room => wrapText(`${checkNamed(guide, gate.check.id).number} has to be seen and met: ${gate.check.question}`, room),
					width,
				)
			: remedyRows(remedy, 'What opens it', width, scene, 15)),
		...(remedy === null ? labelledRows('Why', room => wrapText(gate.because, room), width) : []),
		empty,
	];
};

/** A refusal is a page to work from: what was seen, what opens it, how long, who, why. */
export const refusal = (
	scene: Scene,
	wish: 'enter' | 'finish',
	step: string,
	shut: readonly string[],
	width: number,
	waitsIn: string | null,
): Shown => {
	const {guide} = workspaceOf(scene);
	const gates = shutGates(scene, shut);
	const unseen = gates.find(({gate}) => findingOf(scene, gate.check.id)?.kind !== 'judged');
	const again: Deed = {do: 'want', type: wish, step};
	const copy = gates
		.map(({gate}) => copyOf(remedyFor(scene, gate.check.id, findingOf(scene, gate.check.id))))
		.find(each => each !== undefined);
	const first = gates[0]?.gate.check.id ?? null;
	const later = guide.steps.slice(numberOf(guide, step)).map(({id}) => numberOf(guide, id));
	const words = gates.length > 1 ? 'look again at these gates' : 'look again at this gate';
	return {
		title: scene.start.page(step).title,
		short: `Step ${numberOf(guide, step)} is closed`,
		body: [
			...wrapSpans([span(refusalSentence(scene, wish, step, shut), 'strong')], width),
			...(waitsIn === null ? [] : wrapText(waitsIn, width)),
			empty,
			...gates.flatMap(({gate, step: at}) =>
				gateRows(scene, gate, at, width, gates.length === 1, `${wish === 'enter' ? 'enter' : 'leave'} step ${numberOf(guide, step)}`),
			),
			...wrapText(`You may read on${later.length === 0 ? '' : ` with ${later.join(', ')}`}. Nothing you did is lost.`, width),
		],
		items: [],
		moves: 'scroll',
		focus: first,
		enter:
			unseen === undefined ? {words, deed: again} : {words: supplyWords(scene, unseen.gate), deed: opening(scene, unseen.gate.check.id)},
		...(unseen === undefined ? {} : {again: {hint: 'look again', deed: again}}),
		...(first === null
			? {}
			: {evidence: {hint: 'evidence', deed: {do: 'go', to: {at: 'evidence', check: unseen?.gate.check.id ?? first}} as const}}),
		...(copy === undefined ? {} : {copy}),
		waits: true,
	};
};

const supplyWords = (scene: Scene, gate: Gate) => {
	const {number, check} = checkNamed(workspaceOf(scene).guide, gate.check.id);
	return statementOf(check) === null ? `see what would let ${number} be seen` : `answer ${number}`;
};
