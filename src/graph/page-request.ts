import type {Context, Middleware} from '@microsoft/microsoft-graph-client';

/** One page to get. `until` is the time, by the clock, after which nothing is tried any more. */
export type PageRequest = {
	readonly url: string;
	readonly permissions: readonly string[];
	readonly applicationPermissions: readonly string[];
	readonly headers: Readonly<Record<string, string>>;
	readonly until: number;
	readonly signal: AbortSignal;
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
