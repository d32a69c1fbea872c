import {foldAscii} from '../guide/fold.ts';
import {Unanswered} from './unanswered.ts';

/** 20,000 pages of 999 are twenty million objects; beyond it somebody is leading us in circles. */
const mostPages = 20_000;

/** The part of a path that says which Graph API it is: `/v1.0/` or `/beta/`. */
export const versionOf = (path: string): string => {
	const version = /^\/(?:v1\.0|beta)\//.exec(path)?.[0];
	if (version === undefined) {
		throw new TypeError(`A Graph path starts with its version: ${path}`);
	}

	return version;
};

/**
 * Decides whether a link to a next page may be followed: same origin, same path as the first page, no user name in it, not seen before.
 * A link elsewhere would carry the token there, or mix somebody else's records into ours.
 */
export const followable = (link: unknown, first: string, seen: ReadonlySet<string>, asked: string): string => {
	const refuse = (why: string) => new Unanswered('malformed', `${asked} and named a next page that ${why}. It was not followed.`);
	if (typeof link !== 'string' || !URL.canParse(link)) {
		throw refuse('is no address');
	}

	const url = new URL(link);
	const {origin, pathname} = new URL(first);
	if (url.username !== '' || url.password !== '') {
		throw refuse('carries a user name');
	}

	if (url.origin !== origin) {
		throw refuse('is on another server');
	}

	if (!url.pathname.startsWith(versionOf(pathname))) {
		throw refuse('belongs to another version of Graph');
	}

	if (foldAscii(url.pathname) !== foldAscii(pathname)) {
		throw refuse('belongs to another list');
	}

	url.hash = '';
	if (seen.has(url.href)) {
		throw refuse('was already read');
	}

	if (seen.size >= mostPages) {
		throw refuse(`would be number ${seen.size + 1}`);
	}

	return url.href;
};
