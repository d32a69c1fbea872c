import type {Context} from '@microsoft/microsoft-graph-client';
import type {PageRequest, Step} from './page-request.ts';
import type {TokenSource} from './token.ts';
import {Unanswered} from './unanswered.ts';

/** The claims that Entra wants to see in a new token; undefined where it asks for none. */
const claimsOf = (response: Response): string | undefined => {
	const encoded = /\bclaims="([\w+/=-]{1,8192})"/.exec(response.headers.get('www-authenticate') ?? '')?.[1];
	if (encoded === undefined) {
		return undefined;
	}

	const text = Buffer.from(encoded, 'base64').toString('utf8');
	return text.startsWith('{') ? text : undefined;
};

/** Puts a token on a request, and once a new one where Entra asks for more claims. */
export const authentication = (token: TokenSource, request: PageRequest): Step => {
	const {signal} = request;
	const addToken = async (context: Context, renew?: string) => {
		const given = await token({permissions: request.permissions, signal, ...(renew === undefined ? {} : {claims: renew})});
		signal.throwIfAborted();
		if (typeof given !== 'string') {
			throw new Unanswered(given.reason, given.detail);
		}

		context.options = {...context.options, headers: {...request.headers, Accept: 'application/json', Authorization: `Bearer ${given}`}};
	};

	let claims: string | undefined;
	return async (context, next) => {
		await addToken(context, claims);
		await next();
		const challenge = context.response?.status === 401 ? claimsOf(context.response) : undefined;
		// A second challenge after a token that carries the claims would go on for ever.
		if (challenge !== undefined && claims === undefined) {
			claims = challenge;
			await addToken(context, claims);
			await next();
		}
	};
};
