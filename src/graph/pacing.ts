import type {Clock} from './backoff.ts';
import type {Step} from './page-request.ts';

/** Conditional Access allows one request a second to all programs of a tenant together, and its 429 names no time: we take half of it. */
const carefully = /^\/(?:v1\.0|beta)\/(?:identity\/conditionalAccess|identityProtection)\//;
const carefulGap = 2_000;
/** What a 429 that names no time is taken to ask for there. */
export const carefulFloor = 5_000;

/** Graph says how much of the limit is used once it is over 0.8; then the next request waits. */
const nearTheLimit = 0.8;
const slowDown = 2_000;

/** Whether a path belongs to what is asked for slowly. */
export const isCareful = (pathname: string): boolean => carefully.test(`${pathname}/`);

/** What all requests of one transport share: whose turn it is, and whether Graph is near its limit. */
export type Pacing = {
	/** Holds a request back until it is its turn. */
	readonly step: (pathname: string, signal: AbortSignal) => Step;
	/** Takes note of how much of the limit an answer says is used. */
	readonly note: (headers: Headers) => void;
};

/** Requests that are made one at a time where a tenant's programs share a limit, and slower near any limit. */
export const pacing = (clock: Clock): Pacing => {
	let careful: Promise<unknown> = Promise.resolve();
	let slowUntil = 0;
	return {
		step: (pathname, signal) => async (_context, next) => {
			if (slowUntil > clock.now()) {
				await clock.sleep(slowUntil - clock.now(), signal);
			}

			if (!isCareful(pathname)) {
				return next();
			}

			const mine = careful.then(next);
			// The next in line waits for this one however it ends, and then some.
			const gap = () => clock.sleep(carefulGap, signal).catch(() => undefined);
			careful = mine.then(gap, gap);
			await mine;
		},
		note: headers => {
			if (Number(headers.get('x-ms-throttle-limit-percentage')) >= nearTheLimit) {
				slowUntil = clock.now() + slowDown;
			}
		},
	};
};
