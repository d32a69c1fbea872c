import {setImmediate as nextTurn} from 'node:timers/promises';

/**
 * Works through steps of a few milliseconds at most. After each, everything else has its turn: keys, frames, pages that came. `goOn` is asked after each
 * turn, because somebody may have stopped the work then; what it throws ends it.
 */
export const inTurns = async (steps: Iterable<unknown>, goOn: () => void = () => undefined): Promise<void> => {
	for (const _step of steps) {
		await nextTurn();
		goOn();
	}
};

/** Does something for each, so many at a step. */
export function* stepwise<T>(all: readonly T[], work: (each: T) => void, size = 100): Generator<undefined> {
	for (let from = 0; from < all.length; from += size) {
		for (const each of all.slice(from, from + size)) {
			work(each);
		}

		yield;
	}
}
