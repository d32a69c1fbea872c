import {casesFor} from '../../src/guide/cases.ts';
import {forest, schemaOf, secondForest, wholeForest} from '../case-builders/forests.ts';
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
	'all hold the same old schema: that belongs to step 2': {
		given: world({
			[forest]: [
				{server: 'DC01', objectVersion: 69},
				{server: 'DC02', objectVersion: 69},
			],
		}),
		then: 'met',
	},
	'a lab with one domain controller': {given: world({[forest]: [{server: 'DC01'}]}), then: 'met', says: 'there is nothing to replicate'},
	'one of four answers': {
		given: world({
			[forest]: [
				{server: 'DC01'},
				{server: 'DC02', silent: 'unreachable'},
				{server: 'DC03', silent: 'timed-out'},
				{server: 'DC04', silent: 'unreachable'},
			],
		}),
		then: 'inconclusive',
		says: '1 of 4 domain controllers answered, DC01',
		remedy: 'reach-the-domain-controllers',
	},
	'two of three answer': {
		given: world({[forest]: [{server: 'DC01'}, {server: 'DC02'}, {server: 'DC03', silent: 'unreachable'}]}),
		then: 'met',
		says: '2 of 3',
	},
	'one answers and does not show its schema': {
		given: world({[forest]: [{server: 'DC01'}, {server: 'DC02'}, {server: 'DC03', objectVersion: null}]}),
		then: 'inconclusive',
		says: 'DC03',
	},
	'one does not show its schema, and two others differ': {
		given: world({[forest]: [{server: 'DC01'}, {server: 'DC02', objectVersion: 69}, {server: 'DC03', objectVersion: null}]}),
		then: 'unmet',
	},
	'A08 one holds 69 while the schema master holds 88': {
		given: world({[forest]: [{server: 'DC01'}, {server: 'DC02', objectVersion: 69}]}),
		then: 'unmet',
		says: 'DC02 2012 R2 (69)',
		remedy: 'mend-replication',
	},
	'two forests may hold different schemas': {
		given: world({
			[forest]: wholeForest(forest),
			[secondForest]: [
				{server: 'DC01', objectVersion: 87},
				{server: 'DC02', objectVersion: 87},
			],
		}),
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
