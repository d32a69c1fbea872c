import type {Entry, Reading} from '../guide/answer.ts';
import type {Attribute, DirectoryQuery} from '../guide/query.ts';
import type {Tail} from './search-answer.ts';
import {unresolved, unseen} from './why-unseen.ts';

const named = (attribute: Attribute) => (typeof attribute === 'string' ? {name: attribute, as: 'text'} : attribute);

const placed = ({from, base, scope, filter}: DirectoryQuery) => ({
	from,
	base: typeof base === 'string' ? base : base.in,
	path: typeof base === 'string' ? '' : base.path,
	scope,
	filter,
});

/** A query as the script takes it. With `hostsOf` the script finds the names itself, in the forest that it asks. */
export const asParameter = (id: string, query: DirectoryQuery) => ({
	id,
	...placed(query),
	attributes: query.attributes.map(named),
	countOnly: query.countOnly === true,
	of: query.of ?? '',
	hostsOf: query.hostsOf === undefined ? null : {...query.hostsOf, query: placed(query.hostsOf.query)},
});

/** Rows come as one flat list: the DN, then for each attribute how many values it has, and the values. Null where they do not add up. */
export const entriesOf = (flat: readonly string[], attributes: readonly Attribute[]): readonly Entry[] | null => {
	const columns = attributes.map(named);
	const entries: Entry[] = [];
	let at = 0;
	while (at < flat.length) {
		const dn = flat[at++] ?? '';
		const held: Record<string, readonly string[]> = {};
		for (const {name} of columns) {
			const written = flat[at++] ?? '';
			const count = Number(written);
			if (!/^\d+$/.test(written) || at + count > flat.length) {
				return null;
			}

			if (count > 0) {
				held[name] = flat.slice(at, at + count);
			}

			at += count;
		}

		entries.push({dn, attributes: held});
	}

	return entries;
};

/** What one server said to a query. `streamed`: how many of its entries came in pages. */
export const readingOf = (
	query: DirectoryQuery,
	{server, namingContext, code: given, count, rows: flat}: Tail['readings'][number],
	streamed?: number,
): Reading => {
	if (given !== null) {
		const {reason, detail} = unseen(server, given);
		return {server, namingContext, silent: reason, detail, ...(given === unresolved ? {unresolved: true} : {})};
	}

	const entries = query.countOnly ? [] : entriesOf(flat, query.attributes);
	const came = streamed ?? entries?.length;
	if (entries === null || (!query.countOnly && came !== count)) {
		return {
			server,
			namingContext,
			silent: 'malformed',
			detail: `${server} announced ${count} objects, and ${came ?? 'another number'} came.`,
		};
	}

	return {server, namingContext, entries, count};
};
