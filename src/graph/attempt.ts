import {linkIn} from './link-in.ts';
import {type NetworkError, networkErrorOf} from './network-errors.ts';
import type {Fetched, PageRequest, Step, TransportParts} from './page-request.ts';
import {longestBody, parseObject, readBody} from './response-body.ts';
import {Unanswered} from './unanswered.ts';

/** Thrown by an attempt that another attempt may better. */
export class Faulted extends Error {
	/** What was in the way. */
	readonly fault: NetworkError;

	constructor(fault: NetworkError, cause: unknown) {
		super(fault.words, {cause});
		this.fault = fault;
	}
}

/** What the last attempt has brought: a page, or the body of a refusal. */
export type Received = {page: Fetched | undefined; failure: Buffer};

type AttemptParts = Pick<TransportParts, 'fetch' | 'clock' | 'attemptMilliseconds'> & {
	/** Told of the headers of each answer. */
	readonly note: (headers: Headers) => void;
	/** The beginning of a sentence about the request. */
	readonly asked: string;
};

/** Sends a request once, and reads what comes. Throws Faulted where nothing whole does. */
export const attempt = ({fetch, clock, attemptMilliseconds, note, asked}: AttemptParts, request: PageRequest, received: Received): Step => {
	const {url, signal, until, onLink} = request;
	const tellLink =
		onLink &&
		((start: Uint8Array) => {
			const link = linkIn(start);
			if (link !== null) {
				onLink(link);
			}
		});
	return async context => {
		const limit = new AbortController();
		const stop = () => limit.abort(signal.reason);
		signal.throwIfAborted();
		signal.addEventListener('abort', stop, {once: true});
		const late = Math.max(1, Math.min(attemptMilliseconds, until - clock.now()));
		const timer = setTimeout(() => limit.abort('late'), late);
		try {
			const response = await fetch(url, {
				method: 'GET',
				headers: context.options?.headers ?? {},
				redirect: 'manual',
				signal: limit.signal,
			});
			context.response = response;
			note(response.headers);

			if (response.status === 200) {
				const bytes = await readBody(response, longestBody, asked, tellLink);
				received.page = parseObject(response, bytes, asked);
			} else if (response.status >= 400 && response.status < 500 && response.status !== 429) {
				received.failure = await readBody(response, longestBody, asked);
			} else {
				await response.body?.cancel();
			}
		} catch (error) {
			signal.throwIfAborted();
			if (error instanceof Unanswered) {
				throw error;
			}

			if (limit.signal.aborted) {
				throw new Faulted({reason: 'timed-out', words: `no whole answer within ${Math.ceil(late / 1000)} s`, passing: true}, error);
			}

			const fault = networkErrorOf(error);
			throw fault === null ? error : new Faulted(fault, error);
		} finally {
			clearTimeout(timer);
			signal.removeEventListener('abort', stop);
		}
	};
};
