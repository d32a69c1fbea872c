import {type Unobserved, unobserved} from '../guide/answer.ts';
import type {Variables} from './clouds.ts';

/** What the transport wants a token for. `claims` is the JSON of a claims challenge: a token that ignores it will be refused again. */
type TokenWish = {readonly permissions: readonly string[]; readonly claims?: string; readonly signal?: AbortSignal};

/** Gives a bearer token that is good now, or says why there is none. Asked anew for every attempt. */
export type TokenSource = (wish: TokenWish) => Promise<string | Unobserved>;

/** The token of `WHFB_GRAPH_TOKEN`, for `--sign-in token`. It cannot be renewed. */
export const tokenFromEnvironment = (env: Variables): TokenSource | Unobserved => {
	const token = env.WHFB_GRAPH_TOKEN?.trim();
	if (!token) {
		return unobserved('not-signed-in', 'WHFB_GRAPH_TOKEN holds no token, so Graph was not asked.');
	}

	// Anything else would break out of the header it is put in.
	if (!/^[\w.~+/=-]+$/.test(token)) {
		return unobserved('not-signed-in', 'WHFB_GRAPH_TOKEN holds something that is not a token, so Graph was not asked.');
	}

	return async ({claims}) =>
		claims === undefined
			? token
			: unobserved('not-signed-in', 'Graph wants a new sign-in, and the token of WHFB_GRAPH_TOKEN cannot give one.');
};
