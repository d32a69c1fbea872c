import {isDeepStrictEqual} from 'node:util';

type Records = readonly Record<string, unknown>[];

/** How many different records there are: one that came again while the list changed is one. */
export const differentIn = (records: Records): number => {
	const ids = records.map(({id}) => id);
	return ids.every(id => typeof id === 'string') ? new Set(ids).size : records.length;
};

/** The id that two records bear which are not the same; null where there is none. A list that changes while it is read may hold one by chance. */
export const twoFacedIn = (records: Records): string | null => {
	const known = new Map<string, Record<string, unknown>>();
	for (const record of records) {
		const {id} = record;
		if (typeof id === 'string') {
			const before = known.get(id);
			if (before !== undefined && !isDeepStrictEqual(before, record)) {
				return id;
			}

			known.set(id, record);
		}
	}

	return null;
};
