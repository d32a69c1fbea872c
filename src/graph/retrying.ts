import {Faulted} from './attempt.ts';
import {type Clock, fullJitter, timeOfDay} from './backoff.ts';
import {carefulFloor, isCareful} from './pacing.ts';
import type {PageRequest, Step} from './page-request.ts';
import {notBefore, retryAfter} from './retry-after.ts';
import {Unanswered} from './unanswered.ts';

/** At most this many retries of one request. */
const mostRetries = 5;

/** Tries a request again where that may help, and never sooner than Graph allows; `asked` begins a sentence about the request. */
export const retrying = (clock: Clock, {url, signal, until}: PageRequest, asked: string): Step => {
	const {origin, host, pathname} = new URL(url);
	const place = `${origin}${pathname}`;
	const waits = notBefore(clock);
	const floor = isCareful(pathname) ? carefulFloor : 0;
	const pause = (milliseconds: number) => clock.sleep(milliseconds, signal);
	const giveUp = (last: Faulted | Response, retries: number): Unanswered => {
		const times = retries === 0 ? '' : `, ${retries + 1} times`;
		if (last instanceof Faulted) {
			return new Unanswered(last.fault.reason, `${asked}${times}: ${last.fault.words}.`, {cause: last});
		}

		if (last.status === 429) {
			const end = timeOfDay(clock.now() + carefulFloor, clock.now());
			return new Unanswered('throttled', `${asked}${times} and asks to wait; it did not say how long. Look again after ${end}.`);
		}

		const reason = last.status === 408 ? 'timed-out' : 'unreachable';
		return new Unanswered(reason, `${asked}${times} and answered ${last.status} each time: it is out of order for now.`);
	};

	return async (context, next) => {
		for (let retry = 0; ; retry += 1) {
			// An earlier look, or another of this one, may have been asked to wait.
			const wait = waits.until(place) - clock.now();
			if (wait > 0) {
				const jitter = fullJitter(0, clock.random);
				if (clock.now() + wait + jitter >= until) {
					const end = timeOfDay(clock.now() + wait, clock.now());
					throw new Unanswered('throttled', `Graph at ${host} asks not to be asked for ${pathname} until ${end}, and was not asked again.`);
				}

				await pause(wait + jitter);
			}

			let last: Faulted | Response;
			try {
				await next();
				last = context.response as Response;
			} catch (error) {
				if (!(error instanceof Faulted)) {
					throw error;
				}

				last = error;
			}

			if (last instanceof Response && last.status !== 408 && last.status !== 429 && last.status < 500) {
				return;
			}

			const asks = last instanceof Response ? retryAfter(last.headers, clock.now()) : null;
			if (asks !== null) {
				waits.keep(place, clock.now() + asks);
			}

			const jitter = fullJitter(retry, clock.random);
			const least = asks ?? (last instanceof Response && last.status === 429 ? floor : 0);
			if (asks !== null && clock.now() + asks >= until) {
				throw new Unanswered('throttled', `${asked} and asks to wait until ${timeOfDay(clock.now() + asks, clock.now())}.`);
			}

			if ((last instanceof Faulted && !last.fault.passing) || retry >= mostRetries || clock.now() + least + jitter >= until) {
				throw giveUp(last, retry);
			}

			await pause(least + jitter);
		}
	};
};
