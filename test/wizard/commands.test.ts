import {expect, it} from 'vitest';
import {enter, escape, openWindow, tab} from '../ui/window.ts';
import {allOfFour, atStepFour, sampleWalk} from './sample.ts';

const pageOfFour = () => {
	const window = openWindow({workspace: sampleWalk(atStepFour(allOfFour), {answers: {...allOfFour}})}, {rows: 40});
	window.press('4');
	return window;
};

it('stops with Tab at the checks and the commands of a page in the order in which they stand', () => {
	const {press, controller} = pageOfFour();
	const stops: (string | null)[] = [];
	for (let at = 0; at < 7; at++) {
		press(tab);
		stops.push(controller.screen().focus);
	}

	expect(stops.map(stop => stop?.replace(/\d+$/, 'N'))).toEqual([
		'connect-version',
		'active-server',
		'schema-on-every-dc',
		'key-write-back',
		'command N',
		'verified-upn',
		'connect-version',
	]);
});

it('marks the command, and copies it as it is pasted with y and with Enter', () => {
	const {press, text, written} = pageOfFour();
	press(tab, tab, tab, tab, tab);
	expect(text()).toMatch(/^ > +Start-ADSyncSyncCycle -PolicyType Initial|^ > +Who: Domain Admin/m);
	expect(text()).toMatch(/Enter {2}copy the command/);
	press('y');
	press(enter);
	expect(written.filter(words => words !== 'redraw')).toEqual([
		'Start-ADSyncSyncCycle -PolicyType Initial',
		'Start-ADSyncSyncCycle -PolicyType Initial',
	]);
	press(escape);
	expect(text()).not.toMatch(/Enter {2}copy the command/);
});
