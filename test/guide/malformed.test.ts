import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {z} from 'zod';
import {whyMalformed} from '../../src/guide/malformed.ts';
import {collectorsIn} from '../../src/guide/step.ts';
import {guide} from '../../steps/guide.ts';

const why = (schema: z.ZodType, value: unknown): string => {
	const parsed = schema.safeParse(value);
	return parsed.success ? '' : whyMalformed(parsed.error);
};

describe('why an answer could not be understood', () => {
	it.each([
		[
			z.object({value: z.array(z.object({isVerified: z.boolean()}))}),
			{value: [{isVerified: 'true'}]},
			'value[0].isVerified is a text, where true or false belongs.',
		],
		[z.object({at: z.string()}), {at: null}, 'at is null, where a text belongs.'],
		[z.object({at: z.string()}), {}, 'at is missing, where a text belongs.'],
		[z.strictObject({}), {more: 1}, 'it has a member that is not known.'],
		[z.array(z.int()), ['a', 'b', 'c'], '[0] is a text, where a number belongs, and 2 more of the kind.'],
		[z.array(z.int()).min(1), [], 'it holds too little.'],
		[z.enum(['a']), 'b', 'it is none of the words that are known there.'],
	])('names the place and what stands there (%#)', (schema, value, words) => {
		expect(why(schema, value)).toBe(`The answer could not be understood: ${words}`);
	});

	it('repeats what a reader said', () => {
		expect(whyMalformed(new Error('Graph names no organisation.'))).toBe(
			'The answer could not be understood: Graph names no organisation.',
		);
	});

	it('is one sentence in plain words, whatever a collector is given', () => {
		fc.assert(
			fc.property(fc.constantFrom(...collectorsIn(guide)), fc.jsonValue(), ({facts}, value) => {
				const words = why(facts, value);
				expect(words).not.toMatch(/zod|invalid|expected|received|\{|\n|✖/i);
				expect(words === '' || words.endsWith('.')).toBe(true);
			}),
			{numRuns: 500},
		);
	});
});
