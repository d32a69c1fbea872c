import {afterEach, describe, expect, it, vi} from 'vitest';
import {CannotStart} from '../../src/cannot-start.ts';
import type {Progress} from '../../src/guide/progress.ts';
import {emptySession} from '../../src/session/session.ts';
import type {Signing} from '../../src/session/workspace.ts';
import type {Pressed} from '../../src/ui/ink/keys.ts';
import {down, enter, escape, openWindow, tab} from '../ui/window.ts';
import {allOfFour, atStepFour, contoso, elsewhere, good, noRule, sampleSignIn, sampleWalk} from './sample.ts';

const open: (() => void)[] = [];
afterEach(() => {
	for (const close of open.splice(0)) {
		close();
	}
});
const wizard = (...parts: Parameters<typeof openWindow>) => {
	const window = openWindow(...parts);
	open.push(() => window.controller.leave(0));
	return window;
};

const settled = async (is: () => boolean) => vi.waitFor(() => expect(is()).toBe(true), {timeout: 5000, interval: 5});
const atFour = (found: Parameters<typeof atStepFour>[0] = {}, answers: typeof allOfFour = allOfFour) =>
	sampleWalk(atStepFour(found), {answers: {...answers}});

describe('Enter', () => {
	it('does what its row says, from looking to the refusal of step 4', async () => {
		const workspace = atFour();
		const {press, text, at} = wizard({workspace});
		expect(at()).toBe('map');
		expect(text()).toContain('Enter  go to step 4');
		press(enter);
		expect(text()).toContain('Enter  look at the rest of this step (4 checks)');
		press(enter);
		expect(at()).toBe('looking');
		await settled(() => at() === 'seen');
		expect(text()).toContain('Enter  see 4.4');
		press(enter);
		expect(text()).toContain('Check 4.4');
		press('b', {input: 'G'});
		expect(text()).toContain('Enter  finish step 4: looks at the gates first');
		press(enter);
		await settled(() => at() === 'refusal');
		expect(text()).toContain('Step 4 cannot be left yet: 2 gates are shut.');
		expect(workspace.asked).toContain('the gates of step 4');
		press('j', enter);
		await settled(() => text().includes('Looked at again just now: still shut, all of them.'));
		expect(at()).toBe('refusal');
	});

	it('finishes a step whatever was opened of it, and reads the next page', async () => {
		const {press, text, at} = wizard({workspace: atFour(allOfFour, {})});
		press(enter);
		await settled(() => at() === 'seen');
		press({input: 'G'}, enter);
		await settled(() => at() === 'page');
		expect(text()).toContain('5 of 7  Configure Azure Device Registration');
		expect(text()).toContain('Enter  start step 5 and look (1 check)');
		press(enter);
		await settled(() => at() === 'seen');
		expect(text()).toContain('Enter  finish step 5 and read step 6');
	});

	it('is dropped for 300 ms after it changed the place, so that a held key walks nowhere', () => {
		const {driver, pass, at} = wizard({workspace: atFour(allOfFour)});
		pass(1000);
		driver.press(enter);
		expect(at()).toBe('seen');
		pass(299);
		driver.press(enter);
		expect(at()).toBe('seen');
		pass(2);
		driver.press(enter);
		expect(at()).toBe('finding');
	});

	it('shows a look that is under way instead of starting another', async () => {
		const workspace = sampleWalk(atStepFour(), {answers: {}, takes: 60});
		const {press, at} = wizard({workspace});
		press(enter, enter, enter);
		expect(at()).toBe('page');
		press('r');
		expect(at()).toBe('looking');
		await settled(() => workspace.looking()?.ended === true);
		expect(workspace.asked.filter(each => each === 'step 4')).toHaveLength(1);
	});

	it('opens what is highlighted on a page, and the step again when Esc lets go of it', () => {
		const {press, text, at} = wizard({workspace: atFour(allOfFour)});
		press('p', '4', tab);
		expect(text()).toMatch(/Enter {2}see 4\.2/);
		press(escape);
		expect(text()).toContain('Enter  see what was seen');
		press(tab, enter);
		expect(at()).toBe('finding');
	});

	it('leads from what was not seen to the script that lets it be seen', async () => {
		const {press, text, at} = wizard({workspace: atFour({...allOfFour, 'key-write-back': elsewhere, 'verified-upn': good})});
		press(enter, {input: 'g'});
		expect(text()).toMatch(/> \? 4\.4/);
		press(enter);
		expect(at()).toBe('finding');
		press(enter);
		expect(text()).toContain('collect-connect-server.ps1');
		press(enter);
		await settled(() => text().includes('The script for connect-server is in collect-connect-server.ps1.'));
	});

	it('takes evidence with the time it was taken, says what is wrong with a time, and begins empty with the next file', async () => {
		const workspace = atFour({...allOfFour, 'key-write-back': elsewhere, 'verified-upn': good});
		const {press, text, at, driver} = wizard({workspace});
		press('i', enter);
		expect(text()).toContain('The path of the file is empty.');
		driver.paste('domains.json');
		press(enter);
		for (const [wrong, said] of [
			['yesterday', 'That is no time. Write like 2026-11-22T09:00Z.'],
			['2027-01-01T00:00Z', 'That time has not come yet. When was it taken?'],
		] as const) {
			driver.paste(wrong);
			press(enter);
			await settled(() => text().includes(said));
			expect(at()).toBe('form');
			expect(text()).toMatch(/File or folder +domains\.json/);
			expect(text()).toMatch(new RegExp(`> Taken +${wrong}`));
			press({input: 'u', ctrl: true});
		}

		driver.paste('2026-11-22T09:00Z');
		press(enter);
		await settled(() => text().includes('domains.json was brought in.'));
		expect(workspace.asked.filter(each => each.startsWith('brought'))).toEqual(['brought domains.json 2026-11-22T09:00Z']);
		expect(text()).toContain('Enter  look again at what was not seen (1)');

		press('i');
		expect(at()).toBe('form');
		expect(text()).not.toMatch(/domains\.json|Taken +2026/);
		driver.paste('other.json');
		press(enter, enter);
		await settled(() => text().includes('other.json was brought in.'));
		expect(workspace.asked).toContain('brought other.json null');
	});

	it('asks a person for an answer by one key, a name and a reason, and takes it anew', async () => {
		const workspace = sampleWalk(emptySession, {answers: {}});
		const {press, text, at, driver} = wizard({workspace});
		press(enter, enter);
		await settled(() => at() === 'seen');
		expect(text()).toContain('not answered yet');
		expect(text()).toContain('Enter  answer 1.1');
		press(enter, enter);
		expect(text()).toContain('Yes or no? The answer is missing.');
		press('x', 'n');
		expect(text()).toMatch(/> Your name/);
		press(enter);
		expect(text()).toContain('Who says so? A name is missing');
		driver.paste('Hana Novak\n');
		press(enter, ...'because', enter);
		await settled(() => at() === 'seen');
		expect(workspace.session().attestations).toMatchObject({'key-trust-chosen': {yes: false, by: 'Hana Novak', reason: 'because'}});
		press({input: 'g'}, 'a', {input: 'g'}, enter);
		expect(text()).toContain('Enter  answer 1.1 anew');
		press(enter);
		expect(text()).toMatch(/Answered no on .* by Hana Novak: because/);
		press('y');
		expect(text()).toMatch(/> Your name +Hana Novak/);
		press(enter, ...'changed', enter);
		await settled(() => workspace.session().attestations['key-trust-chosen']?.yes === true);
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
			const {controller, press, pass, text} = wizard({workspace: sampleWalk(atStepFour(), world)}, {columns, rows});
			press(enter, enter);
			expect(text().replace(/\s+/g, ' ')).toContain('4.5 is reading what domains reads');
			const before = text()
				.split('\n')
				.findIndex(row => /4\.1 /.test(row));
			const drawn = controller.version();
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
			expect(controller.version() - drawn).toBeLessThanOrEqual(11);
			expect(controller.version() - drawn).toBeGreaterThanOrEqual(9);
		} finally {
			vi.useRealTimers();
		}
	});

	it('says how many were what, also where all of it is met', async () => {
		const {press, text, at} = wizard({workspace: atFour({}, {})});
		press(enter, enter);
		await settled(() => at() === 'seen');
		expect(text()).toContain('4 looked at: 4 met.');
	});

	it('says how many were what in a narrow window too', async () => {
		const {press, text, at} = wizard({workspace: atFour()}, {columns: 50, rows: 20});
		press(enter, enter);
		await settled(() => at() === 'seen');
		expect(text().replace(/\s+/g, ' ')).toContain('4 looked at: 2 not met, 1 caution, 1 met.');
	});
});

it('says what a finished step leaves open', async () => {
	const workspace = sampleWalk(atStepFour({...allOfFour, 'active-server': noRule, 'connect-version': elsewhere}), {answers: {}});
	const {press, text} = wizard({workspace});
	press(enter, {input: 'G'});
	expect(text()).toContain('both gates are shut');
	press(enter);
	await settled(() => text().includes('5 of 7'));
	expect(text()).toContain('Step 4 is finished, with 1 not met, 1 not seen. Saved.');
});

describe('the view', () => {
	it('goes with Tab to the first check that shows, and on to the next', () => {
		const {press, text} = wizard({workspace: atFour(allOfFour)}, {rows: 40});
		press('4', tab);
		expect(text()).toMatch(/ > \S Is Connect Sync installed/);
		press(tab);
		expect(text()).toMatch(/ > \S Is SYNC01 the active server/);
	});

	it('shows what is worst first, folds what is met, and unfolds it', () => {
		const {press, text} = wizard({workspace: atFour(allOfFour)});
		press(enter);
		const rows = text();
		expect(rows.indexOf('4.4')).toBeLessThan(rows.indexOf('4.2'));
		expect(rows).toMatch(/✓ 2 met +a shows them/);
		press('a');
		expect(text()).toMatch(/✓ 4\.1 /);
		press('a', 'f');
		expect(text()).not.toMatch(/! 4\.2/);
		expect(text()).toContain('only not met');
		press('f', 'f', 'f');
		expect(text()).toMatch(/! 4\.2/);
	});

	it('goes from problem to problem with n', () => {
		const {press, text} = wizard({workspace: atFour(allOfFour)});
		press(enter);
		const seen = ['4.4', '4.5', '4.2', '4.4'].map(number => {
			const found = text().includes(`Enter  see ${number}`);
			press('n');
			return found;
		});
		expect(seen).toEqual([true, true, true, true]);
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

	it('lets digits read and move nobody, and Enter return', () => {
		const workspace = atFour(allOfFour);
		const {press, text} = wizard({workspace});
		press('6');
		expect(text()).toContain('4 of 7  reading 6:');
		press(enter);
		expect(text()).toContain('4 of 7  Configure Directory Synchronization');
		expect(workspace.session().entered).not.toContain('06-settings');
	});

	it('goes back screen by screen, to the map, then to the welcome', () => {
		const {press, at} = wizard({workspace: atFour(allOfFour)});
		press(enter, 'e');
		expect(at()).toBe('evidence');
		press('e');
		expect(at()).toBe('seen');
		press('b');
		expect(at()).toBe('map');
		press('b');
		expect(at()).toBe('welcome');
	});

	it('opens page, map and checks over what is there, and closes them with the same key', () => {
		const {press, at} = wizard({workspace: atFour(allOfFour)});
		press(enter, enter);
		expect(at()).toBe('finding');
		for (const [key, place] of [
			['m', 'map'],
			['p', 'page'],
			['c', 'seen'],
		] as const) {
			press(key);
			expect(at()).toBe(place);
			press(key);
			expect(at(), key).toBe('finding');
		}
	});

	it('keeps the focused check where it was when the window changes', () => {
		const {press, driver, lines, text} = wizard({workspace: atFour(allOfFour)}, {rows: 24});
		press('4', tab, tab, tab, tab);
		expect(text()).toContain(' > ✗ Does every AD connector');
		for (const [columns, rows] of [
			[50, 20],
			[120, 40],
			[50, 16],
			[80, 24],
		] as const) {
			driver.resize({columns, rows});
			expect(text()).toContain('> ✗ Does every AD connector');
			expect(lines()).toHaveLength(rows);
		}
	});

	it('wipes the window at every change of its size, for a terminal may have cut or moved what stood there', () => {
		const {driver, written} = wizard({workspace: atFour(allOfFour)}, {rows: 24});
		driver.resize({columns: 80, rows: 24});
		expect(written).not.toContain('redraw');
		driver.resize({columns: 50, rows: 24});
		driver.resize({columns: 80, rows: 24});
		expect(written.filter(each => each === 'redraw')).toHaveLength(2);
	});

	it('comes back from a window that was too small', () => {
		const {driver, text} = wizard({workspace: atFour(allOfFour)});
		driver.resize({columns: 30, rows: 5});
		expect(text()).toContain('This window is 30 x 5');
		driver.resize({columns: 80, rows: 24});
		expect(text()).toContain('4 of 7');
	});

	it('searches, walks the hits with n and N, says which of how many, and Esc ends it', () => {
		const {press, text} = wizard({workspace: atFour(allOfFour)});
		press('4', '/', ...'verified');
		expect(text()).toContain('Enter  find it');
		press(enter);
		const [, count] = /hit 1 of (\d+)/.exec(text()) ?? [];
		expect(Number(count)).toBeGreaterThan(1);
		press('n');
		expect(text()).toContain(`hit 2 of ${count}`);
		press('N');
		expect(text()).toContain(`hit 1 of ${count}`);
		press(escape);
		expect(text()).not.toContain('hit 1');
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
		const {press, text, at} = wizard({workspace: atFour(allOfFour)});
		press('4', 'jjjjj');
		const before = text();
		press('?');
		expect(at()).toBe('help');
		press(enter);
		expect(text()).toBe(before);
	});

	it('says what Esc does not do', () => {
		const {press, text, at} = wizard({workspace: atFour(allOfFour)});
		press(escape);
		expect(text()).toContain('q leaves, b goes back');
		expect(at()).toBe('map');
	});

	it('keeps what was typed when a text box is closed', () => {
		const {press, text} = wizard({});
		press(enter, ...'acme', escape, enter);
		expect(text()).toContain('acme');
	});
});

const reopened = (account: string) =>
	({type: 'opened', tool: '1.0.0', edition: '1', account, computer: 'ADM07', at: '2026-11-22T09:30:59Z'}) as const;

describe('a session', () => {
	it('is resumed with its gates looked at again, and every finding that changed', async () => {
		const workspace = sampleWalk(atStepFour({...allOfFour, 'verified-upn': good}, [reopened('CONTOSO\\svc-admin')]), {
			answers: {'verified-upn': allOfFour['verified-upn'] ?? good},
		});
		const {text, at, press} = wizard({workspace, resumed: true}, {rows: 40});
		expect(at()).toBe('map');
		expect(text()).toContain('The gates are being looked at again.');
		await settled(() => text().includes('looked at again just now'));
		expect(text()).toMatch(/4\.4 met, was not met/);
		expect(text()).toMatch(/4\.5 not met, was met/);
		expect(text()).toContain('CONTOSO\\svc-admin today');
		press(enter);
		expect(text()).toContain('Enter  see 4.5');
	});

	const resumed = () => {
		const signIn = sampleSignIn({kind: 'out'}, {browser: {kind: 'unconfirmed', tenancy: contoso}});
		const workspace = sampleWalk(
			atStepFour({...allOfFour, 'verified-upn': good}, [reopened('CONTOSO\\svc-admin')]),
			{answers: {'verified-upn': allOfFour['verified-upn'] ?? good}},
			{signIn},
		);
		return {signIn, workspace, ...wizard({workspace, resumed: true}, {rows: 40})};
	};

	it('is resumed with a sign-in first where a gate needs one, and no gate is said to be not seen for want of it', async () => {
		const {workspace, at, press, text} = resumed();
		expect(at()).toBe('sign-in');
		expect(text()).toContain('The gates are looked at again now, and that needs it.');
		expect(workspace.asked).toEqual([]);
		press(enter);
		await settled(() => at() === 'tenant');
		press(enter);
		await settled(() => at() === 'map');
		expect(workspace.asked).toEqual(['the gates']);
		expect(text()).toMatch(/4\.5 not met, was met/);
	});

	it('left an hour ago opens where somebody left, on the refusal if that was there', async () => {
		const wanted = {type: 'wanted', at: '2026-11-22T09:30:00Z', look: 'one', wish: 'finish', step: '04-synchronization'} as const;
		const same = wizard({
			workspace: sampleWalk(atStepFour(allOfFour, [wanted, reopened('CONTOSO\\hana')]), {answers: {...allOfFour}}),
			resumed: true,
		});
		expect(same.at()).toBe('refusal');
		expect(same.text()).toContain('Step 4 cannot be left yet');
		await settled(() => same.text().includes('The gates were looked at again.'));
		const other = wizard({
			workspace: sampleWalk(atStepFour(allOfFour, [reopened('CONTOSO\\hana')]), {answers: {...allOfFour}}),
			resumed: true,
		});
		expect(other.at()).toBe('seen');
	});

	it('remembers of a check what it was before', async () => {
		const workspace = sampleWalk(atStepFour({...allOfFour, 'key-write-back': elsewhere}), {answers: {...allOfFour}});
		const {press, text} = wizard({workspace}, {rows: 60});
		press(enter, 'r');
		await settled(() => text().includes('Enter  see 4.4'));
		expect(text()).toMatch(/Was +not seen 22 Nov 2026/);
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
		await settled(() => at() === 'map');
		expect(text()).toContain('1 of 7  The guide');
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
		expect(ends[0]?.text).toContain('Next: see what was seen');
		expect(ends[0]?.text.split('\n').every(line => line.length <= 80)).toBe(true);
		expect(workspace.asked).toEqual(['stop', 'closed']);
	});

	it('with a mistake of ours says so, and that all is saved', async () => {
		const {press, ends} = wizard({
			workspace: {...atFour(), look: async () => Promise.reject(new TypeError('connector.rules is not iterable'))},
		});
		press(enter, enter);
		await settled(() => ends.length > 0);
		expect(ends[0]?.exit).toBe(70);
		expect(ends[0]?.text).toContain('a mistake in whfb, not because of anything you did');
		expect(ends[0]?.text).toContain('TypeError: connector.rules is not iterable');
		expect(ends[0]?.text).toContain('Looking at step 4 was under way and is not saved.');
	});
});

describe('a request', () => {
	it('is copied whole: what is asked, why, the steps, the commands, who, how long, and how it will be proved', () => {
		const {press, written} = wizard({workspace: atFour(allOfFour)});
		press(enter, 'n', 'y');
		const [text = ''] = written;
		for (const words of [
			'Not yet (4.5)',
			'Give the 41 users',
			'  Set-ADUser ahmed.k',
			'As Domain Admin:',
			'Who ',
			'How long',
			'Why ',
			'Proof',
		]) {
			expect(text).toContain(words);
		}

		expect(text.split('\n').every(line => line.length <= 80)).toBe(true);
	});

	it('is written to a file whose name stands there already', async () => {
		const workspace = atFour(allOfFour);
		const {press, text} = wizard({workspace});
		press(enter, 'o');
		expect(text()).toContain('request-4.4.txt');
		press(enter);
		await settled(() => text().includes('request-4.4.txt is written.'));
		expect(workspace.asked.at(-1)).toContain('refresh directory schema'.replace('r', 'R'));
	});
});

it('waits when asked to, looks again every minute and rings once when it holds', async () => {
	vi.useFakeTimers({toFake: ['setTimeout', 'clearTimeout']});
	try {
		const world = {answers: {...allOfFour}};
		const workspace = sampleWalk(atStepFour(allOfFour), world);
		const {press, pass, written, text} = wizard({workspace});
		press(enter, enter, 'w');
		expect(text()).toContain('x stop waiting');
		expect(text()).toMatch(/Enter {2}look again at 4\.4 \(again by itself in 60 s\)/);
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
	press(enter, enter);
	pass(5000);
	expect(text()).not.toMatch(/s so far/);
});

describe('signing in', () => {
	const unconfirmed: Signing = {kind: 'unconfirmed', tenancy: contoso};
	const started = (signIn: ReturnType<typeof sampleSignIn>, found = {}) => {
		const window = wizard({workspace: sampleWalk(atStepFour(found), {answers: {...allOfFour}}, {signIn})});
		window.press('4');
		return window;
	};

	it('stands before the first look that needs it, asks for that look alone, and goes on to it after the tenant is confirmed', async () => {
		const signIn = sampleSignIn({kind: 'out'}, {browser: unconfirmed});
		const {press, text, at, controller} = started(signIn);
		press(enter);
		expect(at()).toBe('sign-in');
		expect(signIn.asked).toEqual([]);
		press(enter);
		await settled(() => at() === 'tenant');
		expect(signIn.asked).toEqual(['browser Domain.Read.All']);
		expect(text()).toContain('Enter  yes, look at this tenant');
		press(enter);
		await settled(() => at() === 'seen');
		expect(signIn.asked).toContain('yes');
		expect(text()).toContain('Enter  see 4.4');
		expect(controller.view().places.some(place => place.at === 'sign-in' || place.at === 'tenant')).toBe(false);
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
		press(enter, enter);
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
		await settled(() => at() === 'seen');
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
		expect(written).toEqual(['F7KQ2MXDA']);
	});

	it('begins at once with a way that was named', async () => {
		const signIn = sampleSignIn({kind: 'out'}, {cli: unconfirmed}, {named: () => 'cli'});
		const {press, at} = started(signIn);
		press(enter);
		await settled(() => at() === 'tenant');
		expect(signIn.asked).toEqual(['cli Domain.Read.All']);
	});
});
