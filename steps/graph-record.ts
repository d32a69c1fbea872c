/** A kind of value, in words. */
const kindOf = (value: unknown): string =>
	value === undefined
		? 'missing'
		: value === null
			? 'null'
			: typeof value === 'string'
				? `the text ${JSON.stringify(value)}`
				: typeof value === 'number'
					? `the number ${value}`
					: Array.isArray(value)
						? 'a list'
						: typeof value === 'boolean'
							? `the word ${value}`
							: 'an object';

const wanted = {boolean: 'true or false without quotes', text: 'text', 'text or null': 'text, or null'} as const;

const refuse = (property: string, whose: string, value: unknown, belongs: keyof typeof wanted): Error =>
	new Error(
		value === undefined
			? `${property} of ${whose} did not come back from Graph, and was not taken for anything.`
			: `Graph gives ${property} of ${whose} as ${kindOf(value)}, where ${wanted[belongs]} belongs; nothing was taken from it.`,
	);

/** A property that is true or false. Throws a sentence that names it where it did not come back or is anything else: a text, a number, null. */
export const booleanOf = (record: Readonly<Record<string, unknown>>, property: string, whose: string): boolean => {
	const value = record[property];
	if (typeof value !== 'boolean') {
		throw refuse(property, whose, value, 'boolean');
	}

	return value;
};

/** The same for one that nothing rests on where it did not come: null then. What came and is neither true nor false is refused all the same. */
export const booleanOrAbsent = (record: Readonly<Record<string, unknown>>, property: string, whose: string): boolean | null =>
	record[property] === undefined ? null : booleanOf(record, property, whose);

/** A property that is text. Throws as `booleanOf` does, also for an empty one. */
export const textOf = (record: Readonly<Record<string, unknown>>, property: string, whose: string): string => {
	const value = record[property];
	if (typeof value !== 'string' || value === '') {
		throw refuse(property, whose, value, 'text');
	}

	return value;
};

/** A property that is text, or null where it is null or did not come. Throws as `booleanOf` does where it is anything else. */
export const textOrAbsent = (record: Readonly<Record<string, unknown>>, property: string, whose: string): string | null => {
	const value = record[property] ?? null;
	if (typeof value !== 'string' && value !== null) {
		throw refuse(property, whose, value, 'text or null');
	}

	return value;
};

/** The records of a list as Graph gives it. Throws a sentence where it is none. */
export const recordsOf = (answer: unknown, what: string): readonly Readonly<Record<string, unknown>>[] => {
	const value = typeof answer === 'object' && answer !== null && 'value' in answer ? answer.value : undefined;
	if (!Array.isArray(value) || !value.every(each => typeof each === 'object' && each !== null && !Array.isArray(each))) {
		throw new Error(`What came back is no list of ${what}.`);
	}

	return value;
};
