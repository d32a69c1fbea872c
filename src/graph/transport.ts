import type {Context, Middleware} from '@microsoft/microsoft-graph-client';
import {type Clock, fullJitter, retryAfter, timeOfDay} from './backoff.ts';
import {httpErrorOf} from './http-errors.ts';
import {type NetworkError, networkErrorOf} from './network-errors.ts';
import {longestBody, parseObject, readBody} from './response-body.ts';
import {notBefore} from './retry-after.ts';
import type {TokenSource} from './token.ts';
import {Unanswered} from './unanswered.ts';

/** What a transport is made of. The whole of it can be given by a test. */
export type TransportParts = {
	/** Where Graph is; the token goes nowhere else. */
	readonly origin: string;
	readonly token: TokenSource;
	readonly fetch: typeof globalThis.fetch;
	readonly clock: Clock;
	readonly attemptMilliseconds: number;
};

/** One page to get. `until` is the time, by the clock, after which nothing is tried any more. */
type Errand = {
	readonly url: string;
	readonly permissions: readonly string[];
	readonly applicationPermissions: readonly string[];
	readonly headers: Readonly<Record<string, string>>;
	readonly until: number;
	readonly signal: AbortSignal;
};

/** A page as a JSON object, its texts as they came. */
export type Fetched = Record<string, unknown>;

/** Gets one page. Throws Unanswered for everything else. */
export type Transport = (errand: Errand) => Promise<Fetched>;

/** At most this many retries of one request. */
const mostRetries = 5;

/** Conditional Access allows one request a second to all programs of a tenant together, and its 429 names no time: we take half of it. */
const carefully = /^\/(?:v1\.0|beta)\/(?:identity\/conditionalAccess|identityProtection)\//;
const carefulGap = 2_000;
const carefulFloor = 5_000;

/** Graph says how much of the limit is used once it is over 0.8; then the next request waits. */
const nearTheLimit = 0.8;
const slowDown = 2_000;

type Step = (context: Context, next: () => Promise<void>) => Promise<void>;

const chain = (steps: readonly Step[]): readonly Middleware[] =>
	steps.map(step => {
		let following: Middleware | undefined;
		return {
			execute: context => step(context, async () => following?.execute(context)),
			setNext: next => {
				following = next;
			},
		};
	});

const claimsOf = (response: Response): string | undefined => {
	const encoded = /\bclaims="([\w+/=-]{1,8192})"/.exec(response.headers.get('www-authenticate') ?? '')?.[1];
	if (encoded === undefined) {
		return undefined;
	}

	const text = Buffer.from(encoded, 'base64').toString('utf8');
	return text.startsWith('{') ? text : undefined;
};

/** Thrown by an attempt that another attempt may better. */
class Faulted extends Error {
	readonly fault: NetworkError;

	constructor(fault: NetworkError, cause: unknown) {
		super(fault.words, {cause});
		this.fault = fault;
	}
}

/** Loads the Graph client and puts our chain into it: the link, the turn, patience, identity, the wire. */
export const createTransport = async (parts: TransportParts): Promise<Transport> => {
	const {Client, ResponseType} = await import('@microsoft/microsoft-graph-client');
	const {origin, token, clock} = parts;
	const {host} = new URL(origin);
	let careful: Promise<unknown> = Promise.resolve();
	let slowUntil = 0;
	const quiet = notBefore(clock);

	return async errand => {
		const {url, signal, until} = errand;
		const {pathname} = new URL(url);
		const asked = `Graph at ${host} was asked for ${pathname}`;
		const place = `${origin}${pathname}`;
		const floor = carefully.test(`${pathname}/`) ? carefulFloor : 0;
		let claims: string | undefined;
		let problem: {readonly thrown: unknown} | undefined;
		let page: Fetched | undefined;
		let failure: Buffer = Buffer.alloc(0);

		const pause = async (milliseconds: number) => {
			await clock.sleep(milliseconds, signal);
		};

		// The client catches what is thrown inside it and makes its own error of it, so the first step keeps the original.
		const keep: Step = async (_context, next) => {
			try {
				await next();
			} catch (error) {
				problem = {thrown: error};
				throw error;
			}
		};

		// The client takes links apart and puts them together in another order; a link is sent as it was given.
		const link: Step = async (context, next) => {
			if (context.options?.method !== 'GET' || new URL(url).origin !== origin) {
				throw new TypeError('Graph is only read, and only at its own origin.');
			}

			context.request = url;
			await next();
		};

		const turn: Step = async (_context, next) => {
			if (slowUntil > clock.now()) {
				await pause(slowUntil - clock.now());
			}

			if (floor === 0) {
				return next();
			}

			const mine = careful.then(next);
			// The next in line waits for this one however it ends, and then some.
			const gap = () => pause(carefulGap).catch(() => undefined);
			careful = mine.then(gap, gap);
			await mine;
		};

		const giveUp = (last: Faulted | Response, retries: number): Unanswered => {
			const times = retries === 0 ? '' : `, ${retries + 1} times`;
			if (last instanceof Faulted) {
				return new Unanswered(last.fault.reason, `${asked}${times}: ${last.fault.words}.`, last);
			}

			if (last.status === 429) {
				const end = timeOfDay(clock.now() + carefulFloor, clock.now());
				return new Unanswered('throttled', `${asked}${times} and asks to wait; it did not say how long. Look again after ${end}.`);
			}

			const reason = last.status === 408 ? 'timed-out' : 'unreachable';
			return new Unanswered(reason, `${asked}${times} and answered ${last.status} each time: it is out of order for now.`);
		};

		const patience: Step = async (context, next) => {
			for (let retry = 0; ; retry += 1) {
				// An earlier look, or another of this one, may have been asked to wait.
				const wait = quiet.until(place) - clock.now();
				if (wait > 0) {
					const jitter = fullJitter(0, clock.random);
					if (clock.now() + wait + jitter >= until) {
						const end = timeOfDay(clock.now() + wait, clock.now());
						throw new Unanswered(
							'throttled',
							`Graph at ${host} asks not to be asked for ${pathname} until ${end}, and was not asked again.`,
						);
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
					quiet.keep(place, clock.now() + asks);
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

		const bearer = async (context: Context, renew?: string) => {
			const given = await token({permissions: errand.permissions, signal, ...(renew === undefined ? {} : {claims: renew})});
			signal.throwIfAborted();
			if (typeof given !== 'string') {
				throw new Unanswered(given.reason, given.detail);
			}

			context.options = {...context.options, headers: {...errand.headers, Accept: 'application/json', Authorization: `Bearer ${given}`}};
		};

		const identity: Step = async (context, next) => {
			await bearer(context, claims);
			await next();
			const challenge = context.response?.status === 401 ? claimsOf(context.response) : undefined;
			// A second challenge after a token that carries the claims would go on for ever.
			if (challenge !== undefined && claims === undefined) {
				claims = challenge;
				await bearer(context, claims);
				await next();
			}
		};

		const wire: Step = async context => {
			const attempt = new AbortController();
			const stop = () => attempt.abort(signal.reason);
			signal.throwIfAborted();
			signal.addEventListener('abort', stop, {once: true});
			const late = Math.max(1, Math.min(parts.attemptMilliseconds, until - clock.now()));
			const timer = setTimeout(() => attempt.abort('late'), late);
			try {
				const {fetch} = parts;
				const response = await fetch(url, {
					method: 'GET',
					headers: context.options?.headers ?? {},
					redirect: 'manual',
					signal: attempt.signal,
				});
				context.response = response;
				if (Number(response.headers.get('x-ms-throttle-limit-percentage')) >= nearTheLimit) {
					slowUntil = clock.now() + slowDown;
				}

				if (response.status === 200) {
					const bytes = await readBody(response, longestBody, asked);
					page = parseObject(response, bytes, asked);
				} else if (response.status >= 400 && response.status < 500 && response.status !== 429) {
					failure = await readBody(response, longestBody, asked);
				} else {
					await response.body?.cancel();
				}
			} catch (error) {
				signal.throwIfAborted();
				if (error instanceof Unanswered) {
					throw error;
				}

				if (attempt.signal.aborted) {
					throw new Faulted({reason: 'timed-out', words: `no whole answer within ${Math.ceil(late / 1000)} s`, passing: true}, error);
				}

				const fault = networkErrorOf(error);
				throw fault === null ? error : new Faulted(fault, error);
			} finally {
				clearTimeout(timer);
				signal.removeEventListener('abort', stop);
			}
		};

		const client = Client.initWithMiddleware({
			baseUrl: `${origin}/`,
			customHosts: new Set([new URL(origin).hostname]),
			middleware: [...chain([keep, link, turn, patience, identity, wire])],
		});
		try {
			const response: Response = await client.api(url).responseType(ResponseType.RAW).get();
			if (page === undefined) {
				throw httpErrorOf(response, failure, asked, errand);
			}

			return page;
		} catch (error) {
			signal.throwIfAborted();
			throw problem === undefined ? error : problem.thrown;
		}
	};
};
