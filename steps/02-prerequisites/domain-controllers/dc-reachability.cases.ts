import {casesFor} from '../../../src/guide/cases.ts';
import {forest, schemaOf, secondForest, wholeForest} from '../../case-builders/forests.ts';
import {dcReachability} from './dc-reachability.ts';

const world = (forests: Parameters<typeof schemaOf>[0]) => {
	const {head} = schemaOf(forests);
	if (!head.seen) {
		throw new Error('The builders of examples always see.');
	}

	return {head: head.facts};
};

export default casesFor(dcReachability, {
	'every domain controller answers': {given: world({[forest]: wholeForest(forest)}), then: 'met', says: '2 of 2'},
	'A09 an old one whose metadata stayed behind does not answer': {
		given: world({[forest]: [...wholeForest(forest), {server: `DC99.${forest}`, silent: 'unreachable'}]}),
		then: 'caution',
		says: `DC99.${forest}`,
		remedy: 'find-the-silent-ones',
	},
	'A12 none answers': {
		given: world({[forest]: [{server: 'DC01', silent: 'timed-out'}]}),
		then: 'timed-out',
		remedy: 'reach-the-domain-controllers',
	},
	'A12 a forest does not answer at all': {
		given: world({[forest]: wholeForest(forest), [secondForest]: 'unreachable'}),
		then: 'unreachable',
		says: secondForest,
		remedy: 'reach-the-domain-controllers',
	},
});
