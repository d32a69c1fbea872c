import {type GraphPage, shapeOf} from './graph-page.ts';
import type {Fetched} from './page-request.ts';
import {followable} from './paging.ts';

/** Gets a page; `onLink` is told as soon as the beginning of the page names the next one. */
export type GetPage = (url: string, onLink: (link: string) => void) => Promise<Fetched>;

/** The pages of one list. */
export type PagesOf = {
	readonly origin: string;
	/** The address of the first page. */
	readonly first: string;
	/** The beginning of a sentence about the list. */
	readonly asked: string;
	readonly mostPages: number;
	/** Milliseconds from any fixed moment. */
	readonly now: () => number;
	/** Milliseconds within which a page comes whole where the line is not slow. */
	readonly soon: number;
};

/** A page on its way. `begins` is the link to the next page that its beginning names; null where it names none there, or the page came to nothing. */
type Coming = {readonly url: string; readonly page: Promise<Fetched>; readonly begins: Promise<string | null>};

/**
 * Goes through a list with one page ahead: the next one is asked for while this one still comes, as soon as its beginning names it, and is on its way while
 * this one is worked through. It counts only where the whole page names the same; where one does not, no other is asked for early. On a slow line two pages
 * would share it, and neither come in its time: there each is asked for when the one before has come. Throws Unanswered.
 */
export async function* pagesAhead(get: GetPage, {origin, first, asked, mostPages, now, soon}: PagesOf): AsyncGenerator<GraphPage> {
	const seen = new Set<string>();
	// Nothing is known of the line before a page has come; beginnings are believed until one was wrong.
	let [isSlow, isBelieved] = [true, true];
	const read = (url: string): Coming => {
		seen.add(url);
		const from = now();
		const {promise: begins, resolve: onLink} = Promise.withResolvers<string | null>();
		const page = get(url, onLink);
		const end = () => {
			isSlow = now() - from > soon;
			onLink(null);
		};
		// Its failure is heard when its turn comes.
		page.then(end, end);
		return {url, page, begins};
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
		const early = isBelieved && !isSlow && pages < mostPages ? readEarly(await coming.begins) : undefined;
		const page = shapeOf(await coming.page, origin, asked);
		if (page.next === undefined || pages >= mostPages) {
			yield page;
			return;
		}

		if (early !== undefined && early.link === page.next) {
			coming = early.coming;
		} else {
			isBelieved &&= early === undefined;
			seen.delete(early?.coming.url ?? '');
			coming = read(followable(page.next, first, seen, asked));
		}

		yield page;
	}
}
