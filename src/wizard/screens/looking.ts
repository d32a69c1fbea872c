import {checkNamed, numberOf, readsLong, readsOf} from '../../guide/checks.ts';
import {durationOf, lookOf, outcomeWord} from '../../guide/words.ts';
import {longRead} from '../../report/so-far.ts';
import {stepAt} from '../../session/decide.ts';
import {findingOf, type Scene, workspaceOf} from '../scene.ts';
import {apart, type Block, row, type Screen, screen, spans, text} from '../screen.ts';
import {signSpan, span} from '../text.ts';

/** What one look takes, in words: seconds, or minutes where thousands of records are read; nothing is asked in practice. */
const estimate = (isPractice: boolean, isLong: boolean) =>
	isPractice ? '' : isLong ? ', usually minutes in a large directory' : ', usually under a minute';

/** A look under way: a row for each check, in the guide's order; rows never move. */
export const looking = (scene: Scene): Screen => {
	const workspace = workspaceOf(scene);
	const {guide} = workspace;
	const now = workspace.looking();
	const rows = now?.rows ?? [];
	const gone = now === null ? 0 : Math.max(0, scene.clock - now.startedAt);
	const done = rows.filter(({phase}) => phase === 'done' || phase === 'stopped').length;
	const hasClock = gone >= 1000 && !scene.still && now?.ended !== true;
	const isLong = rows.some(({check}) => readsLong(check));
	const column = Math.max(0, ...rows.map(({check}) => checkNamed(guide, check.id).number.length));
	const lines = rows.map(({check, phase, took}): Block => {
		const look = phase === 'done' || phase === 'stopped' ? lookOf(findingOf(scene, check.id)) : null;
		const time =
			look === null ? (phase === 'looking' && hasClock ? durationOf(gone) : '') : took === null ? '' : `${(took / 1000).toFixed(1)} s`;
		return row({
			id: check.id,
			lead: [look === null ? span(' ') : signSpan(look), span(` ${checkNamed(guide, check.id).number.padEnd(column)}  `)],
			words: check.question,
			beside: [span(look === null ? phase : outcomeWord(look).padEnd(8)), span(time.padStart(8), 'quiet')],
		});
	});
	const under = rows.filter(({phase}) => phase === 'looking');
	const asking = under.find(({check}) => readsLong(check)) ?? under[0];
	const reads = asking === undefined ? [] : readsOf(asking.check);
	const told = longRead(guide, now);
	const at = stepAt(guide, scene.session);
	return screen({
		title: `Looking at ${now?.at ?? 'it'}`,
		short: 'Looking',
		blocks: apart(
			[
				text(
					`Looking at ${now?.at ?? 'it'}: ${done} of ${rows.length} done${hasClock ? `, ${durationOf(gone)} so far` : ''}${estimate(workspace.practice !== null, isLong)}`,
				),
				...(told === null ? [] : [text(told)]),
			],
			lines,
			asking === undefined || told !== null
				? []
				: [text(`${checkNamed(guide, asking.check.id).number} is reading ${reads.map(({what}) => what).join('; ')}`)],
			[
				text(
					workspace.notSaved() === null
						? 'Each check is saved as it is done. You may leave or read on while it looks.'
						: 'You may read on while it looks. What is found is held in memory until it can be saved.',
				),
			],
		),
		moves: 'page',
		enter: {words: `read the page of step ${numberOf(guide, at)} meanwhile`, deed: {do: 'go', to: {at: 'page', step: at}}},
		actions: [
			{name: 'stop', words: 'stop looking', deed: {do: 'stop'}},
			{name: 'evidence', words: 'what is being read', deed: {do: 'go', to: {at: 'reads', checks: rows.map(({check}) => check.id)}}},
		],
		ticks: true,
	});
};

/** What is read for some checks, and with which right. */
export const reads = (scene: Scene, checks: readonly string[]): Screen =>
	screen({
		title: 'What is being read',
		short: 'What is read',
		blocks: apart(
			...checks.map(id => {
				const {check, number} = checkNamed(workspaceOf(scene).guide, id);
				return [
					spans(span(`${number}  `), span(check.question, 'strong')),
					...readsOf(check).map(
						({what, rights}): Block => ({kind: 'text', spans: [span(`- ${what}`), span(`, with ${rights}`, 'quiet')], indent: 3}),
					),
				];
			}),
		),
		actions: [{name: 'evidence', words: 'close', deed: {do: 'back'}}],
	});
