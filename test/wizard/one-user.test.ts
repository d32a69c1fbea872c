import {expect, it, vi} from 'vitest';
import {CannotStart} from '../../src/cannot-start.ts';
import type {Workspace} from '../../src/session/workspace.ts';
import {enter, openWindow} from '../ui/window.ts';
import {allOfFour, atStepFour, sampleWalk} from './sample.ts';

const atMap = (more: Partial<Workspace> = {}) => {
	const workspace = {...sampleWalk(atStepFour(allOfFour), {answers: {}}), ...more};
	return {workspace, ...openWindow({workspace}, {rows: 40})};
};

/** From the map to the form, whichever row one stands on: the question is the last of them. */
const toForm = ({press, at}: ReturnType<typeof atMap>) => {
	expect(at()).toBe('map');
	press(...Array.from({length: 12}, () => 'j'), enter);
	expect(at()).toBe('form');
};

it('asks for one user from the map, looks, and shows what is seen as text', async () => {
	const window = atMap();
	const {press, at, text, workspace} = window;
	expect(text()).toMatch(/One person's question +everything that is seen of one user/);
	toForm(window);
	press(...'anna@contoso.com', enter);
	await vi.waitFor(() => expect(text()).toMatch(/What is seen of anna@contoso\.com, and of nobody else/));
	expect(at()).toBe('notice');
	expect(workspace.asked).toEqual(['user anna@contoso.com']);
	press('b');
	expect(at()).toBe('map');
});

it('asks nobody without a name, and for no name that is none', () => {
	const window = atMap();
	const {press, at, text, workspace} = window;
	toForm(window);
	press(enter);
	expect(text()).toMatch(/Whom\? The name is missing/);
	press(...'anna', enter);
	expect(text()).toMatch(/anna is no user principal name/);
	expect(at()).toBe('form');
	expect(workspace.asked).toEqual([]);
});

it('says why nobody was asked, and shows no look that never ends', async () => {
	const window = atMap({
		oneUser: async () => {
			throw new CannotStart('Somebody else has this session open.');
		},
	});
	const {press, text} = window;
	toForm(window);
	press(...'anna@contoso.com', enter);
	await vi.waitFor(() => expect(text()).toMatch(/Somebody else has this session open/));
	expect(text()).not.toMatch(/Looking at anna/);
});
