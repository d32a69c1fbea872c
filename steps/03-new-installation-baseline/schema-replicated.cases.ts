import {casesFor} from '../../src/guide/cases.ts';
import {forest, schemaOf, secondForest, wholeForest} from '../04-directory-synchronization/worlds.ts';
import {schemaReplicated} from './schema-replicated.ts';

const world = (forests: Parameters<typeof schemaOf>[0]) => {
	const {head} = schemaOf(forests);
	if (!head.seen) {
		throw new Error('The builders of examples always see.');
	}

	return {head: head.facts};
};

export default casesFor(schemaReplicated, {
	'every domain controller holds schema 88': {given: world({[forest]: wholeForest(forest)}), then: 'met', says: '2 of 2'},
	'all hold the same old schema: that belongs to step 2': {given: world({[forest]: [{server: 'DC01', objectVersion: 69}]}), then: 'met'},
	'A08 one holds 69 while the schema master holds 88': {
		given: world({[forest]: [{server: 'DC01'}, {server: 'DC02', objectVersion: 69}]}),
		then: 'unmet',
		says: 'DC02 2012 R2 (69)',
		remedy: 'mend-replication',
	},
	'two forests may hold different schemas': {
		given: world({[forest]: wholeForest(forest), [secondForest]: [{server: 'DC01', objectVersion: 87}]}),
		then: 'met',
	},
	'A12 none showed its schema': {
		given: world({[forest]: [{server: 'DC01', silent: 'unreachable'}]}),
		then: 'unreachable',
		remedy: 'reach-the-domain-controllers',
	},
	'A12 the second forest did not answer': {
		given: world({[forest]: wholeForest(forest), [secondForest]: 'unreachable'}),
		then: 'unreachable',
		says: secondForest,
		remedy: 'reach-the-domain-controllers',
	},
});
