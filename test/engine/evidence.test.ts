import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {z} from 'zod';
import {askOnce, witnessed} from '../../src/engine/ask.ts';
import {look} from '../../src/engine/look.ts';
import type {HeldPiece} from '../../src/engine/pieces.ts';
import {ofHalves, weigh, weighSaved} from '../../src/engine/weigh.ts';
import {standingOf} from '../../src/guide/age.ts';
import {type Answer, unobserved} from '../../src/guide/answer.ts';
import {type DatedFacts, defineCheck, defineCollector, optional} from '../../src/guide/check.ts';
import {caution, declined, type Finding, met, unmet, type Verdict} from '../../src/guide/finding.ts';

/** What a computer shows of random mixes of evidence, on a collector that is one object and on one that merges several. */

const now = '2026-11-22T09:00:00.000Z';
const at = (minutes: number) => new Date(Date.parse(now) + minutes * 60_000).toISOString();
const query = {via: 'powershell', script: 'x.ps1', on: 'connect-server'} as const;

const light = z.strictObject({room: z.string(), lit: z.enum(['yes', 'no', 'dim', 'unclear'])});
type Light = z.infer<typeof light>;
const lamp = defineCollector({id: 'lamp', what: 'a lamp', rights: 'any', query, facts: light});

const dated = z.strictObject({...light.shape, stale: z.boolean()});
/** Of each room the newest; a live answer about a room replaces what was brought of it. */
const newestOfEach = (witnesses: readonly DatedFacts[]) => ({
	rooms: [...Map.groupBy(witnesses, ({facts}) => light.parse(facts).room).values()].map(own => {
		const one = own.findLast(({source}) => source === 'live') ?? own.at(-1);
		return {...light.parse(one?.facts), stale: one?.stale ?? true};
	}),
});
const rooms = defineCollector({
	id: 'rooms',
	what: 'rooms',
	rights: 'any',
	query,
	merge: newestOfEach,
	about: answer => `rooms/${light.parse(answer).room}`,
	facts: z.strictObject({rooms: z.array(dated).min(1)}),
});

const verdictOn = (lit: readonly Light['lit'][], stale = false) =>
	lit.includes('no')
		? unmet('light-it', 'It is dark.')
		: lit.includes('unclear')
			? declined('inconclusive', 'look-again', 'Nobody can say.')
			: stale
				? declined('stale', 'look-again', 'It was lit.')
				: lit.includes('dim')
					? caution('turn-it-up', 'It is dim.')
					: met('It is lit.');

const oneLit = defineCheck({id: 'one-lit', question: 'Is it lit?', needs: {lamp}, judge: facts => verdictOn([facts.lamp.lit])});
const maybeLit = defineCheck({
	id: 'maybe-lit',
	question: 'Is it lit?',
	needs: {lamp: optional(lamp)},
	judge: facts => (facts.lamp.seen ? verdictOn([facts.lamp.facts.lit]) : declined(facts.lamp.reason, 'look-again', facts.lamp.detail)),
});
const allLit = defineCheck({
	id: 'all-lit',
	question: 'Are all lit?',
	needs: {rooms: optional(rooms)},
	judge: facts =>
		facts.rooms.seen
			? verdictOn(
					facts.rooms.facts.rooms.map(({lit}) => lit),
					facts.rooms.facts.rooms.some(({stale}) => stale),
				)
			: declined(facts.rooms.reason, 'look-again', facts.rooms.detail),
});

type Mix = {readonly live: Answer; readonly held: readonly HeldPiece[]; readonly newest: string | null};

const nobody = unobserved('elsewhere', 'It must be asked there.');
const lightIn = fc.record({room: fc.constantFrom('hall', 'attic'), lit: fc.constantFrom('yes', 'yes', 'yes', 'no', 'dim', 'unclear')});
/** Minutes from now: about the limits of five minutes and of a day, far away on both sides, and often the same. */
const minute = fc.oneof(
	fc.constantFrom(-4000, -1441, -1440, -1439, -600, -60, -60, -1, 0, 4, 5, 6, 60, 60, 3000),
	fc.integer({min: -5000, max: 5000}),
);
const held = fc.array(
	fc.record({
		facts: lightIn,
		taken: fc.option(minute, {freq: 8}),
		source: fc.constantFrom('carried' as const, 'exported' as const),
		kind: fc.integer({min: 0, max: 12}),
	}),
	{maxLength: 5},
);
const mixes: fc.Arbitrary<Mix> = fc
	.record({
		live: fc.oneof({weight: 2, arbitrary: fc.constant(null)}, {weight: 1, arbitrary: lightIn}),
		held,
		newest: fc.oneof({weight: 4, arbitrary: fc.constant(0)}, {weight: 1, arbitrary: minute}),
	})
	.map(({live, held: pieces, newest}) => ({
		live: live === null ? nobody : {kind: 'facts', facts: live, source: 'live', takenAt: now, from: 'here'},
		newest: at(newest),
		held: pieces.map(({facts, taken, source, kind}, index): HeldPiece => {
			const own = kind === 0 ? {room: facts.room} : facts;
			return {
				answer: {kind: 'facts', facts: own, source, takenAt: taken === null ? null : at(taken), from: `file ${index}`},
				digest: JSON.stringify([own, taken, source]),
				about: `rooms/${facts.room}`,
				barred: kind === 1 ? unobserved('foreign', 'It is of somebody else.') : null,
				doubt: kind === 2 ? {reason: 'inconclusive', detail: 'Whose it is was not seen.'} : null,
			};
		}),
	}));

const checks = [oneLit, maybeLit, allLit];
const lookAt = (check: (typeof checks)[number], {live, held: pieces, newest}: Mix, clock = now): Promise<Finding> =>
	look(
		check,
		witnessed(
			askOnce(
				async () => live,
				() => pieces,
				() => clock,
			),
			() => newest,
			() => clock,
		),
		() => clock,
	);

const outcomeOf = (finding: Finding) => (finding.kind === 'judged' ? finding.verdict.outcome : finding.reason);
const isOpen = (finding: Finding) => finding.kind === 'judged' && finding.verdict.outcome !== 'unmet';
const isReadable = ({answer}: HeldPiece) => light.safeParse(answer.facts).success;
/** What may open something: fresh, whole, nobody else's, and nothing speaks against it. */
const isGood = (piece: HeldPiece) =>
	isReadable(piece) && piece.barred === null && piece.doubt === null && standingOf(piece.answer.takenAt, now) === 'fresh';
/** `WHFB_MIXES` makes them more. */
const runs = {numRuns: Number(process.env['WHFB_MIXES'] ?? 1000)};

describe.each(checks)('whatever mix of evidence stands behind $id', {timeout: 120_000}, check => {
	it('opens only what the fresh evidence alone opens, by a clock that stands before nothing the session has seen', async () => {
		let open = 0;
		await fc.assert(
			fc.asyncProperty(mixes, async mix => {
				if (isOpen(await lookAt(check, mix))) {
					open += 1;
					expect(standingOf(mix.newest, now)).not.toBe('ahead');
					expect(isOpen(await lookAt(check, {...mix, held: mix.held.filter(isGood)}))).toBe(true);
				}
			}),
			runs,
		);
		expect(open).toBeGreaterThan(runs.numRuns / 20);
	});

	it('finds the same in whatever order it was brought', async () => {
		const shuffled = mixes.chain(mix =>
			fc.shuffledSubarray([...mix.held], {minLength: mix.held.length}).map(other => ({mix, other: {...mix, held: other}})),
		);
		await fc.assert(
			fc.asyncProperty(shuffled, async ({mix, other}) => {
				expect(await lookAt(check, other)).toEqual(await lookAt(check, mix));
			}),
			runs,
		);
	});

	it('is not opened by a piece that is stale, ahead of the clock, in doubt, of another or not whole, where it is shut without it', async () => {
		await fc.assert(
			fc.asyncProperty(mixes, fc.nat(), async (mix, which) => {
				const bad = mix.held.filter(piece => !isGood(piece));
				const one = bad[which % Math.max(1, bad.length)];
				if (one !== undefined && isOpen(await lookAt(check, mix))) {
					expect(isOpen(await lookAt(check, {...mix, held: mix.held.filter(piece => piece !== one)}))).toBe(true);
				}
			}),
			runs,
		);
	});

	it('gives no reason of a clock once every time fits', async () => {
		await fc.assert(
			fc.asyncProperty(mixes, async mix => {
				const last = Math.max(...[mix.newest ?? now, ...mix.held.map(({answer}) => answer.takenAt ?? now)].map(Date.parse));
				expect(outcomeOf(await lookAt(check, mix, new Date(Math.max(last, Date.parse(now))).toISOString()))).not.toBe('clock');
			}),
			runs,
		);
	});
});

describe('evidence about one object', {timeout: 120_000}, () => {
	it('says nothing where the same was asked live: that alone decides', async () => {
		await fc.assert(
			fc.asyncProperty(mixes, async mix => {
				fc.pre(mix.live.kind === 'facts');
				for (const check of [oneLit, maybeLit]) {
					expect(outcomeOf(await lookAt(check, mix))).toBe(outcomeOf(await lookAt(check, {...mix, held: []})));
				}
			}),
			runs,
		);
	});

	it('condemns where the newest that has come does, whatever lies ahead and whatever the clock shows', async () => {
		await fc.assert(
			fc.asyncProperty(mixes, minute, async (mix, taken) => {
				const rest = mix.held.filter(piece => piece.barred === null && piece.answer.takenAt !== null);
				const dark: HeldPiece = {
					answer: {kind: 'facts', facts: {room: 'hall', lit: 'no'}, source: 'carried', takenAt: at(taken), from: 'SYNC01'},
					digest: 'dark',
					about: 'rooms/hall',
					barred: null,
					doubt: null,
				};
				fc.pre(taken <= 5);
				const older = rest.filter(
					({answer, doubt}) =>
						doubt !== null || standingOf(answer.takenAt, now) === 'ahead' || Date.parse(answer.takenAt ?? '') < Date.parse(at(taken)),
				);
				for (const check of checks) {
					expect(outcomeOf(await lookAt(check, {...mix, live: nobody, held: [...older, dark]}))).toBe('unmet');
				}
			}),
			runs,
		);
	});

	it('condemns also where it lies ahead of the clock, beside whatever is fresh', async () => {
		await fc.assert(
			fc.asyncProperty(mixes, fc.integer({min: 6, max: 5000}), async (mix, taken) => {
				const rest = mix.held.filter(({answer}) => standingOf(answer.takenAt, now) !== 'ahead');
				const dark: HeldPiece = {
					answer: {kind: 'facts', facts: {room: 'hall', lit: 'no'}, source: 'carried', takenAt: at(taken), from: 'SYNC01'},
					digest: 'dark',
					about: 'rooms/hall',
					barred: null,
					doubt: null,
				};
				for (const check of checks) {
					expect(outcomeOf(await lookAt(check, {...mix, live: nobody, held: [...rest, dark]}))).toBe('unmet');
				}
			}),
			runs,
		);
	});

	it('is set aside for a newer fresh piece, so that taking away what is older changes nothing', async () => {
		await fc.assert(
			fc.asyncProperty(mixes, async mix => {
				const come = mix.held.filter(
					piece => isReadable(piece) && piece.barred === null && piece.doubt === null && standingOf(piece.answer.takenAt, now) !== 'ahead',
				);
				const fresh = come.filter(isGood);
				fc.pre(fresh.length > 0);
				const all = {...mix, live: nobody, newest: now};
				expect(outcomeOf(await lookAt(oneLit, {...all, held: come}))).toBe(outcomeOf(await lookAt(oneLit, {...all, held: fresh})));
			}),
			runs,
		);
	});
});

const bringing = (facts: unknown, takenAt: string | null, over: Partial<HeldPiece> = {}): HeldPiece => ({
	answer: {kind: 'facts', facts, source: 'carried', takenAt, from: 'SYNC01 by hana'},
	digest: JSON.stringify([facts, takenAt]),
	about: 'rooms/hall',
	barred: null,
	doubt: null,
	...over,
});
const hall = (lit: Light['lit']) => ({room: 'hall', lit});
const looking = (check: (typeof checks)[number], held: readonly HeldPiece[], live: Answer = nobody, newest: string | null = now) =>
	lookAt(check, {held, live, newest});
const asked = (facts: unknown): Answer => ({kind: 'facts', facts, source: 'live', takenAt: now, from: 'SYNC01'});

describe('what a look says of evidence', () => {
	it('shuts by two pieces of one time that say different things, and shows both (G-8)', async () => {
		for (const time of [at(-60), null]) {
			const finding = await looking(oneLit, [bringing(hall('yes'), time), bringing(hall('no'), time)]);
			expect(finding).toMatchObject({kind: 'unobserved', reason: 'contradicted'});
			expect(finding.restsOn?.filter(({used}) => used)).toHaveLength(2);
			expect(finding).toMatchObject({
				detail: `Two pieces of evidence of one time say different things: SYNC01 by hana (${time === null ? 'taken at a time that nobody knows' : 'taken 2026-11-22 08:00 UTC, 1 h old'}).`,
			});
			// What lies ahead is none of the two.
			const beside = await looking(oneLit, [bringing(hall('yes'), time), bringing(hall('no'), time), bringing(hall('yes'), at(60))]);
			expect(beside).toMatchObject({reason: 'contradicted', detail: expect.not.stringContaining('dated')});
		}
	});

	it('is of one mind where two pieces of one time lead to one verdict', async () => {
		expect(outcomeOf(await looking(oneLit, [bringing(hall('no'), at(-60)), bringing({room: 'attic', lit: 'no'}, at(-60))]))).toBe('unmet');
	});

	it('names the clock, and not age, where evidence lies ahead beside fresh evidence', async () => {
		const finding = await looking(oneLit, [bringing(hall('yes'), at(-60)), bringing(hall('yes'), at(60))]);
		expect(finding).toMatchObject({
			kind: 'unobserved',
			reason: 'clock',
			detail: expect.stringContaining(
				'dated 2026-11-22 10:00 UTC, which is 1 h ahead of the clock of this computer (2026-11-22 09:00 UTC)',
			),
		});
	});

	it('names the clock where evidence of one object among several lies ahead, and not where that changes nothing', async () => {
		const [fresh, ahead] = [bringing(hall('yes'), at(-60)), bringing(hall('dim'), at(60))];
		expect(await looking(allLit, [fresh, ahead])).toMatchObject({
			kind: 'unobserved',
			reason: 'clock',
			detail: expect.stringContaining('which evidence is the newer'),
		});
		expect(outcomeOf(await looking(allLit, [ahead]))).toBe('clock');
		const further = bringing({room: 'attic', lit: 'yes'}, at(120));
		expect(await looking(allLit, [fresh, further, ahead])).toMatchObject({detail: expect.stringContaining('dated 2026-11-22 11:00 UTC')});
		expect(await looking(oneLit, [fresh, bringing(hall('yes'), at(120)), ahead])).toMatchObject({
			detail: expect.stringContaining('dated 2026-11-22 11:00 UTC'),
		});
		expect(outcomeOf(await looking(allLit, [ahead], asked(hall('yes'))))).toBe('met');
		expect(outcomeOf(await looking(allLit, [fresh, bringing(hall('no'), at(60))]))).toBe('unmet');
	});

	it('names the clock where this computer stands before what the session has seen, also of what was asked live, and heals (B67)', async () => {
		for (const check of checks) {
			const behind = await looking(check, [], asked(hall('yes')), at(6));
			expect(behind).toMatchObject({
				kind: 'unobserved',
				reason: 'clock',
				detail: expect.stringContaining('this session has seen 2026-11-22 09:06 UTC, 6 min later'),
			});
			expect(outcomeOf(await looking(check, [], asked(hall('no')), at(6)))).toBe('unmet');
			expect(outcomeOf(await looking(check, [], asked(hall('yes')), at(5)))).toBe('met');
		}
	});

	it('gives the clock as the reason where a judge calls evidence stale by a clock that is wrong', async () => {
		expect(outcomeOf(await looking(allLit, [bringing(hall('yes'), at(-3000))]))).toBe('stale');
		expect(outcomeOf(await looking(allLit, [bringing(hall('yes'), at(-3000))], nobody, at(600)))).toBe('clock');
	});

	it('lets evidence of another version condemn nothing and open nothing, and says how to make it anew', async () => {
		for (const check of checks) {
			expect(await looking(check, [bringing({room: 'hall'}, at(-60))])).toMatchObject({
				kind: 'unobserved',
				reason: 'incomplete',
				detail: expect.stringMatching(
					/taken 2026-11-22 08:00 UTC, 1 h old, lacks what this whfb judges.*Make it anew with a new script of whfb collector/,
				),
			});
		}
	});

	it('is not opened by older evidence while the newest cannot be understood, nor kept shut by what cannot be once something newer is', async () => {
		for (const check of checks) {
			expect(outcomeOf(await looking(check, [bringing(hall('yes'), at(-120)), bringing({room: 'hall'}, at(-60))]))).toBe('incomplete');
			expect(outcomeOf(await looking(check, [bringing({room: 'hall'}, at(-120)), bringing(hall('yes'), at(-60))]))).toBe('met');
			expect(outcomeOf(await looking(check, [bringing({room: 'hall'}, at(-60))], asked(hall('yes'))))).toBe('met');
		}
	});

	it('is not opened by a piece of the very time of one that cannot be understood', async () => {
		const [older, newer] = [bringing({room: 'hall'}, at(-120)), bringing({room: 'hall'}, at(-60))];
		const finding = await looking(oneLit, [bringing(hall('yes'), at(-60)), newer, older]);
		expect(finding).toMatchObject({reason: 'incomplete', detail: expect.stringContaining('taken 2026-11-22 08:00 UTC')});
		expect(await looking(oneLit, [newer, older])).toMatchObject({detail: expect.stringContaining('taken 2026-11-22 08:00 UTC')});
	});

	it('keeps shut by what cannot be understood of another object, and opens by what is seen of that one anew', async () => {
		const attic = bringing({room: 'attic'}, at(-60), {about: 'rooms/attic'});
		expect(outcomeOf(await looking(allLit, [attic], asked(hall('yes'))))).toBe('incomplete');
		expect(outcomeOf(await looking(allLit, [attic], asked(hall('no'))))).toBe('unmet');
		const same = bringing({room: 'attic', lit: 'yes'}, at(-60), {about: 'rooms/attic'});
		expect(outcomeOf(await looking(allLit, [attic, same], asked(hall('yes'))))).toBe('incomplete');
		const anew = bringing({room: 'attic', lit: 'yes'}, at(-30), {about: 'rooms/attic'});
		expect(outcomeOf(await looking(allLit, [attic, anew], asked(hall('yes'))))).toBe('met');
	});

	it('passes over doubtful evidence of a need that the verdict does not rest on', async () => {
		const either = defineCheck({
			id: 'either',
			question: 'Is it?',
			needs: {lamp: optional(lamp), rooms: optional(rooms)},
			judge: facts => (facts.lamp.seen ? verdictOn([facts.lamp.facts.lit]) : declined('empty', 'look-again', 'Nothing.')),
		});
		const held = [bringing({room: 'hall'}, at(-60))];
		const ask = askOnce(
			async ({id}) => (id === 'lamp' ? asked(hall('yes')) : nobody),
			({id}) => (id === 'rooms' ? held : []),
			() => now,
		);
		expect(outcomeOf(await look(either, ask, () => now))).toBe('met');
	});

	it('rests on nothing doubtful where it holds without, and is as near and as young as the rest', async () => {
		const other = defineCollector({id: 'other', what: 'other', rights: 'any', query, facts: light});
		const either = defineCheck({
			id: 'either',
			question: 'Is it?',
			needs: {lamp: optional(lamp), other: optional(other)},
			judge: facts => (facts.lamp.seen ? verdictOn([facts.lamp.facts.lit]) : declined('empty', 'look-again', 'Nothing.')),
		});
		const ask = askOnce(
			async ({id}) => (id === 'lamp' ? asked(hall('yes')) : nobody),
			({id}) => (id === 'other' ? [bringing(hall('yes'), at(-3000))] : []),
			() => now,
		);
		expect(await look(either, ask, () => now)).toMatchObject({
			kind: 'judged',
			verdict: {outcome: 'met'},
			source: 'live',
			from: 'SYNC01',
			takenAt: now,
			restsOn: [
				{collector: 'lamp', used: true},
				{collector: 'other', used: false},
			],
		});
	});

	describe('where doubtful evidence only tips the scale', () => {
		const other = defineCollector({id: 'other', what: 'other', rights: 'any', query, facts: light});
		type Seen = {readonly seen: true; readonly facts: Light} | {readonly seen: false};
		const looked = (judge: (other: Seen) => Verdict, lit: Light['lit'] = 'dim') => {
			const check = defineCheck({
				id: 'tips',
				question: 'Is it?',
				needs: {lamp: optional(lamp), other: optional(other)},
				judge: facts => judge(facts.other.seen ? {seen: true, facts: facts.other.facts} : {seen: false}),
			});
			const ask = askOnce(
				async ({id}) => (id === 'lamp' ? asked(hall('yes')) : nobody),
				({id}) => (id === 'other' ? [bringing(hall(lit), at(-3000))] : []),
				() => now,
			);
			return look(check, ask, () => now);
		};

		it('keeps the caution that it gives, and rests on it', async () => {
			expect(await looked(({seen}) => (seen ? caution('turn-it-up', 'It is dim.') : met('It is lit.')))).toMatchObject({
				kind: 'judged',
				verdict: {outcome: 'caution'},
				source: 'carried',
			});
		});

		it('does not excuse: what is unmet without it is unmet', async () => {
			for (const excused of [met('It is excused.'), caution('turn-it-up', 'It is excused.')]) {
				expect(await looked(({seen}) => (seen ? excused : unmet('light-it', 'It is dark.')))).toMatchObject({
					verdict: {outcome: 'unmet', because: 'It is dark.'},
					source: 'live',
				});
			}
		});

		it('does not open: what is not seen without it is stale', async () => {
			expect(outcomeOf(await looked(({seen}) => (seen ? met('It is lit.') : declined('empty', 'look-again', 'Nothing.'))))).toBe('stale');
		});

		it('gives the caution of the rest where it gives none itself', async () => {
			expect(await looked(({seen}) => (seen ? met('It is lit.') : caution('turn-it-up', 'It is dim.')))).toMatchObject({
				verdict: {outcome: 'caution'},
				source: 'live',
			});
		});
	});

	it('is as far away and as old as what it rests on, and names what was set aside', async () => {
		const held = [bringing(hall('no'), at(-60)), bringing({room: 'attic', lit: 'yes'}, at(-120), {about: 'rooms/attic'})];
		expect(await looking(allLit, held, asked(hall('yes')))).toMatchObject({
			kind: 'judged',
			verdict: {outcome: 'met'},
			source: 'carried',
			takenAt: at(-120),
			restsOn: [
				{takenAt: at(-120), used: true},
				{takenAt: at(-60), used: false},
				{source: 'live', used: true},
			],
			exhibits: [
				{
					sign: 'not-applicable',
					what: 'carried from SYNC01 by hana',
					seen: expect.stringContaining('set aside, because the same was asked live'),
				},
			],
		});
	});

	it('shows evidence that lies ahead as dated ahead where the same was asked live', async () => {
		expect(await looking(oneLit, [bringing(hall('no'), at(60))], asked(hall('yes')))).toMatchObject({
			kind: 'judged',
			verdict: {outcome: 'met'},
			exhibits: [{seen: expect.stringMatching(/^dated 2026-11-22 10:00 UTC, .* ahead of the clock .*; set aside/)}],
		});
	});

	it('says that something was brought of somebody else rather than that nothing can be asked', async () => {
		const foreign = bringing(hall('yes'), at(-60), {barred: unobserved('foreign', 'It is of fabrikam.com.')});
		expect(await looking(oneLit, [foreign])).toMatchObject({reason: 'foreign', detail: 'It is of fabrikam.com.'});
		expect(outcomeOf(await looking(oneLit, [foreign, bringing(hall('yes'), at(-90))]))).toBe('met');
	});
});

describe('facts of which one half was brought and the other was read now', () => {
	const joined = (takenAt: string | null) => {
		const saved = weighSaved(lamp, nobody, [bringing([hall('yes')], takenAt)], now);
		if (saved.kind === 'unobserved') {
			throw new Error(saved.detail);
		}

		const directory = {kind: 'facts', facts: 'read', source: 'live', takenAt: now, from: 'DC01'} as const;
		// As a survey puts them together: as old as the older half, which a half that lies ahead of the clock is not.
		const whole = {...directory, source: 'exported', from: 'DC01 and SYNC01', facts: hall('yes')} as const;
		return look(
			oneLit,
			askOnce(
				async () => ofHalves(lamp, whole, [directory, saved]),
				() => [],
				() => now,
			),
			() => now,
		);
	};

	it.each([
		[at(-60), 'met'],
		[at(-1441), 'stale'],
		[null, 'stale'],
		[at(6), 'clock'],
	])('are as old as the half that was brought: taken at %s, the finding is %s', async (takenAt, outcome) => {
		expect(outcomeOf(await joined(takenAt))).toBe(outcome);
	});

	it('take the newest list, and none where two of one time differ', () => {
		const [old, young] = [bringing([hall('no')], at(-120)), bringing([hall('yes')], at(-60))];
		expect(weighSaved(lamp, nobody, [young, old], now)).toMatchObject({facts: [hall('yes')], takenAt: at(-60)});
		const other = bringing([hall('no')], at(-60));
		expect(weighSaved(lamp, nobody, [young, other], now)).toMatchObject({reason: 'contradicted'});
		expect(weighSaved(lamp, nobody, [other, young], now)).toMatchObject({reason: 'contradicted'});
		expect(weighSaved(lamp, nobody, [young, bringing([hall('no')], at(60))], now)).toMatchObject({
			facts: [hall('yes')],
			doubts: [{reason: 'clock'}],
		});
		expect(weighSaved(lamp, nobody, [], now)).toEqual(nobody);
	});
});

describe('what a judge is told of the age of an optional fact', () => {
	const told: boolean[] = [];
	const asks = defineCheck({
		id: 'asks',
		question: 'Is it?',
		needs: {lamp: optional(lamp)},
		judge: ({lamp: witness}) => {
			told.push(witness.seen && witness.stale);
			return declined('empty', 'look-again', 'Nothing.');
		},
	});
	const isTold = async (held: readonly HeldPiece[], live: Answer = nobody, newest = now) => {
		told.length = 0;
		await lookAt(asks as typeof maybeLit, {held, live, newest});
		return told[0];
	};

	it('is that it is stale where it is old, undated, ahead of the clock or in doubt', async () => {
		for (const takenAt of [at(-1441), null, at(6)]) {
			expect(await isTold([bringing(hall('yes'), takenAt)])).toBe(true);
		}

		expect(await isTold([bringing(hall('yes'), at(-60), {doubt: {reason: 'inconclusive', detail: 'Whose it is was not seen.'}})])).toBe(
			true,
		);
		expect(await isTold([bringing(hall('yes'), at(-60))])).toBe(false);
		expect(await isTold([], asked(hall('yes')))).toBe(false);
	});

	it('is not that it is stale where only the clock of this computer is wrong, so that no excuse is taken away', async () => {
		expect(await isTold([], asked(hall('yes')), at(600))).toBe(false);
	});
});

describe('several doubts at once', () => {
	const lights = (['a', 'b', 'c'] as const).map(id => defineCollector({id, what: id, rights: 'any', query, facts: light}));
	const three = defineCheck({
		id: 'three',
		question: 'Are they?',
		needs: {a: lights[0] as typeof lamp, b: lights[1] as typeof lamp, c: lights[2] as typeof lamp},
		judge: ({a, b, c}) => verdictOn([a.lit, b.lit, c.lit]),
	});
	const looked = (held: Readonly<Record<string, readonly HeldPiece[]>>) =>
		look(
			three,
			askOnce(
				async ({id}) => (held[id] === undefined ? asked(hall('yes')) : nobody),
				({id}) => held[id] ?? [],
				() => now,
			),
			() => now,
		);
	const old = [bringing(hall('yes'), at(-1500))];
	const ahead = [bringing(hall('yes'), at(60))];
	const unclear = [bringing(hall('yes'), at(-60), {doubt: {reason: 'inconclusive', detail: 'Whose it is was not seen.'}})];
	const newer = [bringing(hall('yes'), at(-120)), bringing({room: 'hall'}, at(-60))];

	it.each([
		['clock', [old, ahead, unclear]],
		['clock', [newer, unclear, ahead]],
		['inconclusive', [old, newer, unclear]],
		['incomplete', [old, newer, old]],
		['stale', [old, old, old]],
	] as const)('are named by the gravest: %s', async (reason, [a, b, c]) => {
		expect(await looked({a, b, c})).toMatchObject({kind: 'unobserved', reason});
		expect(await looked({a: c, b: a, c: b})).toMatchObject({kind: 'unobserved', reason});
	});

	it('of one kind are each said once', async () => {
		const other = [bringing(hall('yes'), at(-3000))];
		expect(await looked({a: old, b: old, c: other})).toMatchObject({
			detail:
				'What was brought from SYNC01 by hana is too old to rely on: it was taken 2026-11-21 08:00 UTC, 25 h old. What was brought from SYNC01 by hana is too old to rely on: it was taken 2026-11-20 07:00 UTC, 2 days old.',
		});
	});
});

describe('what was set aside for a live answer', () => {
	it('is shown by its newest piece, and only where something was brought', async () => {
		const held = [bringing(hall('no'), at(-60)), bringing(hall('no'), at(-120))];
		const finding = await looking(oneLit, held, asked(hall('yes')));
		expect(finding.exhibits).toEqual([
			{
				sign: 'not-applicable',
				what: 'carried from SYNC01 by hana',
				seen: 'taken 2026-11-22 08:00 UTC, 1 h old; set aside, because the same was asked live',
			},
		]);
		const stated = {...bringing(hall('no'), at(-60)), digest: null};
		expect((await looking(oneLit, [stated], asked(hall('yes')))).exhibits).toEqual([]);
		expect((await looking(oneLit, held)).exhibits).toEqual([]);
	});
});

describe('of several objects', () => {
	it('two differ where a number, a word or a list in them does, and not where only the order of a list does', async () => {
		const tallies = defineCollector({
			id: 'tallies',
			what: 'tallies',
			rights: 'any',
			query,
			merge: witnesses => ({all: witnesses.map(({facts}) => facts)}),
			facts: z.strictObject({all: z.array(z.unknown())}),
		});
		const used = async (...facts: readonly unknown[]) => {
			const weighed = weigh(
				{...tallies, merge: witnesses => ({all: [...new Map(witnesses.map(({facts}) => [JSON.stringify(facts), facts])).values()]})},
				nobody,
				facts.map((one, index) => bringing(one, at(-60 - index))),
				now,
			);
			return weighed.kind === 'facts' ? weighed.pieces?.filter(piece => piece.used).length : null;
		};
		expect(await used({n: 1}, {n: 1})).toBe(1);
		expect(await used({n: 1}, {n: 2})).toBe(2);
		expect(await used({n: null}, {n: 'null'})).toBe(2);
		expect(await used({n: true}, {n: false}, {n: true})).toBe(2);
		expect(await used({n: [[1, 2], [3]]}, {n: [[1], [2, 3]]})).toBe(2);
	});
});
