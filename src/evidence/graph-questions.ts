import {z} from 'zod';
import type {Collector, SurveyRecord} from '../guide/check.ts';
import {foldAscii} from '../guide/fold.ts';
import {keptFields} from '../guide/kept.ts';
import type {GraphQuery} from '../guide/query.ts';
import {quoted, safeText} from '../guide/untrusted.ts';
import {howToSave} from './graph-answers.ts';
import {findText} from './graph-damage.ts';
import type {Whole} from './graph-pages.ts';

/** A collector and what it asks of Graph. */
export type Asking = {readonly collector: Collector; readonly query: GraphQuery};

const urlOf = ({path}: GraphQuery): URL => new URL(path, 'https://graph.invalid');
/** Names of the properties that a question asks for; none where it takes what comes. */
export const selectedBy = (query: GraphQuery): readonly string[] => urlOf(query).searchParams.get('$select')?.split(',') ?? [];

/** Whether a question asks for what an answer is of, in whatever version of Graph. */
export const asksFor = ({query}: Asking, {resource}: Whole): boolean => {
	const [, ...own] = foldAscii(urlOf({...query, path: query.path.replace('/{id}', '')}).pathname.slice(1)).split('/');
	return own.join('/') === resource || own.join('/').endsWith(`/${resource}`);
};

/** Whether records can be all that a filter leaves: equalities of what every record shows, joined by `and`. A filter itself leaves no trace in an answer. */
const passes = (filter: string, records: readonly SurveyRecord[]): boolean =>
	filter.split(' and ').every(term => {
		const [, name = '', text, bool] = /^(\w+) eq (?:'([^']*)'|(true|false))$/.exec(term) ?? [];
		const wanted = bool === undefined ? text : bool === 'true';
		return wanted !== undefined && records.every(record => record[name] === wanted);
	});

/** Something in what is asked for that Graph does not put there: true or false as a text, or an empty text where a cut list stood. */
const spoiltIn = (records: readonly SurveyRecord[], names: readonly string[]): string | null => {
	for (const [index, record] of records.entries()) {
		for (const name of names) {
			if (record[name] === '') {
				return `${quoted(name)} of its record ${index + 1} is an empty text, where Graph gives a value or null: a list or an object was cut there`;
			}

			const place = findText(record[name], text => text.length < 6 && /^(?:true|false)$/i.test(text));
			if (place !== null) {
				return `${quoted(`${name}${place.at === '' ? '' : `.${place.at}`}`)} of its record ${index + 1} is the text ${quoted(place.text)}, where Graph gives true or false`;
			}
		}
	}

	return null;
};

/** Why facts of a collector cannot be made of an answer, as a clause; null where they can. */
const objectionOf = (collector: Collector, facts: unknown): string | null => {
	try {
		if (collector.tally !== undefined) {
			return null;
		}

		const parsed = collector.facts.safeParse(collector.read(facts));
		return parsed.success ? null : issueOf(parsed.error);
	} catch (error) {
		return error instanceof z.ZodError ? issueOf(error) : error instanceof Error ? error.message : String(error);
	}
};

const issueOf = ({issues}: z.ZodError): string => {
	const [issue] = issues;
	const place = (issue?.path ?? []).map(part => (typeof part === 'number' ? `record ${part + 1}` : String(part))).join(', ');
	return issue?.code === 'too_small' ? 'it lists nothing' : `${quoted(place)} is not what Graph puts there`;
};

/** A text as it stood; of one that had to be made visible only what is shown is kept, as an object, which is compared with nothing. */
const comparable = (raw: unknown): unknown => {
	const shown = typeof raw === 'string' ? safeText(raw) : raw;
	return shown === raw ? raw : {shown};
};

/** What is kept of a saved answer for a collector: of each record what the question asks for, or what a survey compares, and nothing else of it. */
export const factsFor = ({collector: {tally}, query}: Asking, {records, object, count}: Whole): unknown => {
	if (records === null) {
		return object;
	}

	const names = tally === undefined ? selectedBy(query) : keptFields(tally.cloud);
	const kept = (value: unknown) => (tally === undefined ? value : comparable(value));
	return {
		value: names.length === 0 ? records : records.map(record => Object.fromEntries(names.map(name => [name, kept(record[name])]))),
		count,
	};
};

/** Why a saved answer cannot be the whole answer to a question that asks for what it is of; null where it can. */
export const obstacle = ({collector, query}: Asking, whole: Whole): string | null => {
	if (query.each !== undefined) {
		const whom = query.each.of === 'pilot-users' ? 'each pilot user' : `each record of ${urlOf(query.each.of).pathname}`;
		return `This Graph answer is one of several: the guide asks GET ${query.path} once for ${whom}, and a saved answer does not say whether it is all of them. Let whfb ask Graph itself: sign in, and look again.`;
	}

	const {version, object, count} = whole;
	const {pathname, searchParams: options} = urlOf(query);
	const ask = `Ask with GET ${query.path}`;
	if (!pathname.startsWith(`/${version}/`)) {
		return `This Graph answer is of Graph's ${version}, which gives other properties, and the guide asks ${pathname.split('/')[1]}. ${ask}.`;
	}

	if ((whole.records === null) !== (query.single === true)) {
		return whole.records === null
			? `This Graph answer is one object of ${quoted(whole.resource)}, and the guide asks for all of them. ${ask}.`
			: `This Graph answer is a list of ${quoted(whole.resource)}, and the guide asks for one object. ${ask}.`;
	}

	const records = whole.records ?? [object];

	// Who stands twice is only found in a whole list, and the last page of one looks like a list of one page.
	if ((options.has('$count') || (collector.query.via === 'survey' && collector.query.size !== undefined)) && count === null) {
		return 'This Graph answer does not say how many records there are, so nobody can tell whether some are missing. Ask with &$count=true and the header ConsistencyLevel: eventual, and save the answer anew.';
	}

	// What is read may be null, and has to be there: a silence is no value.
	const names = selectedBy(query);
	const missing = names.filter(name => !records.every(record => Object.hasOwn(record, name)));
	if (missing.length > 0) {
		return `This Graph answer lacks what was asked for: ${missing.join(', ')}. ${ask}.`;
	}

	const spoilt = spoiltIn(records, names);
	if (spoilt !== null) {
		return `This Graph answer was changed after Graph sent it: ${spoilt}. ${howToSave}`;
	}

	const filter = options.get('$filter');
	if (options.has('$search') || options.has('$skip') || (filter !== null && !passes(filter, records))) {
		return `This Graph answer is of no question of the guide: it holds records that none asks for. ${ask}.`;
	}

	const objection = objectionOf(collector, factsFor({collector, query}, whole));
	return objection === null ? null : `This Graph answer lacks what was asked for: ${objection.replace(/\.$/, '')}. ${ask}.`;
};
