import type {Context, Middleware} from '@microsoft/microsoft-graph-client';
import type {Clock} from './backoff.ts';
import type {TokenSource} from './token.ts';

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
export type PageRequest = {
	readonly url: string;
	readonly permissions: readonly string[];
	readonly applicationPermissions: readonly string[];
	readonly headers: Readonly<Record<string, string>>;
	readonly until: number;
	readonly signal: AbortSignal;
	/** Told of the link to the next page as soon as the beginning of this one names it, from `linkIn`; an attempt that fails may have told one too. */
	readonly onLink?: (link: string) => void;
};

/** A page as a JSON object, its texts as they came. */
export type Fetched = Record<string, unknown>;

/** A step of the Graph client's chain: what it does before and after the steps that follow it. */
export type Step = (context: Context, next: () => Promise<void>) => Promise<void>;

/** Steps as the Graph client takes them. */
export const middlewareOf = (steps: readonly Step[]): Middleware[] =>
	steps.map(step => {
		let following: Middleware | undefined;
		return {
			execute: context => step(context, async () => following?.execute(context)),
			setNext: next => {
				following = next;
			},
		};
	});
