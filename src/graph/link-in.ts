import {jsonObject} from '../guide/json-object.ts';

/**
 * The link to the next page, read from the first part of a page's body; null where it is not there. Graph writes a page's own members before its records
 * (the responses in learn.microsoft.com/graph/paging), so the next page can be asked for while this one still comes. It is a guess until the whole page says the same.
 */
export const linkIn = (start: Uint8Array): string | null => {
	const text = Buffer.from(start.buffer, start.byteOffset, start.byteLength).toString('utf8');
	const records = /,\s*"value"\s*:\s*\[/.exec(text);
	const link = records === null ? null : jsonObject(`${text.slice(0, records.index)}}`)?.['@odata.nextLink'];
	return typeof link === 'string' ? link : null;
};
