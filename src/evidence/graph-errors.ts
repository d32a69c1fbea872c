import type {Refusal} from '../guide/importer.ts';
import {quoted, safeText} from '../guide/untrusted.ts';

type Members = Readonly<Record<string, unknown>>;

/** Wrappers around wrappers, as far as they are followed: the log of a browser keeps an answer seven deep. */
export const mostWrappers = 8;

/** Whether a value is an object of JSON, and no list. */
export const isMembers = (value: unknown): value is Members => typeof value === 'object' && value !== null && !Array.isArray(value);

const refused = (why: string): Refusal => ({refused: why});

const whatHelps = (code: string): string => {
	if (/denied|forbidden|insufficient|unauthorizedaccess/i.test(code)) {
		return 'Whoever asked may not read this: whfb plan names the permission. Ask again with it, and save that answer.';
	}

	if (/token|grant|unauthenticated|unauthorized/i.test(code)) {
		return 'The sign-in had run out or was none. Sign in, ask again, and save that answer.';
	}

	return /too.?many|throttl|limit|timeout|unavailable/i.test(code)
		? 'Wait a few minutes, ask again, and save that answer.'
		: 'Ask with the address that whfb plan prints, with the header that it names, and save that answer.';
};

/** What an answer says that is an error of Graph; null where it is none. */
export const errorOf = (value: Members): Refusal | null => {
	const error = value['error'] ?? value['odata.error'];
	if (error === undefined || error === null) {
		return null;
	}

	const inner = isMembers(error) ? error : {};
	const code = typeof error === 'string' ? error : typeof inner['code'] === 'string' && inner['code'] !== '' ? inner['code'] : null;
	const said = inner['message'] ?? value['error_description'];
	const message = isMembers(said) ? said['value'] : said;
	const words = typeof message === 'string' && message !== '' ? `: ${safeText(message).slice(0, 200)}` : '';
	return refused(
		code === null
			? `It holds no answer but an error that came instead of one, without a code. ${whatHelps('')}`
			: `It holds no answer but the error that came instead of one, ${quoted(code)}${words.replace(/\.?$/, '.')} ${whatHelps(code)}`,
	);
};

/** What a text says that holds an error of Graph anywhere in it, as command lines print one; null where it holds none. */
export const errorIn = (text: string): Refusal | null => {
	const [, code] = /["']error["']\s*:\s*\{\s*["']code["']\s*:\s*["']([^"'\n]{1,80})["']/.exec(text) ?? [];
	return code === undefined ? null : errorOf({error: {code}});
};

/** The first error that stands anywhere in a value without an answer; null where none does. */
export const errorInside = (value: unknown, depth = 0): Refusal | null => {
	if (typeof value !== 'object' || value === null || depth > mostWrappers) {
		return null;
	}

	const own = isMembers(value) ? errorOf(value) : null;
	return own ?? Object.values(value).reduce<Refusal | null>((found, member) => found ?? errorInside(member, depth + 1), null);
};
