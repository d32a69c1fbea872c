/** A small table of facts, to be read before the whole. */
export type FactsTable = {readonly head: readonly string[]; readonly rows: readonly (readonly string[])[]};

const listOf = (value: unknown): readonly Readonly<Record<string, unknown>>[] | null =>
	Array.isArray(value) && value.length > 0 && value.every(each => typeof each === 'object' && each !== null && !Array.isArray(each))
		? (value as readonly Readonly<Record<string, unknown>>[])
		: null;
const isShort = (value: unknown) => value === null || ['string', 'number', 'boolean'].includes(typeof value);

/** Lists of one kind of thing as small tables, their short members a column each; at most four columns, so that they can be read. */
export const tablesOf = (facts: unknown, name = ''): readonly FactsTable[] => {
	const list = listOf(facts);
	if (list !== null) {
		const columns = [...new Set(list.flatMap(each => Object.keys(each).filter(key => isShort(each[key]))))].slice(0, 4);
		return columns.length === 0
			? []
			: [
					{
						head: columns.map((column, at) => (at === 0 && name !== '' ? `${name}: ${column}` : column)),
						rows: list
							.slice(0, 20)
							.map(each => columns.map(column => (each[column] === undefined || each[column] === null ? '' : String(each[column])))),
					},
				];
	}

	return typeof facts === 'object' && facts !== null && !Array.isArray(facts)
		? Object.entries(facts).flatMap(([key, value]) => tablesOf(value, key))
		: [];
};
