import {describe, expect, it} from 'vitest';
import {frameOf} from '../../src/tui/frame.ts';
import {summaryText} from '../../src/tui/leaving.ts';
import {wordsOf} from '../../src/tui/line.ts';
import type {Scene} from '../../src/tui/scene.ts';
import {screenOf} from '../../src/tui/screen-of.ts';
import {sayAll} from '../../src/tui/spoken.ts';
import {themeOf} from '../../src/tui/theme.ts';
import {push, type Screen, startView} from '../../src/tui/view.ts';
import {allOfFour, atStepFour, now, sampleStart, sampleWalk} from './sample.ts';

const four = '04-synchronization';
const screens: readonly Screen[] = [
	{at: 'step', step: four},
	{at: 'checks', step: null},
	{at: 'looking'},
	{at: 'finding', check: 'key-write-back'},
	{at: 'evidence', check: 'key-write-back'},
	{at: 'refusal', wish: 'finish', step: four, shut: ['key-write-back']},
	{at: 'supply', check: 'key-write-back'},
	{at: 'form', form: {for: 'answer', check: 'key-trust-chosen'}},
	{at: 'resume'},
	{at: 'finish'},
	{at: 'help'},
	{at: 'notice', title: 'Done', text: 'It was written.'},
];

const sceneWith = (trouble: string | null): Scene => {
	const workspace = sampleWalk(
		atStepFour(allOfFour),
		{answers: {}},
		{notSaved: () => trouble, held: () => (trouble === null ? '' : '3 findings')},
	);
	const start = sampleStart({workspace});
	return {
		start,
		workspace,
		session: workspace.session(),
		before: null,
		theme: themeOf('ascii'),
		now,
		doctor: null,
		plan: null,
		still: false,
	};
};
const drawn = (scene: Scene, screen: Screen, rows = 40) =>
	frameOf(scene, push(startView({at: 'step', step: four}, 80, rows, 0), screen))
		.map(wordsOf)
		.join('\n');

/** What says of the present state of the session that it is on disk. */
const claims = /\bis saved\b|\bsaved \d\d:\d\d\b|\. Saved\b|saved as it is done/i;

describe('while something is unsaved', () => {
	it.each(screens.map(screen => [screen.at, screen] as const))(
		'no screen says that all is saved, and each says what is held and how to keep it: %s',
		(_, screen) => {
			const text = drawn(sceneWith('the disk is full'), screen);
			expect(text).not.toMatch(claims);
			expect(text.replace(/\s+/g, ' ')).toContain(
				'NOT SAVED: the disk is full. Held in memory: 3 findings. No step is passed meanwhile. Mend that and stay here: whfb tries again every 2 seconds.',
			);
			expect(drawn(sceneWith(null), screen)).not.toMatch(/NOT SAVED/);
		},
	);

	it('a screen reader hears it, and the last lines say it', () => {
		const scene = sceneWith('the disk is full');
		expect(sayAll(scene, startView({at: 'step', step: four}, 80, 24, 0)).join('\n')).toMatch(/NOT SAVED, the disk is full/);
		expect(summaryText(scene.workspace as NonNullable<typeof scene.workspace>, 'ascii')).toMatch(/NOT SAVED, the disk is full/);
	});

	it('what Tab moves to stays on its own row', () => {
		const view = startView({at: 'checks', step: null}, 80, 24, 0);
		const [with_, without] = [screenOf(sceneWith('the disk is full'), view), screenOf(sceneWith(null), view)];
		const added = with_.body.length - without.body.length;
		expect(added).toBeGreaterThan(1);
		expect(with_.items.map(({line}) => line - added)).toEqual(without.items.map(({line}) => line));
	});

	it('all is said to be saved where it is', () => {
		expect(drawn(sceneWith(null), {at: 'help'})).toMatch(/everything is saved/);
		expect(drawn(sceneWith(null), {at: 'step', step: four})).toMatch(claims);
	});
});
