import type {Clock} from './backoff.ts';

/** A Retry-After that can be read is at most this long; more is somebody's mistake, and dates break beyond. */
const longestWait = 400 * 24 * 60 * 60 * 1000;

/** Used for a Retry-After that says nothing usable: nonsense, the past, a negative number. Immediate retries count against the tenant. */
const unreadableWait = 5_000;

/**
 * How long a server asks to be left alone, in milliseconds; null if it does not ask.
 * A date is measured by the server's own clock where it sent one, and by ours: the longer wait is kept.
 */
export const retryAfter = (headers: Headers, now: number): number | null => {
	const text = headers.get('retry-after')?.trim();
	if (text === undefined || text === '') {
		return null;
	}

	if (/^\d+(?:\.\d+)?$/.test(text)) {
		return Math.min(Math.ceil(Number(text) * 1000), longestWait);
	}

	// Date.parse reads far more than HTTP dates ("-5" is a year to it), and each would be a wrong time.
	const until = /^[A-Za-z]{3,9},? /.test(text) ? Date.parse(text) : Number.NaN;
	const served = Date.parse(headers.get('date') ?? '');
	const wait = Math.max(until - now, Number.isNaN(served) ? Number.NEGATIVE_INFINITY : until - served);
	return Number.isNaN(wait) || wait <= 0 ? unreadableWait : Math.min(wait, longestWait);
};

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
