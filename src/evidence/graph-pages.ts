import {z} from 'zod';
import type {SurveyRecord} from '../guide/check.ts';
import {foldAscii} from '../guide/fold.ts';
import type {Refusal} from '../guide/importer.ts';
import {quoted} from '../guide/untrusted.ts';
import {howToSave, isOfCmdlet, ofCmdlet} from './graph-answers.ts';
import {damageIn} from './graph-damage.ts';

const page = z.looseObject({
	'@odata.context': z.string(),
	'@odata.count': z.int().nonnegative().optional(),
	value: z.array(z.looseObject({})).optional(),
});
type SavedPage = z.infer<typeof page>;

/** A whole answer of Graph, out of one page or several: its records, or the members of a single object. Texts are raw. */
export type Whole = {
	/** `v1.0` or `beta`. */
	readonly version: string;
	/** The last part of the path that was asked, in small letters. */
	readonly resource: string;
	/** Null for a single object. */
	readonly records: readonly SurveyRecord[] | null;
	readonly object: SurveyRecord;
	/** How many records Graph said that there are; null where nobody asked. */
	readonly count: number | null;
};

/** `…/v1.0/$metadata#domains(id,isVerified)` is an answer of `/v1.0/domains`. */
const resourceOf = (context: string): {readonly version: string; readonly resource: string} | null => {
	// What stands in brackets between two parts says of which object it is: `domains('contoso.com')/federationConfiguration`.
	const parts = /\/(v1\.0|beta)\/\$metadata#([^()]+?)(?:\([^)]*\))?(?:\/\$entity)?$/.exec(context.replace(/\('[^']*'\)(?=\/)/g, ''));
	return parts?.[1] === undefined || parts[2] === undefined ? null : {version: parts[1], resource: foldAscii(parts[2])};
};

const howToSaveAll =
	'Save every page as a file of one folder, the first of them asked with &$count=true and the header ConsistencyLevel: eventual, and import the folder; or let whfb ask Graph itself.';

/** As many records as Graph gives on one page at most. */
const fullPage = 999;

/** Members of an object whose name ends so, with or without the prefix of its version of OData, where they say anything. */
const saying = (members: SurveyRecord, ending: RegExp): readonly (readonly [string, unknown])[] =>
	Object.entries(members).filter(([name, value]) => ending.test(name) && value !== null && value !== '');

const nextLink = /nextlink$/i;

/** The name of a link to more, anywhere inside a record; null where none is. */
const linkInside = (value: unknown): string | null =>
	typeof value !== 'object' || value === null
		? null
		: (saying(value as SurveyRecord, nextLink)[0]?.[0] ??
			Object.values(value).reduce<string | null>((found, member) => found ?? linkInside(member), null));

/** Whether a link leads to a further page of the same list on the same server: a link elsewhere would mix somebody else's records into it. */
const isOwnLink = (link: unknown, context: string, resource: string): boolean => {
	if (typeof link !== 'string' || !URL.canParse(link) || !URL.canParse(context)) {
		return false;
	}

	const [url, own] = [new URL(link), new URL(context)];
	const path = own.pathname.replace(/\$metadata$/, resource);
	return url.origin === own.origin && url.username === '' && url.password === '' && foldAscii(url.pathname) === foldAscii(path);
};

/** What is wrong with one answer by itself, or the page that it is. */
const pageOf = (answer: SurveyRecord): SavedPage | Refusal => {
	const damage = damageIn(answer);
	if (damage !== null) {
		return {
			refused: `This Graph answer was changed after Graph sent it: ${damage.words} (${quoted(damage.text)} stands at ${quoted(damage.at)}). ${howToSave}`,
		};
	}

	if (Array.isArray(answer['value']) && answer['value'].some(isOfCmdlet)) {
		return ofCmdlet;
	}

	const parsed = page.safeParse(answer);
	if (!parsed.success) {
		const [{path} = {path: []}] = parsed.error.issues;
		return {
			refused: `This Graph answer was changed after Graph sent it: ${quoted(path.join('.'))} is not what Graph puts there. ${howToSave}`,
		};
	}

	if (saying(answer, /deltalink$/i).length > 0 || parsed.data.value?.some(record => Object.hasOwn(record, '@removed'))) {
		return {refused: `This Graph answer is of a delta query, which tells what changed and not what is. Ask for the list itself.`};
	}

	const cutShort = linkInside(parsed.data.value);
	return cutShort === null
		? parsed.data
		: {
				refused: `A record of this Graph answer holds a list that goes on elsewhere (${quoted(cutShort)}), so a part of it is missing. Ask without $expand.`,
			};
};

/** The first text that stands twice in a list. */
const twiceIn = (texts: readonly unknown[]): unknown => {
	const seen = new Set<unknown>();
	return texts.find(text => seen.size === seen.add(text).size);
};

/** Puts pages together. Nothing in a page names the one before, so only the number that Graph gave shows that none is missing. */
export const wholeOf = (answers: readonly SurveyRecord[]): Whole | Refusal => {
	const pages: SavedPage[] = [];
	for (const answer of answers) {
		const one = pageOf(answer);
		if ('refused' in one) {
			return one as Refusal;
		}

		pages.push(one);
	}

	const [first] = pages;
	if (first === undefined || pages.some(one => one['@odata.context'] !== first['@odata.context'])) {
		return {refused: 'These Graph answers are of different questions. Bring each of them by itself.'};
	}

	const context = first['@odata.context'];
	const about = resourceOf(context);
	if (about === null) {
		return {refused: `This Graph answer is of no question of the guide: it describes itself as ${quoted(context)}.`};
	}

	const links = pages.flatMap(one => saying(one, nextLink).map(([, link]) => link));
	const stray = links.find(link => !isOwnLink(link, context, about.resource));
	if (stray !== undefined) {
		return {
			refused: `This Graph answer names a next page that is no page of ${quoted(about.resource)}: ${quoted(String(stray))}. It was put together from different answers, or changed. ${howToSave}`,
		};
	}

	if (pages.length === 1 && links.length > 0) {
		return {refused: `This Graph answer is one page of several: it names a next one. ${howToSaveAll}`};
	}

	const counts = [...new Set(pages.flatMap(one => one['@odata.count'] ?? []))];
	const [count = null] = counts;
	if (first.value === undefined && pages.length === 1) {
		const object = Object.fromEntries(Object.entries(first).filter(([name]) => !name.startsWith('@')));
		return {...about, records: null, object, count: null};
	}

	const records = pages.flatMap(one => one.value ?? []);
	const double = twiceIn(records.flatMap(record => record['id'] ?? []));
	if (double !== undefined && pages.length === 1) {
		return {refused: `This Graph answer holds ${quoted(String(double))} twice, which no answer of Graph does. ${howToSave}`};
	}

	if (
		counts.length > 1 ||
		links.length !== pages.length - 1 ||
		twiceIn(links) !== undefined ||
		double !== undefined ||
		pages.some(({value}) => value === undefined)
	) {
		return {
			refused: `These Graph answers are not the pages of one list: a page is there twice, the last one is missing, or they do not agree how many records there are. ${howToSaveAll}`,
		};
	}

	if (count === null && pages.length > 1) {
		return {
			refused: `These Graph answers hold ${records.length} records, and no page says how many there are, so nobody can tell whether one is missing. ${howToSaveAll}`,
		};
	}

	const end = pages.find(one => saying(one, nextLink).length === 0);
	if (count !== null && (end?.value?.length ?? 0) >= fullPage) {
		return {
			refused: `The last page of this Graph answer is full, so nobody can tell whether a next one was lost on the way. Ask with &$top=${fullPage - 1} instead, and save every page anew.`,
		};
	}

	return count !== null && count !== records.length
		? {refused: `Graph said that there are ${count} records, and ${records.length} were brought. A page is missing. ${howToSaveAll}`}
		: {...about, records, object: {}, count};
};
