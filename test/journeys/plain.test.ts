import {afterEach, beforeAll, beforeEach, describe, expect, it} from 'vitest';
import {built, eventsIn, type Home, newHome, run} from './built.ts';
import {type Person, terminal} from './terminal.ts';

let home: Home;
let person: Person | null = null;

beforeAll(built);
beforeEach(() => {
	home = newHome();
});
afterEach(() => {
	person?.kill('SIGKILL');
	person = null;
	home.remove();
});

const finished = () => eventsIn(home, 'practice-1').filter(({type}) => type === 'finished').length;
const manyEnters = '\n'.repeat(60);
const lettersOfOurs = /[^\x0A\x20-\x7E]/g;

describe('line by line, through a pipe', () => {
	it('walks to step 4, is refused with the reason, and comes back to the same place', async () => {
		// The map; three steps, each read, looked at and finished; step 4 is read and looked at. Then its last row.
		const {stdout: walked} = await run(['--plain', '--practice', 'connect-before-schema'], {home, input: '\n'.repeat(8)});
		const finish = /(\d+) {2}Finish step 4 and read step 5/.exec(walked)?.[1] ?? '';
		expect(finish).not.toBe('');
		const {exit, stdout, stderr} = await run(['resume', 'practice-1', '--plain'], {home, input: `${finish}\n`});
		expect({exit, stderr}).toEqual({exit: 0, stderr: ''});
		expect(walked).toMatch(/Step 1 of 7, The guide\. PRACTICE connect-before-schema/);
		expect(stdout).toMatch(/Step 4 cannot be left yet: /);
		expect(stdout).toMatch(/What opens it: /);
		expect(stdout).toMatch(/\nWho: /);
		expect(stdout).toMatch(/Continue with: {2}whfb resume practice-1 --plain\n$/);
		expect(finished()).toBe(3);

		const back = await run(['resume', 'practice-1', '--plain'], {home, input: 'q\n'});
		expect(back.exit).toBe(0);
		expect(back.stdout).toMatch(/Step 4 of 7/);
		expect(back.stdout).toMatch(/Step 4 cannot be left yet: /);
	});

	it('walks the world where all is well to the end', async () => {
		const {exit, stdout} = await run(['--plain', '--practice', 'ready'], {home, input: manyEnters});
		expect(exit).toBe(0);
		expect(stdout).toMatch(/Step 7 is finished\./);
		expect(stdout).toMatch(/All seven steps are done\./);
		expect(finished()).toBe(7);
	});

	it('keeps to 80 columns and to letters that every log holds, and puts a word beside every sign', async () => {
		const {stdout} = await run(['--plain', '--practice', 'connect-before-schema'], {home, input: manyEnters});
		const long = stdout.split('\n').filter(line => line.length > 80);
		// A command or an address is never broken.
		expect(long.filter(line => !/^\s*\[?\d*\]? ?\S{50,}$/.test(line) && !line.startsWith('  '))).toEqual([]);
		expect(stdout).not.toMatch(/\u001B/);
		expect(stdout).not.toMatch(/[✓✗·–]/);
	});

	it('starts at the welcome, practises, and leaves with q', async () => {
		const {exit, stdout} = await run(['--plain'], {home, input: '2\n1\nq\n'});
		expect(exit).toBe(0);
		expect(stdout).toMatch(/ {2}2 {2}Practise first/);
		expect(stdout).toMatch(/Choose a practice environment/);
		expect(stdout).toMatch(/The guide\. PRACTICE ready, saved \d\d:\d\d\./);
	});

	it('says that the input has ended, and that all is saved', async () => {
		const {exit, stdout} = await run(['--plain', '--practice', 'ready'], {home, input: '\n'});
		expect(exit).toBe(0);
		expect(stdout).toMatch(/The input has ended\. Everything is saved\./);
	});

	it('answers a number that is not there, and asks again', async () => {
		const {exit, stdout} = await run(['--plain'], {home, input: '99\n?\nq\n'});
		expect(exit).toBe(0);
		expect(stdout).toMatch(/There is no 99 here\. A number from 1 to 4, b, m, i, \? or q\./);
		expect(stdout).toMatch(/b goes back, m is the map/);
	});
});

describe('line by line, in a terminal', () => {
	const answer = async (how: string) => {
		const asked = () => (person?.log().match(/Number, or Enter for 1:/g) ?? []).length;
		const before = asked();
		await person?.press(...(how === '' ? [] : [how]), 'enter');
		return before;
	};

	const workspace = async (until: RegExp) => {
		// A choice, or a box that may stay empty.
		const prompts = () => (person?.log().match(/Number, or Enter for 1:|^(?:Pilot \w+|Controller):/gm) ?? []).length;
		for (let turn = 0; turn < 60 && !until.test(person?.log() ?? ''); turn++) {
			const before = prompts();
			await answer('');
			await person?.untilTrue('the next question', () => prompts() > before || until.test(person?.log() ?? ''));
		}

		expect(person?.log()).toMatch(until);
	};

	it('walks to step 4, is refused with the reason, and leaves with q', {timeout: 60_000}, async () => {
		person = terminal({home, args: ['--plain', '--practice', 'connect-before-schema'], rows: 40});
		await person.until(/Number, or Enter for 1:/);
		expect(person.isAlternate()).toBe(false);
		await workspace(/Finish step 4 and read step 5/);
		await person.until(/Number, or Enter for 1:\s*$/);
		await answer(/(\d+) {2}Finish step 4/.exec(person.log())?.[1] ?? '');
		await person.untilTrue('the refusal', () => /Step 4 cannot be left yet/.test(person?.log() ?? ''));
		await person.until(/Number, or Enter for 1:\s*$/);
		await answer('q');
		expect(await person.exit()).toBe(0);
		expect(person.log()).toMatch(/Continue with: {2}whfb resume practice-1 --plain/);
		expect(finished()).toBe(3);
	});

	it('walks the world where all is well to the end', {timeout: 60_000}, async () => {
		person = terminal({home, args: ['--plain', '--practice', 'ready'], rows: 40});
		await person.until(/Number, or Enter for 1:/);
		await workspace(/All seven steps are done/);
		await person.until(/Number, or Enter for 1:\s*$/);
		await answer('');
		expect(await person.exit()).toBe(0);
		expect(finished()).toBe(7);
	});

	it('is left with Ctrl+C at any question', async () => {
		person = terminal({home, args: ['--plain', '--practice', 'ready'], rows: 40});
		await person.until(/Number, or Enter for 1:/);
		await person.press('ctrl-c');
		expect([0, 130]).toContain(await person.exit());
		expect(person.log()).toMatch(/Continue with: {2}whfb resume practice-1 --plain/);
	});

	it('asks in the same way in a dumb terminal', async () => {
		person = terminal({home, args: ['--plain', '--practice', 'ready'], rows: 40, env: {TERM: 'dumb'}});
		await person.until(/Number, or Enter for 1:/);
		expect(person.raw().replaceAll('\r', '').match(lettersOfOurs)).toBeNull();
		await answer('q');
		expect(await person.exit()).toBe(0);
	});
});
