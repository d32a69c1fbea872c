import {momentOf} from '../src/guide/age.ts';
import {counted} from './directory.ts';

/** Milliseconds from one time to another, both ISO 8601; NaN where one of them is no time, which no comparison takes for early or late. */
export const elapsed = (from: string | null, to: string | null): number => momentOf(to) - momentOf(from);

/** `30 minutes`, `12 hours`, `9 days`: a duration as people say it, from seconds; from two hours on in hours, from two days on in days. */
export const durationOf = (seconds: number): string =>
	seconds < 7200
		? counted(Math.round(seconds / 60), 'minute')
		: seconds < 172_800
			? counted(Math.round(seconds / 3600), 'hour')
			: counted(Math.round(seconds / 86_400), 'day');

export const hour = 60 * 60 * 1000;
export const day = 24 * hour;
