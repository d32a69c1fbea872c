import {afterEach, beforeAll, beforeEach, describe, expect, it} from 'vitest';
import {numberedChecks} from '../../src/guide/step.ts';
import {outcomeWord} from '../../src/guide/words.ts';
import {guide} from '../../steps/guide.ts';
import {begin, built, eventsIn, type Home, newHome, run} from './built.ts';
import {type Person, terminal} from './terminal.ts';
import {walkUntil} from './walking.ts';

let home: Home;
const people: Person[] = [];

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

const step4 = '04-directory-synchronization';

const comesBack = async () => {
	const back = terminal({home, args: ['resume', 'practice-1']});
	people.push(back);
	await back.until(/4 of 7/);
	const screen = await back.calm();
	expect(screen).toMatch(/PRACTICE connect-before-schema/);
	await back.press('q');
	expect(await back.exit()).toBe(0);
	expect(back.log()).toMatch(/at step 4 of 7/);
};

describe('killed in the middle of step 4', () => {
	it.each([0, 8, 25])(
		'while looking (%i ms after Enter), it comes back with everything that had been saved',
		{timeout: 60_000},
		async delay => {
			const person = terminal({home, args: ['--practice', 'connect-before-schema']});
			people.push(person);
			await walkUntil(person, /start step 4/);
			await walkUntil(person, /look at/);
			const acknowledged = eventsIn(home, 'practice-1');
			expect(acknowledged).toContainEqual(expect.objectContaining({type: 'entered', step: step4}));
			await person.press('enter');
			await new Promise(resolve => setTimeout(resolve, delay));
			person.kill('SIGKILL');
			await person.exit();
			expect(eventsIn(home, 'practice-1').slice(0, acknowledged.length)).toEqual(acknowledged);
			await comesBack();
			expect(eventsIn(home, 'practice-1').slice(0, acknowledged.length)).toEqual(acknowledged);
		},
	);

	it('right after it said "saved", it has every answer that it had said', {timeout: 30_000}, async () => {
		const child = begin(['--plain', '--practice', 'connect-before-schema'], {home});
		let said = '';
		const saved = new Promise<void>((resolve, reject) => {
			child.on('close', () => reject(new Error(`It ended before it had looked at step 4:\n${said.slice(-2000)}`)));
			child.stdout?.on('data', data => {
				said += data;
				if (/Looking at step 4\.[\s\S]* looked at: [\s\S]*Saved \d\d:\d\d\./.test(said)) {
					child.kill('SIGKILL');
					resolve();
				}
			});
		});
		child.stdin?.on('error', () => {});
		child.stdin?.write('\n'.repeat(60));
		await saved;
		const gone = new Promise(resolve => child.once('exit', resolve));
		await Promise.race([gone, new Promise(resolve => setTimeout(resolve, 2000))]);

		const events = eventsIn(home, 'practice-1');
		const told = [
			...said
				.slice(said.lastIndexOf('Looking at step 4.'))
				.matchAll(/^(4\.\d+) [\s\S]*?\?\s+(met|not\s+met|caution|not\s+seen|does\s+not\s+apply)\./gm),
		];
		expect(told.length).toBe(Number(/ of (\d+) looked at:/.exec(said.slice(said.lastIndexOf('Looking at step 4.')))?.[1]));
		expect(told.length).toBeGreaterThan(10);
		const missing = told.filter(([, number, word]) => {
			const check = numberedChecks(guide).find(each => each.number === number)?.check.id;
			const finding = events.findLast(event => event.type === 'found' && event.check === check)?.finding as
				| {kind: string; verdict?: {outcome: 'met' | 'unmet' | 'caution' | 'not-applicable'}}
				| undefined;
			return finding === undefined || outcomeWord(finding.verdict?.outcome ?? 'unobserved') !== word?.replace(/\s+/g, ' ');
		});
		expect(missing.map(([, number]) => number)).toEqual([]);
		await comesBack();
	});

	it('keeps a person’s own words the moment it has said that they are saved', async () => {
		const child = begin(['--plain', '--session', 'contoso'], {home});
		let said = '';
		child.stdin?.on('error', () => {});
		const answered = new Promise<void>(resolve => {
			child.stdout?.on('data', data => {
				said += data;
				if (/Stated by Hana Novak\. Saved \d\d:\d\d\./.test(said)) {
					child.kill('SIGKILL');
					resolve();
				}
			});
		});
		child.stdin?.write('1\nyes\nHana Novak\nDC certificates are in place\n');
		await answered;
		await new Promise(resolve => setTimeout(resolve, 100));
		expect(eventsIn(home, 'contoso')).toContainEqual(
			expect.objectContaining({
				type: 'answered',
				attestation: expect.objectContaining({yes: true, by: 'Hana Novak', reason: 'DC certificates are in place'}),
			}),
		);
		const {stdout} = await run(['resume', 'contoso', '--plain'], {home, input: 'q\n'});
		expect(stdout).toMatch(/at step 1 of 7/);
		expect(stdout).toMatch(/answer 1\.3/);
		expect(stdout).not.toMatch(/answer 1\.2/);
	});
});
