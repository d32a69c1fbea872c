import {asTyped} from '../command-line.ts';
import {countWords} from '../guide/coverage.ts';
import {capital} from '../guide/outline.ts';
import type {PlanDocument, PlannedRead} from './plan-document.ts';
import {wrappedHere as wrapped} from './wrapped.ts';

/** What to do where nobody may sign in with whfb. */
const byHand =
	'Each question to Microsoft Graph can be put by hand instead: paste its address into Graph Explorer (https://aka.ms/ge, global cloud only) or ask with a tool of yours, with the header ConsistencyLevel: eventual where it holds $count, save the whole answer as a file, and bring it in with whfb import FILE --session NAME --taken TIME. A list of several pages is saved as one folder.';

/** The reads of a plan by where they are asked. */
export const groups = (queries: readonly PlannedRead[]) => [...Map.groupBy(queries, ({where}) => where)];

/** `whfb plan` as text, for screens and logs; at most 80 columns, but for addresses. */
export const planText = ({tool, queries, hosts, coverage}: PlanDocument): string =>
	[
		`whfb ${tool} would make these ${queries.filter(({via}) => via !== 'person').length} reads and no others. It has made none yet.`,
		'It writes nothing but its own session. Looking again repeats them.',
		...wrapped(countWords(coverage), '', 0),
		...groups(queries).flatMap(([where, reads]) => [
			'',
			...wrapped(capital(where), '', 0),
			...reads.flatMap(({what, rights, permissions, checks, address}) => [
				...wrapped(what, '  ', 2),
				...wrapped(`right: ${[...permissions, rights].join('; ')} · for ${checks.join(' ')}`, '    ', 4),
				// Left whole, however long, so that it can be copied.
				...(address === null ? [] : [`    ${address}`]),
			]),
		]),
		'',
		...wrapped(byHand, '', 0),
		'',
		...wrapped(`Hosts it may contact: ${hosts.join(', ')}. No other.`, '', 0),
		asTyped('The exact queries: whfb plan --format md'),
		'',
	].join('\n');
