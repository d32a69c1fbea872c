import type {Check} from '../guide/check.ts';
import {queriesOf} from '../guide/checks.ts';
import {here} from '../guide/outline.ts';
import type {Query} from '../guide/query.ts';

/** What shows that something was done: a file from a machine, a person's word, or another look from where whfb runs. */
export type Proof = {readonly by: 'file'; readonly place: string} | {readonly by: 'word' | 'look'};

const placeOf = (query: Query | undefined): string | null => (query?.via === 'powershell' && query.on !== here ? query.on : null);

/** What proves a check: whoever answers its first question, for that is what it is about; what it asks besides excuses or adds. */
export const provedBy = (check: Check): Proof => {
	const queries = queriesOf(check);
	const place = placeOf(queries[0]);
	return place !== null ? {by: 'file', place} : {by: queries.every(({via}) => via === 'person') ? 'word' : 'look'};
};

/** Whether a file from a place says something of a check at all. */
export const isToldBy = (check: Check, place: string): boolean => queriesOf(check).some(query => placeOf(query) === place);
