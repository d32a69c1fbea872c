import {describe, expect, it} from 'vitest';
import {type Controller, forest, readOnlyOf, schemaOf, secondForest, usersOf, wholeForest} from '../../steps/case-builders/forests.ts';
import {notSeen} from '../../steps/case-builders/witnesses.ts';
import {forestsAsked, forestVerdict} from '../../steps/forest-schema.ts';

const [first, second] = wholeForest(forest) as readonly [Controller, Controller];
const nobody = notSeen('unreachable', 'DC01 did not answer.');
const factsOf = (heads: readonly Controller[], attributes: readonly Controller[] = heads) => ({
	head: schemaOf({[forest]: heads}).head,
	attribute: schemaOf({[forest]: attributes}).attribute,
	readOnly: readOnlyOf({[forest]: heads}),
	users: usersOf({[forest]: 300}),
});
const verdictOn = (...of: Parameters<typeof factsOf>) => forestVerdict(factsOf(...of), forest);

describe('forests that were asked for their schema', () => {
	it('are each named once, in whatever case the two reads have their name', () => {
		const {head} = schemaOf({[forest]: [first], [secondForest]: 'unreachable'});
		const {attribute} = schemaOf({[forest.toUpperCase()]: [first], 'third.test': [first]});
		expect(forestsAsked({head, attribute})).toEqual([forest, secondForest, 'third.test']);
	});

	it('are those of one read where the other was not made', () => {
		const {head, attribute} = schemaOf({[forest]: [first]});
		expect(forestsAsked({head, attribute: nobody})).toEqual([forest]);
		expect(forestsAsked({head: nobody, attribute})).toEqual([forest]);
		expect(forestsAsked({head: nobody, attribute: nobody})).toEqual([]);
	});
});

describe('the schema of a forest', () => {
	it('names what is not whole in the order of its names, by the name that the domain controller gave', () => {
		const behind = [second, first].map(one => ({...one, attribute: null}));
		const spelled = behind.map(one => ({...one, server: one.server.toUpperCase()}));
		expect(verdictOn(behind, spelled)).toMatchObject({
			outcome: 'unmet',
			remedy: 'extend-the-schema',
			because: `${forest}: on ${first.server} and ${second.server} schema 2019 or 2022 (88) and no msDS-KeyCredentialLink.`,
		});
	});

	it('lacks the attribute on one domain controller that the other has: replication has not brought it', () => {
		expect(verdictOn([first, {...second, attribute: null}])).toMatchObject({
			remedy: 'wait-for-replication',
			because: `${forest}: on ${second.server} schema 2019 or 2022 (88) and no msDS-KeyCredentialLink, while ${first.server} has it. Replication has not brought it everywhere.`,
		});
	});

	it('was not seen for the reason of a domain controller that showed one half and was silent for the other', () => {
		expect(verdictOn([{...first, silent: 'timed-out'}], [first])).toMatchObject({outcome: 'declined', reason: 'timed-out'});
		expect(verdictOn([first], [{...first, silent: 'timed-out'}])).toMatchObject({outcome: 'declined', reason: 'timed-out'});
	});
});
