import type {Event} from './event.ts';
import type {OpenSession} from './open-session.ts';
import {evolve, type Session} from './session.ts';
import {troubleOf} from './trouble.ts';

/** Milliseconds between two tries to save what could not be saved. */
const retryAfter = 2000;

/** Puts events into an open session: on disk where it takes them, and into memory where it does not, to be tried again. */
export type Saver = {
	/** Everything that is known: what is on disk, and what is held in memory until the disk takes it. */
	readonly session: () => Session;
	/** What is on disk. Passage is decided on nothing else. */
	readonly saved: () => Session;
	/** When the last event reached the disk, ISO 8601; null before the first. */
	readonly savedAt: () => string | null;
	/** Why the last event could not be saved, in words; null when all is saved. */
	readonly trouble: () => string | null;
	/** What is held in memory, in its order; empty when all is saved. */
	readonly held: () => readonly Event[];
	readonly record: (...events: readonly Event[]) => void;
	/** Saves events now or not at all; true where they are on disk. Nothing is granted behind what is not saved. */
	readonly grant: (events: readonly Event[]) => boolean;
	/** Writes all of it to a new file elsewhere; comes back with it, or null. */
	readonly keepElsewhere: () => string | null;
	readonly close: () => void;
};

/** Events go to disk in their order; what the disk refuses waits, and is tried again. */
export const saverOf = (open: OpenSession, changed: () => void = () => undefined): Saver => {
	let saved = open.session;
	let session = open.session;
	let savedAt = saved.at;
	let trouble: string | null = null;
	let waiting: readonly Event[] = [];
	let timer: NodeJS.Timeout | undefined;
	let closed = false;
	const save = (event: Event) => {
		open.journal.append(event);
		saved = evolve(saved, event);
		savedAt = new Date().toISOString();
	};

	const flush = () => {
		clearTimeout(timer);
		try {
			for (const event of waiting) {
				save(event);
				waiting = waiting.slice(1);
			}

			trouble = null;
		} catch (error) {
			trouble = troubleOf(error);
			timer = setTimeout(flush, retryAfter);
			timer.unref();
		}

		changed();
	};

	return {
		session: () => session,
		saved: () => saved,
		savedAt: () => savedAt,
		trouble: () => trouble,
		held: () => waiting,
		record: (...events) => {
			// What a look still finds after its session was left belongs to nobody.
			if (closed || events.length === 0) {
				return;
			}

			waiting = [...waiting, ...events];
			session = events.reduce(evolve, session);
			flush();
		},
		grant: events => {
			if (closed || waiting.length > 0) {
				return false;
			}

			try {
				for (const event of events) {
					save(event);
					session = evolve(session, event);
				}
			} catch (error) {
				// Said until something is saved again; a wish that was not granted is not wanted behind somebody's back later.
				trouble = troubleOf(error);
				changed();
				return false;
			}

			changed();
			return true;
		},
		keepElsewhere: () => open.keepElsewhere(waiting),
		close: () => {
			if (waiting.length > 0) {
				flush();
			}

			closed = true;
			clearTimeout(timer);
			open.close();
		},
	};
};
