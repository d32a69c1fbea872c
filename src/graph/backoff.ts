/** Time and chance, given so that a storm of hours can be played in a second. `sleep` rejects with the signal's reason when it is aborted. */
export type Clock = {
	/** Milliseconds since 1970. */
	readonly now: () => number;
	readonly sleep: (milliseconds: number, signal: AbortSignal) => Promise<void>;
	/** At least 0, less than 1. */
	readonly random: () => number;
};

// A timer of Node overflows beyond this and would ring at once.
const longestTimer = 2 ** 31 - 1;

export const realClock: Clock = {
	now: () => Date.now(),
	random: () => Math.random(),
	sleep: (milliseconds, signal) =>
		new Promise((resolve, reject) => {
			signal.throwIfAborted();
			const stop = () => {
				clearTimeout(timer);
				reject(signal.reason);
			};
			const timer = setTimeout(
				() => {
					signal.removeEventListener('abort', stop);
					resolve();
				},
				Math.min(milliseconds, longestTimer),
			);
			signal.addEventListener('abort', stop, {once: true});
		}),
};

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

/** A wait before retry number `retry` (from 0): anywhere up to a limit that doubles, so that many callers do not return together. */
export const fullJitter = (retry: number, random: () => number): number => Math.ceil(random() * Math.min(30_000, 1_000 * 2 ** retry));

const twoDigits = (number: number): string => String(number).padStart(2, '0');

/** A time of day on this computer's clock, rounded up to the minute; with the date if it is not within the next 18 hours. */
export const timeOfDay = (milliseconds: number, now: number): string => {
	const time = new Date(Math.ceil(milliseconds / 60_000) * 60_000);
	const clock = `${twoDigits(time.getHours())}:${twoDigits(time.getMinutes())}`;
	return milliseconds - now < 18 * 60 * 60 * 1000
		? clock
		: `${clock} on ${time.getFullYear()}-${twoDigits(time.getMonth() + 1)}-${twoDigits(time.getDate())}`;
};
