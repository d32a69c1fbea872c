import {z} from 'zod';

const grouped = z.looseObject({groups: z.array(z.looseObject({class: z.string(), count: z.int().nonnegative()}))});

/** How many are of each class, of facts that count in groups; nothing of facts that do not. */
export const countsByClass = (facts: unknown): Readonly<Record<string, number>> => {
	const read = grouped.safeParse(facts);
	const counts: Record<string, number> = {};
	for (const {class: name, count} of read.success ? read.data.groups : []) {
		const words = name.replaceAll('-', ' ');
		counts[words] = (counts[words] ?? 0) + count;
	}

	return counts;
};
