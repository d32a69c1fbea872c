const known = new WeakSet<object>();

/**
 * Remembers facts that are as their collector's schema gives them, because the build held them against it. The object itself is remembered:
 * nothing that is read, brought or kept in a session can say so of itself.
 */
export const knowFacts = (facts: unknown): void => {
	if (typeof facts === 'object' && facts !== null) {
		known.add(facts);
	}
};

/** Whether facts need no schema any more. */
export const areKnown = (facts: unknown): boolean => typeof facts === 'object' && facts !== null && known.has(facts);
