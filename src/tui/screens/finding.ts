import type {Remedy} from '../../content/page.ts';
import type {Exhibit, Finding} from '../../guide/finding.ts';
import {gateName} from '../../guide/step.ts';
import {becauseOf, exhibitsBeside, lookOf, remedyOf, seenBeside} from '../../guide/words.ts';
import {checkNamed, gatesOfCheck, stepNamed} from '../journey.ts';
import {empty, type Line, lineWidth, span, widthOf} from '../line.ts';
import {findingOf, type Scene, type Shown, verdictLine, workspaceOf} from '../scene.ts';
import {signSpan} from '../theme.ts';
import {labelled, labelledRows, linkRows, proseRows, spansOf, wrapSpans, wrapText} from '../wrap.ts';

/** The lines that a verdict rests on, one per object judged; in a narrow window what was seen stands below. */
export const exhibitRows = (exhibits: readonly Exhibit[], width: number, scene: Scene): readonly Line[] => {
	const column = Math.min(30, Math.max(0, ...exhibits.map(({what}) => widthOf(what)))) + 3;
	return exhibits.flatMap(exhibit => {
		const {sign, what} = exhibit;
		const seen = seenBeside(exhibit);
		const head = [span('  '), signSpan(sign, scene.theme), span(' ')];
		if (width < 60 || seen === '') {
			return [...wrapSpans([span(what)], width, head, [span('    ')]), ...(seen === '' ? [] : wrapText(seen, width, 4))];
		}

		const first = [...head, span(`${what}${' '.repeat(Math.max(3, column - widthOf(what)))}`)];
		return wrapSpans([span(seen)], width, first, [span(' '.repeat(Math.min(lineWidth(first), width - 20)))]);
	});
};

/** The remedy that a finding names, from the check's page; null where it names none, or the page lost it. */
export const remedyFor = (scene: Scene, check: string, finding: Finding | undefined): Remedy | null => {
	const id = remedyOf(finding);
	return id === null ? null : (scene.start.remedies(check).remedies.find(each => each.id === id) ?? null);
};

/** Remedy before reason: what to do, the commands, how long, who, why. */
export const remedyRows = (remedy: Remedy, label: string, width: number, scene: Scene, column = 14): readonly Line[] => [
	...labelledRows(label, room => proseRows(remedy.whatToDo, room, scene.theme), width, column),
	...(remedy.commands.length === 0 ? [] : [empty, ...proseRows(remedy.commands, width, scene.theme), empty]),
	...labelled('How long', spansOf(remedy.howLong), width, column),
	...labelled('Who', spansOf(remedy.who), width, column),
	...labelled('Why', spansOf(remedy.why), width, column),
];

/** What `y` copies: the commands of a remedy, or its words where it has none. */
export const copyOf = (remedy: Remedy | null): Shown['copy'] => {
	if (remedy === null) {
		return undefined;
	}

	const lines = remedy.commands.flatMap(command => command.lines);
	return lines.length > 0
		? {hint: 'copy the command', text: lines.join('\n')}
		: {
				hint: 'copy the remedy',
				text: remedy.whatToDo.flatMap(block => (block.kind === 'paragraph' ? [block.runs.map(({text}) => text).join('')] : [])).join('\n'),
			};
};

/** A finding as rows: also the second pane of a step's page. */
export const findingRows = (scene: Scene, check: string, width: number): readonly Line[] => {
	const finding = findingOf(scene, check);
	const page = scene.start.remedies(check);
	const {check: asked, number} = checkNamed(workspaceOf(scene).guide, check);
	const remedy = remedyFor(scene, check, finding);
	const exhibits = exhibitsBeside(finding);
	const gates = gatesOfCheck(workspaceOf(scene).guide, check);
	return [
		...wrapSpans([span(asked.question, 'strong')], width),
		...wrapSpans(verdictLine(scene, finding), width),
		...(finding === undefined ? [] : [empty, ...wrapText(becauseOf(finding), width)]),
		...(exhibits.length === 0 ? [] : [empty, [span('Seen', 'strong')], ...exhibitRows(exhibits, width, scene)]),
		...(remedy === null ? [] : [empty, ...remedyRows(remedy, 'What to do', width, scene)]),
		...(finding?.kind === 'unobserved' ? [empty, ...wrapText('Not seen is no pass.', width)] : []),
		...gates.flatMap(gate => [
			empty,
			...labelled('Gate', [span(`${gateName(workspaceOf(scene).guide, gate.id)}, to ${gate.guards} its step. ${gate.because}`)], width),
		]),
		...(page.intro.length === 0 ? [] : [empty, ...labelledRows('The guide', room => proseRows(page.intro, room, scene.theme), width)]),
		empty,
		...labelled('Check', [span(`${number} ${check}`, 'quiet')], width),
		...linkRows(page.links, width),
	];
};

/** A finding in detail. */
export const finding = (scene: Scene, check: string, width: number): Shown => {
	const {number, step} = checkNamed(workspaceOf(scene).guide, check);
	const copy = copyOf(remedyFor(scene, check, findingOf(scene, check)));
	const isGood = ['met', 'not-applicable'].includes(lookOf(findingOf(scene, check)));
	const again = {do: 'look', what: `check ${number}`, step: stepNamed(workspaceOf(scene).guide, step.id).id, checks: [check]} as const;
	return {
		title: `Check ${number}`,
		body: findingRows(scene, check, width),
		items: [],
		moves: 'scroll',
		focus: check,
		enter: isGood ? {words: 'back to the page', deed: {do: 'back'}} : {words: `look again at ${number}`, deed: again},
		evidence: {hint: 'evidence', deed: {do: 'go', to: {at: 'evidence', check}}},
		again: {hint: 'look again', deed: again},
		...(copy === undefined ? {} : {copy}),
		...(isGood ? {} : {waits: true as const}),
		checks: {do: 'go', to: {at: 'checks', step: step.id}},
	};
};

/** The facts as judged, as text that can be read and searched. */
export const evidence = (scene: Scene, check: string, width: number): Shown => {
	const {number, check: asked} = checkNamed(workspaceOf(scene).guide, check);
	const found = findingOf(scene, check);
	const facts =
		found?.facts === undefined
			? []
			: JSON.stringify(found.facts, null, 2)
					.replace(/^(\s*)"([^"\\]+)":/gm, '$1$2:')
					.split('\n');
	const body = [
		...wrapSpans([span(asked.question, 'strong')], width),
		...wrapSpans(verdictLine(scene, found), width),
		...(found === undefined ? [] : wrapText(becauseOf(found), width)),
		empty,
		...(facts.length === 0
			? wrapText(found === undefined ? 'Nobody has looked yet.' : 'Nothing came back that could be kept.', width)
			: [
					[span('What was judged', 'strong')],
					...facts.flatMap(text => wrapText(text.trim(), width, Math.min(text.length - text.trimStart().length, 20))),
				]),
	];
	return {
		title: `Evidence of ${number}`,
		body,
		items: [],
		moves: 'scroll',
		focus: check,
		enter: {words: 'close the evidence', deed: {do: 'back'}},
		evidence: {hint: 'close', deed: {do: 'back'}},
	};
};
