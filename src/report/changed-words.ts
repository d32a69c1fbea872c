import type {Look} from '../guide/words.ts';
import {outcomeWord, zonedMomentWords} from '../guide/words.ts';
import type {Changed} from './changed-schema.ts';
import {wrapped} from './wrapped.ts';

/** One kind of change, with a sentence for each. */
export type ChangedPart = {readonly title: string; readonly rows: readonly string[]};

const outcomes = ({outcomes: all}: Changed, fits: (is: Look) => boolean): readonly string[] =>
	all
		.filter(({was, is}) => was !== 'not-looked' && fits(is))
		.map(({number, check, was, is, because}) => `${number} ${check}: ${outcomeWord(is)}, was ${outcomeWord(was)}. ${because}`);

const told = new Set<Look>(['met', 'unmet', 'unobserved']);

/** What nobody had looked at then is not newly so: it may have been so all the time. */
const firstLooks = ({outcomes: all}: Changed): readonly string[] =>
	all
		.filter(({was}) => was === 'not-looked')
		.map(({number, check, is, because}) => `${number} ${check}: ${outcomeWord(is)}; how it was before, nobody knows. ${because}`);

/** Counts, a row each; what several checks count alike they count of the same persons, and it stands once. */
const counts = ({counts: all}: Changed): readonly string[] =>
	[...Map.groupBy(all, ({what, was, is}) => JSON.stringify([what, was, is])).values()].flatMap(same => {
		const [first] = same;
		const checks = same.map(({number, check}) => `${number} ${check}`).join(', ');
		return first === undefined ? [] : [`${checks}, ${first.what}: ${first.is}, were ${first.was}.`];
	});

/** Everything that changed, by kind; kinds of which there is nothing are left out. */
export const changedParts = (changed: Changed): readonly ChangedPart[] =>
	[
		{title: 'Newly met', rows: outcomes(changed, is => is === 'met')},
		{title: 'Newly not met', rows: outcomes(changed, is => is === 'unmet')},
		{title: 'Newly not seen', rows: outcomes(changed, is => is === 'unobserved')},
		{title: 'Looked at for the first time', rows: firstLooks(changed)},
		{title: 'Of another outcome', rows: outcomes(changed, is => !told.has(is))},
		{
			title: 'Rests on evidence that is older than a day now',
			rows: changed.aged.map(({number, check, takenAt}) => `${number} ${check}: taken ${zonedMomentWords(takenAt)}.`),
		},
		{title: 'Counted otherwise (several checks count the same persons: numbers of two rows are not to be added)', rows: counts(changed)},
		{
			title: 'Answered otherwise',
			rows: changed.answers.map(({question, was, is}) => `${question} ${is ?? 'No answer'}; before: ${was ?? 'no answer'}.`),
		},
		{title: 'Looked at otherwise', rows: changed.scope.map(({what, was, is}) => `${what}: ${is}; before: ${was}.`)},
	].filter(({rows}) => rows.length > 0);

/** Between which moments. */
export const changedSpan = ({from, to}: Changed): string => `From ${zonedMomentWords(from)} to ${zonedMomentWords(to)}.`;

/** The same as lines of text, at most 80 columns. */
export const changedText = (changed: Changed): string => {
	const parts = changedParts(changed);
	return [
		...wrapped(changedSpan(changed), '', 0),
		...(parts.length === 0 ? ['Nothing changed.'] : []),
		...parts.flatMap(({title, rows}) => ['', `${title}:`, ...rows.flatMap(row => wrapped(row, '  ', 4))]),
		'',
	].join('\n');
};
