import {CannotStart} from '../cannot-start.ts';
import {isMistyped, standingOf, takenWords, timeTyped} from '../guide/age.ts';
import type {Brought} from '../guide/importer.ts';

/** What somebody said with `--taken`, and this computer's clock. */
type Taken = {readonly taken: string | null; readonly now: string};

/** The time that counts, as it was said, and what has to be said of it: it is judged at every look, and heals by itself. */
export const timed = (brought: Brought, {taken, now}: Taken): {readonly takenAt: string | null; readonly note: string | null} => {
	const own = brought.takenAt === null ? null : new Date(brought.takenAt).toISOString();
	const takenAt = own ?? (taken === null ? null : timeTyped(taken));
	if (takenAt === null) {
		return {
			takenAt,
			note: 'Nobody knows when it was taken, so it can shut a gate and never open one. Say when, with --taken TIME or in the box for it.',
		};
	}

	if (standingOf(takenAt, now) === 'ahead') {
		const typed = own === null ? ' If the time was mistyped, bring it in again with the right one.' : '';
		return {
			takenAt,
			note: `It is ${takenWords(takenAt, now)}: one of the two clocks is wrong. It can shut a gate, and opens none before the times fit.${typed}`,
		};
	}

	return {takenAt, note: taken === null || own === null ? null : 'The time was not needed: it carries its own.'};
};

/** Throws CannotStart for a time that is none, or has not come yet. */
export const checkTaken = ({taken, now}: Taken) => {
	const time = taken === null ? null : timeTyped(taken);
	if (taken !== null && time === null) {
		throw new CannotStart(`--taken ${JSON.stringify(taken)} is no time. Write it like 2026-11-22T09:00:00Z.`);
	}

	if (time !== null && isMistyped(time, now)) {
		throw new CannotStart(`--taken ${taken} has not come yet: it is ${takenWords(time, now)}. Say when the evidence was taken.`);
	}
};
