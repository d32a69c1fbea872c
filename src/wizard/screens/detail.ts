import type {Remedy} from '../../content/page.ts';
import {checkNamed, gatesOfCheck} from '../../guide/checks.ts';
import {gateName} from '../../guide/step.ts';
import {becauseOf, exhibitsBeside, lookOf, momentWords, outcomeWord} from '../../guide/words.ts';
import {requestOf, requestText} from '../../report/request.ts';
import {runSpans} from '../runs.ts';
import {findingOf, reasonOf, remedyFor, type Scene, shortAge, workspaceOf} from '../scene.ts';
import {type Action, type Block, type Deed, label, prose, spans, text} from '../screen.ts';
import {dot, type Span, span, wordSpan} from '../text.ts';

/** Remedy before reason: what to do, the commands, how long, who, why. */
export const remedyBlocks = (remedy: Remedy, heading: string): readonly Block[] => [
	label(heading, prose(remedy.whatToDo)),
	// Beside a label a command might not have its whole width.
	...(remedy.commands.length === 0 ? [] : [prose(remedy.commands)]),
	...(remedy.howLong.length === 0 ? [] : [label('How long', spans(...runSpans(remedy.howLong)))]),
	...(remedy.who.length === 0 ? [] : [label('Who', spans(...runSpans(remedy.who)))]),
	...(remedy.why.length === 0 ? [] : [label('Why', spans(...runSpans(remedy.why)))]),
];

/** What was seen of a check: its sentence, and a line for each object that adds to it. */
export const seenBlock = (scene: Scene, check: string): Block => {
	const finding = findingOf(scene, check);
	const exhibits = exhibitsBeside(finding);
	return label(
		'Seen',
		text(finding === undefined ? 'Nobody has looked yet.' : becauseOf(finding)),
		...(exhibits.length === 0 ? [] : [{kind: 'exhibits', exhibits} as const]),
	);
};

/** What a check was before it was what it is, newest first. */
export const historyBlocks = (scene: Scene, check: string): readonly Block[] => {
	const {history} = scene.session;
	const before = (history[check] ?? []).map(({look, at}) => `${outcomeWord(look)} ${momentWords(at)}`);
	return before.length === 0 ? [] : [label('Was', text(before.toReversed().join('; ')))];
};

/** `4.8  not met`, with where from and how old. */
const headOf = (scene: Scene, check: string): readonly Span[] => {
	const {number} = checkNamed(workspaceOf(scene).guide, check);
	const finding = findingOf(scene, check);
	const where = finding === undefined ? '' : finding.kind === 'unobserved' ? reasonOf(scene, check, finding) : shortAge(finding, scene.now);
	return [span(`${number}  `, 'strong'), wordSpan(lookOf(finding)), ...(where === '' ? [] : [dot, span(where, 'quiet')])];
};

/** What a list shows of its focused check: remedy before evidence. */
export const detailBlocks = (scene: Scene, check: string): readonly Block[] => {
	const remedy = remedyFor(scene, check);
	const [what, ...rest] =
		remedy === null ? [] : remedyBlocks(remedy, findingOf(scene, check)?.kind === 'unobserved' ? 'What helps' : 'What to do');
	const why = rest.filter(block => block.kind === 'label' && block.label === 'Why');
	return [
		spans(...headOf(scene, check)),
		...(what === undefined ? [] : [what, ...rest.filter(block => !why.includes(block))]),
		seenBlock(scene, check),
		...why,
		...historyBlocks(scene, check),
	];
};

/** Why a gate's check matters beyond itself. */
export const gateBlocks = (scene: Scene, check: string): readonly Block[] => {
	const {guide} = workspaceOf(scene);
	return gatesOfCheck(guide, check).map(gate =>
		label('Gate', text(`${gateName(guide, gate.id)}, to ${gate.guards} its step. ${gate.because}`)),
	);
};

/** The request that a check's remedy amounts to, as text; null where it has none. */
export const requestFor = (scene: Scene, check: string): string | null => {
	const remedy = remedyFor(scene, check);
	const finding = findingOf(scene, check);
	if (remedy === null || finding === undefined) {
		return null;
	}

	const {number, check: asked} = checkNamed(workspaceOf(scene).guide, check);
	return requestText(
		requestOf(remedy, {
			asked: `${asked.question} ${finding.kind === 'unobserved' ? 'Nobody could see it so far.' : `Not yet (${number}), and this would change it.`}`,
			seen: [becauseOf(finding), ...exhibitsBeside(finding).map(({sign, what, seen}) => `${outcomeWord(sign)}: ${what}: ${seen}`)],
			proof: `whfb looks again at ${number}, which then reads met.`,
		}),
	);
};

/** Copying a request and writing it to a file, where there is one. */
export const requestActions = (scene: Scene, name: string, asked: string | null): readonly Action[] => {
	if (asked === null) {
		return [];
	}

	const {practice} = scene.session.environment;
	const request = practice === null ? asked : `PRACTICE ${practice}: recorded, and nobody's real environment.\n\n${asked}`;
	return [
		{name: 'copy', words: 'copy as a request', deed: {do: 'copy', text: request}},
		{name: 'write', words: 'as a file', deed: {do: 'go', to: {at: 'form', form: {for: 'request', name, text: request}}}},
	];
};

/** To look again at one check. */
export const lookAgain = (scene: Scene, check: string): Extract<Deed, {do: 'look'}> => {
	const {number, step} = checkNamed(workspaceOf(scene).guide, check);
	return {do: 'look', what: `check ${number}`, step: step.id, checks: [check]};
};
