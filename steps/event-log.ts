import {z} from 'zod';
import {momentOf} from '../src/guide/age.ts';
import {dayOf} from './day.ts';
import {counted} from './directory.ts';
import {day} from './elapsed.ts';

const loggedEvent = z.strictObject({
	id: z.int(),
	/** How many there were in the days that were asked for. */
	count: z.int().positive(),
	/** ISO 8601, UTC, by the clock of that computer. */
	first: z.iso.datetime(),
	last: z.iso.datetime(),
	/** What the script keeps of the last one; a name is empty where PowerShell was constrained. */
	data: z.array(z.strictObject({name: z.string(), value: z.string()})),
});

/** One log as a script counts it by number. */
export const eventLogShape = {
	log: z.string(),
	/** Whether it is switched on; null where that could not be read. */
	on: z.boolean().nullable(),
	/** Its oldest event; null where it holds none. */
	since: z.iso.datetime().nullable(),
	/** Every event that was asked for was read. */
	whole: z.boolean(),
	/** Why it could not be read. */
	failure: z.string().nullable(),
	events: z.array(loggedEvent),
};

/** Events of one number in a log: how many, when, and what is kept of the last. */
export type LoggedEvent = z.infer<typeof loggedEvent>;

/** The events of a number in a log; undefined where there are none. */
export const eventOf = (log: {readonly events: readonly LoggedEvent[]} | undefined, id: number): LoggedEvent | undefined =>
	log?.events.find(one => one.id === id);

/** `22 Nov 2026, 08:55 UTC`. */
const timeOf = (iso: string): string => `${dayOf(iso)}, ${iso.slice(11, 16)} UTC`;

/** `3 times, last on 22 Nov 2026, 08:55 UTC`. */
export const timesOf = ({count, last}: LoggedEvent): string => `${counted(count, 'time')}, last on ${timeOf(last)}`;

/**
 * The moment from which on the silence of a log says something: the days that were asked for, its oldest event, and where not every event was read, the
 * oldest that was. A log that holds nothing reaches back to nowhere but `at`, the time on that computer.
 */
export const reachOf = (
	log: {readonly since: string | null; readonly whole: boolean; readonly events: readonly LoggedEvent[]},
	at: string,
	days: number,
): number => {
	const read = log.whole ? [] : log.events.map(({first}) => momentOf(first));
	const cut = log.whole ? Number.NEGATIVE_INFINITY : Math.min(momentOf(at), ...read);
	return Math.max(momentOf(at) - days * day, momentOf(log.since ?? at), cut);
};

/** For how many days what was logged goes on; what stopped before may be mended. The number is ours. */
export const recentDays = 3;

/** Whether what was logged goes on. `at`: the time on that computer. */
export const isRecent = ({last}: LoggedEvent, at: string): boolean => momentOf(at) - momentOf(last) <= recentDays * day;

/** The latest of several events; undefined where there is none. Of two of one moment the first counts. */
export const latestOf = (events: readonly (LoggedEvent | undefined)[]): LoggedEvent | undefined =>
	events
		.filter(event => event !== undefined)
		.reduce<LoggedEvent | undefined>((latest, event) => (latest === undefined || isAfter(event, latest) ? event : latest), undefined);

/** Whether an event came after another, or that other never came. */
export const isAfter = (event: LoggedEvent, other: LoggedEvent | undefined): boolean =>
	other === undefined || momentOf(event.last) > momentOf(other.last);
