import {setImmediate as nextTurn} from 'node:timers/promises';

/** Works through steps of a few milliseconds at most. Between two of them everything else has its turn: keys, frames, pages that came. */
export const inTurns = async (steps: Iterable<unknown>): Promise<void> => {
	for (const _step of steps) {
		await nextTurn();
	}
};

/** Does something for each, so many at a step. */
export function* stepwise<T>(all: readonly T[], work: (each: T) => void, size = 250): Generator<undefined> {
	for (let from = 0; from < all.length; from += size) {
		for (const each of all.slice(from, from + size)) {
			work(each);
		}

		yield;
	}
}
