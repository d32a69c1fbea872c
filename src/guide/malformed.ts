import {z} from 'zod';

/** Kinds of values as zod calls them, in words. */
const kinds: Readonly<Record<string, string>> = {
	string: 'a text',
	number: 'a number',
	int: 'a whole number',
	boolean: 'true or false',
	array: 'a list',
	object: 'an object',
	record: 'an object',
	tuple: 'a list',
	null: 'null',
	undefined: 'missing',
};

const kindOf = (name: string): string => kinds[name] ?? name;

/** Where in an answer: `domains[1].isVerified`. */
const placeOf = (path: readonly PropertyKey[]): string =>
	path.reduce<string>((text, key) => (typeof key === 'number' ? `${text}[${key}]` : `${text}${text === '' ? '' : '.'}${String(key)}`), '');

/** What a schema has against a place, in words that name no schema. */
const wrongWith = ({code, message, ...issue}: z.core.$ZodIssue): string => {
	const [, received] = /received (\w+)/.exec(message) ?? [];
	switch (code) {
		case 'invalid_type':
			return `is ${received === undefined ? 'something else' : kindOf(received)}, where ${kindOf(String('expected' in issue ? issue.expected : ''))} belongs`;
		case 'unrecognized_keys':
			return 'has a member that is not known';
		case 'too_small':
			return 'holds too little';
		case 'too_big':
			return 'holds too much';
		case 'invalid_value':
			return 'is none of the words that are known there';
		default:
			return 'is not of the kind that belongs there';
	}
};

/** Why an answer could not be understood, in one sentence, from what a reader or a schema threw: where it is wrong first, and what stands there. */
export const whyMalformed = (error: unknown): string => {
	if (!(error instanceof z.ZodError)) {
		return `The answer could not be understood: ${error instanceof Error ? error.message : String(error)}`;
	}

	const [first] = error.issues;
	const place = placeOf(first?.path ?? []);
	const others = error.issues.length > 1 ? `, and ${error.issues.length - 1} more of the kind` : '';
	return `The answer could not be understood: ${place === '' ? 'it' : place} ${first === undefined ? 'is wrong' : wrongWith(first)}${others}.`;
};
