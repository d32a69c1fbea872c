import {mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, describe, expect, it, vi} from 'vitest';
import {writeCollector} from '../../src/app/write-collector.ts';
import type {Environment, Event} from '../../src/session/event.ts';
import {emptySession, evolve, fold, startOf} from '../../src/session/session.ts';
import {guide as realGuide} from '../../steps/guide.ts';
import {enter, openWindow} from '../ui/window.ts';
import {allOfFour, atStepFour, guide, now, sampleWalk} from './sample.ts';

const passed = (step: string): readonly Event[] => [
	{type: 'entered', at: now, step},
	{type: 'finished', at: now, step},
];

const atStepSeven = (more: readonly Event[] = []) => {
	const before = guide.steps.slice(3, 6).flatMap(({id}) => passed(id));
	const workspace = sampleWalk(atStepFour(allOfFour, [...before, ...more]), {answers: {}});
	const window = openWindow({workspace}, {rows: 30});
	window.press('7');
	return {workspace, ...window};
};

describe('a step that needs a pilot', () => {
	it('says so, asks once for what it needs, keeps it, and goes on', async () => {
		const {press, at, text, workspace} = atStepSeven();
		expect(text()).toMatch(/Enter {2}start step 7 and name the pilot first/);
		press(enter);
		expect(at()).toBe('form');
		expect(text()).toMatch(/Pilot users[\s\S]*Pilot client/);
		press(...'anna@contoso.com, ben@contoso.com', enter, ...'pc7.corp.contoso.com', enter);
		await vi.waitFor(() => expect(at()).toBe('seen'));
		expect(workspace.asked[0]).toBe(
			`settled ${JSON.stringify({pilotUsers: ['anna@contoso.com', 'ben@contoso.com'], pilotClient: 'pc7.corp.contoso.com'})}`,
		);
		expect(workspace.session().environment).toMatchObject({pilotUsers: ['anna@contoso.com', 'ben@contoso.com']});
	});

	it('takes silence for an answer, once', async () => {
		const {press, at, workspace} = atStepSeven();
		press(enter, enter, enter);
		await vi.waitFor(() => expect(at()).toBe('seen'));
		expect(workspace.session().settled).toEqual(['pilotUsers', 'pilotClient']);
		expect(workspace.session().environment).toMatchObject({pilotUsers: [], pilotClient: null});
	});

	it('asks only for what nobody has named', () => {
		const {press, text} = atStepSeven([{type: 'settled', at: now, environment: {pilotClient: 'pc7'}}]);
		press(enter);
		expect(text()).toMatch(/Pilot users/);
		expect(text()).not.toMatch(/Pilot client/);
	});

	it('takes no name that is none, and loses nothing that was typed', () => {
		const {press, at, text, workspace} = atStepSeven();
		press(enter, ...'anna', enter, ...'pc7', enter);
		expect(at()).toBe('form');
		expect(text()).toMatch(/anna is no user principal name/);
		expect(text()).toMatch(/Pilot client +pc7/);
		expect(workspace.asked).toEqual([]);
	});
});

it('counts as asked what the first line of a session gives, and what somebody left empty', () => {
	const beginning = {at: now, tool: '1.1.0', guide: 'x', edition: '1', account: 'a', computer: 'c', environment: {pilotClient: 'pc7'}};
	expect(startOf({version: 2, beginning}).settled).toEqual(['pilotClient']);
	expect(fold([{type: 'settled', at: now, environment: {pilotUsers: []}}]).settled).toEqual(['pilotUsers']);
	expect(evolve(emptySession, {type: 'settled', at: now, environment: {}}).settled).toEqual([]);
});

describe('the script that is carried to a machine of the pilot', () => {
	const folder = mkdtempSync(join(tmpdir(), 'whfb-pilot-'));
	afterAll(() => rmSync(folder, {recursive: true, force: true}));
	let written = 0;
	const scriptFor = (place: string, environment: Partial<Environment>) => {
		const file = join(folder, `${written++}.ps1`);
		writeCollector(realGuide, place, file, {environment});
		return readFileSync(file, 'latin1');
	};

	it.each([
		[
			'client',
			{pilotClient: 'pc7.corp.contoso.com', pilotUsers: ['anna@contoso.com']},
			'# ---- For pc7.corp.contoso.com, as anna@contoso.com: run it in ',
		],
		[
			'domain-controller',
			{pilotController: 'dc7.corp.contoso.com', pilotUsers: ['anna@contoso.com']},
			'# ---- For dc7.corp.contoso.com: run it in ',
		],
	])('names %s', (place, environment, line) => {
		expect(scriptFor(place, environment)).toContain(line);
		expect(scriptFor(place, {})).toMatch(/^# ---- For a (?:client computer|domain controller): run it in /);
	});

	it('names nobody whose name means something to a shell', () => {
		expect(scriptFor('client', {pilotClient: 'pc7', pilotUsers: ["o'neil@contoso.com"]})).toContain('# ---- For pc7: run it in ');
	});
});

it('is named, and put right, from the map', async () => {
	const {press, at, text, controller, workspace} = atStepSeven([
		{type: 'settled', at: now, environment: {pilotClient: 'pc6', pilotUsers: []}},
	]);
	controller.want({name: 'act', action: 'map'});
	expect(text()).toMatch(/The pilot +pc6/);
	controller.want({name: 'open', id: '+pilot'});
	expect(at()).toBe('form');
	expect(text()).toMatch(/Pilot client +pc6/);
	press(enter, ...'7', enter);
	await vi.waitFor(() => expect(workspace.session().environment.pilotClient).toBe('pc67'));
	expect(text()).toMatch(/The pilot is kept\./);
});
