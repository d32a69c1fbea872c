import type {Fetched} from './page-request.ts';
import {Unanswered} from './unanswered.ts';

/** One page, as far as its shape goes. */
export type GraphPage = {
	readonly records: readonly Record<string, unknown>[] | null;
	readonly body: Record<string, unknown>;
	readonly count: number | null;
	readonly next: unknown;
};

/** Looks at the shape of a page: records if it is one of a collection, null if it is a single entity. */
export const shapeOf = (body: Fetched, origin: string, asked: string): GraphPage => {
	const {value, error, '@odata.context': context, '@odata.count': count, '@odata.nextLink': next} = body;
	if (context !== undefined && !(typeof context === 'string' && URL.canParse(context) && new URL(context).host === new URL(origin).host)) {
		throw new Unanswered('malformed', `${asked} and came back with an answer that describes another server's.`);
	}

	if (error !== undefined) {
		throw new Unanswered('malformed', `${asked} and came back with an error in the middle of an answer.`);
	}

	if (count !== undefined && !(typeof count === 'number' && Number.isSafeInteger(count) && count >= 0)) {
		throw new Unanswered('malformed', `${asked} and came back with a count that is no number.`);
	}

	if (value === undefined && context !== undefined && next === undefined) {
		return {records: null, body, count: null, next: undefined};
	}

	if (!Array.isArray(value) || !value.every(each => typeof each === 'object' && each !== null && !Array.isArray(each))) {
		const empty = Object.keys(body).length === 0 ? 'an empty object' : 'an object that is not what Graph sends';
		throw new Unanswered('malformed', `${asked} and came back with ${empty}. A captive portal or a proxy may have answered in its place.`);
	}

	return {records: value as readonly Record<string, unknown>[], body, count: count ?? null, next};
};
