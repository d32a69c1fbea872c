import type {IncomingMessage, ServerResponse} from 'node:http';

/** A way to misbehave; `times` says how often before all is well again (always, if it is left out). */
export type Fault = {readonly times?: number} & (
	| {readonly kind: 'status'; readonly status: number; readonly code?: string; readonly headers?: Readonly<Record<string, string>>}
	| {
			readonly kind:
				| 'html'
				| 'empty'
				| 'object'
				| 'array'
				| 'truncated'
				| 'cut-short'
				| 'wrong-type'
				| 'bare-refusal'
				| 'black-hole'
				| 'reset';
	  }
	| {readonly kind: 'claims'; readonly claims: string; readonly until: (token: string) => boolean}
	/** `itself` links to the page that was asked for. */
	| {readonly kind: 'next-link'; readonly link: string | 'itself'}
	| {readonly kind: 'redirect'; readonly to: string}
	| {readonly kind: 'slow'; readonly milliseconds: number}
	| {readonly kind: 'huge'; readonly megabytes: number}
	| {readonly kind: 'count'; readonly count: unknown}
	| {readonly kind: 'context'; readonly context: string}
	/** Puts a member into the answer. */
	| {readonly kind: 'member'; readonly name: string; readonly value: unknown}
	/** Does something first, such as changing the tenant, and then answers well. */
	| {readonly kind: 'before'; readonly run: () => void}
	/** Answers with these bytes, as JSON. */
	| {readonly kind: 'bytes'; readonly bytes: Uint8Array}
	| {readonly kind: 'nearly-throttled'}
);

const json = {'content-type': 'application/json'};

/** Lets the true answer be given into a string, and gives it away changed. */
const changed = (response: ServerResponse, answer: () => void, change: (body: Record<string, unknown>) => object) => {
	const end = response.end.bind(response);
	Object.assign(response, {end: (text: string) => end(JSON.stringify(change(JSON.parse(text))))});
	answer();
};

const flood = (response: ServerResponse, megabytes: number) => {
	response.writeHead(200, json);
	response.write('{"value":[');
	const record = `${JSON.stringify({id: 'x'.repeat(1024 * 1024)})},`;
	let left = megabytes;
	const more = () => {
		while (left > 0 && !response.destroyed) {
			left -= 1;
			if (!response.write(record)) {
				response.once('drain', more);
				return;
			}
		}

		response.end('{}]}');
	};
	more();
};

/** Answers a request wrongly, in the way the fault says. */
export const misbehave = (fault: Fault, request: IncomingMessage, response: ServerResponse, url: URL, answer: () => void): void => {
	switch (fault.kind) {
		case 'status':
			response.writeHead(fault.status, {...json, ...fault.headers});
			response.end(JSON.stringify({error: {code: fault.code ?? 'generalException', message: 'Said by the local Graph.'}}));
			break;
		case 'bare-refusal':
			response.writeHead(403, {'content-type': 'text/html'}).end('<html><body>Your organisation has blocked this site.</body></html>');
			break;
		case 'html':
			response.writeHead(200, {'content-type': 'text/html'}).end('<!doctype html><title>Sign in to the guest network</title>');
			break;
		case 'wrong-type':
			response.writeHead(200, {'content-type': 'text/plain'}).end('{"value":[]}');
			break;
		case 'empty':
			response.writeHead(200, json).end();
			break;
		case 'object':
			response.writeHead(200, json).end('{}');
			break;
		case 'array':
			response.writeHead(200, json).end('[]');
			break;
		case 'truncated':
			response.writeHead(200, json).end('{"value":[{"id":"cont');
			break;
		case 'cut-short':
			response.writeHead(200, {...json, 'content-length': '5000'});
			response.write('{"value":[{"id":"cont', () => response.destroy());
			break;
		case 'black-hole':
			break;
		case 'reset':
			request.socket.resetAndDestroy();
			break;
		case 'claims':
			if (fault.until(request.headers.authorization?.slice('Bearer '.length) ?? '')) {
				answer();
				break;
			}

			response
				.writeHead(401, {
					...json,
					'www-authenticate': `Bearer realm="", authorization_uri="https://login.microsoftonline.com/common/oauth2/authorize", error="insufficient_claims", claims="${Buffer.from(fault.claims).toString('base64')}"`,
				})
				.end(JSON.stringify({error: {code: 'InvalidAuthenticationToken'}}));
			break;
		case 'next-link':
			changed(response, answer, body => ({...body, '@odata.nextLink': fault.link === 'itself' ? url.href : fault.link}));
			break;
		case 'count':
			changed(response, answer, body => ({...body, '@odata.count': fault.count}));
			break;
		case 'context':
			changed(response, answer, body => ({...body, '@odata.context': fault.context}));
			break;
		case 'member':
			changed(response, answer, body => ({...body, [fault.name]: fault.value}));
			break;
		case 'before':
			fault.run();
			answer();
			break;
		case 'bytes':
			response.writeHead(200, json).end(fault.bytes);
			break;
		case 'redirect':
			response.writeHead(302, {location: fault.to}).end();
			break;
		case 'slow': {
			// The headers come at once; the body a byte at a time.
			response.writeHead(200, json);
			let sent = 0;
			const drip = setInterval(() => {
				sent += 1;
				response.write(' ');
				if (sent >= 10_000) {
					response.end('{}');
				}
			}, fault.milliseconds);
			response.on('close', () => clearInterval(drip));
			break;
		}

		case 'huge':
			flood(response, fault.megabytes);
			break;
		case 'nearly-throttled':
			response.setHeader('x-ms-throttle-limit-percentage', '0.9');
			answer();
			break;
	}
};
