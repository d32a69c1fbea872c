import {isUtf8} from 'node:buffer';
import {jsonObject} from '../guide/json-object.ts';
import {Unanswered} from './unanswered.ts';

/** A page of 999 users is about 1 MB; nothing Graph sends is near this. */
export const longestBody = 32 * 1024 * 1024;

/** What is said where something else may have answered than was asked. */
export const portal = 'A captive portal or a proxy may have answered in its place.';

/** Reads a body up to a limit in bytes, counting as it arrives; `onStart` is given its first part. Throws Unanswered beyond it, and whatever the network throws. */
export const readBody = async (
	response: Response,
	limit: number,
	asked: string,
	onStart: (start: Uint8Array) => void = () => undefined,
): Promise<Buffer> => {
	const parts: Uint8Array[] = [];
	let length = 0;
	// Leaving the loop by throwing cancels the stream.
	for await (const chunk of response.body ?? []) {
		if (length === 0) {
			onStart(chunk);
		}

		length += chunk.byteLength;
		if (length > limit) {
			throw new Unanswered(
				'malformed',
				`${asked} and sent more than ${Math.floor(limit / 1024 / 1024)} MB in one page, which was not read further.`,
			);
		}

		parts.push(chunk);
	}

	return Buffer.concat(parts, length);
};

/** Whether an answer calls itself JSON. */
export const isJson = (response: Response): boolean =>
	/^application\/(?:[\w.-]+\+)?json\s*(?:;|$)/i.test(response.headers.get('content-type') ?? '');

/** Turns a body into the JSON object that it has to be. `asked` begins the sentence of a failure. */
export const parseObject = (response: Response, bytes: Buffer, asked: string): Record<string, unknown> => {
	const text = bytes.toString('utf8');
	if (text.trim() === '') {
		throw new Unanswered('malformed', `${asked} and came back with ${response.status} and nothing in it. ${portal}`);
	}

	if (!isJson(response)) {
		const html = /^\s*<|text\/html/i.test(`${response.headers.get('content-type')}`) || /^\s*</.test(text);
		throw new Unanswered('malformed', `${asked} and came back with ${html ? 'a web page' : 'something'} that is not JSON. ${portal}`);
	}

	// What is no UTF-8 would be read as U+FFFD, and two different names as one.
	if (!isUtf8(bytes)) {
		throw new Unanswered('malformed', `${asked} and came back with text that is not UTF-8.`);
	}

	let body: unknown;
	try {
		body = JSON.parse(text);
	} catch (error) {
		throw new Unanswered('malformed', `${asked} and came back with JSON that is broken or cut short.`, {cause: error});
	}

	if (typeof body !== 'object' || body === null || Array.isArray(body)) {
		throw new Unanswered('malformed', `${asked} and came back with JSON that is no object. ${portal}`);
	}

	return body as Record<string, unknown>;
};

/** The code in Graph's error body, such as `Authorization_RequestDenied`; null if the body is not one of Graph's. */
export const errorCode = (response: Response, body: Buffer): string | null => {
	if (!isJson(response)) {
		return null;
	}

	const error = jsonObject(body.toString('utf8'))?.['error'];
	const code: unknown = typeof error === 'object' && error !== null && 'code' in error ? error.code : null;
	return typeof code === 'string' && /^[\w.-]{1,80}$/.test(code) ? code : null;
};
