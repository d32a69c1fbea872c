import {setTimeout as pause} from 'node:timers/promises';
import {describe, expect, it} from 'vitest';
import {type Answer, unobserved} from '../../src/guide/answer.ts';
import {inRounds} from '../../src/powershell/rounds.ts';

const said = (text: string): Answer => unobserved('unreachable', text);

/** Rounds of which each takes a while; `rounds` gets what was put together. */
const recorded = () => {
	const rounds: {readonly asked: readonly string[]; readonly isLong: boolean}[] = [];
	let running = 0;
	const put = inRounds(async (asked: readonly string[], isLong) => {
		running++;
		expect(running).toBe(1);
		rounds.push({asked, isLong});
		await pause(5);
		running--;
		return asked.map(said);
	});
	return {put, rounds};
};

describe('rounds of questions', () => {
	it('put together what is asked in one turn, and give each its own answer', async () => {
		const {put, rounds} = recorded();
		expect(await Promise.all(['a', 'b', 'c'].map(async one => put(one)))).toEqual(['a', 'b', 'c'].map(said));
		expect(rounds).toEqual([{asked: ['a', 'b', 'c'], isLong: false}]);
	});

	it('put together what is asked while a round is answered, and what its answers make others ask', async () => {
		const {put, rounds} = recorded();
		const first = put('first').then(async () => {
			await Promise.resolve();
			return put('named by the first');
		});
		await pause(1);
		await Promise.all([first, put('meanwhile')]);
		expect(rounds.map(({asked}) => asked)).toEqual([['first'], ['meanwhile', 'named by the first']]);
	});

	it('let the short ones of a turn go before a long one, once', async () => {
		const {put, rounds} = recorded();
		await Promise.all([put('long', true), put('short').then(async () => put('asked on'))]);
		expect(rounds).toEqual([
			{asked: ['short'], isLong: false},
			{asked: ['long', 'asked on'], isLong: true},
		]);
	});

	it('start a long one at once where nothing short is asked', async () => {
		const {put, rounds} = recorded();
		await put('long', true);
		expect(rounds).toEqual([{asked: ['long'], isLong: true}]);
	});

	it('go on after a round that fell, and after one that was left without an answer', async () => {
		let round = 0;
		const put = inRounds(async (asked: readonly string[]) => {
			round++;
			if (round === 1) {
				throw new Error('broken');
			}

			return round === 2 ? [] : asked.map(said);
		});
		await expect(Promise.all([put('a'), put('b')])).rejects.toThrow('broken');
		expect(await put('c')).toEqual(unobserved('malformed', 'A question was left without an answer.'));
		expect(await put('d')).toEqual(said('d'));
	});
});
