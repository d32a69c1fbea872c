import {describe, expect, it} from 'vitest';
import {z} from 'zod';
import {defineCollector} from '../../src/guide/check.ts';
import {met, unmet} from '../../src/guide/finding.ts';
import {defineCheckOver} from '../../steps/check-over.ts';

const counted = () => {
	const asked: string[][] = [];
	const check = defineCheckOver({
		id: 'doors',
		question: 'Is every door shut?',
		needs: {
			doors: defineCollector({
				id: 'doors',
				what: 'doors',
				rights: 'anybody',
				query: {via: 'person', statement: 'Doors.'},
				facts: z.array(z.string()),
			}),
		},
		partsOf: ({doors}) => {
			asked.push(doors);
			return doors.map(name => ({name, verdict: name === 'back' ? unmet('shut-it', `${name} is open.`) : met(`${name} is shut.`)}));
		},
	});
	return {asked, check};
};

describe('a check over several objects', () => {
	it('judges and shows the same parts, made once for the same facts', () => {
		const {asked, check} = counted();
		const facts = {doors: ['front', 'back']};
		expect(check.judge(facts)).toEqual(unmet('shut-it', 'back is open.'));
		expect(check.exhibits?.(facts)).toEqual([
			{sign: 'met', what: 'front', seen: 'front is shut.'},
			{sign: 'unmet', what: 'back', seen: 'back is open.'},
		]);
		expect(asked).toHaveLength(1);
	});

	it('makes them anew for other facts, even where they say the same', () => {
		const {asked, check} = counted();
		check.judge({doors: ['front']});
		check.judge({doors: ['front']});
		expect(asked).toHaveLength(2);
	});

	it('has judged nothing where there is nothing', () => {
		expect(counted().check.judge({doors: []}).outcome).toBe('declined');
	});
});
