import {setTimeout as pause} from 'node:timers/promises';
import {describe, expect, it} from 'vitest';
import {type Answer, unobserved} from '../../src/guide/answer.ts';
import {inRounds} from '../../src/powershell/rounds.ts';

const said = (text: string): Answer => unobserved('unreachable', text);

/** Rounds of which each takes a while; `rounds` gets what was put together. */
const recorded = () => {
	const rounds: (readonly string[])[] = [];
	let running = 0;
	const put = inRounds(async (asked: readonly string[]) => {
		running++;
		expect(running).toBe(1);
		rounds.push(asked);
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
		expect(rounds).toEqual([['a', 'b', 'c']]);
	});

	it('put together what is asked while a round is answered, and what its answers make others ask', async () => {
		const {put, rounds} = recorded();
		const first = put('first').then(async () => {
			await Promise.resolve();
			return put('named by the first');
		});
		await pause(1);
		await Promise.all([first, put('meanwhile')]);
		expect(rounds).toEqual([['first'], ['meanwhile', 'named by the first']]);
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
