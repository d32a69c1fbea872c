import {afterEach, describe, expect, it, vi} from 'vitest';
import {CannotStart} from '../../src/cannot-start.ts';
import type {Progress} from '../../src/guide/progress.ts';
import {emptySession} from '../../src/session/session.ts';
import type {Signing} from '../../src/session/workspace.ts';
import {conduct} from '../../src/tui/conductor.ts';
import type {Pressed} from '../../src/tui/keys.ts';
import {wordsOf} from '../../src/tui/line.ts';
import type {WizardEnd, WizardStart} from '../../src/tui/start.ts';
import {themeOf} from '../../src/tui/theme.ts';
import {layerOf} from '../../src/tui/view.ts';
import {allOfFour, atStepFour, contoso, elsewhere, good, noRule, sampleSignIn, sampleStart, sampleWalk} from './sample.ts';

const enter: Pressed = {input: '\r', return: true};
const tab: Pressed = {input: '\t', tab: true};
const escape: Pressed = {input: '', escape: true};
const down: Pressed = {input: '', downArrow: true};
const open: (() => void)[] = [];
afterEach(() => {
	for (const close of open.splice(0)) {
		close();
	}
});

/** The wizard without a terminal: keys in, rows out, a clock that a test moves. */
const wizard = (start: Partial<WizardStart>, size: {readonly columns?: number; readonly rows?: number; readonly still?: boolean} = {}) => {
	let clock = 0;
	const ends: WizardEnd[] = [];
	const written: string[] = [];
	const conductor = conduct(
		sampleStart(start),
		{theme: themeOf('full'), still: size.still ?? false, columns: size.columns ?? 80, rows: size.rows ?? 24, clock: () => clock},
		{write: text => written.push(text), redraw: () => written.push('redraw'), ended: end => ends.push(end)},
	);
	open.push(() => conductor.leave(0));
	return {
		conductor,
		ends,
		written,
		text: () => conductor.frame().map(wordsOf).join('\n'),
		at: () => layerOf(conductor.view()).screen.at,
		/** Presses keys a second apart, so that no guard drops one. */
		press: (...keys: readonly (Pressed | string)[]) => {
			for (const key of keys) {
				clock += 1000;
				conductor.press(typeof key === 'string' ? {input: key} : key);
			}
		},
		pass: (milliseconds: number) => {
			clock += milliseconds;
		},
	};
};

const settled = async (is: () => boolean) => vi.waitFor(() => expect(is()).toBe(true), {timeout: 5000, interval: 5});
const atFour = (found: Parameters<typeof atStepFour>[0] = {}, answers: typeof allOfFour = allOfFour) =>
	sampleWalk(atStepFour(found), {answers: {...answers}});

describe('Enter', () => {
	it('does what its row says, from looking to the refusal of step 4', async () => {
		const workspace = atFour();
		const {press, text, at} = wizard({workspace});
		expect(text()).toContain('Enter  look at the rest of this step (4 checks)');
		press(enter);
		expect(at()).toBe('looking');
		await settled(() => at() === 'step');
		expect(text()).toContain('Enter  see the first thing that is not met: 4.4');
		press(enter);
		expect(text()).toContain('Check 4.4');
		press('b', enter);
		expect(text()).toContain('Check 4.5');
		press('b');
		expect(text()).toContain('Enter  finish step 4');
		press(enter);
		await settled(() => at() === 'refusal');
		expect(text()).toContain('Step 4 cannot be left yet: 2 gates are shut.');
		expect(workspace.asked).toContain('the gates of step 4');
		press('j', enter);
		await settled(() => text().includes('Looked at again just now: still shut, both.'));
		expect(at()).toBe('refusal');
	});

	it('opens the step when the gates open', async () => {
		const workspace = atFour(allOfFour, {});
		const {press, text, at} = wizard({workspace});
		press('r');
		await settled(() => at() === 'step' && workspace.looking()?.ended === true);
		expect(text()).toContain('Enter  finish step 4');
		press(enter);
		await settled(() => text().includes('Enter  go on to step 5'));
		press(enter);
		expect(text()).toContain('Enter  start step 5');
	});

	it('is dropped for 300 ms after it changed the view, so that a held key walks nowhere', () => {
		const {conductor, pass, at} = wizard({workspace: atFour(allOfFour)});
		pass(1000);
		conductor.press(enter);
		expect(at()).toBe('finding');
		pass(299);
		conductor.press(enter);
		expect(at()).toBe('finding');
		pass(2);
		conductor.press(enter);
		expect(at()).toBe('looking');
	});

	it('shows a look that is under way instead of starting another', async () => {
		const workspace = sampleWalk(atStepFour(), {answers: {}, takes: 60});
		const {press, at} = wizard({workspace});
		press(enter, enter);
		expect(at()).toBe('step');
		press('r');
		expect(at()).toBe('looking');
		await settled(() => workspace.looking()?.ended === true);
		expect(workspace.asked.filter(each => each === 'step 4')).toHaveLength(1);
	});

	it('leads from what was not seen to the ways to supply it, and to the script', async () => {
		const {press, text, at} = wizard({workspace: atFour({...allOfFour, 'key-write-back': elsewhere, 'verified-upn': good})});
		press(enter);
		expect(at()).toBe('supply');
		press(enter);
		expect(text()).toContain('collect-connect-server.ps1');
		press(enter);
		await settled(() => text().includes('The script for connect-server is in collect-connect-server.ps1.'));
	});

	it('takes evidence with the time it was taken, says what is wrong with a time, and begins empty with the next file', async () => {
		const workspace = atFour({...allOfFour, 'key-write-back': elsewhere, 'verified-upn': good});
		const {press, text, at, conductor} = wizard({workspace});
		press(enter, 'j', enter);
		conductor.paste('domains.json');
		press(enter);
		for (const [wrong, said] of [
			['yesterday', 'That is no time. Write like 2026-11-22T09:00Z.'],
			['2027-01-01T00:00Z', 'That time has not come yet. When was it taken?'],
		] as const) {
			conductor.paste(wrong);
			press(enter);
			await settled(() => text().includes(said));
			expect(at()).toBe('form');
			expect(text()).toMatch(/File or folder +domains\.json/);
			expect(text()).toMatch(new RegExp(`> Taken +${wrong}`));
			press(...[...wrong].map(() => ({input: '', backspace: true})));
		}

		conductor.paste('2026-11-22T09:00Z');
		press(enter);
		await settled(() => text().includes('domains.json was brought in.'));
		expect(workspace.asked.filter(each => each.startsWith('brought'))).toEqual(['brought domains.json 2026-11-22T09:00Z']);

		press(enter, enter);
		expect(at()).toBe('form');
		expect(text()).not.toMatch(/domains\.json|Taken +2026/);
		conductor.paste('other.json');
		press(enter, enter);
		await settled(() => text().includes('other.json was brought in.'));
		expect(workspace.asked).toContain('brought other.json null');
	});

	it('asks a person for an answer with a name and a reason', async () => {
		const workspace = sampleWalk(emptySession, {answers: {}});
		const {press, text, conductor} = wizard({workspace});
		press(enter);
		await settled(() => text().includes('Enter  answer 1.1'));
		press(enter, enter, enter, enter);
		expect(text()).toContain('Yes or no? The answer is missing.');
		expect(text()).toMatch(/> Yes or no/);
		press(...'maybe', enter, enter, ...'because', enter);
		expect(text()).toContain('Who says so? A name is missing');
		expect(text()).toMatch(/> Your name/);
		conductor.paste('Hana Novak\n');
		press(enter, enter);
		expect(text()).toContain('Yes or no? Write one of the two.');
		press(...Array.from({length: 5}, () => ({input: '', backspace: true})), ...'no', enter, enter);
		expect(workspace.asked).not.toContain('answered Hana Novak');
		press(enter);
		await settled(() => workspace.asked.includes('answered Hana Novak'));
		expect(workspace.session().attestations).toMatchObject({'key-trust-chosen': {yes: false, reason: 'because'}});
	});
});

describe('a look', () => {
	const parts = (directory: number, graph: number): Progress[] => [
		{what: 'directory', done: directory, total: null, secondsLeft: null},
		{what: 'graph', done: graph, total: 300_000, secondsLeft: 121},
	];

	it.each([
		[80, 24],
		[50, 20],
	])('that takes minutes tells at %i x %i how far it has come, at every tick and no oftener', async (columns, rows) => {
		vi.useFakeTimers({toFake: ['setTimeout', 'clearTimeout']});
		try {
			const world = {answers: {}, takes: 3_600_000, soFar: [] as Progress[]};
			const {conductor, press, pass, text} = wizard({workspace: sampleWalk(atStepFour(), world)}, {columns, rows});
			press(enter);
			expect(text().replace(/\s+/g, ' ')).toContain('4.5 is reading what domains reads');
			const before = text()
				.split('\n')
				.findIndex(row => /4\.1 /.test(row));
			const drawn = conductor.version();
			world.soFar = parts(2_000, 999);
			for (let passed = 0; passed < 10; passed++) {
				world.soFar = parts(126_000 + passed, 84_000);
				pass(1000);
				await vi.advanceTimersByTimeAsync(1000);
			}

			expect(text().replace(/\s+/g, ' ')).toContain(
				'4.5 has read 126,009 users from the directory and 84,000 of about 300,000 from Graph, about 2 min left',
			);
			expect(text()).not.toContain('…left');
			expect(
				text()
					.split('\n')
					.findIndex(row => /4\.1 /.test(row)),
			).toBe(before);
			expect(conductor.version() - drawn).toBeLessThanOrEqual(11);
			expect(conductor.version() - drawn).toBeGreaterThanOrEqual(9);
		} finally {
			vi.useRealTimers();
		}
	});

	it('says how many were what, also where all of it is met', async () => {
		const {press, text, at} = wizard({workspace: atFour({}, {})});
		press(enter);
		await settled(() => at() === 'step');
		expect(text()).toContain('4 of 4 looked at: 4 met.');
	});

	it('says how many were what in a narrow window too', async () => {
		const {press, text, at} = wizard({workspace: atFour()}, {columns: 50, rows: 20});
		press(enter);
		await settled(() => at() === 'step');
		expect(text()).toMatch(/^ 2 not met, 1 caution, 1 met *$/m);
	});
});

it('says what a finished step leaves open', async () => {
	const workspace = sampleWalk(atStepFour({...allOfFour, 'active-server': noRule, 'connect-version': elsewhere}), {answers: {}});
	const {press, text} = wizard({workspace});
	for (let turn = 0; turn < 10 && !text().includes('Enter  finish step 4'); turn++) {
		press(...(text().includes('Enter  see the first') || text().includes('Enter  supply the first') ? [enter, 'b'] : []));
	}

	expect(text()).toContain('Enter  finish step 4 (a shut gate is looked at again first)');
	press(enter);
	await settled(() => text().includes('go on to step 5'));
	expect(text()).toContain('Step 4 is finished, with 1 not met, 1 not seen. Saved.');
});

describe('the view', () => {
	it('goes with the first Tab to the first check, wherever that stands', () => {
		const {press, text} = wizard({workspace: atFour(allOfFour)}, {rows: 16});
		expect(text()).not.toMatch(/Is Connect Sync installed/);
		press(tab);
		expect(text()).toMatch(/ > \S Is Connect Sync installed/);
		press(tab);
		expect(text()).toMatch(/ > \S Is SYNC01 the active server/);
	});

	it('goes with the first Tab on to the second check, where the first one is marked already', () => {
		const {press, text} = wizard({workspace: atFour(allOfFour)}, {rows: 40});
		expect(text()).toMatch(/ > \S Is Connect Sync installed/);
		press(tab);
		expect(text()).toMatch(/ > \S Is SYNC01 the active server/);
	});

	it('takes what is focused in a list along, a page on and a page back', () => {
		const {press, text} = wizard({}, {rows: 16});
		const pageDown: Pressed = {input: '', pageDown: true};
		const pageUp: Pressed = {input: '', pageUp: true};
		press(down, enter);
		for (const key of [pageDown, pageDown, pageDown, pageDown, pageUp, pageUp, pageUp, pageUp]) {
			press(key);
			const focused = /Enter {2}practise with (\S+)/.exec(text())?.[1];
			expect(text()).toContain(` > ${focused}`);
		}

		expect(text()).toContain('Enter  practise with ready');
		press(pageDown, pageDown, pageDown, pageDown);
		expect(text()).toContain('Enter  practise with half-seen');
	});

	it('returns from the step before to the step that was begun, and does not call that going on', () => {
		const {press, text} = wizard({workspace: atFour(allOfFour)});
		press('b');
		expect(text()).toContain('Enter  return to step 4, where you are');
	});

	it('lets digits read and move nobody, and Enter return', () => {
		const workspace = atFour(allOfFour);
		const {press, text} = wizard({workspace});
		press('6');
		expect(text()).toContain('4 of 7  reading 6:');
		press(enter);
		expect(text()).toContain('4 of 7  Configure Directory Synchronization');
		expect(workspace.session().entered).not.toContain('06-settings');
	});

	it('goes back screen by screen, then step by step, then to the welcome', () => {
		const {press, at, text} = wizard({workspace: atFour(allOfFour)});
		press('e', 'e');
		expect(at()).toBe('evidence');
		press('b', 'b');
		expect(at()).toBe('step');
		press('b');
		expect(text()).toContain('reading 3');
		press('b', 'b', 'b');
		expect(at()).toBe('welcome');
	});

	it('keeps the focused check where it was when the window changes', () => {
		const {press, conductor, text} = wizard({workspace: atFour(allOfFour)}, {rows: 24});
		press(tab, tab, tab);
		expect(text()).toContain(' > ✗ Does every AD connector');
		for (const [columns, rows] of [
			[50, 20],
			[120, 40],
			[50, 16],
			[80, 24],
		] as const) {
			conductor.resize(columns, rows);
			expect(text()).toContain('> ✗ Does every AD connector');
			expect(conductor.frame()).toHaveLength(rows);
		}
	});

	it('wipes the window at every change of its size, for a terminal may have cut or moved what stood there', () => {
		const {conductor, written} = wizard({workspace: atFour(allOfFour)}, {rows: 24});
		conductor.resize(80, 24);
		expect(written).not.toContain('redraw');
		conductor.resize(50, 24);
		conductor.resize(80, 24);
		expect(written.filter(each => each === 'redraw')).toHaveLength(2);
	});

	it('comes back from a window that was too small', () => {
		const {conductor, text} = wizard({workspace: atFour(allOfFour)});
		conductor.resize(30, 5);
		expect(text()).toContain('This window is 30 x 5');
		conductor.resize(80, 24);
		expect(text()).toContain('4 of 7');
	});

	it('searches, walks the hits with n and N, and Esc ends it', () => {
		const {press, text, conductor} = wizard({workspace: atFour(allOfFour)});
		press('/', ...'verified', enter);
		const first = layerOf(conductor.view()).top;
		press('n');
		expect(layerOf(conductor.view()).top).toBeGreaterThan(first);
		press('N');
		expect(layerOf(conductor.view()).top).toBe(first);
		press(escape, 'n');
		expect(conductor.view().search).toBeNull();
		press('/', ...'zebra', enter);
		expect(text()).toContain('"zebra" stands nowhere here.');
	});

	it('takes letters as text while somebody searches', () => {
		const {press, text, ends} = wizard({workspace: atFour(allOfFour)});
		press('/', 'q', 'b', '?');
		expect(text()).toContain(' /qb?');
		expect(ends).toEqual([]);
	});

	it('opens help over the very line, and closes it there', () => {
		const {press, conductor, at} = wizard({workspace: atFour(allOfFour)});
		press('jjjjj', '?');
		expect(at()).toBe('help');
		press(enter);
		expect(layerOf(conductor.view()).top).toBe(5);
	});

	it('says what Esc does not do', () => {
		const {press, text, at} = wizard({workspace: atFour(allOfFour)});
		press(escape);
		expect(text()).toContain('q leaves, b goes back');
		expect(at()).toBe('step');
	});

	it('keeps what was typed when a text box is closed', () => {
		const {press, text} = wizard({});
		press(enter, ...'acme', escape, enter);
		expect(text()).toContain('acme');
	});
});

describe('a session', () => {
	it('is resumed with its gates looked at again, and what changed', async () => {
		const opened = {type: 'opened', tool: '1.1.0', edition: '1', account: 'CONTOSO\\svc-admin', computer: 'ADM07'} as const;
		const workspace = sampleWalk(atStepFour({...allOfFour, 'verified-upn': good}, [{...opened, at: '2026-11-22T09:30:59Z'}]), {
			answers: {'verified-upn': allOfFour['verified-upn'] ?? good},
		});
		const {text, at, press} = wizard({workspace, resumed: true});
		expect(at()).toBe('resume');
		expect(text()).toContain('looking');
		await settled(() => text().includes('proved again just now'));
		expect(text()).toMatch(/✓ schema before Connect, to leave +met; was not met/);
		expect(text()).toMatch(/✗ verified UPN domain, to leave +not met; was met/);
		expect(text()).toContain('CONTOSO\\svc-admin today, CONTOSO\\hana then');
		press(enter);
		expect(text()).toContain('Check 4.5');
	});

	const resumed = () => {
		const signIn = sampleSignIn({kind: 'out'}, {browser: {kind: 'unconfirmed', tenancy: contoso}});
		const opened = {type: 'opened', tool: '1.0.0', edition: '1', account: 'CONTOSO\\svc-admin', computer: 'ADM07'} as const;
		const workspace = sampleWalk(
			atStepFour({...allOfFour, 'verified-upn': good}, [{...opened, at: '2026-11-22T09:30:59Z'}]),
			{answers: {'verified-upn': allOfFour['verified-upn'] ?? good}},
			{signIn},
		);
		return {signIn, workspace, ...wizard({workspace, resumed: true})};
	};

	it('is resumed with a sign-in first where a gate needs one, and no gate is said to be not seen for want of it', async () => {
		const {workspace, at, press, text} = resumed();
		expect(at()).toBe('sign-in');
		expect(text()).toContain('The gates are looked at again now, and that needs it.');
		expect(workspace.asked).toEqual([]);
		press(enter);
		await settled(() => at() === 'tenant');
		press(enter);
		await settled(() => at() === 'resume');
		expect(workspace.asked).toEqual(['the gates']);
		expect(text()).toContain('Gates, proved again just now');
		expect(text()).toMatch(/✗ verified UPN domain, to leave +not met; was met/);
		expect(text()).toContain('Enter  see verified UPN domain');
	});

	it('left an hour ago says in one remark whether its gates are as they were', async () => {
		const opened = {
			type: 'opened',
			tool: '1.0.0',
			edition: '1',
			account: 'CONTOSO\\hana',
			computer: 'ADM07',
			at: '2026-11-22T09:30:59Z',
		} as const;
		const found = {...allOfFour, 'verified-upn': good};
		const same = wizard({workspace: sampleWalk(atStepFour(found, [opened]), {answers: {...found}}), resumed: true});
		await settled(() => same.text().includes('The gates were looked at again: as you left them.'));
		expect(same.at()).toBe('step');
		const other = wizard({workspace: sampleWalk(atStepFour(found, [opened]), {answers: {...allOfFour}}), resumed: true});
		await settled(() => other.text().includes('verified UPN domain: not met now, was met.'));
	});

	it('says where somebody does not sign in that its gates were not looked at again, and offers that', async () => {
		const {workspace, at, press, text} = resumed();
		press('b');
		expect(at()).toBe('resume');
		expect(text()).not.toContain('proved again');
		expect(text()).toMatch(/· verified UPN domain, to leave +not looked at again yet, was met/);
		expect(text()).toContain('Enter  look again at the gates');
		press(enter);
		expect(at()).toBe('sign-in');
		expect(workspace.asked).toEqual([]);
	});

	it('that cannot be opened is a sentence, and the welcome stays', async () => {
		const {press, text, at} = wizard({
			sessions: [{kind: 'sound', name: 'acme', session: atStepFour()}],
			openSession: async () => Promise.reject(new CannotStart('Session acme is open on JB01.')),
		});
		press(enter);
		await settled(() => at() === 'notice');
		expect(text()).toContain('Session acme is open on JB01.');
		press(enter);
		expect(at()).toBe('welcome');
	});

	it('in practice is started from the chooser', async () => {
		const {press, text, at} = wizard({});
		press(down, enter, down, enter);
		await settled(() => at() === 'step');
		expect(text()).toContain('1 of 7  Overview');
		expect(text()).toContain('PRACTICE alternate-upn');
	});
});

describe('leaving', () => {
	it('asks nothing, stops what runs, and says how to come back', async () => {
		const workspace = atFour(allOfFour);
		const {press, ends} = wizard({workspace});
		press('q');
		await settled(() => ends.length > 0);
		expect(ends).toHaveLength(1);
		expect(ends[0]?.exit).toBe(0);
		expect(ends[0]?.text).toContain('Continue with:  whfb resume contoso-hq');
		expect(ends[0]?.text).toMatch(/✗ schema before Connect: not met/);
		expect(ends[0]?.text).toContain('Next: see the first thing that is not met: 4.4');
		expect(ends[0]?.text.split('\n').every(line => line.length <= 80)).toBe(true);
		expect(workspace.asked).toEqual(['stop', 'closed']);
	});

	it('where only the gates are left names those that are shut', async () => {
		const workspace = atFour(allOfFour);
		for (const check of ['key-write-back', 'verified-upn']) {
			workspace.markRead(check);
		}

		const {press, ends} = wizard({workspace});
		press('q');
		await settled(() => ends.length > 0);
		expect(ends[0]?.text).toContain('Next: open schema before Connect and verified UPN domain; step 4 says how');
	});

	it('with a mistake of ours says so, and that all is saved', async () => {
		const {press, ends} = wizard({
			workspace: {...atFour(), look: async () => Promise.reject(new TypeError('connector.rules is not iterable'))},
		});
		press(enter);
		await settled(() => ends.length > 0);
		expect(ends[0]?.exit).toBe(70);
		expect(ends[0]?.text).toContain('a mistake in whfb, not because of anything you did');
		expect(ends[0]?.text).toContain('TypeError: connector.rules is not iterable');
		expect(ends[0]?.text).toContain('Looking at step 4 was under way and is not saved.');
	});
});

describe('copying', () => {
	it('sends the commands through OSC 52, and nothing over 8 KB', () => {
		const {press, written, text} = wizard({workspace: atFour(allOfFour)});
		press(tab, tab, tab, tab, 'e', 'y');
		expect(written).toEqual([
			`\u001B]52;c;${Buffer.from('Set-ADUser ahmed.k -UserPrincipalName ahmed.k@contoso.com').toString('base64')}\u0007`,
		]);
		expect(text()).toContain("Sent to your terminal's clipboard.");
	});
});

it('waits when asked to, looks again every minute and rings once when it holds', async () => {
	vi.useFakeTimers({toFake: ['setTimeout', 'clearTimeout']});
	try {
		const world = {answers: {...allOfFour}};
		const workspace = sampleWalk(atStepFour(allOfFour), world);
		const {press, pass, written, text} = wizard({workspace});
		press(tab, tab, tab, 'e', 'w');
		expect(text()).toContain('x stop waiting');
		delete (world.answers as Record<string, unknown>)['key-write-back'];
		pass(61_000);
		await vi.advanceTimersByTimeAsync(1100);
		await vi.advanceTimersByTimeAsync(50);
		expect(workspace.asked).toContain('check 4.4');
		expect(written).toEqual(['\u0007']);
		expect(text()).toContain('It holds now.');
	} finally {
		vi.useRealTimers();
	}
});

it('runs no clock for a screen reader', () => {
	const workspace = sampleWalk(atStepFour(), {answers: {}, takes: 50});
	const {press, pass, text} = wizard({workspace}, {still: true});
	press(enter);
	pass(5000);
	expect(text()).not.toMatch(/s so far/);
});

describe('signing in', () => {
	const unconfirmed: Signing = {kind: 'unconfirmed', tenancy: contoso};
	const started = (signIn: ReturnType<typeof sampleSignIn>, found = {}) =>
		wizard({workspace: sampleWalk(atStepFour(found), {answers: {...allOfFour}}, {signIn})});

	it('stands before the first look that needs it, asks for that look alone, and goes on to it after the tenant is confirmed', async () => {
		const signIn = sampleSignIn({kind: 'out'}, {browser: unconfirmed});
		const {press, text, at, conductor} = started(signIn);
		press(enter);
		expect(at()).toBe('sign-in');
		expect(signIn.asked).toEqual([]);
		press(enter);
		await settled(() => at() === 'tenant');
		expect(signIn.asked).toEqual(['browser Domain.Read.All']);
		expect(text()).toContain('Enter  yes, look at this tenant');
		press(enter);
		await settled(() => at() === 'step');
		expect(signIn.asked).toContain('yes');
		expect(text()).toContain('Enter  see the first thing that is not met');
		expect(conductor.view().layers.some(({screen}) => screen.at === 'sign-in' || screen.at === 'tenant')).toBe(false);
	});

	it('is not asked for where nothing needs the tenant', async () => {
		const signIn = sampleSignIn({kind: 'out'});
		const {press, at} = started(signIn, {'verified-upn': good});
		press(enter);
		expect(at()).toBe('looking');
		expect(signIn.asked).toEqual([]);
	});

	it('is asked for before the gates are looked at, when they need it', () => {
		const signIn = sampleSignIn({kind: 'out'});
		const {press, at} = started(signIn, {...allOfFour, 'key-write-back': good, 'connect-version': good, 'verified-upn': good});
		press(enter);
		expect(at()).toBe('sign-in');
	});

	it('begins again with another way or as somebody else, and forgets the one before', async () => {
		const signIn = sampleSignIn({kind: 'out'}, {browser: unconfirmed});
		const {press, text, at} = started(signIn);
		press(enter, enter);
		await settled(() => at() === 'tenant');
		press('b');
		expect(at()).toBe('sign-in');
		press(down, down, enter);
		expect(signIn.asked.at(-1)).toBe('device-code Domain.Read.All');
		expect(text()).toContain('Entra ID is asked for a code.');
		press(enter);
		expect(signIn.asked.at(-1)).toBe('stop');
		expect(text()).toContain('Choose how to sign in');
	});

	it('goes on without it where somebody chooses so, and does not ask twice', async () => {
		const signIn = sampleSignIn({kind: 'out'});
		const {press, at} = started(signIn);
		press(enter, {input: 'G'}, enter);
		await settled(() => at() === 'step');
		expect(signIn.asked).toEqual(['none Domain.Read.All']);
		press('r');
		expect(at()).toBe('looking');
	});

	it('is stopped by x, by b and by leaving', () => {
		for (const key of ['x', 'b', 'q']) {
			const signIn = sampleSignIn({kind: 'out'});
			const {press} = started(signIn);
			press(enter, enter);
			expect(signIn.now().kind).toBe('under-way');
			press(key);
			expect(signIn.asked.at(-1), key).toBe('stop');
		}
	});

	it('copies the code, and never anything else of it', () => {
		const code = {url: 'https://microsoft.com/devicelogin', code: 'F7KQ2MXDA', expiresAt: '2026-11-22T09:44:48Z'};
		const signIn = sampleSignIn(
			{kind: 'out'},
			{'device-code': {kind: 'under-way', way: 'device-code', since: '2026-11-22T09:30:00Z', code}},
		);
		const {press, written} = started(signIn);
		press(enter, down, down, enter, 'y');
		expect(written).toContain(`\u001B]52;c;${Buffer.from('F7KQ2MXDA').toString('base64')}\u0007`);
	});

	it('begins at once with a way that was named', async () => {
		const signIn = sampleSignIn({kind: 'out'}, {cli: unconfirmed}, {named: () => 'cli'});
		const {press, at} = started(signIn);
		press(enter);
		await settled(() => at() === 'tenant');
		expect(signIn.asked).toEqual(['cli Domain.Read.All']);
	});
});
