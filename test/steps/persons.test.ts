import {expect, it} from 'vitest';
import {persons} from '../../steps/04-directory-synchronization/persons.facts.ts';

const contexts = {'contoso.com': 'DC=contoso,DC=com', 'emea.contoso.com': 'DC=emea,DC=contoso,DC=com'};

/** What is not whole about a forest of two domains of which these were read. */
const incompleteOf = (...read: readonly (keyof typeof contexts)[]) => {
	const domains = Object.entries(contexts).map(([name, namingContext]) => ({name, namingContext, sid: null}));
	const readings = read.map(name => ({server: `dc1.${name}`, namingContext: contexts[name].toLowerCase(), entries: [], count: 0}));
	const facts = persons.facts.parse(
		persons.read({
			directory: {forests: [{asked: 'contoso.com', answered: true, forest: 'contoso.com', ids: ['1'], domains, readings}]},
			cloudSilent: null,
			cloudList: {read: 0, said: [0, 0], endsFull: false},
			cloudFaults: [],
			tally: {groups: [], leftover: 0, blocked: 0, guests: 0},
			unresolved: [],
		}),
	);
	return facts.forests.map(forest => (forest.silent === null ? forest.incomplete : null));
};

it('counts a domain that nobody reports as not read', () => {
	expect(incompleteOf('contoso.com', 'emea.contoso.com')).toEqual([[]]);
	expect(incompleteOf('contoso.com')).toEqual([[expect.stringContaining('emea.contoso.com')]]);
	expect(incompleteOf()).toEqual([[expect.stringContaining('contoso.com'), expect.stringContaining('emea.contoso.com')]]);
});
