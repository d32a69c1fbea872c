import {describe, expect, it} from 'vitest';
import type {ForestAnswer} from '../../src/guide/answer.ts';
import {inetOrgPersonsInScope} from '../../steps/04-directory-synchronization/key-write-back/inetorgpersons-in-scope.facts.ts';

const reading = (server: string, count: number) => ({server, namingContext: 'DC=x', entries: [], count});
const forest = (name: string, readings: Extract<ForestAnswer, {answered: true}>['readings']): ForestAnswer => ({
	asked: name,
	answered: true,
	forest: name,
	ids: [],
	domains: [],
	controllers: [],
	readings,
});
const factsOf = (...forests: readonly ForestAnswer[]) =>
	inetOrgPersonsInScope.facts.parse(inetOrgPersonsInScope.read({forests, scopeGroup: {asked: 'Hello Users', matches: 1}}, null));

describe('W16 users of class inetOrgPerson', () => {
	it('are counted over all domains of each forest, and each forest has its own count', () => {
		const facts = factsOf(forest('corp.test', [reading('dc1', 2), reading('dc2', 3)]), forest('other.test', [reading('dc3', 0)]));
		expect(facts.forests).toEqual([
			{forest: 'corp.test', silent: null, users: 5},
			{forest: 'other.test', silent: null, users: 0},
		]);
	});

	it('are not counted where one domain of the forest was not read, and not where the forest did not answer', () => {
		const half = forest('corp.test', [
			reading('dc1', 2),
			{server: 'dc2', namingContext: 'DC=y', silent: 'unreachable', detail: 'It does not answer.'},
		]);
		const silent: ForestAnswer = {asked: 'other.test', answered: false, reason: 'timed-out', detail: 'It does not answer.'};
		expect(factsOf(half, silent).forests).toEqual([
			{forest: 'corp.test', silent: null, users: null},
			{forest: 'other.test', silent: {reason: 'timed-out', detail: 'It does not answer.'}},
		]);
	});

	it('are asked for among the enabled persons in scope, by their class', () => {
		const {query} = inetOrgPersonsInScope;
		expect(query).toMatchObject({via: 'directory', from: 'in-scope', countOnly: true, scope: 'subtree'});
		const text = 'filter' in query ? String(query.filter) : '';
		expect(text).toContain('(objectClass=inetOrgPerson)');
		expect(text).toContain('(objectClass=user)');
		expect(text).toContain('(!(userAccountControl:1.2.840.113556.1.4.803:=2))');
	});
});
