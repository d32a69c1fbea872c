import {describe, expect, it, vi} from 'vitest';
import {enter, escape, openWindow} from '../ui/window.ts';
import {allOfFour, atStepFour, good, sampleWalk} from './sample.ts';

const allGood = Object.fromEntries(Object.keys(allOfFour).map(id => [id, good]));

/** Session A open, and B to be opened from the welcome: the list of sessions names both. */
const twoSessions = (takes = 1) => {
	const a = sampleWalk(atStepFour(allGood), {answers: allGood, takes});
	const b = sampleWalk(atStepFour(allOfFour), {answers: allOfFour}, {name: 'fabrikam'});
	const listed = ['contoso-hq', 'fabrikam'].map(name => ({kind: 'sound' as const, name, session: atStepFour()}));
	const window = openWindow({workspace: a, sessions: listed, openSession: async () => b}, {rows: 40});
	const openB = async () => {
		window.controller.want({name: 'act', action: 'map'});
		while (window.at() !== 'welcome') {
			window.controller.want({name: 'act', action: 'back'});
		}

		window.controller.want({name: 'open', id: 'fabrikam'});
		await vi.waitFor(() => expect(window.controller.scene().workspace?.name).toBe('fabrikam'));
	};
	return {a, b, openB, ...window};
};

describe('another session that is opened', () => {
	it('shows nothing that was typed in the one before', async () => {
		const {press, openB, text} = twoSessions();
		press('i', ...'/tmp/of-a.json', escape);
		await openB();
		press('i');
		expect(text()).toMatch(/File or folder/);
		expect(text()).not.toMatch(/of-a/);
	});

	it('is told nothing of a wish that was begun in the one before, and takes its own', async () => {
		const {a, b, openB, controller, text} = twoSessions(40);
		controller.want({name: 'read', step: 4});
		const finish = () => {
			controller.want({name: 'act', action: 'seen'});
			controller.want({name: 'focus', id: '+finish'});
			controller.want({name: 'enter'});
		};
		finish();
		expect(a.asked).toEqual(['the gates of step 4']);
		await openB();
		await controller.settled();
		expect(text()).not.toMatch(/Step 4 is finished|cannot be left/);
		expect(b.session().finished).not.toContain('04-synchronization');
		controller.want({name: 'read', step: 4});
		finish();
		await controller.settled();
		expect(b.asked).toContain('the gates of step 4');
		expect(text()).toMatch(/Step 4 cannot be left yet/);
	});
});

/** The refusal of step 4, waited at, with the world mended meanwhile. */
const waitingAtRefusal = async (takes = 1) => {
	const answers: Record<string, (typeof allOfFour)[string]> = {...allOfFour};
	const workspace = sampleWalk(atStepFour(allOfFour), {answers, takes});
	const window = openWindow({workspace}, {rows: 30});
	const {controller} = window;
	controller.want({name: 'read', step: 4});
	controller.want({name: 'act', action: 'seen'});
	controller.want({name: 'focus', id: '+finish'});
	controller.want({name: 'enter'});
	await controller.settled();
	expect(window.at()).toBe('refusal');
	controller.want({name: 'act', action: 'wait'});
	Object.assign(answers, allGood);
	return {...window, workspace};
};

describe('a wait that somebody has left', () => {
	it('tells what it saw, and pulls nobody away from what they type', async () => {
		const {controller, press, at, text} = await waitingAtRefusal();
		press('i', ...'/tmp/x');
		expect(controller.view().waiting).toBeNull();
		await controller.settled();
		expect(at()).toBe('form');
		expect(text()).toMatch(/\/tmp\/x/);
	});

	it('is ended by x with what is looked at meanwhile', async () => {
		const {controller, workspace} = await waitingAtRefusal();
		const stop = vi.spyOn(workspace, 'stop');
		controller.want({name: 'act', action: 'stop'});
		expect(stop).toHaveBeenCalledTimes(1);
		expect(controller.view().waiting).toBeNull();
	});
});

it('says on a refusal that what kept the step shut holds now, and offers what it stands for', async () => {
	const {controller, text, workspace} = await waitingAtRefusal();
	controller.want({name: 'act', action: 'stop'});
	await workspace.look('all', workspace.guide.steps[3]?.checks ?? []);
	await controller.settled();
	expect(text()).toMatch(/What kept step 4 shut is seen to hold now\./);
	expect(text()).toMatch(/Enter {2}finish step 4/);
	expect(text()).not.toMatch(/cannot be left yet/);
});

it('takes no part of a text that is too long for a box', () => {
	const {controller, text} = openWindow({workspace: sampleWalk(atStepFour(), {answers: {}})});
	controller.want({name: 'act', action: 'bring'});
	controller.want({name: 'fill', field: 'path', text: `/tmp/${'x'.repeat(5000)}`});
	expect(text()).toMatch(/longer than 4096 letters, and none of it was taken/);
	controller.want({name: 'fill', field: 'path', text: `/tmp/${'x'.repeat(1000)}`});
	expect(controller.view().drafts['bring.null.path'] ?? Object.values(controller.view().drafts)[0]).toHaveLength(1005);
});

it('keeps in a box what was typed, and shows what cannot be seen in it', () => {
	const {controller, press, text} = openWindow({workspace: sampleWalk(atStepFour(), {answers: {}})});
	press('i');
	controller.want({name: 'fill', field: 'path', text: '/tmp/m\u200cx'});
	press('z');
	expect(Object.values(controller.view().drafts)).toEqual(['/tmp/m\u200cxz']);
	expect(text()).toMatch(/\/tmp\/m<U\+200C>xz/);
});

it('shows the end of a long text in a box, with its cursor, however wide its letters are', () => {
	const {controller, text} = openWindow({workspace: sampleWalk(atStepFour(), {answers: {}})});
	controller.want({name: 'act', action: 'bring'});
	for (const begun of ['x'.repeat(4000), '\u4e2d'.repeat(60)]) {
		controller.want({name: 'fill', field: 'path', text: `${begun}END`});
		expect(text()).toMatch(/(?:x|\u4e2d)END /);
	}
});

it('begins nothing twice', async () => {
	const begin = vi.fn(async () => {
		await new Promise(resolve => setTimeout(resolve, 20));
		return sampleWalk(atStepFour(), {answers: {}});
	});
	const {press, controller, text} = openWindow({workspace: null, startPractice: begin});
	controller.want({name: 'act', action: 'help'});
	controller.want({name: 'close'});
	press('j', enter);
	expect(text()).toMatch(/practice/i);
	press(enter);
	press(enter);
	await controller.settled();
	expect(begin).toHaveBeenCalledTimes(1);
});
