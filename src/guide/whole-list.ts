import type {GraphQuery} from './query.ts';

/** How long a list is that was read page by page. */
export type ListLength = {
	/** How many different records came. */
	readonly read: number;
	/** How many there are, as the server said before the first page and after the last; null where it did not say. */
	readonly said: readonly [number | null, number | null];
	/** Whether the last page was as long as a page may be and named no next one: nobody can tell its end from a broken chain. */
	readonly endsFull: boolean;
};

/**
 * Whether all of a list came. Records come and go while pages are read, and the count lags; so what came has to lie between what was said before and after.
 * Where nobody said how many there are, nobody knows.
 */
export const isWholeList = ({read, said, endsFull}: ListLength): boolean => {
	const known = said.filter(count => count !== null);
	return !endsFull && known.length > 0 && read >= Math.min(...known) && read <= Math.max(...known);
};

/** The longest page that a query asks for; null where it leaves that to the server. */
export const longestPage = ({path}: GraphQuery): number | null => {
	const most = new URL(path, 'https://graph.invalid').searchParams.get('$top');
	return most !== null && /^[1-9]\d*$/.test(most) ? Number(most) : null;
};

/** The same question with pages one record shorter: a list that fills its last page by chance does not fill it again. */
export const withShorterPages = (query: GraphQuery): GraphQuery => {
	const most = longestPage(query);
	return most === null || most < 2 ? query : {...query, path: query.path.replace(/([?&]\$top=)\d+/, `$1${most - 1}`)};
};
