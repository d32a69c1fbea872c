import {describe, expect, it, vi} from 'vitest';
import {z} from 'zod';
import type {Ask} from '../../src/engine/ask.ts';
import {askOnce, witnessed} from '../../src/engine/ask.ts';
import {look} from '../../src/engine/look.ts';
import type {HeldPiece} from '../../src/engine/pieces.ts';
import {type Facts, unobserved} from '../../src/guide/answer.ts';
import {defineCheck, defineCollector, optional} from '../../src/guide/check.ts';
import {declined, met, unmet} from '../../src/guide/finding.ts';

const now = () => '2026-11-22T09:00:00.000Z';
const person = {via: 'person', statement: 'x'} as const;
const lamps = defineCollector({
	id: 'lamps',
	what: 'lamps',
	rights: 'any',
	query: person,
	facts: z.strictObject({lit: z.int().nonnegative()}),
});
const fuses = defineCollector({id: 'fuses', what: 'fuses', rights: 'any', query: person, facts: z.strictObject({blown: z.int()})});
const lit = defineCheck({
	id: 'lit',
	question: 'Is a lamp lit?',
	needs: {lamps},
	judge: facts => (facts.lamps.lit > 0 ? met('yes') : unmet('light-one', 'no')),
});
const both = defineCheck({id: 'both', question: 'Are both?', needs: {lamps, fuses}, judge: () => met('yes')});

const facts = (value: unknown, over: Partial<Facts> = {}): Facts => ({
	kind: 'facts',
	facts: value,
	source: 'live',
	takenAt: now(),
	from: 'here',
	...over,
});
/** A piece that a session holds. */
const piece = (answer: Facts, over: Partial<HeldPiece> = {}): HeldPiece => ({
	answer,
	digest: JSON.stringify(answer),
	about: 'lamps/here',
	barred: null,
	doubt: null,
	...over,
});
const asking =
	(answers: Record<string, ReturnType<typeof unobserved> | Facts>): Ask =>
	async ({id}) =>
		answers[id] ?? unobserved('unreachable', `${id} did not answer`);

describe('a look', () => {
	it('judges what it was told', async () => {
		await expect(look(lit, asking({lamps: facts({lit: 1})}), now)).resolves.toMatchObject({
			kind: 'judged',
			verdict: {outcome: 'met'},
			source: 'live',
		});
		await expect(look(lit, asking({lamps: facts({lit: 0})}), now)).resolves.toMatchObject({kind: 'judged', verdict: {outcome: 'unmet'}});
	});

	it('reports the silence of one source as the whole finding', async () => {
		await expect(look(both, asking({lamps: facts({lit: 1})}), now)).resolves.toMatchObject({
			kind: 'unobserved',
			reason: 'unreachable',
			detail: 'fuses did not answer',
		});
	});

	it('reports of several silences the one that the check names first', async () => {
		await expect(look(both, asking({}), now)).resolves.toMatchObject({kind: 'unobserved', detail: 'lamps did not answer'});
	});

	it('keeps the remedy of a judge that declines, and has none of its own where nobody judged', async () => {
		const declines = defineCheck({...lit, judge: () => declined('empty', 'light-one', 'There is no lamp.')});
		await expect(look(declines, asking({lamps: facts({lit: 1})}), now)).resolves.toMatchObject({reason: 'empty', remedy: 'light-one'});
		const old = facts({lit: 1}, {source: 'carried', takenAt: null});
		expect(await look(lit, asking({lamps: old}), now)).not.toHaveProperty('remedy');
	});

	it('takes facts of another shape for malformed, never for an answer', async () => {
		for (const odd of [null, undefined, {}, {lit: '1'}, {lit: 1, more: 1}, [], 'lit', {value: [], Count: 0}]) {
			await expect(look(lit, asking({lamps: facts(odd)}), now)).resolves.toMatchObject({kind: 'unobserved', reason: 'malformed'});
		}
	});

	it('lets stale evidence condemn and never open', async () => {
		const old = {source: 'exported', takenAt: '2026-11-19T09:00:00.000Z'} as const;
		await expect(look(lit, asking({lamps: facts({lit: 0}, old)}), now)).resolves.toMatchObject({
			kind: 'judged',
			verdict: {outcome: 'unmet'},
			source: 'exported',
		});
		await expect(look(lit, asking({lamps: facts({lit: 1}, old)}), now)).resolves.toMatchObject({kind: 'unobserved', reason: 'stale'});
	});

	it('takes evidence of unknown age for stale, and says of a time that has not come yet that a clock is wrong (B67)', async () => {
		const looked = (takenAt: string | null) => look(lit, asking({lamps: facts({lit: 1}, {source: 'carried', takenAt})}), now);
		for (const takenAt of [null, 'nonsense']) {
			await expect(looked(takenAt)).resolves.toMatchObject({reason: 'stale'});
		}

		for (const takenAt of [
			'2026-11-22T09:05:00.001Z',
			'2026-11-22T09:10:00.000Z',
			'2026-11-23T08:00:00.000Z',
			'2027-11-22T09:00:00.000Z',
		]) {
			await expect(looked(takenAt)).resolves.toMatchObject({
				reason: 'clock',
				detail: expect.stringContaining('one of the two clocks is wrong'),
			});
		}
	});

	it('keeps of the facts what the check keeps', async () => {
		const check = defineCheck({...lit, keep: () => ({lamps: 'counted'})});
		await expect(look(check, asking({lamps: facts({lit: 1})}), now)).resolves.toMatchObject({facts: {lamps: 'counted'}});
	});

	it('says why a judge declined, and not that a clock is wrong, where its evidence is of a time that has not come yet', async () => {
		const ahead = facts({lit: 1}, {source: 'carried', takenAt: '2026-11-22T10:00:00.000Z'});
		const declines = (reason: 'empty' | 'stale') =>
			look(defineCheck({...lit, judge: () => declined(reason, 'light-one', 'There is no lamp.')}), asking({lamps: ahead}), now);
		await expect(declines('empty')).resolves.toMatchObject({kind: 'unobserved', reason: 'empty', remedy: 'light-one'});
		await expect(declines('stale')).resolves.toMatchObject({kind: 'unobserved', reason: 'clock'});
	});

	it('is not moved by other evidence that cannot be understood, but for that of the same time, which contradicts', async () => {
		const beside = (because: 'tied' | 'ahead') =>
			look(lit, asking({lamps: {...facts({lit: 1}), rivals: [{because, facts: 'lit'}]} as Facts}), now);
		await expect(beside('ahead')).resolves.toMatchObject({kind: 'judged', verdict: {outcome: 'met'}});
		await expect(beside('tied')).resolves.toMatchObject({kind: 'unobserved', reason: 'contradicted'});
	});

	it('gives an optional silence to the judge as a silence', async () => {
		const judge = vi.fn(() => met('yes'));
		const check = defineCheck({id: 'c', question: 'c?', needs: {lamps: optional(lamps)}, judge});
		await look(check, asking({}), now);
		expect(judge).toHaveBeenCalledWith({lamps: {seen: false, reason: 'unreachable', detail: 'lamps did not answer'}});
	});
});

describe('a finding', () => {
	const word = facts({blown: 0}, {source: 'attested', takenAt: '2026-11-01T09:00:00.000Z', from: 'Hana'});
	const stated = defineCheck({id: 'stated', question: 'Is it?', needs: {fuses}, judge: () => met('yes')});

	it("that rests on a person's word alone is attested, of the time when it was said, and never live", async () => {
		await expect(look(stated, asking({fuses: word}), now)).resolves.toMatchObject({
			kind: 'judged',
			source: 'attested',
			from: 'Hana',
			takenAt: '2026-11-01T09:00:00.000Z',
		});
	});

	it("is as near and as young as the one fact that was read beside a person's word", async () => {
		await expect(look(both, asking({lamps: facts({lit: 1}), fuses: word}), now)).resolves.toMatchObject({
			kind: 'judged',
			source: 'live',
			from: 'here and Hana',
			takenAt: now(),
		});
	});

	it('is as far away as the furthest fact it rests on, and as old as the oldest, by the moment and not by the text', async () => {
		const carried = facts({lit: 1}, {source: 'carried', takenAt: '2026-11-22T09:30:00+01:00', from: 'SYNC01'});
		const exported = facts({blown: 0}, {source: 'exported', takenAt: '2026-11-22T08:45:00Z', from: 'SYNC02'});
		await expect(look(both, asking({lamps: carried, fuses: exported}), now)).resolves.toMatchObject({
			source: 'exported',
			takenAt: '2026-11-22T09:30:00+01:00',
			from: 'SYNC01 and SYNC02',
		});
	});

	it('has no age where one of the facts it rests on has none', async () => {
		const undated = facts({blown: 0}, {takenAt: null});
		await expect(look(both, asking({lamps: facts({lit: 1}), fuses: undated}), now)).resolves.toMatchObject({kind: 'judged', takenAt: null});
	});
});

describe('what has no age', () => {
	it.each(['live', 'practice', 'attested'] as const)('is never stale: %s', async source => {
		for (const takenAt of [null, '2020-01-01T00:00:00Z', '2030-01-01T00:00:00Z']) {
			await expect(look(lit, asking({lamps: facts({lit: 1}, {source, takenAt})}), now)).resolves.toMatchObject({
				kind: 'judged',
				verdict: {outcome: 'met'},
			});
		}
	});
});

describe('the limits of age', () => {
	it.each([
		['2026-11-21T09:00:00.000Z', 'met'],
		['2026-11-21T08:59:59.999Z', 'stale'],
		['2026-11-22T09:05:00.000Z', 'met'],
		['2026-11-22T09:05:00.001Z', 'clock'],
	])('of what was carried are a day and five minutes: taken at %s it is %s', async (takenAt, outcome) => {
		const finding = await look(lit, asking({lamps: facts({lit: 1}, {source: 'carried', takenAt})}), now);
		expect(finding.kind === 'judged' ? finding.verdict.outcome : finding.reason).toBe(outcome);
	});
});

describe('asking', () => {
	it('puts each question once in a look', async () => {
		const runner = vi.fn(async () => facts({lit: 1}));
		const ask = askOnce(runner, () => [], now);
		await Promise.all([look(lit, ask, now), look(both, ask, now), look(lit, ask, now)]);
		expect(runner).toHaveBeenCalledTimes(2);
	});

	it('takes the newest of several witnesses, by the time it was taken', async () => {
		const held = [
			piece(facts({lit: 5}, {source: 'carried', takenAt: '2026-11-22T08:59:00.000Z'})),
			piece(facts({lit: 0}, {source: 'exported', takenAt: '2026-11-22T08:00:00.000Z'})),
		];
		const ask = askOnce(
			async () => unobserved('elsewhere', 'not here'),
			() => held,
			now,
		);
		await expect(ask(lamps)).resolves.toMatchObject({facts: {lit: 5}, source: 'carried'});
	});

	it('is silent as the runner was where nothing is held', async () => {
		const ask = askOnce(
			async () => unobserved('blocked', 'a policy'),
			() => [],
			now,
		);
		await expect(ask(lamps)).resolves.toEqual(unobserved('blocked', 'a policy'));
	});
});

describe('a clock that has a witness', () => {
	const answer = facts({lit: 1});
	const earlier = '2026-11-22T08:00:00.000Z';
	const later = '2026-11-22T10:00:00.000Z';
	const withNewest = (newest: string | null, given: Facts | ReturnType<typeof unobserved> = answer) =>
		witnessed(
			async () => given,
			() => newest,
			now,
		)(lamps);

	it('changes nothing of an answer while it stands where the session has been, or after it, or nothing was seen yet', async () => {
		for (const newest of [null, earlier, now()]) {
			expect(await withNewest(newest), String(newest)).toEqual(answer);
		}
	});

	it('stands before what the session has seen: the answer opens nothing, and what else is in doubt of it stays', async () => {
		const old = {reason: 'stale', detail: 'It is old.'} as const;
		expect(await withNewest(later)).toMatchObject({facts: {lit: 1}, doubts: [{reason: 'clock'}]});
		expect(await withNewest(later, {...answer, doubts: [old]} as Facts)).toMatchObject({doubts: [{reason: 'clock'}, old]});
	});

	it('adds nothing to a silence', async () => {
		expect(await withNewest(later, unobserved('unreachable', 'It does not answer.'))).toEqual(
			unobserved('unreachable', 'It does not answer.'),
		);
	});
});
