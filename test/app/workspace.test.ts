import {describe, expect, it} from 'vitest';
import {workspaceOf} from '../../src/app/workspace.ts';
import {type Answer, unobserved} from '../../src/guide/answer.ts';
import type {Collector} from '../../src/guide/check.ts';
import {heldText, leavingWords, withheldText} from '../../src/report/saved.ts';
import type {Event} from '../../src/session/event.ts';
import {proved} from '../../src/session/proof.ts';
import {guide} from '../campaigns/passages.ts';
import {diskFull, inMemory} from '../session/in-memory.ts';

const start = Date.UTC(2026, 10, 22, 9);
const timeAt = (milliseconds: number) => new Date(start + milliseconds).toISOString();
const hour = 3_600_000;

/** A finding that some earlier look left, met. */
const foundAt = (check: string, at: string, look?: string): Event => ({
	type: 'found',
	at,
	check,
	finding: {
		kind: 'judged',
		at,
		takenAt: at,
		source: 'live',
		from: 'DC01',
		verdict: {outcome: 'met', because: 'It held.'},
		exhibits: [],
		facts: 'met',
	},
	...(look === undefined ? {} : {look}),
});

const passed: readonly Event[] = [
	{type: 'entered', at: timeAt(-3), step: '01-begin'},
	{type: 'finished', at: timeAt(-2), step: '01-begin'},
];

type Answers = Readonly<Record<string, string>>;

/** A walk whose disk, clock and world a test turns as it likes. */
const walking = (before: readonly Event[] = passed) => {
	const events: Event[] = [...before];
	const world: {answers: Answers; refuses: boolean; clock: number; onAsk: () => void} = {
		answers: {free: 'met', first: 'met', second: 'met', third: 'met'},
		refuses: false,
		clock: start,
		onAsk: () => undefined,
	};
	const workspace = workspaceOf({
		guide,
		opening: [],
		account: 'CONTOSO\\hana',
		given: {},
		env: {},
		now: () => {
			world.clock += 1;
			return new Date(world.clock).toISOString();
		},
		ask:
			() =>
			async ({id}: Collector): Promise<Answer> => {
				world.onAsk();
				const facts = world.answers[id];
				return facts === undefined
					? unobserved('unreachable', 'It did not answer.')
					: {kind: 'facts', facts, source: 'live', takenAt: new Date(world.clock).toISOString(), from: 'DC01'};
			},
		writeScript: async () => '',
		importEvidence: async () => ({sentence: '', events: []}),
		open: inMemory('contoso', before, event => {
			if (world.refuses) {
				throw diskFull();
			}

			events.push(event);
		}),
	});
	return {workspace, world, events};
};

describe('a wish', () => {
	it('writes down what is wanted, what its look finds and what is granted under one id', async () => {
		const {workspace, events} = walking();
		expect((await workspace.want('enter', '02-guarded')).kind).toBe('granted');
		const own = events.slice(passed.length);
		expect(own.map(({type}) => type)).toEqual(['wanted', 'found', 'entered']);
		expect(new Set(own.map(event => ('look' in event ? event.look : null))).size).toBe(1);
		expect(own[0]).toMatchObject({look: expect.stringMatching(/^[0-9a-f]{16}$/), wish: 'enter', step: '02-guarded'});
	});

	it('H1 is not granted on findings dated ahead while the disk takes no new one', async () => {
		const ahead = ['first', 'second', 'third'].map(check => foundAt(check, timeAt(hour)));
		const {workspace, world, events} = walking([...passed, ...ahead]);
		world.answers = {};
		world.refuses = true;
		expect((await workspace.want('enter', '02-guarded')).kind).not.toBe('granted');
		world.refuses = false;
		expect((await workspace.want('enter', '02-guarded')).kind).toBe('refused');
		expect(events.some(({type, at}) => type === 'entered' && at >= timeAt(0))).toBe(false);
		expect(workspace.session().entered).toEqual(['01-begin']);
	});

	it('H1 is not granted while anything is unsaved, though every gate was found open', async () => {
		const {workspace, world, events} = walking();
		world.refuses = true;
		expect(await workspace.want('enter', '02-guarded')).toEqual({kind: 'withheld', because: 'not-saved'});
		expect(await workspace.want('enter', '02-guarded')).toEqual({kind: 'withheld', because: 'not-saved'});
		expect(events).toEqual(passed);
		world.refuses = false;
		expect((await workspace.want('enter', '02-guarded')).kind).toBe('granted');
		expect(workspace.notSaved()).toBeNull();
		// What waited is written in its order, and nothing that was withheld comes back by itself.
		expect(events.filter(({type}) => type === 'entered')).toHaveLength(2);
		expect(proved(guide, events).unproved).toEqual([]);
	});

	it('H1 is withheld where the disk fails at the passage itself, and is not granted later behind somebody’s back', async () => {
		const {workspace, world, events} = walking();
		const looks = ['found'];
		workspace.subscribe(() => {
			world.refuses = events.at(-1)?.type === looks[0];
		});
		expect(await workspace.want('enter', '02-guarded')).toEqual({kind: 'withheld', because: 'not-saved'});
		expect(workspace.session().entered).toEqual(['01-begin']);
		looks[0] = 'nothing';
		world.refuses = false;
		await workspace.answer({statement: 'first', yes: true, by: 'hana', reason: 'because'});
		expect(events.map(({type}) => type)).not.toContain('finished step 2');
		expect(events.filter(({type}) => type === 'entered')).toHaveLength(1);
	});

	it.each([
		['a second', 1_000],
		['an hour', hour],
		['a year', 365 * 24 * hour],
	])('is withheld where the clock ran back by %s during its look, and granted at the next', async (_, back) => {
		const {workspace, world} = walking();
		world.onAsk = () => {
			world.clock -= back;
			world.onAsk = () => undefined;
		};
		const decision = await workspace.want('enter', '02-guarded');
		expect(decision).toEqual({kind: 'withheld', because: 'clock'});
		expect(decision.kind === 'withheld' ? withheldText(workspace, decision, 'enter', 2) : '').toMatch(
			/^Step 2 is not entered: the clock of this computer ran back .* look again\.$/,
		);
		expect((await workspace.want('enter', '02-guarded')).kind).toBe('granted');
	});

	it('does not take the look of another wish for its own, though both want at once', async () => {
		const {workspace, events} = walking();
		const [one, two] = await Promise.all([workspace.want('enter', '02-guarded'), workspace.want('enter', '02-guarded')]);
		expect([one.kind, two.kind]).toEqual(['granted', 'granted']);
		expect(proved(guide, events).unproved).toEqual([]);
	});

	it('is refused on what was seen worst, though another look found the gate open meanwhile', async () => {
		const {workspace, world} = walking();
		world.answers = {};
		let other = Promise.resolve();
		world.onAsk = () => {
			other = workspace.look(
				'it all',
				guide.steps.flatMap(({checks}) => checks),
			);
			world.onAsk = () => {
				world.answers = {first: 'met'};
			};
		};
		const wished = workspace.want('enter', '02-guarded');
		const decision = await wished;
		await other;
		expect(workspace.session().findings['first']).toMatchObject({verdict: {outcome: 'met'}});
		expect(decision.kind === 'refused' ? decision.shut.map(({check}) => check.id) : decision.kind).toEqual(['first']);
	});
});

describe('what could not be saved', () => {
	it('M1 is shown as it was seen, and said to be held in memory, with how to keep it', async () => {
		const {workspace, world} = walking([...passed, foundAt('first', timeAt(-1))]);
		world.answers = {};
		world.refuses = true;
		await workspace.look('it', [...guide.steps.flatMap(({checks}) => checks)].slice(1, 2));
		expect(workspace.session().findings['first']).toMatchObject({kind: 'unobserved', reason: 'unreachable'});
		expect(heldText(workspace)).toContain(
			'NOT SAVED: the disk is full. Held in memory: 1 finding. No step is passed meanwhile. Mend that and stay here: whfb tries again every 2 seconds.',
		);
		expect(leavingWords(workspace)).toBe('what is not saved is kept in a file elsewhere, if one can be written');
	});
});

describe('a journal', () => {
	const finding = foundAt('first', timeAt(2), 'aaaaaaaaaaaaaaaa');
	const wanted: Event = {type: 'wanted', at: timeAt(1), look: 'aaaaaaaaaaaaaaaa', wish: 'enter', step: '02-guarded'};
	const entered: Event = {type: 'entered', at: timeAt(3), step: '02-guarded', look: 'aaaaaaaaaaaaaaaa'};

	it('proves a passage by a finding of the same look that stands before it', () => {
		expect(proved(guide, [...passed, wanted, finding, entered])).toMatchObject({
			unproved: [],
			session: {entered: ['01-begin', '02-guarded']},
		});
	});

	it.each<readonly [string, readonly Event[]]>([
		['whose finding comes after it', [wanted, entered, finding]],
		['whose finding is of another look', [wanted, {...finding, look: 'bbbbbbbbbbbbbbbb'} as Event, entered]],
		['whose finding stands before the wish', [finding, wanted, entered]],
		[
			'whose finding was taken back in the same look',
			[
				wanted,
				finding,
				{
					...foundAt('first', timeAt(2), 'aaaaaaaaaaaaaaaa'),
					finding: {kind: 'unobserved', at: timeAt(2), reason: 'unreachable', detail: ''},
				} as Event,
				entered,
			],
		],
		['that nobody wanted', [finding, entered]],
		['that was wanted of another step', [{...wanted, step: '03-end'} as Event, finding, entered]],
		['without a look', [wanted, finding, {type: 'entered', at: timeAt(3), step: '02-guarded'}]],
		['that lies before its finding in time', [wanted, finding, {...entered, at: timeAt(1)} as Event]],
		['of a step that the guide does not have', [wanted, finding, {...entered, step: '09-beyond'} as Event]],
	])('does not count a passage %s', (_, events) => {
		const {unproved, session} = proved(guide, [...passed, ...events]);
		expect(unproved).toHaveLength(1);
		expect(session.entered).toEqual(['01-begin']);
	});

	it('of 1.0.0 is taken as it stands up to the first look, because it has none', () => {
		const {unproved, session} = proved(guide, [...passed, {type: 'entered', at: timeAt(0), step: '02-guarded'}]);
		expect({unproved, entered: session.entered}).toEqual({unproved: [], entered: ['01-begin', '02-guarded']});
	});
});

describe('a look that waits for another', () => {
	const checks = guide.steps.flatMap(step => step.checks);

	it.each(['close', 'stop'] as const)('asks nobody after somebody says %s', async end => {
		const {workspace, world, events} = walking();
		let asked = 0;
		world.onAsk = () => {
			asked += 1;
		};
		const one = workspace.look('one', checks.slice(0, 1));
		const two = workspace.look('two', checks.slice(1, 2));
		workspace[end]();
		await Promise.allSettled([one, two]);
		expect(asked).toBeLessThanOrEqual(1);
		const found = events.flatMap(event => (event.type === 'found' ? [event.finding] : []));
		expect(found.filter(({kind}) => kind === 'judged')).toEqual([]);
	});
});
