import {type Guide, numberedChecks} from '../guide/step.ts';
import {type Look, lookOf} from '../guide/words.ts';
import type {Event} from '../session/event.ts';
import type {ReportDocument} from './report-schema.ts';

type Timeline = ReportDocument['looks'];

/** How many of a guide's checks are what, where these are the looks of all of them. */
export const countLooks = (all: readonly Look[]): Readonly<Record<Look, number>> => {
	const counts = {met: 0, caution: 0, unmet: 0, unobserved: 0, 'not-applicable': 0, 'not-looked': 0};
	for (const look of all) {
		counts[look] += 1;
	}

	return counts;
};

/**
 * The looks of a session, oldest first: when each began, of how many checks, and how all checks stood after it. What 1.0.0 found bears no look's id, and is
 * one look.
 */
export const looksIn = (guide: Guide, events: readonly Event[]): Timeline => {
	const stand = new Map<string, Look>(numberedChecks(guide).map(({check}) => [check.id, 'not-looked']));
	const looks = new Map<string, {readonly at: string; readonly checks: Set<string>; counts: Timeline[number]['counts']}>();
	let current = '';
	for (const event of events) {
		if (event.type !== 'found' || !stand.has(event.check)) {
			continue;
		}

		const before = looks.get(current);
		const id = event.look ?? '';
		if (before !== undefined && id !== current) {
			before.counts = countLooks([...stand.values()]);
		}

		current = id;
		const look = looks.get(id) ?? {at: event.at, checks: new Set(), counts: countLooks([])};
		looks.set(id, look);
		look.checks.add(event.check);
		stand.set(event.check, lookOf(event.finding));
	}

	const last = looks.get(current);
	if (last !== undefined) {
		last.counts = countLooks([...stand.values()]);
	}

	return [...looks.values()].map(({at, checks, counts}) => ({at, checks: checks.size, counts}));
};
