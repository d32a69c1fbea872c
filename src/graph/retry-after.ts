import type {Clock} from './backoff.ts';

/** Until when a server asked to be left alone, for each origin with its path, in milliseconds since 1970. */
export type NotBefore = {
	/** 0 where nobody asked. */
	readonly until: (place: string) => number;
	readonly keep: (place: string, until: number) => void;
};

// One look's transport is gone when the next look comes, and what was asked still holds. The times of one clock mean nothing by another.
const kept = new WeakMap<Clock, Map<string, number>>();

/** What all transports that go by a clock know of it, for the life of the program. */
export const notBefore = (clock: Clock): NotBefore => {
	const times = kept.get(clock) ?? new Map<string, number>();
	kept.set(clock, times);
	return {
		until: place => times.get(place) ?? 0,
		keep: (place, until) => {
			for (const [each, time] of times) {
				if (time <= clock.now()) {
					times.delete(each);
				}
			}

			times.set(place, Math.max(until, times.get(place) ?? 0));
		},
	};
};
