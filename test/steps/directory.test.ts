import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import type {ForestAnswer} from '../../src/guide/answer.ts';
import {forestsIn, mapForests} from '../../steps/directory.ts';

const id = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
const forest = (name: string, number: number, over: Partial<Extract<ForestAnswer, {answered: true}>> = {}): ForestAnswer => ({
	asked: name,
	answered: true,
	forest: name,
	ids: [id(number)],
	domains: [
		{name, namingContext: 'DC=x', sid: null},
		{name: `emea.${name}`, namingContext: 'DC=emea,DC=x', sid: null},
	],
	controllers: [
		{name: `dc1.${name}`, host: `dc1.${name}`, server: 'CN=DC1', computer: null, readOnly: false},
		// Promoted halfway: nothing but its object has a name.
		{name: 'DC4', host: null, server: 'CN=DC4', computer: null, readOnly: false},
	],
	readings: [],
	...over,
});
const silent = (asked: string): ForestAnswer => ({asked, answered: false, reason: 'unreachable', detail: 'It does not answer.'});
const named = (...forests: readonly ForestAnswer[]) => forestsIn({forests}).map(one => (one.answered ? `+${one.forest}` : `-${one.asked}`));

describe('a silent name', () => {
	it('A25 is the forest that lists it as one of its domains or controllers, in any case', () => {
		expect(named(silent('EMEA.corp.test.'), forest('corp.test', 1), silent('dc1.Corp.test'))).toEqual(['+corp.test']);
	});

	it('A21 is a forest of its own where no forest lists it, however its name ends', () => {
		for (const other of ['dc4', 'lab.corp.test', 'dc2.corp.test', 'test', 'xcorp.test', 'dc1', 'corp']) {
			expect(named(silent(other), forest('corp.test', 1))).toEqual([`-${other}`, '+corp.test']);
		}
	});

	it('stands there once, however often it was given', () => {
		expect(named(silent('a.test'), silent('A.test.'), silent('b.test'))).toEqual(['-a.test', '-b.test']);
	});
});

describe('two forests of one name', () => {
	it('W27 are both silent where they share no id, whichever was given first', () => {
		const all = [forest('corp.test', 1), forest('CORP.test', 2), forest('other.test', 3)];
		expect(named(...all)).toEqual(['-corp.test', '-CORP.test', '+other.test']);
		expect(mapForests({forests: all}, () => ({x: 1})).forests).toMatchObject([
			{forest: 'corp.test', silent: {reason: 'contradicted'}},
			{silent: {reason: 'contradicted'}},
			{forest: 'other.test', silent: null, x: 1},
		]);
	});

	it('both speak where they share one of their ids, in any case', () => {
		const shared = '0000000A-0000-4000-8000-00000000000B';
		const all = [forest('corp.test', 1, {ids: [id(1), shared]}), forest('CORP.test', 2, {ids: [shared.toLowerCase(), id(3)]})];
		expect(named(...all)).toEqual(['+corp.test', '+CORP.test']);
	});

	it('are no reason to leave out a silent name that only the asking has in common with one that answered', () => {
		expect(named(forest('corp.test', 1, {asked: 'old.test'}), silent('old.test'))).toEqual(['+corp.test', '-old.test']);
	});
});

it('A25 changes nothing to add a name that an answering forest lists, or to give the names in another order', () => {
	const all = [forest('corp.test', 1), forest('fabrikam.test', 2), silent('lab.corp.test')];
	const listed = fc.constantFrom('corp.test', 'emea.corp.test', 'dc1.corp.test', 'dc1.fabrikam.test').map(silent);
	fc.assert(
		fc.property(
			fc.array(listed, {maxLength: 3}).chain(more => fc.shuffledSubarray([...all, ...more], {minLength: all.length + more.length})),
			forests => {
				expect([...named(...forests)].sort()).toEqual(['+corp.test', '+fabrikam.test', '-lab.corp.test']);
			},
		),
	);
});
