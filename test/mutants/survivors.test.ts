import {existsSync, readFileSync} from 'node:fs';
import {describe, expect, it} from 'vitest';
import {inPackage} from '../../src/package-root.ts';
import {files} from './runner.ts';
import config from './stryker.config.ts';
import {against, type Named, type Report, survivorsIn} from './survivors.ts';

const source = 'if (a > 0\n\t\t&& b) {\n}\nif (a > 0) {\n}\n';
const mutant = (line: number, from: number, to: number, replacement: string, status: string, lines = 0) => ({
	mutatorName: 'EqualityOperator',
	replacement,
	status,
	location: {start: {line, column: from}, end: {line: line + lines, column: to}},
});
const report = (...mutants: Report['files'][string]['mutants']): Report => ({files: {'steps/x.ts': {source, mutants}}});
const alive = {file: 'steps/x.ts', mutator: 'EqualityOperator', was: 'a > 0', becomes: 'a >= 0'} as const;

describe('the list of mutants that live', () => {
	it('knows a mutant by its text and not by its line, and counts those that are alike', () => {
		const two = report(mutant(1, 5, 10, 'a >= 0', 'Survived'), mutant(4, 5, 10, 'a >= 0', 'NoCoverage'));
		expect(survivorsIn(two)).toEqual([{...alive, times: 2}]);
		expect(survivorsIn(report(mutant(1, 5, 5, 'true', 'Survived', 1)))).toMatchObject([{was: 'a > 0 &&', becomes: 'true'}]);
		expect(survivorsIn(report(mutant(1, 5, 10, 'a >= 0', 'Killed'), mutant(4, 5, 10, 'a >= 0', 'Timeout')))).toEqual([]);
	});

	it('is held against a report: one that is not named, or named and gone, or not as often, is told', () => {
		const one = report(mutant(1, 5, 10, 'a >= 0', 'Survived'));
		const named: readonly Named[] = [{...alive, why: 'equivalent: a is a count'}];
		expect(against(one, named)).toEqual({unnamed: [], gone: []});
		expect(against(one, [])).toEqual({unnamed: [alive], gone: []});
		expect(against(report(), named)).toEqual({unnamed: [], gone: named});
		expect(against({files: {}}, named)).toEqual({unnamed: [], gone: []});
		expect(against(report(mutant(1, 5, 10, 'a >= 0', 'Survived'), mutant(4, 5, 10, 'a >= 0', 'Survived')), named).unnamed).toHaveLength(1);
	});

	it('names mutants of files that are mutated, each once and with a reason', () => {
		const all = JSON.parse(readFileSync(inPackage('test', 'mutants', 'survivors.json'), 'utf8')) as readonly Named[];
		expect(all.filter(({file}) => !config.mutate.includes(file)).map(({file}) => file)).toEqual([]);
		expect(all.filter(({why}) => !/^(equivalent|words|not yet covered)(:|$)/.test(why))).toEqual([]);
		expect(new Set(all.map(({why: _, ...one}) => JSON.stringify(one))).size).toBe(all.length);
		expect(config.mutate.filter(file => !existsSync(inPackage(file)))).toEqual([]);
	});

	it('is made with tests that are there', () => {
		expect(files.length).toBeGreaterThan(20);
		expect(files.filter(file => !existsSync(inPackage(file)))).toEqual([]);
	});
});
