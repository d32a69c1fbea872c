import {attempt, type Received} from './attempt.ts';
import {authentication} from './authentication.ts';
import {httpErrorOf} from './http-errors.ts';
import {pacing} from './pacing.ts';
import {type Fetched, middlewareOf, type PageRequest, type Step, type TransportParts} from './page-request.ts';
import {retrying} from './retrying.ts';

/** Gets one page. Throws Unanswered for everything else. */
export type Transport = (request: PageRequest) => Promise<Fetched>;

/** Loads the Graph client and puts our chain into it: the link as it was given, pacing, retrying, authentication, and the attempt itself. */
export const createTransport = async (parts: TransportParts): Promise<Transport> => {
	const {Client, ResponseType} = await import('@microsoft/microsoft-graph-client');
	const {origin, token, clock} = parts;
	const {host, hostname} = new URL(origin);
	const {step: waitForTurn, note} = pacing(clock);

	return async request => {
		const {url, signal} = request;
		const {pathname} = new URL(url);
		const asked = `Graph at ${host} was asked for ${pathname}`;
		const received: Received = {page: undefined, failure: Buffer.alloc(0)};
		let problem: {readonly thrown: unknown} | undefined;

		// The client catches what is thrown inside it and makes its own error of it, so the first step keeps the original.
		const keepError: Step = async (_context, next) => {
			try {
				await next();
			} catch (error) {
				problem = {thrown: error};
				throw error;
			}
		};

		// The client takes links apart and puts them together in another order; a link is sent as it was given.
		const restoreLink: Step = async (context, next) => {
			if (context.options?.method !== 'GET' || new URL(url).origin !== origin) {
				throw new TypeError('Graph is only read, and only at its own origin.');
			}

			context.request = url;
			await next();
		};

		const client = Client.initWithMiddleware({
			baseUrl: `${origin}/`,
			customHosts: new Set([hostname]),
			middleware: middlewareOf([
				keepError,
				restoreLink,
				waitForTurn(pathname, signal),
				retrying(clock, request, asked),
				authentication(token, request),
				attempt({...parts, note, asked}, request, received),
			]),
		});
		try {
			const response: Response = await client.api(url).responseType(ResponseType.RAW).get();
			if (received.page === undefined) {
				throw httpErrorOf(response, received.failure, asked, request);
			}

			return received.page;
		} catch (error) {
			signal.throwIfAborted();
			throw problem === undefined ? error : problem.thrown;
		}
	};
};
