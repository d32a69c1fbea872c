import {render} from 'ink-testing-library';
import {afterEach, beforeEach, describe, expect, it, vi} from 'vitest';
import {App} from '../../src/ui/ink/app.tsx';
import {drive} from '../../src/ui/ink/driver.ts';
import {keyHelp} from '../../src/ui/ink/keys.ts';
import {control} from '../../src/wizard/controller.ts';
import type {WizardEnd} from '../../src/wizard/start.ts';
import {allOfFour, atStepFour, sampleStart, sampleWalk} from '../wizard/sample.ts';

// The library draws at 100 columns, and every look at the size of a window that says nothing starts a process.
beforeEach(() => {
	vi.stubEnv('COLUMNS', '100');
	vi.stubEnv('LINES', '24');
	vi.stubEnv('CI', 'false');
});
const drawn: ReturnType<typeof render>[] = [];
afterEach(() => {
	for (const app of drawn.splice(0)) {
		app.unmount();
	}

	vi.unstubAllEnvs();
});

/** The only component that takes keys, in a terminal of the library's. */
const opened = (isSpoken = false, opens = false) => {
	const ends: WizardEnd[] = [];
	const start = sampleStart({workspace: sampleWalk(atStepFour(allOfFour), {answers: {...allOfFour}})});
	const clock = () => performance.now();
	const controller = control(
		start,
		{signs: 'full', flag: '', still: isSpoken, clock, keys: keyHelp},
		{copy: () => 'Copied.', bell: () => {}, ended: end => ends.push(end)},
	);
	const driver = drive(controller, {size: {columns: 100, rows: 24}, signs: 'full', clock, redraw: () => {}, completePath: () => null});
	const app = render(<App driver={driver} isSpoken={isSpoken} opens={opens} onWriter={() => {}} />);
	drawn.push(app);
	const shows = async (words: RegExp) => vi.waitFor(() => expect(app.frames.join('\n')).toMatch(words), {timeout: 3000, interval: 5});
	const stands = async (words: RegExp) => vi.waitFor(() => expect(app.lastFrame()).toMatch(words), {timeout: 3000, interval: 5});
	return {app, ends, shows, stands, controller};
};

describe('the window', () => {
	it('takes Enter, arrows, letters and Esc, and draws what they lead to', async () => {
		const {app, stands} = opened();
		await stands(/Enter {2}go to step 4/);
		app.stdin.write('\u001B[B');
		await stands(/Enter {2}read step 5/);
		app.stdin.write('\u001B[A');
		await stands(/Enter {2}go to step 4/);
		app.stdin.write('\r');
		await stands(/Enter {2}see 4\.4/);
		app.stdin.write('n');
		await stands(/Enter {2}see 4\.5/);
		app.stdin.write('?');
		await stands(/Enter {2}close help/);
		app.stdin.write('\u001B');
		await stands(/Enter {2}see 4\.5/);
		app.stdin.write('m');
		await stands(/The guide/);
	});

	it('takes what is typed and pasted into a box, with its cursor', async () => {
		const {app, stands} = opened();
		await stands(/The guide/);
		app.stdin.write('i');
		await stands(/File or folder/);
		app.stdin.write('\u001B[200~facts.json\u001B[201~');
		await stands(/facts\.json/);
		app.stdin.write('\u0001');
		app.stdin.write('x');
		await stands(/xfacts\.json/);
		app.stdin.write('\u0005');
		app.stdin.write('\u0015');
		await vi.waitFor(() => expect(app.lastFrame()).not.toMatch(/facts/));
	});

	it('is left with q', async () => {
		const {app, ends, stands} = opened();
		await stands(/The guide/);
		app.stdin.write('q');
		await vi.waitFor(() => expect(ends).toHaveLength(1));
		expect(ends[0]).toMatchObject({exit: 0});
	});
});

describe('an address on a page', () => {
	const marked = '\u001B]8;;https://example.test/integrate\u0007';
	it.each([
		['is marked where the terminal opens addresses', true],
		['stands as it is where it does not', false],
	])('%s', async (_, opens) => {
		const {app, stands} = opened(false, opens);
		await stands(/The guide/);
		app.stdin.write('4');
		await stands(/4 of 7/);
		app.stdin.write('G');
		await stands(/https:\/\/example\.test\/integrate/);
		expect(app.lastFrame()?.includes(marked)).toBe(opens);
	});
});

it('says to a screen reader each sentence once, and after a key only what is new', async () => {
	const {app, shows} = opened(true);
	await shows(/Step 4 of 7, The guide\./);
	await shows(/Enter: go to step 4\./);
	app.stdin.write('\u001B[B');
	await shows(/Enter: read step 5\./);
	const all = app.lastFrame() ?? '';
	expect(all.match(/Step 4 of 7, The guide\./g)).toHaveLength(1);
	expect(all.match(/A gate is a hard condition/g)).toHaveLength(1);
});
