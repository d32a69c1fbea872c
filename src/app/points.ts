import {CannotStart} from '../cannot-start.ts';
import type {Guide} from '../guide/step.ts';
import {quoted} from '../guide/untrusted.ts';
import {changedBetween, type Point} from '../report/changed.ts';
import type {Changed} from '../report/changed-schema.ts';
import type {Event} from '../session/event.ts';
import {whyUnreadable} from '../session/list-sessions.ts';
import type {JournalReading} from '../session/read-journal.ts';
import {fold, startOf} from '../session/session.ts';
import type {Store} from '../session/store.ts';
import {readReport} from './report-file.ts';
import {hashAt} from './verify-report.ts';

type Journal = Extract<JournalReading, {kind: 'sound'}>;

/** What stands in a session's file, which is only read; CannotStart where there is no such session, or it cannot be read. */
export const journalOf = (store: Store, name: string): Journal => {
	const found = store.exists(name) ? store.read(name)[0] : undefined;
	if (found === undefined) {
		throw new CannotStart(`There is no session ${name}. whfb sessions lists them.`);
	}

	const reading = found.content?.reading;
	if (reading?.kind === 'sound') {
		return reading;
	}

	const why =
		reading === undefined
			? found.why
			: reading.kind === 'newer'
				? `was written by whfb ${reading.tool}, newer than this one`
				: whyUnreadable(reading);
	throw new CannotStart(`Session ${name} cannot be compared: ${why}.`);
};

/** A session as it was after so many of its entries. */
export const pointAfter = ({header, events}: Pick<Journal, 'header' | 'events'>, entries: number): Point => {
	const session = fold(events.slice(0, entries), startOf(header));
	return {at: session.at ?? header.beginning.at, session};
};

/** After how many entries the last report was made; null where none was. */
export const lastReported = (events: readonly Event[]): number | null => {
	const at = events.findLastIndex(({type}) => type === 'reported');
	return at === -1 ? null : at + 1;
};

/** A point with what somebody named it by, and after how many of its session's entries it is. */
type NamedPoint = Point & {readonly named: string; readonly entries: number};

/** A point as somebody names it: `NAME`, or `NAME@N` after N entries. CannotStart where there is none. */
const pointNamed = (store: Store, named: string): NamedPoint => {
	const [, name = named, entries] = /^(.*)@(\d{1,9})$/.exec(named) ?? [];
	const journal = journalOf(store, name);
	const {length} = journal.events;
	const count = entries === undefined ? length : Number(entries);
	if (count > length) {
		throw new CannotStart(`Session ${name} has ${length} entries, and not ${count}.`);
	}

	return {...pointAfter(journal, count), named, entries: count};
};

/** Which of two points came first, in a way that sorts; of one session its entries say it, and of two their times. */
const olderFirst = (isOneSession: boolean, a: NamedPoint, b: NamedPoint): number =>
	isOneSession ? a.entries - b.entries : Date.parse(a.at) - Date.parse(b.at);

/** Why two points are not known to be of one environment; null where they are. A name says nothing: two forests may bear the same. */
const apart = ({session: a}: Point, {session: b}: Point): string | null => {
	const practices = [a.environment.practice, b.environment.practice];
	if (practices.some(practice => practice !== null)) {
		return practices[0] === practices[1] ? null : 'they are of different practice environments, or one of them is real';
	}

	const [tenant, another] = [a, b].map(({identity}) => identity.tenant?.id.toLowerCase() ?? null);
	if (tenant !== null && another !== null && tenant !== another) {
		return 'they are of different tenants';
	}

	const [ids, others] = [a, b].map(({identity}) => identity.forests.flatMap(forest => forest.ids));
	return ids?.some(id => others?.includes(id)) === true
		? null
		: ids?.length === 0 || others?.length === 0
			? 'one of them has met no forest yet, so nothing shows that both are of the same one'
			: 'no forest that the one has met is a forest that the other has met';
};

/** What differs between two points, and what they were named by, the older one first. */
export type Compared = {readonly changed: Changed; readonly older: string; readonly newer: string};

/** What differs between two points that are named, told from the older one to the newer one. CannotStart where one is not there, or they are of two environments. */
export const sessionsCompared = (guide: Guide, store: Store, one: string, other: string): Compared => {
	const points = [pointNamed(store, one), pointNamed(store, other)] as const;
	const isOneSession = one.replace(/@\d+$/, '') === other.replace(/@\d+$/, '');
	const why = isOneSession ? null : apart(...points);
	if (why !== null) {
		throw new CannotStart(`${one} and ${other} cannot be compared: ${why}.`);
	}

	const [older, newer] = olderFirst(isOneSession, ...points) > 0 ? [points[1], points[0]] : points;
	return {changed: changedBetween(guide, older, newer), older: older.named, newer: newer.named};
};

/** After how many of a session's entries a report was made that lies in a file. CannotStart where it is no report of that session. */
export const entriesIn = (path: string, store: Store, name: string): number => {
	const {reading} = readReport(path);
	const seal = reading.kind === 'whole' ? reading.seal : null;
	const text = store.read(name)[0]?.content?.text ?? '';
	if (seal === null || hashAt(text, seal.entries) !== seal.head) {
		throw new CannotStart(
			`${quoted(path)} is no report that was made from session ${name}, so nothing can be compared with it. whfb verify says what it is.`,
		);
	}

	return seal.entries;
};
