import {expect, it} from 'vitest';
import {inTurns, stepwise} from '../../src/guide/in-turns.ts';

it('lets everything else have its turn after each step, and does all in its order', async () => {
	const done: (number | string)[] = [];
	const all = Array.from({length: 10}, (_, at) => at);
	let isOver = false;
	const other = () => {
		if (!isOver) {
			done.push('else');
			setImmediate(other);
		}
	};
	setImmediate(other);
	await inTurns(stepwise(all, each => done.push(each), 4));
	isOver = true;
	expect(done.filter(each => each !== 'else')).toEqual(all);
	// Between the steps, and after the last.
	for (const first of [4, 8]) {
		expect(done.slice(0, done.indexOf(first)).at(-1)).toBe('else');
	}
});

it('ends where a step throws', async () => {
	const done: number[] = [];
	const work = (each: number) => {
		if (each === 5) {
			throw new Error('stopped');
		}

		done.push(each);
	};
	await expect(inTurns(stepwise([1, 2, 3, 4, 5, 6], work, 2))).rejects.toThrow('stopped');
	expect(done).toEqual([1, 2, 3, 4]);
	await inTurns(stepwise([], work));
});
