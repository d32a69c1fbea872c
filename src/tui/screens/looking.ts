import {durationOf, lookOf, outcomeWord} from '../../guide/words.ts';
import {checkNamed, readsLong, readsOf} from '../journey.ts';
import {empty, ends, type Line, span} from '../line.ts';
import {type Deed, findingOf, type Scene, type Shown, workspaceOf} from '../scene.ts';
import {longRead} from '../so-far.ts';
import {signSpan} from '../theme.ts';
import {wrapSpans, wrapText} from '../wrap.ts';

const tookWords = (took: number | null) => (took === null ? '' : `${(took / 1000).toFixed(1)} s`);

/** A look under way: a row for each check, in the guide's order; rows never move. */
export const looking = (scene: Scene, width: number, clock: number, meanwhile: Deed): Shown => {
	const workspace = workspaceOf(scene);
	const {guide} = workspace;
	const now = workspace.looking();
	const rows = now?.rows ?? [];
	const gone = now === null ? 0 : Math.max(0, clock - now.startedAt);
	const done = rows.filter(({phase}) => phase === 'done' || phase === 'stopped').length;
	const hasClock = gone >= 1000 && !scene.still && now?.ended !== true;
	const head = `Looking at ${now?.at ?? 'it'}: ${done} of ${rows.length} done${hasClock ? `, ${durationOf(gone)} so far` : ''}`;
	const column = Math.max(0, ...rows.map(({check}) => checkNamed(guide, check.id).number.length));
	const lines = rows.map(({check, phase, took}): Line => {
		const number = checkNamed(guide, check.id).number.padEnd(column);
		const look = phase === 'done' || phase === 'stopped' ? lookOf(findingOf(scene, check.id)) : null;
		const word = look === null ? phase : outcomeWord(look);
		const time = look !== null ? tookWords(took) : phase === 'looking' && hasClock ? durationOf(gone) : '';
		const sign = look === null ? span(' ') : signSpan(look, scene.theme);
		const right = width < 60 ? [span(` ${word.padEnd(8)}`)] : [span(` ${word.padEnd(14)}`), span(time.padStart(8), 'quiet')];
		return ends([sign, span(` ${number}  `), span(check.question)], right, width, scene.theme.ellipsis);
	});
	const under = rows.filter(({phase}) => phase === 'looking');
	const asking = under.find(({check}) => readsLong(check)) ?? under[0];
	const reads = asking === undefined ? [] : readsOf(asking.check);
	const {number} = asking === undefined ? {number: ''} : checkNamed(guide, asking.check.id);
	const reading =
		reads.length === 0
			? []
			: wrapSpans([span(`${number} is reading ${reads.map(({what}) => what).join('; ')}`)], width, empty, [span('    ')]);
	// What takes minutes is told above the rows, where it shows in every window; its room is kept, because rows never move.
	const isLong = workspace.practice === null && rows.some(({check}) => readsLong(check));
	const told = longRead(guide, now);
	const room = Array.from({length: width < 60 ? 4 : 2}, (_, at) => (told === null ? reading : wrapText(told, width))[at] ?? empty);
	return {
		title: `Looking at ${now?.at ?? 'it'}`,
		short: 'Looking',
		body: [
			...wrapText(head, width),
			...(isLong ? room : []),
			empty,
			...lines,
			empty,
			...(isLong || reading.length === 0 ? [] : [...reading, empty]),
			...wrapText(
				workspace.notSaved() === null
					? 'Each check is saved as it is done. You may leave or read on while it looks.'
					: 'You may read on while it looks. What is found is held in memory until it can be saved.',
				width,
			),
		],
		items: [],
		moves: 'scroll',
		focus: null,
		enter: {words: 'read the page meanwhile', deed: meanwhile},
		stops: 'stop looking',
		evidence: {hint: 'what is being read', deed: {do: 'go', to: {at: 'reads', checks: rows.map(({check}) => check.id)}}},
		ticks: true,
	};
};

/** What is read for some checks, and with which right. */
export const reads = (scene: Scene, checks: readonly string[], width: number): Shown => ({
	title: 'What is being read',
	short: 'What is read',
	body: checks.flatMap((id, at) => {
		const {check, number} = checkNamed(workspaceOf(scene).guide, id);
		return [
			...(at === 0 ? [] : [empty]),
			...wrapSpans([span(`${number}  `), span(check.question, 'strong')], width),
			...readsOf(check).flatMap(({what, rights}) =>
				wrapSpans([span(what), span(`, with ${rights}`, 'quiet')], width, [span('   - ')], [span('     ')]),
			),
		];
	}),
	items: [],
	moves: 'scroll',
	focus: null,
	enter: {words: 'back', deed: {do: 'back'}},
	evidence: {hint: 'close', deed: {do: 'back'}},
});
