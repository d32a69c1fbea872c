import type {Event} from './event.ts';

const nouns: Readonly<Partial<Record<Event['type'], readonly [one: string, several: string]>>> = {
	found: ['finding', 'findings'],
	answered: ['answer', 'answers'],
	imported: ['piece of evidence', 'pieces of evidence'],
	settled: ['setting', 'settings'],
	identified: ['note of whose forest and tenant this is', 'notes of whose forests and tenant these are'],
};

const other = ['note', 'notes'] as const;

/** What some events are, counted in words: `3 findings, 1 answer`; empty for none. */
export const heldWords = (events: readonly Event[]): string => {
	const counts = new Map<readonly [string, string], number>();
	for (const {type} of events) {
		const noun = nouns[type] ?? other;
		counts.set(noun, (counts.get(noun) ?? 0) + 1);
	}

	return [...counts].map(([[one, several], count]) => `${count} ${count === 1 ? one : several}`).join(', ');
};
