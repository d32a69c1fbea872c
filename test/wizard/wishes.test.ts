import {afterAll, describe, expect, it} from 'vitest';
import {stepAt} from '../../src/session/decide.ts';
import {drive} from '../../src/ui/ink/driver.ts';
import {labelOf, type Pressed} from '../../src/ui/ink/keys.ts';
import {converse} from '../../src/ui/plain/driver.ts';
import {type Controller, control} from '../../src/wizard/controller.ts';
import {type Place, placeOf} from '../../src/wizard/navigation.ts';
import {choicesIn} from '../../src/wizard/screen.ts';
import type {Intent} from '../../src/wizard/update.ts';
import {drawFrom} from '../campaigns/draw.ts';
import {allOfFour, atStepFour, elsewhere, good, guide, practising, sampleStart, sampleWalk, silent} from './sample.ts';

/** So many random journeys; more with WHFB_WISHES=500. */
const many = Number(process.env['WHFB_WISHES'] ?? 40);
const seed = Number(process.env['WHFB_SEED'] ?? 20_261_127);

const worlds = [
	allOfFour,
	{},
	{
		'key-write-back': elsewhere,
		'connect-version': elsewhere,
		'active-server': elsewhere,
		'verified-upn': silent('not-signed-in', 'Nobody is signed in.'),
	},
	{dns: silent('unreachable', 'Nothing answered.'), 'key-write-back': good},
];

const started = (world: number) => {
	const first = world % 2 === 0 ? practising('connect-before-schema') : atStepFour(world === 1 ? {} : {'key-write-back': elsewhere});
	const workspace = sampleWalk(first, {answers: {...worlds[world % worlds.length]}});
	return {workspace, start: sampleStart({workspace})};
};

const open: Controller[] = [];
afterAll(() => {
	for (const controller of open) {
		controller.leave(0);
	}
});
const begun = (start: ReturnType<typeof sampleStart>, still: boolean, onEnd = () => {}): Controller => {
	const controller = control(
		start,
		{signs: 'ascii', flag: '', still, clock: () => 0, keys: []},
		{copy: () => 'Copied.', bell: () => {}, ended: onEnd},
	);
	open.push(controller);
	return controller;
};

/** What a session amounts to, without the times at which it was written. */
const amounts = ({session}: ReturnType<typeof sampleWalk>) => {
	const {entered, finished, findings, attestations} = session();
	return {
		entered,
		finished,
		findings: Object.fromEntries(
			Object.entries(findings).map(([id, found]) => [id, found.kind === 'judged' ? found.verdict.outcome : found.reason]),
		),
		attestations: Object.fromEntries(Object.entries(attestations).map(([id, {yes, by}]) => [id, {yes, by}])),
	};
};

/** What somebody at a window presses for what was wanted line by line; what no key of the present screen does is wanted of the controller itself. */
const pressing = (controller: Controller): ((intent: Intent) => void) => {
	let clock = 0;
	const driver = drive(controller, {
		size: {columns: 80, rows: 24},
		signs: 'ascii',
		clock: () => clock,
		redraw: () => {},
		completePath: () => null,
	});
	const press = (...keys: readonly Pressed[]) => {
		for (const key of keys) {
			clock += 1000;
			driver.press(key);
		}
	};
	return intent => {
		const isForm = controller.screen().moves === 'form';
		switch (intent.name) {
			case 'enter':
				return press({input: '\r', return: true});
			case 'open':
				for (let rows = choicesIn(controller.screen().blocks).length; controller.screen().focus !== intent.id && rows > 0; rows--) {
					press({input: '', tab: true});
				}

				expect(controller.screen().focus).toBe(intent.id);
				return press({input: '\r', return: true});
			case 'fill':
				return press({input: 'e', ctrl: true}, {input: 'u', ctrl: true}, ...[...intent.text].map(input => ({input})));
			case 'act': {
				const label = labelOf(intent.action);
				return isForm || label.length !== 1 ? controller.want(intent) : press({input: label});
			}

			default:
				return controller.want(intent);
		}
	};
};

describe('a journey', () => {
	it('that is answered line by line comes to the same session as its wishes do in a window', {timeout: 120_000}, async () => {
		const random = drawFrom(seed).below;
		let wishes = 0;
		for (let run = 0; run < many; run++) {
			const world = run % worlds.length;
			const {workspace, start} = started(world);
			const said: Intent[] = [];
			let isOver = false;
			let left = 14;
			const controller = begun(start, true, () => {
				isOver = true;
			});
			const recording: Controller = {
				...controller,
				want: intent => {
					said.push(intent);
					controller.want(intent);
				},
			};
			await converse({
				controller: recording,
				write: () => {},
				// Numbers mostly, a letter now and then; text boxes take them for text.
				ask: async () => (left-- > 0 ? (['', '', '', String(1 + random(6)), 'b', 'm', 'y'][random(7)] ?? '') : null),
				isOver: () => isOver,
			});
			await controller.settled();
			const other = started(world);
			const window = begun(other.start, false);
			const keys = pressing(window);
			await window.settled();
			for (const intent of said) {
				keys(intent);
				await window.settled();
			}

			wishes += said.length;
			expect(amounts(other.workspace), `seed ${seed}, run ${run}`).toEqual(amounts(workspace));
		}

		expect(wishes).toBeGreaterThan(many * 5);
	});

	/** Where what Enter says leads, by its first words. */
	const leads = (words: string, before: Place, after: Place, asked: readonly string[]): boolean => {
		const number = /(\d+\.\d+)/.exec(words)?.[1];
		const check =
			number === undefined ? undefined : guide.steps[Number(number.split('.')[0]) - 1]?.checks[Number(number.split('.')[1]) - 1]?.id;
		switch (true) {
			case /^see \d|^see what lets \d/.test(words):
				return after.at === 'finding' && after.check === check;
			case /^answer /.test(words):
				return after.at === 'form' && after.form.for === 'answer' && after.form.check === check;
			case /^finish step/.test(words):
				return ['page', 'refusal', 'finish', 'notice'].includes(after.at);
			case /name the pilot first/.test(words):
				return after.at === 'form' && after.form.for === 'pilot';
			case /^start step|^look/.test(words):
				return asked.length > 0 || after.at === 'refusal';
			case /^(go to|return to|read) step|^read the page/.test(words):
				return ['page', 'seen', 'errands', 'refusal'].includes(after.at);
			case /^see why/.test(words):
				return after.at === 'refusal';
			case /^see what was seen of all/.test(words):
				return after.at === 'finish';
			case /^see what was seen/.test(words):
				return after.at === 'seen' || after.at === 'errands';
			case /^see what lets the rest/.test(words):
				return after.at === 'errands';
			case /^write the script/.test(words):
				return after.at === 'form' && after.form.for === 'script';
			case /^(back|close)/.test(words):
				return JSON.stringify(after) !== JSON.stringify(before);
			default:
				return true;
		}
	};

	it('finds behind Enter what its row says, wherever one stands', {timeout: 120_000}, async () => {
		const random = drawFrom(seed + 1).below;
		const met = new Set<string>();
		for (let run = 0; run < many; run++) {
			const {workspace, start} = started(run % worlds.length);
			const controller = begun(start, true);
			await controller.settled();
			for (let turn = 0; turn < 12; turn++) {
				const screen = controller.screen();
				const rows = choicesIn(screen.blocks);
				const row = rows[random(Math.max(1, rows.length))];
				if (random(3) === 0 && row !== undefined) {
					controller.want({name: 'focus', id: row.id});
				}

				const {words, deed} = controller.screen().enter;
				if (deed.do === 'leave' || deed.do === 'submit' || deed.do === 'next-field') {
					controller.want({name: 'act', action: 'map'});
					continue;
				}

				const before = placeOf(controller.view());
				const asked = workspace.asked.length;
				const at = stepAt(guide, workspace.session());
				controller.want({name: 'enter'});
				await controller.settled();
				met.add(words.replace(/\d.*$/, '').trim());
				expect(
					leads(words, before, placeOf(controller.view()), workspace.asked.slice(asked)),
					`seed ${seed}, run ${run}: "${words}" at ${JSON.stringify(before)}, step ${at}, led to ${JSON.stringify(placeOf(controller.view()))}`,
				).toBe(true);
			}
		}

		expect(met.size).toBeGreaterThan(10);
	});
});
