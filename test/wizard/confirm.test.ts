import {describe, expect, it, vi} from 'vitest';
import {evolve} from '../../src/session/session.ts';
import {backspace, enter, escape, openWindow} from '../ui/window.ts';
import {allOfFour, atStepFour, now, sampleWalk} from './sample.ts';

const foreign = () => {
	const session = evolve(
		evolve(atStepFour({}), {
			type: 'settled',
			at: now,
			environment: {directories: ['dc01.fabrikam.example'], tenant: 'fabrikam.example', scopeGroup: 'Pilot\u200b'},
		}),
		{type: 'brought', at: now, account: 'hana', computer: 'ADM07', tool: '1.1.0'},
	);
	const workspace = sampleWalk(session, {answers: allOfFour});
	const window = openWindow({workspace}, {rows: 30});
	window.press('4');
	return {workspace, ...window};
};

describe('a session from elsewhere', () => {
	it('H5 is asked whom it is about before the first look, with what it names, made visible', () => {
		const {press, text, at, workspace} = foreign();
		press(enter);
		expect(at()).toBe('form');
		expect(text()).toMatch(/Directories +dc01\.fabrikam\.example/);
		expect(text()).toMatch(/Scope group +Pilot<U\+200B>/);
		expect(text()).toMatch(/Tenant +fabrikam\.example/);
		expect(text()).toMatch(/Nobody\s+has been asked yet/);
		expect(workspace.asked).toEqual([]);
	});

	it('H5 asks nobody where somebody goes back', () => {
		const {press, at, workspace} = foreign();
		press(enter, escape);
		expect(at()).toBe('page');
		expect(workspace.asked).toEqual([]);
		press(enter);
		expect(at()).toBe('form');
	});

	it('H5 goes on with what was wanted once somebody has said that it is right, and does not ask again', async () => {
		const {press, at, workspace} = foreign();
		press(enter, enter, enter, enter, enter);
		await vi.waitFor(() => expect(at()).toBe('seen'));
		expect(workspace.asked[0]).toBe(
			`confirmed ${JSON.stringify({directories: ['dc01.fabrikam.example'], scopeGroup: 'Pilot\u200b', cloud: 'global', tenant: 'fabrikam.example'})}`,
		);
		expect(workspace.asked[1]).toBe('step 4');
		press('r');
		await vi.waitFor(() => expect(workspace.asked).toHaveLength(3));
		expect(at()).not.toBe('form');
	});

	it('H5 takes no name that is none', () => {
		const {press, at, text, workspace} = foreign();
		press(enter, ...Array.from({length: 21}, () => backspace), ...'bad!host', enter, enter, enter, enter);
		expect(at()).toBe('form');
		expect(text()).toMatch(/bad!host is no host name/);
		expect(workspace.asked).toEqual([]);
	});
});
