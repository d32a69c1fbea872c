/**
 * How old something is, and whether its time can be right. Times are ISO 8601; they are compared as moments, never as texts:
 * `09:00:00Z` and `09:00:00.000Z` are one moment, and so are two spellings of another zone's hour.
 */

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** Milliseconds for which evidence that was not taken now may open a gate. */
export const freshFor = day;

/** Milliseconds by which two clocks may differ before one of them is wrong (B67). */
export const clockTolerance = 5 * minute;

/** Fresh, older than a day, of a time that nobody knows, or of a time that has not come yet by this computer's clock. */
export type Standing = 'fresh' | 'old' | 'undated' | 'ahead';

/** Milliseconds since 1970 of a time; NaN where it is unknown or is no time. */
export const momentOf = (at: string | null): number => (at === null ? Number.NaN : Date.parse(at));

/** ISO 8601, in UTC, of milliseconds since 1970; null for a number that is no time. */
export const isoAt = (milliseconds: number): string | null => {
	const date = new Date(milliseconds);
	return Number.isNaN(date.getTime()) ? null : date.toISOString();
};

/** What the age of something is worth at `now`. */
export const standingOf = (takenAt: string | null, now: string): Standing => {
	const age = momentOf(now) - momentOf(takenAt);
	if (Number.isNaN(age)) {
		return 'undated';
	}

	return age < -clockTolerance ? 'ahead' : age <= freshFor ? 'fresh' : 'old';
};

/** Orders times from the oldest on; what has no time is older than everything, because nobody can say that it is newer. */
export const compareTimes = (a: string | null, b: string | null): number => {
	const [left, right] = [momentOf(a), momentOf(b)];
	if (Number.isNaN(left) || Number.isNaN(right)) {
		return Number(Number.isNaN(right)) - Number(Number.isNaN(left));
	}

	return left - right;
};

/** The later of two times; a time that is none is the earlier. */
export const later = (a: string | null, b: string): string => (a !== null && compareTimes(a, b) > 0 ? a : b);

/** Whether a time that somebody typed is further ahead of a clock than a clock is wrong: a day. It was mistyped. */
export const isMistyped = (typed: string, now: string): boolean => momentOf(typed) - momentOf(now) >= day;

/** Whether a clock that shows `now` stands further before a moment that has been than clocks may differ. */
export const isBefore = (now: string, been: string | null): boolean => momentOf(been) - momentOf(now) > clockTolerance;

/** A moment as it is written where the zone matters, `2026-11-22 09:00 UTC`. */
export const utcOf = (at: string): string => `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`;

/** How far apart two times are, in the largest unit that says it: `40 s`, `12 min`, `3 h`, `4 days`. */
export const spanOf = (milliseconds: number): string => {
	const span = Math.abs(milliseconds);
	return span < minute
		? `${Math.floor(span / 1000)} s`
		: span < hour
			? `${Math.floor(span / minute)} min`
			: span < 2 * day
				? `${Math.floor(span / hour)} h`
				: `${Math.floor(span / day)} days`;
};

/** When something was taken and how old it was at `now`: `taken 2026-11-22 06:00 UTC, 3 h old`. */
export const takenWords = (takenAt: string | null, now: string): string => {
	const standing = standingOf(takenAt, now);
	if (takenAt === null || standing === 'undated') {
		return 'taken at a time that nobody knows';
	}

	const gone = momentOf(now) - momentOf(takenAt);
	return standing === 'ahead'
		? `dated ${utcOf(takenAt)}, which is ${spanOf(gone)} ahead of the clock of this computer (${utcOf(now)})`
		: `taken ${utcOf(takenAt)}, ${spanOf(Math.max(0, gone))} old`;
};

/**
 * A time that somebody typed, in UTC; null where it is none. A day alone is its first moment, and a time without a zone is in UTC,
 * so that the same words mean the same moment on every computer.
 */
export const timeTyped = (typed: string): string | null => {
	const [, date = '', clock = '00:00', rest = '', zone = 'Z'] =
		/^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d)(:\d\d(?:\.\d+)?)?(Z|[+-]\d\d:\d\d)?)?$/i.exec(typed.trim()) ?? [];
	const time = Date.parse(`${date}T${clock}${rest}${zone.toUpperCase()}`);
	// The calendar of the platform takes 30 February for 2 March.
	const isDay = Date.parse(`${date}T00:00Z`) >= 0 && new Date(`${date}T00:00Z`).toISOString().startsWith(date);
	return Number.isNaN(time) || !isDay ? null : new Date(time).toISOString();
};
