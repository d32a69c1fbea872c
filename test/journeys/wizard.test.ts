import {setTimeout as sleep} from 'node:timers/promises';
import {afterEach, beforeAll, beforeEach, describe, expect, it} from 'vitest';
import {built, eventsIn, type Home, newHome} from './built.ts';
import {type Person, terminal} from './terminal.ts';
import {enterUntil, finishStep, nextThing, walkUntil} from './walking.ts';

let home: Home;
const people: Person[] = [];
const sit = (...asked: Parameters<typeof terminal>): Person => {
	const person = terminal(...asked);
	people.push(person);
	return person;
};

beforeAll(built);
beforeEach(() => {
	home = newHome();
});
afterEach(() => {
	for (const person of people.splice(0)) {
		person.kill('SIGKILL');
	}

	home.remove();
});

const stepsOf = (type: string) =>
	eventsIn(home, 'practice-1')
		.filter(event => event.type === type)
		.map(({step}) => step);

describe('Connect came before the schema', () => {
	it('is walked to step 4, which may be entered and not left, and is come back to', {timeout: 60_000}, async () => {
		const person = sit({home, args: ['--practice', 'connect-before-schema']});
		const first = await person.until(/1 of 7/);
		expect(person.isAlternate()).toBe(true);
		expect(first).toMatch(/PRACTICE connect-before-schema/);
		expect(first.split('\n')).toHaveLength(24);

		// Enter alone, and no more keys than somebody has patience for.
		const seen = await enterUntil(person, /✗ 4\.\d+ +Does every AD connector write the key back/);
		expect(seen.keys).toBeLessThanOrEqual(12);
		expect(stepsOf('entered')).toContain('04-directory-synchronization');
		expect(nextThing(seen.screen)).toMatch(/^see 4\.\d+$/);

		await finishStep(person);
		const refusal = await person.until(/Step 4 cannot be left yet/);
		expect(refusal).toMatch(/corp\.contoso\.com/);
		expect(refusal).toMatch(/schema before Connect .*not met/);
		expect(refusal).toMatch(/What opens it/);
		expect(nextThing(refusal)).toMatch(/look again at this gate/);
		expect(stepsOf('finished')).not.toContain('04-directory-synchronization');

		// Wanting again does not help: there is no override.
		await person.press('enter');
		await sleep(600);
		expect(await person.until(/Step 4 cannot be left yet/)).toMatch(/4 of 7/);
		expect(stepsOf('finished')).toEqual(['01-overview', '02-prerequisites', '03-new-installation-baseline']);

		await person.press('q');
		expect(await person.exit()).toBe(0);
		expect(person.isAlternate()).toBe(false);
		const log = person.log();
		expect(log).toMatch(/practice-1 {3}saved \d\d:\d\d, at step 4 of 7, PRACTICE connect-before-schema/);
		expect(log).toMatch(/✗ schema before Connect: not met/);
		expect(log).toMatch(/✓ verified UPN domain: met/);
		expect(log).toMatch(/Continue with: {2}whfb resume practice-1$/);
		expect(log).not.toMatch(/What opens it/);

		const back = sit({home, args: ['resume', 'practice-1']});
		// It opens on the refusal, where it was left.
		const again = await back.until(/Step 4 cannot be left yet/);
		expect(again).toMatch(/PRACTICE connect-before-schema/);
		await back.until(/✗ schema/);
		await back.press('q');
		expect(await back.exit()).toBe(0);
	});

	it('lets anybody read ahead, and moves nobody by it', async () => {
		const person = sit({home, args: ['--practice', 'connect-before-schema']});
		await person.until(/1 of 7/);
		await person.press('7');
		const ahead = await person.until(/reading 7/);
		expect(nextThing(ahead)).toMatch(/return to step 1/);
		await person.press('enter');
		await person.untilTrue('step 1 again', () => !/reading/.test(person.screen()));
		expect(stepsOf('entered')).toEqual([]);
		await person.press('q');
		expect(await person.exit()).toBe(0);
	});
});

it('walks the world where all is well to the hand-over', {timeout: 90_000}, async () => {
	const person = sit({home, args: ['--practice', 'ready']});
	await person.until(/1 of 7/);
	const {screen: done, keys} = await enterUntil(person, /All seven steps are done/);
	expect(keys).toBeLessThanOrEqual(20);
	expect(stepsOf('finished')).toHaveLength(7);
	expect(done).toMatch(/All seven steps are done/);
	expect(done).toMatch(/✓ met +\d+/);
	expect(done).toMatch(/✗ not met +0/);
	expect(done).toMatch(/PRACTICE/);
	await person.press('q');
	expect(await person.exit()).toBe(0);
	expect(person.log()).toMatch(/at step 7 of 7/);
});

it('tells what was not seen as errands, and is refused beside them in a few keys', {timeout: 60_000}, async () => {
	const person = sit({home, args: ['--practice', 'half-seen']});
	await person.until(/1 of 7/);
	for (let step = 1; step < 4; step++) {
		await enterUntil(person, new RegExp(`Enter {2}start step ${step} `));
		await person.press('enter');
		await person.until(/→ Finish step/);
		await person.calm();
		await finishStep(person);
		await person.until(new RegExp(`Enter {2}start step ${step + 1} `));
	}

	await person.calm();
	await person.press('enter');
	const errands = await person.until(/errands settle them/);
	expect(errands).toMatch(/> One file from the Connect server/);
	expect(errands).toMatch(/Sign in to Entra ID/);
	await person.calm();
	await finishStep(person);
	expect(await person.until(/Step 4 cannot be left yet/)).toMatch(/nobody has seen whether Connect writes the keys back|gates are shut/);
});

it('starts a practice environment from the first screen, by keys', async () => {
	const person = sit({home, args: []});
	const welcome = await person.until(/Practise first/);
	expect(welcome).toMatch(/It reads and changes nothing/);
	await person.press('down', 'enter');
	await person.until(/Choose a practice environment/);
	await person.press('enter');
	expect(await person.until(/1 of 7/)).toMatch(/PRACTICE/);
	await person.press('q');
	expect(await person.exit()).toBe(0);
});

describe('leaving', () => {
	it.each([
		['Ctrl+C', async (person: Person) => person.press('ctrl-c'), 0],
		['a terminal that is closed', async (person: Person) => person.kill('SIGHUP'), 130],
		['a request to end', async (person: Person) => person.kill('SIGTERM'), 130],
	] as const)('gives the normal screen back and says how to go on after %s', async (_, leave, exit) => {
		const person = sit({home, args: ['--practice', 'ready']});
		await person.until(/go to step 1/);
		await leave(person);
		expect(await person.exit()).toBe(exit);
		expect(person.isAlternate()).toBe(false);
		expect(person.log()).toMatch(/Continue with: {2}whfb resume practice-1/);
		// The cursor is shown again, and colours are off.
		expect(person.raw().lastIndexOf('\u001B[?25h')).toBeGreaterThan(person.raw().lastIndexOf('\u001B[?25l'));
	});
});

describe('the window', () => {
	const isWhole = (screen: string, columns: number, rows: number) => {
		const lines = screen.split('\n');
		return lines.length === rows && lines.every(line => line.length <= columns) && /q leave/.test(lines.at(-1) ?? '');
	};

	it('is drawn anew at every size, and nothing of the old size stays', {timeout: 60_000}, async () => {
		const person = sit({home, args: ['--practice', 'connect-before-schema']});
		await person.until(/1 of 7/);
		for (const [columns, rows] of [
			[50, 20],
			[44, 12],
			[120, 40],
			[80, 24],
			[50, 20],
			[120, 40],
		] as const) {
			person.resize(columns, rows);
			await person.calm();
			if (columns === 44) {
				const small = await person.until(/This window is 44 x 12/);
				expect(small.split('\n').filter(line => line.trim() !== '').length).toBeLessThanOrEqual(4);
				expect(small).toMatch(/50 x 16/);
				continue;
			}

			const screen = await person.untilTrue(`a whole frame at ${columns} x ${rows}`, () => isWhole(person.screen(), columns, rows));
			expect(screen.split('\n')[0]).toMatch(/^ 1 of 7/);
			expect(screen.match(/of 7/g), 'one header').toHaveLength(1);
			expect(screen.match(/^ Enter {2}/gm), 'one row with the next thing').toHaveLength(1);
			expect(nextThing(screen)).toBe('go to step 1');
			expect(screen.match(/\[1\]/g), 'one row of steps').toHaveLength(1);
			// A fresh window of that size shows the same, row for row.
			const fresh = sit({home, args: ['--practice', 'connect-before-schema'], columns, rows});
			const other = await fresh.untilTrue('a whole frame', () => isWhole(fresh.screen(), columns, rows));
			expect(screen.split('\n').slice(1)).toEqual(other.split('\n').slice(1));
			fresh.kill('SIGKILL');
		}
	});
});

describe('the terminal', () => {
	it('gets ASCII and nothing else where that is asked for', {timeout: 30_000}, async () => {
		const person = sit({home, args: ['--practice', 'connect-before-schema', '--ascii']});
		await person.until(/1 of 7/);
		await walkUntil(person, /finish step 2/);
		await person.press('q');
		expect(await person.exit()).toBe(0);
		expect([...new Set(person.raw().match(/[^\x00-\x7F]/g))]).toEqual([]);
	});

	const colours = (raw: string) =>
		[...raw.matchAll(/\u001B\[([\d;:]*)m/g)]
			.flatMap(([, codes = '']) => codes.split(/[;:]/))
			.map(Number)
			.filter(code => code >= 30 && code <= 107);

	it('gets no colour with NO_COLOR, and the words still say everything', {timeout: 30_000}, async () => {
		const person = sit({home, args: ['--practice', 'connect-before-schema'], env: {NO_COLOR: '1'}});
		await walkUntil(person, /finish step 1/);
		const screen = person.screen();
		expect(screen).toMatch(/\bmet\b/);
		await person.press('q');
		await person.exit();
		expect(screen).toMatch(/\[1\]/);
		expect(colours(person.raw())).toEqual([]);
	});

	it('gets sixteen colours at most otherwise, and never blue', {timeout: 30_000}, async () => {
		const person = sit({home, args: ['--practice', 'connect-before-schema'], env: {FORCE_COLOR: '1'}});
		await walkUntil(person, /finish step 1/);
		await person.press('q');
		await person.exit();
		const used = colours(person.raw());
		expect(used.length).toBeGreaterThan(0);
		expect(used.filter(code => [34, 44, 94, 104, 38, 48].includes(code))).toEqual([]);
	});
});
