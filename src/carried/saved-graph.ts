import {z} from 'zod';
import type {Collector, SurveyRecord} from '../guide/check.ts';
import {type Brought, type Described, type Importer, ofNobody, type Refusal, type SavedFile, type Spoken} from '../guide/importer.ts';
import {keptFields} from '../guide/kept.ts';
import {type GraphQuery, graphOf, type Query} from '../guide/query.ts';
import {safeValue} from './safe-value.ts';

const answer = z.looseObject({
	'@odata.context': z.string(),
	'@odata.nextLink': z.string().optional(),
	'@odata.count': z.int().nonnegative().optional(),
	value: z.array(z.looseObject({})).optional(),
});
type Page = z.infer<typeof answer>;

/** A whole answer of Graph, out of one page or several: its records, or the members of a single object. */
type Whole = {
	readonly version: string;
	readonly resource: string;
	readonly records: readonly SurveyRecord[] | null;
	readonly object: SurveyRecord;
	/** How many records Graph said that there are; null where nobody asked. */
	readonly count: number | null;
};

const markOf = (text: string): boolean => /"@odata\.context"\s*:/.test(text.slice(0, 4_000));

/** `…/v1.0/$metadata#domains(id,isVerified)` is an answer of `/v1.0/domains`. */
const resourceOf = (context: string): {readonly version: string; readonly resource: string} | null => {
	const parts = /\/(v1\.0|beta)\/\$metadata#([^()]+?)(?:\([^)]*\))?(?:\/\$entity)?$/.exec(context);
	return parts?.[1] === undefined || parts[2] === undefined ? null : {version: parts[1], resource: parts[2].toLowerCase()};
};

const hostOf = (context: string): string | null => (URL.canParse(context) ? new URL(context).host : null);

const howToSaveAll =
	'Save every page as a file of one folder, the first of them asked with &$count=true and the header ConsistencyLevel: eventual, and import the folder; or let whfb ask Graph itself.';

/** As many records as Graph gives on one page at most. */
const fullPage = 999;

/** Puts pages together. Nothing in a page names the one before, so only the number that Graph gave shows that none is missing. */
const wholeOf = (pages: readonly Page[]): Whole | Refusal => {
	const [first] = pages;
	const named = resourceOf(first?.['@odata.context'] ?? '');
	if (first === undefined || named === null || pages.some(page => page['@odata.context'] !== first['@odata.context'])) {
		return {refused: 'These Graph answers are of different questions. Bring each of them by itself.'};
	}

	const links = pages.flatMap(page => page['@odata.nextLink'] ?? []);
	if (pages.length === 1 && links.length > 0) {
		return {refused: `This Graph answer is one page of several: it names a next one. ${howToSaveAll}`};
	}

	const counts = [...new Set(pages.flatMap(page => page['@odata.count'] ?? []))];
	const [count = null] = counts;
	const {'@odata.context': _context, value, ...rest} = first;
	if (value === undefined && pages.length === 1) {
		const object = Object.fromEntries(Object.entries(rest).filter(([name]) => !name.startsWith('@')));
		return {...named, records: null, object, count: null};
	}

	const records = pages.flatMap(page => page.value ?? []);
	const ids = records.flatMap(record => record['id'] ?? []);
	if (counts.length > 1 || links.length !== pages.length - 1 || new Set(links).size !== links.length || new Set(ids).size !== ids.length) {
		return {
			refused: `These Graph answers are not the pages of one list: a page is there twice, the last one is missing, or they do not agree how many records there are. ${howToSaveAll}`,
		};
	}

	if (count === null && pages.length > 1) {
		return {
			refused: `These Graph answers hold ${records.length} records, and no page says how many there are, so nobody can tell whether one is missing. ${howToSaveAll}`,
		};
	}

	const end = pages.find(page => page['@odata.nextLink'] === undefined);
	if (count !== null && (end?.value?.length ?? 0) >= fullPage) {
		return {
			refused: `The last page of this Graph answer is full, so nobody can tell whether a next one was lost on the way. Ask with &$top=${fullPage - 1} instead, and save every page anew.`,
		};
	}

	return count !== null && count !== records.length
		? {refused: `Graph said that there are ${count} records, and ${records.length} were brought. A page is missing. ${howToSaveAll}`}
		: {...named, records, object: {}, count};
};

/** Whether records can be all that a filter leaves: equalities of what every record shows, joined by `and`. A filter itself leaves no trace in an answer. */
const passes = (filter: string, records: readonly SurveyRecord[]): boolean =>
	filter.split(' and ').every(term => {
		const [, name = '', text, bool] = /^(\w+) eq (?:'([^']*)'|(true|false))$/.exec(term) ?? [];
		const wanted = bool === undefined ? text : bool === 'true';
		return wanted !== undefined && records.every(record => record[name] === wanted);
	});

/** Whether a saved answer can be the whole answer to a question. */
const isAnswer = ({via}: Query, {path}: GraphQuery, {version, resource, records, count}: Whole): boolean => {
	const url = new URL(path, 'https://graph.invalid');
	const own = url.pathname.slice(1).toLowerCase();
	const options = url.searchParams;
	const filter = options.get('$filter');
	const names = options.get('$select')?.split(',') ?? [];
	return (
		own.startsWith(`${version}/`) &&
		(own === `${version}/${resource}` || own.split('/').at(-1) === resource) &&
		!options.has('$search') &&
		!options.has('$skip') &&
		(filter === null || passes(filter, records ?? [])) &&
		(!options.has('$count') || count !== null) &&
		// Who stands twice is only found in a whole list, and the last page of one looks like a list of one page.
		(via !== 'survey' || count !== null) &&
		// What a survey compares may be null, and has to be there.
		(via !== 'survey' || records?.every(record => names.every(name => Object.hasOwn(record, name))) === true)
	);
};

/** A saved list, as a session holds it, with the count that Graph gave of it; null where it holds no list. */
export const savedList = (facts: unknown): {readonly value: readonly SurveyRecord[]; readonly count: number | null} | null =>
	z.object({value: z.array(z.record(z.string(), z.unknown())), count: z.int().nonnegative().nullable()}).safeParse(facts).data ?? null;

/** Domains of the tenant that users live in: each user's UPN ends in one, but for guests from elsewhere. */
export const domainsOfUsers = (records: readonly SurveyRecord[]): readonly string[] => [
	...new Set(
		records.flatMap(({userPrincipalName: upn, userType}) =>
			typeof upn === 'string' && userType !== 'Guest' && !upn.includes('#EXT#') ? [upn.slice(upn.lastIndexOf('@') + 1).toLowerCase()] : [],
		),
	),
];

/** The tenant that an answer belongs to, as far as it says so. */
const spokenOf = ({resource, records}: Whole): Spoken => {
	const texts = (values: readonly unknown[]) => values.filter(value => typeof value === 'string').map(value => value.toLowerCase());
	switch (resource) {
		case 'organization': {
			const [first] = records ?? [];
			const names = z.array(z.looseObject({name: z.string()})).safeParse(first?.['verifiedDomains']).data ?? [];
			return {...ofNobody, tenantId: texts([first?.['id']])[0] ?? null, tenantNames: texts(names.map(({name}) => name))};
		}

		case 'domains':
			return {...ofNobody, tenantNames: texts((records ?? []).flatMap(({id, isVerified}) => (isVerified === true ? [id] : [])))};
		case 'users':
			return {...ofNobody, tenantNames: domainsOfUsers(records ?? [])};
		default:
			return ofNobody;
	}
};

/** What is kept of a saved answer for a collector: all of it, or of each record what a survey compares. */
const factsFor = ({tally}: Collector, {records, object, count}: Whole, raw: readonly SurveyRecord[]): unknown => {
	if (records === null) {
		return object;
	}

	const names = tally === undefined ? null : keptFields(tally.cloud);
	return {
		value:
			names === null
				? records
				: records.map((record, at) => Object.fromEntries(names.map(name => [name, comparable(record[name], raw[at]?.[name])]))),
		count,
	};
};

/** A text as it stood; of one that had to be made visible only what is shown is kept, as an object, which is compared with nothing. */
const comparable = (shown: unknown, raw: unknown): unknown => (typeof raw === 'string' && raw !== shown ? {shown} : shown);

const isUnderstood = (collector: Collector, facts: unknown): boolean => {
	try {
		return collector.tally !== undefined || collector.facts.safeParse(collector.read(facts)).success;
	} catch {
		return false;
	}
};

const read = (files: readonly SavedFile[], collectors: readonly Collector[], host: string): readonly Brought[] | Refusal => {
	let rawPages: readonly Page[];
	try {
		rawPages = files.map(file => answer.parse(JSON.parse(file.text())));
	} catch {
		return {refused: 'This Graph answer breaks off, or was changed so that it is no JSON any more. Save the whole answer.'};
	}

	const pages = rawPages.map(page => safeValue(page) as Page);
	const raw = rawPages.flatMap(page => page.value ?? []);
	const elsewhere = pages.map(page => hostOf(page['@odata.context'])).find(each => each !== host);
	if (elsewhere !== undefined) {
		return {
			refused: `This Graph answer is of ${elsewhere ?? 'no server that it names'}, and this session reads ${host}. Name its cloud with --cloud, or bring it into a session of its own.`,
		};
	}

	const whole = wholeOf(pages);
	if ('refused' in whole) {
		return whole;
	}

	const asking = collectors.flatMap(collector => {
		const query = graphOf(collector.query);
		return query === null ? [] : [{collector, query}];
	});
	const fitting = asking
		.filter(({collector, query}) => isAnswer(collector.query, query, whole))
		.map(({collector}) => ({collector, facts: factsFor(collector, whole, raw)}))
		.filter(({collector, facts}) => isUnderstood(collector, facts));
	const answers = (one: Whole) => asking.some(({collector, query}) => isAnswer(collector.query, query, one));
	if (!answers(whole) && answers({...whole, count: 0})) {
		return {
			refused: `This Graph answer does not say how many records there are, so nobody can tell whether some are missing. Ask with &$count=true and the header ConsistencyLevel: eventual, and save the answer anew.`,
		};
	}

	if (fitting.length === 0) {
		return {
			refused: `This Graph answer is of no question of the guide, or lacks what was asked for. The questions are: ${asking.map(({query}) => `GET ${query.path}`).join(', ')}.`,
		};
	}

	const {resource, records} = whole;
	const described: Described = {
		about: `graph/${resource}`,
		holds: records === null ? `${resource} of Graph` : `${records.length} records of ${resource}`,
		identity: spokenOf(whole),
	};
	return fitting.map(({collector: {id: collector}, facts}) => ({
		collector,
		facts,
		source: 'exported',
		takenAt: null,
		from: 'a saved Graph answer',
		...described,
	}));
};

/** Takes a saved answer of Microsoft Graph at `host`, whole or all its pages, for the collector that asks that question. Graph puts no time into its answers. */
export const savedGraph = (collectors: readonly Collector[], host: string): Importer => ({
	id: 'saved-graph',
	what: 'a saved Graph answer',
	recognises: files => files.length > 0 && files.every(file => markOf(file.text())),
	read: files => read(files, collectors, host),
});
