import {afterEach, beforeAll, beforeEach, describe, expect, it} from 'vitest';
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

const step3 = '03-new-installation-baseline';
const step4 = guide.steps[3];

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
			await walkUntil(person, /Enter {2}start step 4/);
			const acknowledged = eventsIn(home, 'practice-1');
			expect(acknowledged).toContainEqual(expect.objectContaining({type: 'finished', step: step3}));
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
				if (/Step 4 of 7, [\s\S]* looked at: [^.]*\./.test(said.slice(said.lastIndexOf('start step 4')))) {
					child.kill('SIGKILL');
					resolve();
				}
			});
		});
		child.stdin?.on('error', () => {});
		child.stdin?.write('\n'.repeat(8));
		await saved;
		const gone = new Promise(resolve => child.once('exit', resolve));
		await Promise.race([gone, new Promise(resolve => setTimeout(resolve, 2000))]);

		// What it said of the whole step is what the disk holds of it.
		const words =
			/(\d+) not met, ([^,]*), (\d+) met, (\d+) do(?:es)? not apply, looked|(\d+) not met, (\d+) met, (\d+) do(?:es)? not apply, looked/.exec(
				said.slice(said.lastIndexOf('start step 4')),
			);
		const newest = new Map(
			eventsIn(home, 'practice-1').flatMap(event => (event.type === 'found' ? [[event['check'], event['finding']]] : [])),
		);
		const outcomes = (step4?.checks ?? []).map(
			({id}) => (newest.get(id) as {readonly verdict?: {readonly outcome: string}} | undefined)?.verdict?.outcome,
		);
		expect(outcomes.length).toBeGreaterThan(10);
		const many = (outcome: string) => outcomes.filter(each => each === outcome).length;
		expect([words?.[5], words?.[6], words?.[7]]).toEqual([many('unmet'), many('met'), many('not-applicable')].map(String));
		await comesBack();
	});

	it('keeps a person’s own words the moment it has said that they are saved', async () => {
		const child = begin(['--plain', '--session', 'contoso'], {home});
		let said = '';
		child.stdin?.on('error', () => {});
		const answered = new Promise<void>(resolve => {
			child.stdout?.on('data', data => {
				said += data;
				if (/1\.\d is answered: met\. Saved\./.test(said)) {
					child.kill('SIGKILL');
					resolve();
				}
			});
		});
		child.stdin?.write('\n\n\ny\nHana Novak\nDC certificates are in place\n');
		await answered;
		await new Promise(resolve => setTimeout(resolve, 100));
		expect(eventsIn(home, 'contoso')).toContainEqual(
			expect.objectContaining({
				type: 'answered',
				attestation: expect.objectContaining({yes: true, by: 'Hana Novak', reason: 'DC certificates are in place'}),
			}),
		);
		const {stdout} = await run(['resume', 'contoso', '--plain'], {home, input: 'q\n'});
		expect(stdout).toMatch(/Step 1 of 7/);
		expect(stdout).toMatch(/1\.3 [^?]*\? not answered\s+yet/);
		expect(stdout).toMatch(/\d {2}1 met/);
	});
});
