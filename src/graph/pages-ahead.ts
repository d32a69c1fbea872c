import {type GraphPage, shapeOf} from './graph-page.ts';
import type {Fetched} from './page-request.ts';
import {followable} from './paging.ts';

/** Gets a page; `onLink` is told as soon as the beginning of the page names the next one. */
export type GetPage = (url: string, onLink: (link: string | null) => void) => Promise<Fetched>;

/** The pages of one list. */
export type PagesOf = {
	readonly origin: string;
	/** The address of the first page. */
	readonly first: string;
	/** The beginning of a sentence about the list. */
	readonly asked: string;
	readonly mostPages: number;
};

/** A page on its way. `link` is what its beginning names as the next page; null where it names none there, or the page came to nothing. */
type Coming = {readonly url: string; readonly page: Promise<Fetched>; readonly link: Promise<string | null>};

/**
 * Goes through a list with one page ahead: the next one is asked for while this one still comes, as soon as its beginning names it, and is on its way while
 * this one is worked through. It counts only where the whole page names the same. Throws Unanswered.
 */
export async function* pagesAhead(get: GetPage, {origin, first, asked, mostPages}: PagesOf): AsyncGenerator<GraphPage> {
	const seen = new Set<string>();
	const read = (url: string): Coming => {
		seen.add(url);
		const {promise: link, resolve: onLink} = Promise.withResolvers<string | null>();
		const page = get(url, onLink);
		// Its failure is heard when its turn comes.
		page.then(
			() => onLink(null),
			() => onLink(null),
		);
		return {url, page, link};
	};

	const readEarly = (link: string | null) => {
		try {
			return link === null ? undefined : {link, coming: read(followable(link, first, seen, asked))};
		} catch {
			// Why it may not be followed is said once the whole page names it.
			return undefined;
		}
	};

	let coming = read(first);
	for (let pages = 1; ; pages += 1) {
		const early = pages < mostPages ? readEarly(await coming.link) : undefined;
		const page = shapeOf(await coming.page, origin, asked);
		if (page.next === undefined || pages >= mostPages) {
			yield page;
			return;
		}

		if (early !== undefined && early.link === page.next) {
			coming = early.coming;
		} else {
			seen.delete(early?.coming.url ?? '');
			coming = read(followable(page.next, first, seen, asked));
		}

		yield page;
	}
}
