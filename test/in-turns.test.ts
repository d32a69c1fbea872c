import {expect, it} from 'vitest';
import {inTurns, stepwise} from '../src/in-turns.ts';

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
	expect([done[done.indexOf(4) - 1], done[done.indexOf(8) - 1], done.at(-1)]).toEqual(['else', 'else', 'else']);
});

it('ends where nobody waits any more, in the middle', async () => {
	const done: number[] = [];
	const goOn = () => {
		if (done.length >= 4) {
			throw new Error('over');
		}
	};
	await expect(
		inTurns(
			stepwise([1, 2, 3, 4, 5, 6], each => done.push(each), 2),
			goOn,
		),
	).rejects.toThrow('over');
	expect(done).toEqual([1, 2, 3, 4]);
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
