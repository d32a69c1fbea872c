import {safeText} from '../guide/untrusted.ts';

/** What a program printed, safe to show; its line breaks stay. */
export const safeLines = (text: string): string =>
	text
		.replace(/^\ufeff/, '')
		.split(/\r?\n/)
		.map(safeText)
		.join('\n');

/**
 * A parsed JSON value with every text in it safe to show. Line breaks stay only in a member called `text`, which holds what a program printed.
 * Names of members are left as they are: a schema decides about them.
 */
export const safeValue = (value: unknown, name = ''): unknown => {
	if (typeof value === 'string') {
		return name === 'text' ? safeLines(value) : safeText(value);
	}

	if (Array.isArray(value)) {
		return value.map(member => safeValue(member));
	}

	return typeof value === 'object' && value !== null
		? Object.fromEntries(Object.entries(value).map(([key, member]) => [key, safeValue(member, key)]))
		: value;
};
