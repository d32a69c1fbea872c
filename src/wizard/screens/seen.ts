import type {Check} from '../../guide/check.ts';
import {checkNamed, isAsked, numberOf, stepNamed} from '../../guide/checks.ts';
import {gateName} from '../../guide/step.ts';
import {ageOf, becauseOf, type Look, lookOf, looks, outcomeWord} from '../../guide/words.ts';
import {countWords} from '../../report/standing.ts';
import {checksWith, shutOnTheWay} from '../../session/ahead.ts';
import {gatesOnTheWay, stepAt} from '../../session/decide.ts';
import {nextOf} from '../journey.ts';
import type {Kept} from '../navigation.ts';
import {errandsOf, findingOf, reasonOf, type Scene, shortAge, workspaceOf} from '../scene.ts';
import {type Action, type Block, gap, type Row, row, type Screen, screen, spans, strong, text} from '../screen.ts';
import {signSpan, span} from '../text.ts';
import {detailBlocks, requestActions, requestFor} from './detail.ts';
import {againAction, opening, openingWords} from './page.ts';

/** The row of one check: its sign, number and question, and where what was seen is from. */
const checkRow = (scene: Scene, check: Check): Row => {
	const {number} = checkNamed(workspaceOf(scene).guide, check.id);
	const finding = findingOf(scene, check.id);
	const look = lookOf(finding);
	const beside =
		finding === undefined
			? outcomeWord(look)
			: finding.kind === 'unobserved'
				? reasonOf(scene, check.id, finding)
				: shortAge(finding, scene.now);
	return row({
		id: check.id,
		lead: [signSpan(look), span(` ${number.padEnd(6)}`)],
		words: check.question,
		beside: [span(beside, 'quiet')],
		look,
		enter: {words: openingWords(scene, check.id), deed: opening(scene, check.id)},
	});
};

/** Outcomes that one row stands for until somebody unfolds it. */
const folded: readonly Look[] = ['met', 'not-applicable', 'not-looked'];

const foldedRow = (scene: Scene, look: Look, checks: readonly Check[]): Row => {
	const {guide} = workspaceOf(scene);
	return row({
		id: `+${look}`,
		lead: [{...signSpan(look), say: ''}, span(' ')],
		words: countWords(scene.session, checks).padEnd(15),
		beside: [span('a shows them', 'quiet', '')],
		under: [spans(span(checks.map(({id}) => checkNamed(guide, id).number).join(' '), 'quiet'))],
		enter: {words: checks.length === 1 ? 'show it' : 'show them', deed: {do: 'all-rows'}},
	});
};

/** Leaving the step, which is always offered: its gates are looked at freshly, and they alone decide. */
export const finishRow = (scene: Scene, step: string): readonly Row[] => {
	const {guide} = workspaceOf(scene);
	const number = numberOf(guide, step);
	const next = nextOf(guide, scene.session, step);
	if (next.do !== 'seen' && next.do !== 'look') {
		return [];
	}

	const isLast = number === guide.steps.length;
	const shut = [
		...new Set(shutOnTheWay(guide, scene.session, step).map(({id}) => guide.outline.gates.find(gate => gate.id === id)?.short ?? id)),
	];
	const words = `finish step ${number}${isLast ? '' : ` and read step ${number + 1}`}`;
	return [
		row({
			id: '+finish',
			lead: [span('→ ', 'plain', '')],
			words: `${words.slice(0, 1).toUpperCase()}${words.slice(1)}`,
			beside: shut.length === 0 ? [] : [span(shut.length === 1 ? `gate ${shut[0]} is shut` : 'both gates are shut', 'quiet')],
			enter: {
				words: shut.length === 0 ? words : `finish step ${number}: looks at the gates first`,
				deed: {do: 'want', type: 'finish', step},
			},
		}),
	];
};

/** What finishing would meet, for whoever stands on its row. */
export const finishBlocks = (scene: Scene, step: string): readonly Block[] => {
	const {guide} = workspaceOf(scene);
	const shut = shutOnTheWay(guide, scene.session, step);
	return [
		text(
			shut.length === 0
				? gatesOnTheWay(guide, {type: 'finish', step}).length === 0
					? 'No gate stands here: finishing it is up to you.'
					: 'Its gates are looked at freshly first; they alone decide.'
				: `${[...new Set(shut.map(({id}) => gateName(guide, id)))].join(' and ')}: shut when last looked at. It is looked at again first; nothing else holds you up.`,
		),
		...shut.flatMap(({check}) => {
			const finding = findingOf(scene, check.id);
			return finding === undefined ? [] : [text(`${checkNamed(guide, check.id).number}  ${becauseOf(finding)}`)];
		}),
	];
};

const ageWords = (scene: Scene, checks: readonly Check[]): string => {
	const times = checks.flatMap(({id}) => findingOf(scene, id)?.at ?? []).sort();
	const [oldest] = times;
	return oldest === undefined ? '' : `looked at ${ageOf(oldest, scene.now)}`;
};

/** Rows worst first; what needs nobody is folded. */
const rowsOf = (scene: Scene, step: string, {isAll, filter}: Kept): readonly Row[] => {
	const {guide} = workspaceOf(scene);
	const named = stepNamed(guide, step);
	return looks.flatMap(look => {
		const checks = checksWith(scene.session, named, look);
		if (checks.length === 0 || (filter !== null && filter !== look)) {
			return [];
		}

		return isAll || filter === look || !folded.includes(look)
			? checks.map(check => checkRow(scene, check))
			: [foldedRow(scene, look, checks)];
	});
};

/** Where one stands at first: what is not met, a question that nobody has answered, else what ends the step. */
const firstOf = (scene: Scene, rows: readonly Row[]): string | null =>
	(
		rows.find(({look}) => look === 'unmet') ??
		rows.find(({id, look}) => look === 'unobserved' && isAsked(checkNamed(workspaceOf(scene).guide, id).check)) ??
		rows.find(({id}) => id === '+finish') ??
		rows[0]
	)?.id ?? null;

/** What the look of a step saw: worst first, what is met folded, the end of the step in the last row. */
export const seen = (scene: Scene, step: string, kept: Kept): Screen => {
	const {guide} = workspaceOf(scene);
	const {checks} = stepNamed(guide, step);
	const {title, short} = scene.start.page(step);
	const errands = errandsOf(scene, checks);
	const isHere = step === stepAt(guide, scene.session);
	const errandRow =
		errands.length === 0 || !isHere
			? []
			: [
					row({
						id: '+errands',
						lead: [span('→ ', 'plain', '')],
						words: 'What lets the rest be seen',
						beside: [span(`${errands.length} errand${errands.length === 1 ? '' : 's'}`, 'quiet')],
						enter: {words: 'see what lets the rest be seen', deed: {do: 'go', to: {at: 'errands', step}}},
					}),
				];
	const rows = [...rowsOf(scene, step, kept), ...errandRow, ...finishRow(scene, step)];
	const focus = rows.find(({id}) => id === kept.focus)?.id ?? firstOf(scene, rows);
	const isCheck = focus !== null && !focus.startsWith('+');
	const actions: readonly Action[] = [
		...(rows.filter(({look}) => look !== null && ['unmet', 'unobserved', 'caution'].includes(look)).length > 1
			? [{name: 'problem', words: 'next problem', deed: {do: 'next-problem'}} as const]
			: []),
		...(isCheck ? [{name: 'evidence', words: 'evidence', deed: {do: 'go', to: {at: 'evidence', check: focus}}} as const] : []),
		{name: 'page', words: 'page', deed: {do: 'go', to: {at: 'page', step}}},
		...againAction(scene, step),
		{name: 'filter', words: 'filter', deed: {do: 'filter'}},
		{name: 'all', words: kept.isAll ? 'fold what is met' : 'all rows', deed: {do: 'all-rows'}},
		...(isCheck ? requestActions(scene, `request-${checkNamed(guide, focus).number}`, requestFor(scene, focus)) : []),
	];
	return screen({
		title,
		short,
		blocks: [
			row({
				id: '+counts',
				words: [span(countWords(scene.session, checks).replaceAll(', ', ' · '), 'strong', countWords(scene.session, checks))],
				beside: [span(kept.filter === null ? ageWords(scene, checks) : `only ${outcomeWord(kept.filter)}`, 'quiet')],
			}),
			gap,
			...rows,
		],
		side: {
			blocks: isCheck
				? detailBlocks(scene, focus)
				: focus === '+finish'
					? [strong(`Finish step ${numberOf(guide, step)}`), ...finishBlocks(scene, step)]
					: focus === '+errands'
						? errands.map(({title: words, checks: settled}) => text(`${words}: ${settled.map(({number}) => number).join(' ')}`))
						: [],
			isBelow: true,
		},
		focus,
		actions,
	});
};
