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

/** The time and the chance of this computer. */
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
