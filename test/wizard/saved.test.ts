import {describe, expect, it} from 'vitest';
import {summaryText} from '../../src/report/summary.ts';
import {frameOf} from '../../src/ui/ink/frame.ts';
import {type Place, push, startView} from '../../src/wizard/navigation.ts';
import {headText} from '../../src/wizard/reader-text.ts';
import type {Scene} from '../../src/wizard/scene.ts';
import {screenOf} from '../../src/wizard/screen-of.ts';
import {wordsOf} from '../../src/wizard/text.ts';
import {trailOf} from '../../src/wizard/trail.ts';
import {allOfFour, atStepFour, now, sampleStart, sampleWalk} from './sample.ts';

const four = '04-synchronization';
const screens: readonly Place[] = [
	{at: 'page', step: four},
	{at: 'seen', step: four},
	{at: 'errands', step: four},
	{at: 'map'},
	{at: 'looking'},
	{at: 'finding', check: 'key-write-back'},
	{at: 'evidence', check: 'key-write-back'},
	{at: 'refusal', wish: 'finish', step: four, shut: ['key-write-back']},
	{at: 'form', form: {for: 'answer', check: 'key-trust-chosen'}},
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
		now,
		clock: 0,
		waitsFor: null,
		doctor: null,
		plan: null,
		still: false,
	};
};
const drawn = (scene: Scene, place: Place, rows = 40) => {
	const view = push(startView({at: 'map'}, 0), place);
	const {head, body, foot} = frameOf({
		screen: screenOf(scene, view),
		trail: trailOf(scene, place),
		view,
		size: {columns: 80, rows},
		top: -1,
		cursor: 0,
		search: null,
		signs: 'ascii',
	});
	return [...head, ...body, ...foot].map(wordsOf).join('\n');
};

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
		expect(headText(trailOf(scene, {at: 'map'}), screenOf(scene, startView({at: 'map'}, 0)))).toMatch(/NOT SAVED, the disk is full/);
		expect(summaryText(scene.workspace as NonNullable<typeof scene.workspace>, 'go on', 'ascii')).toMatch(/NOT SAVED, the disk is full/);
	});

	it('all is said to be saved where it is', () => {
		expect(drawn(sceneWith(null), {at: 'help'})).toMatch(/everything is saved/);
		expect(drawn(sceneWith(null), {at: 'page', step: four})).toMatch(claims);
	});
});
