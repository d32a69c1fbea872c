import {drive} from '../../src/ui/ink/driver.ts';
import {keyHelp, type Pressed} from '../../src/ui/ink/keys.ts';
import {control} from '../../src/wizard/controller.ts';
import {placeOf} from '../../src/wizard/navigation.ts';
import type {WizardEnd, WizardStart} from '../../src/wizard/start.ts';
import {wordsOf} from '../../src/wizard/text.ts';
import {sampleStart} from '../wizard/sample.ts';

export const enter: Pressed = {input: '\r', return: true};
export const tab: Pressed = {input: '\t', tab: true};
export const escape: Pressed = {input: '', escape: true};
export const down: Pressed = {input: '', downArrow: true};
export const backspace: Pressed = {input: '', backspace: true};

/** The wizard in a window without a terminal: keys in, rows out, a clock that a test moves. */
export const openWindow = (
	start: Partial<WizardStart>,
	{columns = 80, rows = 24, still = false}: {readonly columns?: number; readonly rows?: number; readonly still?: boolean} = {},
) => {
	let clock = 0;
	const ends: WizardEnd[] = [];
	const written: string[] = [];
	const whole = sampleStart(start);
	const controller = control(
		whole,
		{signs: 'full', flag: '', still, clock: () => clock, keys: keyHelp},
		{
			copy: text => {
				written.push(text);
				return 'Sent to your terminal.';
			},
			bell: () => written.push('\u0007'),
			ended: end => ends.push(end),
		},
	);
	const driver = drive(controller, {
		size: {columns, rows},
		signs: 'full',
		clock: () => clock,
		redraw: () => written.push('redraw'),
		completePath: whole.completePath,
	});
	const lines = () => {
		const {head, body, foot} = driver.frame();
		return [...head, ...body, ...foot];
	};
	return {
		controller,
		driver,
		ends,
		written,
		lines,
		text: () => lines().map(wordsOf).join('\n'),
		at: () => placeOf(controller.view()).at,
		/** Presses keys a second apart, so that no guard drops one. */
		press: (...keys: readonly (Pressed | string)[]) => {
			for (const key of keys) {
				clock += 1000;
				driver.press(typeof key === 'string' ? {input: key} : key);
			}
		},
		pass: (milliseconds: number) => {
			clock += milliseconds;
		},
	};
};
