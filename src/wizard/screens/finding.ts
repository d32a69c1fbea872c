import {takenWords} from '../../guide/age.ts';
import type {Piece} from '../../guide/answer.ts';
import {checkNamed, isAsked, statementIdOf} from '../../guide/checks.ts';
import {becauseOf, dayOf, isGood, lookOf, sourceWords} from '../../guide/words.ts';
import {tablesOf} from '../../report/facts-tables.ts';
import {findingOf, remedyFor, type Scene, verdictSpans, workspaceOf} from '../scene.ts';
import {type Action, apart, type Block, label, prose, type Screen, screen, spans, strong, text} from '../screen.ts';
import {span} from '../text.ts';
import {gateBlocks, historyBlocks, lookAgain, remedyBlocks, requestActions, requestFor, seenBlock} from './detail.ts';
import {afterLeaving, byHand, waysOf} from './ways.ts';

/** What a person has said of a check, and that it can be said anew. */
const statedBlocks = (scene: Scene, check: string): readonly Block[] => {
	const stated = scene.session.attestations[statementIdOf(checkNamed(workspaceOf(scene).guide, check).check)];
	return stated === undefined
		? []
		: [label('Answered', text(`${stated.yes ? 'yes' : 'no'}, ${dayOf(stated.at)}, by ${stated.by}: ${stated.reason}`))];
};

/** How long until a wait looks again; in sight beside what Enter does. */
export const waitWords = ({waitsFor, still}: Scene): string =>
	waitsFor === null
		? ''
		: still
			? ' (waiting: looks again every minute)'
			: ` (again by itself in ${Math.max(0, Math.ceil(waitsFor / 1000))} s)`;

/** To wait for what is not so yet, and to stop waiting. What is recorded never changes, so nobody waits for it. */
export const waitAction = ({waitsFor, session}: Scene, isWanted: boolean): readonly Action[] =>
	waitsFor !== null
		? [{name: 'stop', words: 'stop waiting', deed: {do: 'stop'}}]
		: isWanted && session.environment.practice === null
			? [{name: 'wait', words: 'wait here', deed: {do: 'wait'}}]
			: [];

/** A finding in detail: what was seen, what to do, how long, who, why; where it was not seen, the ways to supply it. */
export const finding = (scene: Scene, check: string, asked: string | null): Screen => {
	const {guide} = workspaceOf(scene);
	const {number, check: named, step} = checkNamed(guide, check);
	const found = findingOf(scene, check);
	const look = lookOf(found);
	const page = scene.start.remedies(check);
	const remedy = remedyFor(scene, check);
	const again = lookAgain(scene, check);
	const ways = look === 'unobserved' ? waysOf(scene, check) : [];
	const answer = {words: `answer ${number} anew`, deed: {do: 'go', to: {at: 'form', form: {for: 'answer', check}}}} as const;
	const focus = ways.find(({id}) => id === asked)?.id ?? ways[0]?.id ?? null;
	const waiting = scene.waitsFor !== null;
	const hand = byHand(scene, check);
	const request = requestFor(scene, check);
	const actions: readonly Action[] = [
		...(waiting ? waitAction(scene, true) : []),
		{name: 'evidence', words: 'evidence', deed: {do: 'go', to: {at: 'evidence', check}}},
		...(request === null && hand.addresses.length > 0
			? [{name: 'copy', words: 'copy the address', deed: {do: 'copy', text: hand.addresses.join('\n')}} as const]
			: []),
		...requestActions(scene, `request-${number}`, request),
		{name: 'again', words: 'look again', deed: again},
		...(waiting ? [] : waitAction(scene, !isGood(look))),
		{name: 'seen', words: 'what was seen', deed: {do: 'go', to: {at: 'seen', step: step.id}}},
	];
	return screen({
		title: `Check ${number}`,
		blocks: apart(
			[strong(named.question), spans(...verdictSpans(scene, check))],
			ways,
			remedy === null ? [] : remedyBlocks(remedy, look === 'unobserved' ? 'What helps' : 'What to do'),
			[seenBlock(scene, check), ...historyBlocks(scene, check), ...statedBlocks(scene, check)],
			hand.blocks,
			ways.some(({id}) => id === 'bring') ? afterLeaving(scene) : [],
			gateBlocks(scene, check),
			page.intro.length === 0 ? [] : [label('The guide', prose(page.intro))],
			[
				label('Check', spans(span(`${number} ${check}`, 'quiet'))),
				...(page.links.length === 0 ? [] : [{kind: 'links', links: page.links} as const]),
			],
		),
		focus,
		...(ways.length > 0
			? {}
			: {
					moves: 'page' as const,
					enter: isAsked(named)
						? answer
						: isGood(look)
							? {words: 'back', deed: {do: 'back'}}
							: {words: `look again at ${number}${waitWords(scene)}`, deed: again},
				}),
		actions,
		ticks: waiting,
	});
};

const pieceText = (at: string, {collector, source, from, takenAt, used}: Piece): Block =>
	text(`${collector}: ${sourceWords(source, from)}, ${takenWords(takenAt, at)}${used ? '' : ', set aside'}`);

/** The facts as judged: what was really read, small tables first, all of it as JSON behind them. */
export const evidence = (scene: Scene, check: string): Screen => {
	const {number, check: asked} = checkNamed(workspaceOf(scene).guide, check);
	const found = findingOf(scene, check);
	const facts =
		found?.facts === undefined
			? []
			: JSON.stringify(found.facts, null, 2)
					.replace(/^(\s*)"([^"\\]+)":/gm, '$1$2:')
					.split('\n');
	const pieces = found?.restsOn ?? [];
	const tables = tablesOf(found?.facts).map((table): Block => ({kind: 'table', ...table}));
	return screen({
		title: `Evidence of ${number}`,
		blocks: apart(
			[strong(asked.question), spans(...verdictSpans(scene, check)), ...(found === undefined ? [] : [text(becauseOf(found))])],
			found === undefined || pieces.length === 0 ? [] : [strong('What was read'), ...pieces.map(piece => pieceText(found.at, piece))],
			tables.length === 0 ? [] : [strong('In short'), ...tables],
			facts.length === 0
				? [text(found === undefined ? 'Nobody has looked yet.' : 'Nothing came back that could be kept.')]
				: [strong('What was judged'), {kind: 'lines', lines: facts}],
		),
		enter: {words: 'close the evidence', deed: {do: 'back'}},
		actions: [{name: 'evidence', words: 'close', deed: {do: 'back'}}],
	});
};
