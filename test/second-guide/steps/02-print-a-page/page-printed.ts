import {z} from 'zod';
import {defineCheck, defineCollector} from '../../../../src/guide/check.ts';
import {met, unmet} from '../../../../src/guide/finding.ts';

const pageWasPrinted = defineCollector({
	id: 'page-was-printed',
	what: 'a person who saw the page',
	rights: 'whoever knows',
	query: {via: 'person', statement: 'A page was printed, and I hold it in my hand.'},
	facts: z.looseObject({yes: z.boolean(), by: z.string()}),
});

export const pagePrinted = defineCheck({
	id: 'page-printed',
	question: 'Was a page printed?',
	needs: {page: pageWasPrinted},
	judge: ({page: {yes, by}}) => (yes ? met(`${by} holds it.`) : unmet('print-again', `${by} holds none.`)),
});
