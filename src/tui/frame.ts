import {signOf} from '../guide/words.ts';
import {stepAt} from '../session/decide.ts';
import {gatesShown, numberOf, stepLook} from './journey.ts';
import {type KeyActionName, rowOf} from './keys.ts';
import {empty, ends, fill, type Line, lineWidth, type Span, span} from './line.ts';
import {type Scene, type Shown, savedSpan} from './scene.ts';
import {bodyRowsOf, isTooSmall, least, leftPane, screenOf, topOf} from './screen-of.ts';
import {signSpan, toAscii} from './theme.ts';
import {layerOf, type View} from './view.ts';
import {isCheckRow, wrapText} from './wrap.ts';

const header = (scene: Scene, view: View, shown: Shown): readonly [Line, Line] => {
	const isNarrow = view.columns < 80;
	const {workspace, theme} = scene;
	const dot = span(` ${theme.dot} `, 'quiet', ', ');
	const title = isNarrow ? (shown.short ?? shown.title) : shown.title;
	if (workspace === null) {
		const count = scene.start.sessions.length;
		const right = shown.practice
			? span('PRACTICE', 'practice')
			: span(count === 0 ? 'no session yet' : `${count} session${count === 1 ? '' : 's'}`, 'quiet');
		const signs = Array.from({length: scene.start.outline.steps}, (_, at) => `${at + 1} ${signOf('not-looked', theme.set)}`).join('  ');
		const gates = scene.start.outline.gates
			.map(({short}) => (isNarrow ? ` ${signOf('not-looked', theme.set)}` : `  ${signOf('not-looked', theme.set)} ${short}`))
			.join('');
		return [
			ends([span(' '), span(title, 'strong')], [right, span(' ')], view.columns, theme.ellipsis),
			ends([span(' '), span(signs, 'quiet')], [span(`gates${gates} `, 'quiet')], view.columns, theme.ellipsis),
		];
	}

	const {guide} = workspace;
	const at = stepAt(guide, scene.session);
	const {screen} = layerOf(view);
	const isElsewhere = screen.at === 'step' && screen.step !== at;
	const leftOf = (words: string): Line => [
		span(` ${numberOf(guide, at)} of ${guide.steps.length}  `),
		span(isElsewhere ? `reading ${numberOf(guide, screen.step)}: ${words}` : words, 'strong'),
	];
	const saved = savedSpan(workspace);
	const right: Line =
		workspace.practice === null
			? isNarrow
				? [saved, span(' ')]
				: [span(workspace.name, 'quiet'), dot, saved, span(' ')]
			: isNarrow
				? [...(workspace.notSaved() === null ? [] : [saved, span(' ')]), span('PRACTICE', 'practice'), span(' ')]
				: [span(`PRACTICE ${workspace.practice}`, 'practice'), dot, saved, span(' ')];
	// A short title whole says more than a long one cut.
	const isTight = lineWidth(leftOf(title)) + lineWidth(right) >= view.columns;
	const left = leftOf(isTight ? (shown.short ?? title) : title);
	const steps = guide.steps.flatMap((each, index): readonly Span[] => {
		const look = stepLook(scene.session, each);
		const number = each.id === at ? span(`[${index + 1}]`, 'here') : span(String(index + 1));
		return [span(index === 0 ? ' ' : '  '), number, span(' '), signSpan(look, theme)];
	});
	const gates = gatesShown(guide, scene.session).flatMap(({short, look}) => [
		span(isNarrow ? ' ' : '  '),
		signSpan(look, theme),
		...(isNarrow ? [] : [span(` ${short}`)]),
	]);
	return [
		ends(left, right, view.columns, theme.ellipsis),
		ends(steps, [span('gates', 'quiet'), ...gates, span(' ')], view.columns, theme.ellipsis),
	];
};

type Hint = {readonly name: KeyActionName; readonly label: string; readonly words: string};

/** What gives way first where hints do not fit; help and leave stay. */
const givesWay: readonly KeyActionName[] = [
	'search',
	'wait',
	'again',
	'next',
	'copy',
	'next-hit',
	'down',
	'evidence',
	'stop',
	'back',
	'close',
];

const hintsOf = (scene: Scene, view: View, shown: Shown): readonly Hint[] => {
	const at = layerOf(view).screen.at;
	const hint = (name: KeyActionName, words?: string): Hint => {
		const row = rowOf(name);
		return {name, label: row.label === 'arrows' ? scene.theme.arrows : row.label, words: words ?? row.hint};
	};
	const isLong = shown.body.length > bodyRowsOf(view);
	const leave: Hint = at === 'form' ? {name: 'leave', label: 'Ctrl+C', words: 'leave'} : hint('leave');
	if (at === 'form') {
		return [hint('down', 'move'), hint('close'), leave];
	}

	const search =
		view.search === null
			? isLong || shown.items.length > 8
				? [hint('search')]
				: []
			: [hint('next-hit', `next of ${view.search.hits.length}`)];
	return [
		...(shown.moves === 'list' ? [hint('down', 'move')] : isLong ? [hint('down', 'scroll')] : []),
		...(shown.items.length > 1 && at === 'step' ? [hint('next')] : []),
		...(shown.stops && at !== 'sign-in' ? [hint('stop', shown.stops)] : []),
		...(shown.evidence ? [hint('evidence', shown.evidence.hint)] : []),
		...(shown.copy && rowOf('copy').where.includes(at) ? [hint('copy', shown.copy.hint)] : []),
		...(shown.stops && at === 'sign-in' ? [hint('stop', shown.stops)] : []),
		...(shown.again && shown.again.deed !== shown.enter.deed ? [hint('again', shown.again.hint)] : []),
		...(shown.waits && view.waiting === null ? [hint('wait')] : []),
		...search,
		...(at === 'help' ? [hint('close')] : shown.noBack ? [] : [hint('back', shown.back?.hint)]),
		...(at === 'help' ? [] : [hint('help')]),
		leave,
	];
};

const hintRow = (scene: Scene, view: View, shown: Shown): Line => {
	if (view.search?.typing) {
		return [span(` /${view.search.text}`), span(' ', 'here', '')];
	}

	if (view.remark !== null) {
		return [span(` ${view.remark.text}`)];
	}

	const written = (hints: readonly Hint[]): Line =>
		hints.flatMap(({label, words}, at) => [span(at === 0 ? ' ' : '  '), span(label, 'strong'), span(` ${words}`)]);
	let hints = hintsOf(scene, view, shown);
	for (const name of givesWay) {
		if (lineWidth(written(hints)) <= view.columns - 1) {
			break;
		}

		hints = hints.filter(each => each.name !== name);
	}

	return written(hints);
};

/** What Enter says is never cut: in a narrow window it is said shorter. */
const enterWords = (words: string, room: number): string => {
	const tries = [words, words.replace('that was ', ''), words.replace(/ \(.*\)$/, ''), words.split(' ').slice(0, -1).join(' ')];
	return tries.find(each => each.length <= room) ?? words.split(' ')[0] ?? '';
};

const bottomRule = (scene: Scene, view: View, shown: Shown, top: number): Line => {
	const rows = bodyRowsOf(view);
	const {rule} = scene.theme;
	if (shown.body.length <= rows) {
		return [span(rule.repeat(view.columns), 'quiet', '')];
	}

	const position = ` ${top + 1}-${Math.min(shown.body.length, top + rows)} of ${shown.body.length} `;
	return [span(rule.repeat(view.columns - position.length - 1), 'quiet', ''), span(position, 'quiet'), span(rule, 'quiet', '')];
};

const small = (view: View): readonly Line[] =>
	[
		...wrapText(`This window is ${view.columns} x ${view.rows}. whfb needs ${least.columns} x ${least.rows}.`, view.columns),
		...wrapText('Make it larger, or leave with q and run whfb --plain.', view.columns),
		...Array.from({length: Math.max(0, view.rows - 2)}, () => empty),
	]
		.slice(0, view.rows)
		.map(line => fill(line, view.columns));

const inLetters = (scene: Scene, line: Line): Line =>
	scene.theme.set === 'ascii' ? line.map(part => ({...part, text: toAscii(part.text)})) : line;

/** The rows of a window: exactly as many as it has, each exactly as wide. */
export const frameOf = (scene: Scene, view: View, shown: Shown = screenOf(scene, view)): readonly Line[] => {
	if (isTooSmall(view)) {
		return small(view);
	}

	const {theme} = scene;
	const rows = bodyRowsOf(view);
	const top = topOf(view, shown);
	const [first, second] = header(scene, view, shown);
	const width = shown.side === undefined ? view.columns : leftPane;
	const window = Array.from({length: rows}, (_, at): Line => {
		const row = shown.body[top + at] ?? empty;
		const line = isCheckRow(row) ? (shown.paint?.(row, width - 2) ?? empty) : row;
		const left = fill([span(' '), ...line], width, theme.ellipsis);
		return shown.side === undefined
			? left
			: fill([...left, span(theme.bar, 'quiet', ''), span(' '), ...(shown.side[at] ?? empty)], view.columns, theme.ellipsis);
	});
	const enter = enterWords(shown.enter.words, view.columns - 9);
	return [
		first,
		second,
		[span(theme.rule.repeat(view.columns), 'quiet', '')],
		...window,
		bottomRule(scene, view, shown, top),
		fill([span(' '), span('Enter', 'strong'), span(`  ${enter}`)], view.columns, theme.ellipsis),
		fill(hintRow(scene, view, shown), view.columns, theme.ellipsis),
	].map(line => inLetters(scene, line));
};
