import {describe, expect, it} from 'vitest';
import {collectorOf, isOptional, type Needs, type Witness} from '../src/guide/check.ts';
import {caseFiles} from './case-files.ts';
import {objectionTo} from './case-objection.ts';

/** What the collectors' schemas have against some given facts; empty where nothing. */
const objections = (needs: Needs, given: Readonly<Record<string, unknown>>): readonly string[] => {
	const unknown = Object.keys(given).filter(name => !(name in needs));
	return [
		...unknown.map(name => `${name} is no need of the check`),
		...Object.entries(needs).flatMap(([name, need]) => {
			const witness = given[name] as Witness<unknown> | undefined;
			if (isOptional(need) && witness?.seen === false) {
				return [];
			}

			const parsed = collectorOf(need).facts.safeParse(isOptional(need) && witness?.seen === true ? witness.facts : given[name]);
			return parsed.success ? [] : [`${name}: ${parsed.error.message}`];
		}),
	];
};

describe.each(caseFiles)('$check.id', ({check, cases}) => {
	it('asks a question', () => {
		expect(check.question).toMatch(/^[A-Z].*\?$/);
	});

	it.each(Object.entries(cases))('judges %s', (_, one) => {
		expect(objectionTo(check.judge(one.given), one)).toBeNull();
	});

	it('is given facts that its collectors could bring', () => {
		const wrong = Object.entries(cases).flatMap(([name, {given}]) => objections(check.needs, given).map(why => `${name}: ${why}`));
		expect(wrong).toEqual([]);
	});

	it('has words for each line of its evidence', () => {
		const lines = Object.values(cases).flatMap(({given}) => check.exhibits?.(given) ?? []);
		expect(lines.filter(({what, seen}) => what.trim() === '' || seen.trim() === '')).toEqual([]);
	});
});
