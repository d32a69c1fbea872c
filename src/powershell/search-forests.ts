import {type Stranger, type Unobserved, unobserved} from '../guide/answer.ts';
import type {DirectoryQuery} from '../guide/query.ts';
import {type ForestToAsk, isOneForest} from './forests-to-ask.ts';
import {type Batch, nameInWords, type Response, type Search} from './search-process.ts';
import {strangersOf} from './strangers.ts';
import {nameOfNobody} from './well-known-sids.ts';

type Answered = Extract<Response, {forest: unknown}>;

/** What all forests answered to a batch. */
export type Responses = {
	/** Whether the batch asks for members of the scope group, or for the group. */
	readonly scoped: boolean;
	readonly responses: readonly Response[];
	/** How many groups bear the name of the scope group. */
	readonly matches: number;
	/** Members of the scope group that live in another forest than the group. */
	readonly strangers: readonly Stranger[];
	/** What was answered about such members where they live, by the name asked. */
	readonly elsewhere: ReadonlyMap<string, Response>;
};

/** The responses that hold an answer. */
export const answeredIn = (responses: readonly Response[]): readonly Answered[] =>
	responses.filter((one): one is Answered => 'tail' in one);

/** Asks a forest under its names in turn until one answers. `mayTryAgain` says whether another may be tried after a silence. */
export const searchForest = async (place: ForestToAsk, batch: Batch, search: Search, mayTryAgain: () => boolean): Promise<Response> => {
	const asked = nameInWords(place.names[0]);
	if (place.silent !== null) {
		return {asked, silent: place.silent};
	}

	let first: Unobserved | null = null;
	for (const name of place.names) {
		const response = await search(name, batch);
		if ('silent' in response) {
			first ??= response.silent;
		} else if (place.ids === null || isOneForest(place.ids, response.forest.ids)) {
			return {...response, asked};
		} else {
			first ??= unobserved('contradicted', `${nameInWords(name)} answered as one forest, and as another a moment later.`);
		}

		if (!mayTryAgain()) {
			break;
		}
	}

	return {asked, silent: first ?? unobserved('unreachable', `${asked} was not asked.`)};
};

/**
 * Asks every forest, then takes members of the scope group that live in another forest there. One such round is enough:
 * only a domain local group may hold strangers, and only users, global and universal groups may be strangers elsewhere ([MS-ADTS] 3.1.1.5.2.2).
 */
export const searchForests = async (
	places: readonly ForestToAsk[],
	queries: readonly DirectoryQuery[],
	scopeGroup: string,
	search: (place: ForestToAsk, batch: Batch) => Promise<Response>,
): Promise<Responses> => {
	const scoped = scopeGroup !== '' && queries.some(({from}) => from === 'in-scope' || from === 'scope-group');
	const group = scoped ? scopeGroup : '';
	const first = await Promise.all(places.map(async place => ({place, response: await search(place, {queries, group, sids: []})})));
	const responses = first.map(one => one.response);
	const answered = answeredIn(responses);
	const matches = answered.reduce((sum, {tail}) => sum + tail.matches, 0);
	const holder = matches === 1 ? answered.find(({tail}) => tail.matches === 1) : undefined;
	const sids = (holder?.tail.sids ?? []).filter(({sid, state}) => state === 'elsewhere' && nameOfNobody(sid) === null).map(({sid}) => sid);
	const elsewhere = new Map<string, Response>();
	if (sids.length > 0) {
		const others = first.filter(one => 'tail' in one.response && one.response !== holder);
		await Promise.all(
			others.map(async ({place, response: {asked}}) => elsewhere.set(asked, await search(place, {queries, group: '', sids}))),
		);
	}

	const domains = [
		...first.flatMap(({place}) => (place.silent === null ? place.domains : [])),
		...answered.flatMap(({forest}) => forest.domains),
	];
	const tails = [...(holder === undefined ? [] : [holder]), ...answeredIn([...elsewhere.values()])].map(({tail}) => tail);
	return {scoped, responses, matches, strangers: holder === undefined ? [] : strangersOf(domains, tails), elsewhere};
};
