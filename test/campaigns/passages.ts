import {z} from 'zod';
import {workspaceOf} from '../../src/app/workspace.ts';
import {type Answer, unobserved} from '../../src/guide/answer.ts';
import {type Check, defineCheck, defineCollector} from '../../src/guide/check.ts';
import {caution, declined, met, notApplicable, unmet} from '../../src/guide/finding.ts';
import {defineStep, type Gate, type Guide, gate} from '../../src/guide/step.ts';
import type {Event} from '../../src/session/event.ts';
import type {OpenSession} from '../../src/session/open-session.ts';
import {outlineOf} from '../fixtures/outline.ts';
import {diskFull, inMemory} from '../session/in-memory.ts';

const outcomes = ['met', 'met', 'met', 'met', 'not-applicable', 'caution', 'unmet', 'declined', 'silent'] as const;
type Outcome = (typeof outcomes)[number];

const collector = (id: string) =>
	defineCollector({
		id,
		query: {via: 'powershell', script: `${id}.ps1`, on: 'here'},
		what: id,
		rights: 'none',
		facts: z.enum(outcomes),
	});

const check = (id: string): Check =>
	defineCheck({
		id,
		question: `Does ${id} hold?`,
		needs: {it: collector(id)},
		judge: ({it}) => {
			switch (it) {
				case 'met':
					return met('It holds.');
				case 'not-applicable':
					return notApplicable('It does not apply.');
				case 'caution':
					return caution('look', 'It may not hold.');
				case 'unmet':
					return unmet('look', 'It does not hold.');
				default:
					return declined('inconclusive', 'look', 'Nobody can tell.');
			}
		},
	});

const [first, second, third] = [check('first'), check('second'), check('third')];

/** Three steps with gates at both thresholds. */
export const guide: Guide = {
	id: 'passages',
	edition: '1',
	importers: [],
	coverage: {pages: [], beyond: []},
	textKinds: {},
	savedTexts: [],
	outline: outlineOf(),
	steps: [
		defineStep({id: '01-begin', checks: [check('free')]}),
		defineStep({
			id: '02-guarded',
			checks: [first, second],
			gates: {enter: [gate('a', first, 'so')], leave: [gate('a', second, 'so')]},
		}),
		defineStep({id: '03-end', checks: [third], gates: {leave: [gate('b', third, 'so')]}}),
	],
};

/** What a random story is made of; every member a test may spoil to see that the campaign would notice. */
export type Story = {
	readonly random: () => number;
	readonly wishes: number;
	/** What the journal makes of an event before it keeps it. */
	readonly written?: (event: Event) => Event;
};

/** Seconds, hours and years, in milliseconds. */
const ways = [1_000, 3_600_000, 365 * 86_400_000] as const;

/** A session in memory whose disk fails now and then, and the events that it holds. */
const onDisk = (
	random: () => number,
	written: (event: Event) => Event,
): {readonly open: OpenSession; readonly events: Event[]; readonly mend: () => void} => {
	const events: Event[] = [];
	let failing = 0;
	const earlier = forged(random);
	events.push(...earlier);
	return {
		events,
		mend: () => {
			failing = 0;
		},
		open: inMemory('story', earlier, event => {
			if (failing === 0 && random() < 0.05) {
				failing = 1 + Math.floor(random() * 6);
			}

			if (failing > 0) {
				failing -= 1;
				throw diskFull();
			}

			events.push(written(event));
		}),
	};
};

/** Findings that an earlier run, or somebody with a text editor, left: all met, some of them of the future. */
const forged = (random: () => number): readonly Event[] =>
	random() < 0.5
		? []
		: guide.steps
				.flatMap(({checks}) => checks)
				.map(({id}): Event => {
					const at = new Date(Date.UTC(2026, 10, 22) + (random() - 0.5) * 4 * 365 * 86_400_000).toISOString();
					return {
						type: 'found',
						at,
						check: id,
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
						...(random() < 0.5 ? {} : {look: '0123456789abcdef'}),
					};
				});

export type Told = {
	readonly events: readonly Event[];
	readonly granted: number;
	readonly refused: number;
	readonly withheld: number;
	/** Wishes that were granted though something was not saved. */
	readonly grantedUnsaved: number;
	/** How often the clock jumped, back and ahead. */
	readonly jumped: Readonly<Record<'seconds' | 'hours' | 'years', [number, number]>>;
};

/** Lets somebody want through again and again while the world, the disk and the clock do as they please. */
export const tell = async ({random, wishes, written = event => event}: Story): Promise<Told> => {
	let time = Date.UTC(2026, 10, 22, 9);
	// A third of the clocks go well, a third jump now and then, and a third jump at every wish, somewhere in it.
	const kind = random();
	const jumps = kind < 1 / 3 || kind > 2 / 3 ? 0 : 0.04;
	const jumped = {seconds: [0, 0], hours: [0, 0], years: [0, 0]} satisfies Told['jumped'];
	let turnsToJump = -1;
	const jump = () => {
		const way = Math.floor(random() * ways.length);
		const ahead = random() < 0.5 ? 0 : 1;
		jumped[(['seconds', 'hours', 'years'] as const)[way] ?? 'years'][ahead] += 1;
		time += (ahead === 0 ? -1 : 1) * (ways[way] ?? 1) * (1 + Math.floor(random() * 40));
	};
	const now = () => {
		time += 1 + Math.floor(random() * 20);
		turnsToJump -= 1;
		if (turnsToJump === 0 || random() < jumps) {
			jump();
		}

		return new Date(Math.max(0, Math.min(time, Date.UTC(9000, 0)))).toISOString();
	};
	const disk = onDisk(random, written);
	const mood = random();
	const ask = async (): Promise<Answer> => {
		// Answers come in any order.
		for (let turns = Math.floor(random() * 4); turns > 0; turns--) {
			await null;
		}

		const outcome: Outcome = random() < mood ? 'met' : (outcomes[Math.floor(random() * outcomes.length)] ?? 'silent');
		return outcome === 'silent'
			? unobserved('unreachable', 'It did not answer.')
			: {kind: 'facts', facts: outcome, source: random() < 0.03 ? 'attested' : 'live', takenAt: now(), from: 'DC01'};
	};
	const walk = workspaceOf({
		guide,
		open: disk.open,
		opening: [],
		account: 'CONTOSO\\hana',
		given: {},
		env: {},
		now,
		ask: () => ask,
		writeScript: async () => '',
		importEvidence: async () => ({sentence: '', events: []}),
	});
	const counts = {granted: 0, refused: 0, withheld: 0, grantedUnsaved: 0};
	for (let wish = 0; wish < wishes; wish++) {
		turnsToJump = kind > 2 / 3 ? 1 + Math.floor(random() * 8) : -1;
		const step = guide.steps[Math.floor(random() * guide.steps.length)]?.id ?? '';
		const next = walk.session().finished.length < 3 ? (guide.steps[walk.session().finished.length]?.id ?? step) : step;
		const at = random() < 0.8 ? next : step;
		const type = walk.session().entered.includes(at) ? 'finish' : 'enter';
		const others =
			random() < 0.2
				? walk.look(
						'it all',
						guide.steps.flatMap(({checks}) => checks),
					)
				: random() < 0.1
					? walk.want('enter', step)
					: null;
		if (random() < 0.05) {
			setImmediate(() => walk.stop());
		}

		const decision = await walk.want(random() < 0.9 ? type : 'finish', at);
		await others;
		if (decision.kind !== 'out-of-order') {
			counts[decision.kind] += 1;
		}

		if (decision.kind === 'granted' && !decision.events.every(event => disk.events.includes(event))) {
			counts.grantedUnsaved += 1;
		}

		if (random() < 0.3) {
			disk.mend();
		}
	}

	walk.close();
	return {events: disk.events, ...counts, jumped};
};

const gatesBefore = (wish: string, step: string): readonly Gate[] => {
	const index = guide.steps.findIndex(({id}) => id === step);
	return guide.steps.flatMap((each, at) => [
		...(at <= index ? each.gates.enter : []),
		...(at < index || (at === index && wish === 'finished') ? each.gates.leave : []),
	]);
};

/**
 * The rule, told once more without the code that keeps it: whoever passed had, in the same look and before it in the journal,
 * a finding that opens every gate on the way, and no entry between the wish and the passage went back in time.
 */
export const broken = (events: readonly Event[]): readonly string[] =>
	events.flatMap((event, index) => {
		if (event.type !== 'entered' && event.type !== 'finished') {
			return [];
		}

		const wish = event.type === 'entered' ? 'enter' : 'finish';
		const from = events.findLastIndex(
			(each, at) => at < index && each.type === 'wanted' && each.look === event.look && each.wish === wish && each.step === event.step,
		);
		const between = events.slice(from, index + 1);
		const isShut = gatesBefore(event.type, event.step).filter(({check: {id}}) => {
			const own = between.findLast(each => each.type === 'found' && each.check === id && each.look === event.look);
			const finding = own?.type === 'found' ? own.finding : null;
			return !(finding?.kind === 'judged' && finding.source !== 'attested' && ['met', 'not-applicable'].includes(finding.verdict.outcome));
		});
		const wentBack = between.some((each, at) => at > 0 && Date.parse(each.at) < Date.parse(between[at - 1]?.at ?? ''));
		return from < 0 || event.look === undefined || isShut.length > 0 || wentBack
			? [
					`event ${index}: ${event.type} ${event.step}: ${from < 0 ? 'nobody wanted it' : isShut.map(({check: {id}}) => id).join(', ')}${wentBack ? ' back in time' : ''}`,
				]
			: [];
	});
