import {asTyped} from '../../command-line.ts';
import type {Page} from '../../content/page.ts';
import {checkNamed, isAsked, numberOf, stepNamed} from '../../guide/checks.ts';
import {lookOf} from '../../guide/words.ts';
import {pageIn} from '../../report/own-names.ts';
import {checksAgain} from '../../session/ahead.ts';
import {homeOf, type Next, nextOf, nextWords, seenPlace} from '../journey.ts';
import {findingOf, type Scene, summarySpans, workspaceOf} from '../scene.ts';
import {type Action, type CheckLine, type Deed, type EnterAction, gap, label, type Screen, screen, stopIn, text} from '../screen.ts';
import {detailBlocks, lookAgain} from './detail.ts';

/** What the keys of a check open: its finding, or the question that a person has not answered yet. */
export const opening = (scene: Scene, check: string): Deed => {
	const isOpenQuestion = findingOf(scene, check)?.kind !== 'judged' && isAsked(checkNamed(workspaceOf(scene).guide, check).check);
	return {do: 'go', to: isOpenQuestion ? {at: 'form', form: {for: 'answer', check}} : {at: 'finding', check}};
};

/** What opening a check is called: what is highlighted is what is opened. */
export const openingWords = (scene: Scene, check: string): string => {
	const {number, check: asked} = checkNamed(workspaceOf(scene).guide, check);
	return findingOf(scene, check)?.kind !== 'judged' && isAsked(asked) ? `answer ${number}` : `see ${number}`;
};

const deedOf = ({workspace, session}: Scene & {readonly workspace: NonNullable<Scene['workspace']>}, next: Next): Deed => {
	const {guide} = workspace;
	switch (next.do) {
		case 'return':
			return {do: 'arrive', at: homeOf(guide, session)};
		case 'go-on':
			return {do: 'arrive', at: {at: 'page', step: next.step}};
		case 'start':
			return {do: 'want', type: 'enter', step: next.step};
		case 'look':
			return {do: 'look', what: `step ${numberOf(guide, next.step)}`, step: next.step, checks: next.checks.map(({id}) => id)};
		case 'seen':
			return {do: 'go', to: seenPlace(guide, session, next.step)};
		case 'hand-over':
			return {do: 'go', to: {at: 'finish'}};
	}
};

/** The one next thing of a step. */
const nextOfStep = (scene: Scene, step: string): EnterAction => {
	const workspace = workspaceOf(scene);
	const next = nextOf(workspace.guide, scene.session, step);
	return {words: nextWords(workspace.guide, scene.session, next), deed: deedOf({...scene, workspace}, next)};
};

/** To look again at what of a step is not met, not seen or old; none where the step was not entered. */
export const againAction = (scene: Scene, step: string): readonly Action[] => {
	const {guide} = workspaceOf(scene);
	const checks = checksAgain(scene.session, stepNamed(guide, step), scene.now).map(({id}) => id);
	return scene.session.entered.includes(step)
		? [{name: 'again', words: 'look again', deed: {do: 'look', what: `step ${numberOf(guide, step)}`, step, checks}}]
		: [];
};

/** What Enter and a key do at a command: it is copied, as it is pasted. */
const copyingOf = (blocks: Page['blocks'], focus: string | null): EnterAction | null => {
	const command = blocks.find((block, at) => block.kind === 'command' && stopIn(block, at) === focus);
	return command?.kind === 'command' ? {words: 'copy the command', deed: {do: 'copy', text: asTyped(command.lines.join('\n'))}} : null;
};

/** A step's page, with the checks under the sentences they prove. A check that somebody has moved to is what Enter opens. */
export const page = (scene: Scene, id: string, focus: string | null): Screen => {
	const workspace = workspaceOf(scene);
	const {guide} = workspace;
	const content = pageIn(scene.session, scene.start.page(id));
	const on = new Set(content.blocks.flatMap(block => (block.kind === 'check' || block.kind === 'see' ? [block.id] : [])));
	const own = stepNamed(guide, id).checks;
	const also = own.flatMap(check => (on.has(check.id) ? [] : [check.id]));
	const checks = Object.fromEntries(
		[...on, ...also].map((check): [string, CheckLine] => {
			const {check: named, step} = checkNamed(guide, check);
			return [
				check,
				{
					look: lookOf(findingOf(scene, check)),
					question: named.question,
					seen: summarySpans(scene, check),
					where: step.id === id ? '' : `in step ${numberOf(guide, step.id)}`,
				},
			];
		}),
	);
	const copying = copyingOf(content.blocks, focus);
	const asked = copying === null ? focus : null;
	const looking = workspace.looking();
	const isUnderWay = looking !== null && !looking.ended;
	return screen({
		title: content.title,
		short: content.short,
		blocks: [
			label('Takes', text(`about ${content.minutes} minutes of work`)),
			label('Needs', text(content.rights)),
			label('Who', text(content.who)),
			gap,
			{kind: 'page', page: content, also, checks},
		],
		moves: 'page',
		focus,
		...(asked === null ? {} : {side: {blocks: detailBlocks(scene, asked), isBelow: false}}),
		enter: asked !== null ? {words: openingWords(scene, asked), deed: opening(scene, asked)} : (copying ?? nextOfStep(scene, id)),
		actions: [
			...(copying === null ? [] : [{name: 'copy', ...copying} as const]),
			...(isUnderWay ? [{name: 'stop', words: 'stop looking', deed: {do: 'stop'}} as const] : []),
			...(asked === null ? [] : [{name: 'evidence', words: 'evidence', deed: {do: 'go', to: {at: 'evidence', check: asked}}} as const]),
			...(own.some(check => findingOf(scene, check.id) !== undefined)
				? [{name: 'seen', words: 'what was seen', deed: {do: 'go', to: {at: 'seen', step: id}}} as const]
				: []),
			...(asked === null ? againAction(scene, id) : [{name: 'again', words: 'look again', deed: lookAgain(scene, asked)} as const]),
		],
		ticks: isUnderWay,
	});
};
