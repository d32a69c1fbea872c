import type {Event} from './event.ts';
import {troubleOf} from './journal.ts';
import {evolve, type Session} from './session.ts';
import type {OpenSession} from './store.ts';

/** Milliseconds between two tries to save what could not be saved. */
const retryAfter = 2000;

/** Puts events into an open session: on disk first, and into what is shown after. */
export type Saver = {
	/** What is on disk. */
	readonly session: () => Session;
	/** When the last event reached the disk, ISO 8601; null before the first. */
	readonly savedAt: () => string | null;
	/** Why the last event could not be saved, in words; null when all is saved. */
	readonly trouble: () => string | null;
	readonly record: (...events: readonly Event[]) => void;
	readonly close: () => void;
};

/** Events go to disk first and into the session after; what the disk refuses waits, in order, and is tried again. */
export const saverOf = (open: OpenSession, changed: () => void = () => undefined): Saver => {
	let session = open.session;
	let savedAt = session.at;
	let trouble: string | null = null;
	let waiting: readonly Event[] = [];
	let timer: NodeJS.Timeout | undefined;
	let closed = false;
	const flush = () => {
		clearTimeout(timer);
		try {
			for (const event of waiting) {
				open.journal.append(event);
				session = evolve(session, event);
				savedAt = new Date().toISOString();
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
		savedAt: () => savedAt,
		trouble: () => trouble,
		record: (...events) => {
			// What a look still finds after its session was left belongs to nobody.
			if (closed) {
				return;
			}

			waiting = [...waiting, ...events];
			flush();
		},
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
