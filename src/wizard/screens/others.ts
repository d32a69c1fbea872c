import {commandLine} from '../../command-line.ts';
import {numberOf} from '../../guide/checks.ts';
import {allOf, capital} from '../../guide/outline.ts';
import {lookOf, looks, outcomeWord} from '../../guide/words.ts';
import {leavingWords} from '../../report/saved.ts';
import {countWords} from '../../report/standing.ts';
import {errandsOf, findingOf, type Scene, workspaceOf} from '../scene.ts';
import {apart, type Block, row, type Screen, screen, spans, strong, text, verbatim} from '../screen.ts';
import {signSpan, span} from '../text.ts';

/** Every step is done: what was seen, step by step, and what still can be. */
export const finish = (scene: Scene): Screen => {
	const workspace = workspaceOf(scene);
	const {guide} = workspace;
	const isDone = guide.steps.every(({id}) => scene.session.finished.includes(id));
	const all = guide.steps.flatMap(({checks}) => checks);
	const errands = errandsOf(scene, all);
	const rows = looks.flatMap((look): readonly Block[] => {
		const checks = all.filter(({id}) => lookOf(findingOf(scene, id)) === look);
		return look === 'not-looked' && checks.length === 0
			? []
			: [
					row({
						id: `+${look}`,
						lead: [{...signSpan(look), say: ''}, span(' ')],
						words: outcomeWord(look),
						beside: [span(String(checks.length).padStart(4))],
					}),
				];
	});
	const open = guide.steps.flatMap(step => {
		const words = countWords(scene.session, step.checks, ['unmet', 'unobserved']);
		return words === '' ? [] : [text(`step ${numberOf(guide, step.id)}: ${words}`)];
	});
	const command = commandLine(['whfb', 'check', '--session', workspace.name, '--format', 'json', '--out', `${workspace.name}.json`]);
	return screen({
		title: isDone ? `${capital(allOf(guide.steps.length, 'step'))} are done` : 'What was seen so far',
		short: isDone ? 'All done' : 'So far',
		blocks: apart(
			[
				text(
					isDone
						? `${capital(allOf(scene.start.outline.gates.length, 'gate'))} were looked at again when the last step was finished, and hold.`
						: 'Not all steps are finished yet.',
				),
			],
			rows,
			open.length === 0 ? [] : [strong('Left open'), ...open],
			errands.length === 0
				? []
				: [
						strong('What lets the rest be seen'),
						...errands.map(({title, checks}) => text(`${title}: ${checks.map(({number}) => number).join(' ')}`)),
					],
			[text('One command looks once more and writes every finding with its evidence. It names people and servers.'), verbatim(command)],
		),
		moves: 'page',
		enter: {words: `leave; ${leavingWords(workspace)}`, deed: {do: 'leave'}},
		actions: [{name: 'copy', words: 'copy the command', deed: {do: 'copy', text: command}}],
	});
};

/** What each sign means. */
export const legend: Block = spans(
	...looks.flatMap(look => [{...signSpan(look), say: ''}, span(` ${outcomeWord(look)}`, 'plain', ''), span('\u00a0\u00a0 ', 'plain', '')]),
);

/** A line of the help: what is pressed, and what it does. */
export type KeyHelp = {readonly label: string; readonly does: string};

/** How one moves about, and what the signs mean. Which keys there are is for whoever has keys. */
export const help = (scene: Scene, keys: readonly KeyHelp[]): Screen =>
	screen({
		title: 'Help',
		blocks: apart(
			keys.map(({label, does}) => row({id: label, lead: [span(label.padEnd(10), 'strong')], words: does})),
			[legend, text('A gate opens for met and does not apply only. A finding not seen never opens one.')],
			[text(`Leaving asks nothing; ${leavingWords(scene.workspace)}.`)],
			[text('Looks wrong here, or a screen reader listens? whfb --plain asks the same questions line by line.')],
		),
		enter: {words: 'close help', deed: {do: 'back'}},
	});

/** A text with nothing to do: every read beforehand, or what could not be done. */
export const notice = (title: string, words: string): Screen =>
	screen({title, blocks: words.split('\n').map(line => text(line.trimStart(), Math.min(12, line.length - line.trimStart().length)))});
