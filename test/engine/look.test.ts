import {describe, expect, it, vi} from 'vitest';
import {z} from 'zod';
import type {Ask} from '../../src/engine/ask.ts';
import {askOnce} from '../../src/engine/ask.ts';
import {look} from '../../src/engine/look.ts';
import type {HeldPiece} from '../../src/engine/pieces.ts';
import {type Facts, silence} from '../../src/guide/answer.ts';
import {defineCheck, defineCollector, optional} from '../../src/guide/check.ts';
import {met, unmet} from '../../src/guide/finding.ts';

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
	(answers: Record<string, ReturnType<typeof silence> | Facts>): Ask =>
	async ({id}) =>
		answers[id] ?? silence('unreachable', `${id} did not answer`);

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

	it('gives an optional silence to the judge as a silence', async () => {
		const judge = vi.fn(() => met('yes'));
		const check = defineCheck({id: 'c', question: 'c?', needs: {lamps: optional(lamps)}, judge});
		await look(check, asking({}), now);
		expect(judge).toHaveBeenCalledWith({lamps: {seen: false, reason: 'unreachable', detail: 'lamps did not answer'}});
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
			async () => silence('elsewhere', 'not here'),
			() => held,
			now,
		);
		await expect(ask(lamps)).resolves.toMatchObject({facts: {lit: 5}, source: 'carried'});
	});

	it('is silent as the runner was where nothing is held', async () => {
		const ask = askOnce(
			async () => silence('blocked', 'a policy'),
			() => [],
			now,
		);
		await expect(ask(lamps)).resolves.toEqual(silence('blocked', 'a policy'));
	});
});
