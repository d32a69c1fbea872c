import type {Page} from '../../content/page.ts';
import {stepAt} from '../../session/decide.ts';
import {checkNamed, checksAgain, isAsked, type Next, nextOf, nextWords, numberOf, stepNamed} from '../journey.ts';
import {cutText, empty, type Line, lineWidth, span} from '../line.ts';
import {type Deed, findingOf, questionLine, type Scene, type Shown, summaryOf, workspaceOf} from '../scene.ts';
import type {Theme} from '../theme.ts';
import {blockRows, isCheckRow, labelled, linkRows, type Row} from '../wrap.ts';
import {findingRows} from './finding.ts';

type Laid = {readonly rows: readonly Row[]; readonly items: readonly {readonly id: string; readonly line: number}[]};

// Wrapped once per page and width: a key on a page of 10,000 lines must cost no more than on one of 100.
const laid = new WeakMap<Page, Map<string, Laid>>();

const layOut = (page: Page, checks: readonly string[], width: number, theme: Theme): Laid => {
	const body = blockRows(page.blocks, width, theme);
	const shown = new Set(body.flatMap(row => (isCheckRow(row) ? [row.check] : [])));
	const rest = checks.filter(id => !shown.has(id));
	const rows: readonly Row[] = [
		...labelled('Takes', [span(`about ${page.minutes} minutes of work`)], width, 8),
		...labelled('Needs', [span(page.rights)], width, 8),
		...labelled('Who', [span(page.who)], width, 8),
		empty,
		...body,
		...(rest.length === 0
			? []
			: [
					empty,
					[span('Also looked at in this step', 'strong')],
					...rest.flatMap((check): Row[] => [
						{check, part: 'question', elsewhere: false},
						{check, part: 'seen', elsewhere: false},
					]),
				]),
		...(page.links.length === 0 ? [] : [empty, ...linkRows(page.links, width)]),
	];
	const items = rows.flatMap((row, line) => (isCheckRow(row) && row.part === 'question' ? [{id: row.check, line}] : []));
	return {rows, items: items.filter(({id}, at) => items.findIndex(each => each.id === id) === at)};
};

const laidOut = (page: Page, checks: readonly string[], width: number, theme: Theme): Laid => {
	const widths = laid.get(page) ?? new Map<string, Laid>();
	laid.set(page, widths);
	const key = `${width} ${theme.set}`;
	const known = widths.get(key) ?? layOut(page, checks, width, theme);
	widths.set(key, known);
	return known;
};

/** Opens what a check has to say: its finding, or what would let it be seen. */
export const opening = (scene: Scene, check: string): Deed => {
	const finding = findingOf(scene, check);
	const isOpenQuestion = finding?.kind !== 'judged' && isAsked(checkNamed(workspaceOf(scene).guide, check).check);
	return {
		do: 'go',
		to: isOpenQuestion ? {at: 'form', form: {for: 'answer', check}} : {at: finding?.kind === 'unobserved' ? 'supply' : 'finding', check},
	};
};

/** What Enter does on a step's page. */
const deedOf = (scene: Scene, next: Next): Deed => {
	switch (next.do) {
		case 'return':
		case 'go-on':
			return {do: 'step', step: next.step};
		case 'start':
			return {do: 'want', type: 'enter', step: next.step};
		case 'finish':
			return {do: 'want', type: 'finish', step: next.step};
		case 'look':
			return {
				do: 'look',
				what: `step ${numberOf(workspaceOf(scene).guide, next.step)}`,
				step: next.step,
				checks: next.checks.map(({id}) => id),
			};
		case 'see':
		case 'supply':
			return opening(scene, next.check);
		case 'hand-over':
			return {do: 'go', to: {at: 'finish'}};
	}
};

/** The second line of a check. The age stays: what is cut is the sentence in the middle. */
const seenLine = (scene: Scene, check: string, width: number, indent: number, where: Line = empty): Line => {
	const summary = summaryOf(scene, check);
	const line = [span(' '.repeat(indent)), ...summary, ...where];
	const [word, dot, words, , age] = summary;
	if (lineWidth(line) <= width || !word || !dot || !words || !age) {
		return line;
	}

	const room = width - indent - lineWidth([word, dot, dot, age, ...where]) - scene.theme.ellipsis.length;
	return room < 12
		? line
		: [span(' '.repeat(indent)), word, dot, span(`${cutText(words.text, room).trimEnd()}${scene.theme.ellipsis}`), dot, age, ...where];
};

/** Draws a check's rows on a page: the sign and the question, then the word and what was seen. */
const painter =
	(scene: Scene, focus: string | null): NonNullable<Shown['paint']> =>
	(row, width): Line => {
		const guide = workspaceOf(scene).guide;
		const entry = checkNamed(guide, row.check);
		if (row.part === 'question') {
			return questionLine(scene, row.check, focus === row.check);
		}

		return seenLine(scene, row.check, width, 5, row.elsewhere ? [span(`, in step ${numberOf(guide, entry.step.id)}`, 'quiet')] : []);
	};

/** A step's page, with the checks under the sentences they prove. `side` is the width of the second pane, 0 for none. */
export const step = (scene: Scene, id: string, width: number, side: number, asked: string | null): Shown => {
	const {guide} = workspaceOf(scene);
	const page = scene.start.page(id);
	const at = stepNamed(guide, id);
	const {rows, items} = laidOut(
		page,
		at.checks.map(check => check.id),
		width,
		scene.theme,
	);
	const focus = asked ?? items[0]?.id ?? null;
	const next = nextOf(guide, scene.session, id);
	const isReading = id !== stepAt(guide, scene.session);
	const looking = workspaceOf(scene).looking();
	return {
		title: page.title,
		short: page.short,
		body: rows,
		paint: painter(scene, focus),
		items,
		moves: 'scroll',
		focus,
		enter: {words: nextWords(guide, next), deed: deedOf(scene, next)},
		...(focus === null
			? {}
			: {
					evidence: {
						hint: 'evidence',
						deed:
							findingOf(scene, focus) === undefined && !isAsked(checkNamed(guide, focus).check)
								? ({do: 'go', to: {at: 'evidence', check: focus}} as const)
								: opening(scene, focus),
					},
				}),
		...(isReading || !scene.session.entered.includes(id)
			? {}
			: {
					again: {
						hint: 'look again',
						deed: {
							do: 'look',
							what: `step ${numberOf(guide, id)}`,
							step: id,
							checks: checksAgain(scene.session, at, scene.now).map(check => check.id),
						} as const,
					},
				}),
		checks: {do: 'go', to: {at: 'checks', step: id}},
		...(looking !== null && !looking.ended ? {stops: 'stop looking', ticks: true as const} : {}),
		...(side === 0 || focus === null ? {} : {side: findingRows(scene, focus, side)}),
	};
};

/** The checks of one step, or of all of them. */
export const checks = (scene: Scene, id: string | null, width: number, asked: string | null): Shown => {
	const {guide} = workspaceOf(scene);
	const steps = guide.steps.filter(each => id === null || each.id === id);
	const body: Row[] = [];
	const items: {id: string; line: number}[] = [];
	const focus = asked ?? steps[0]?.checks[0]?.id ?? null;
	for (const each of steps) {
		body.push(...(body.length === 0 ? [] : [empty]), [span(`${numberOf(guide, each.id)}  ${scene.start.page(each.id).title}`, 'strong')]);
		for (const check of each.checks) {
			items.push({id: check.id, line: body.length});
			body.push(questionLine(scene, check.id, check.id === focus, true), seenLine(scene, check.id, width, 10));
		}
	}

	const number = focus === null ? '' : checkNamed(guide, focus).number;
	const deed: Deed = focus === null ? {do: 'back'} : opening(scene, focus);
	return {
		title: id === null ? 'All checks' : `Checks of step ${numberOf(guide, id)}`,
		body,
		items,
		moves: 'list',
		focus,
		enter: {words: focus === null ? 'back to the page' : `see ${number}`, deed},
		...(focus === null ? {} : {evidence: {hint: 'evidence', deed: {do: 'go', to: {at: 'evidence', check: focus}} as const}}),
		checks: id === null ? {do: 'back'} : {do: 'go', to: {at: 'checks', step: null}},
	};
};
