import {createHash, randomUUID} from 'node:crypto';
import {once} from 'node:events';
import type {IncomingMessage, ServerResponse} from 'node:http';
import {createServer} from 'node:https';
import type {AddressInfo, Socket} from 'node:net';
import {permissions} from '../../../src/graph/permissions.ts';
import type {Certificates} from './certificates.ts';

/** What the local authority thinks of whoever signs in. */
export type Authority = {
	readonly tenantId: string;
	readonly upn: string;
	/** How often a device code is answered "pending" before `device`. */
	readonly pending: number;
	readonly device: 'approved' | 'declined' | 'expired' | 'never';
	/** Permissions that somebody consented to; asking for another is refused with AADSTS65001. */
	readonly consented: readonly string[];
	/** Refuses every request for a token with this code, such as `AADSTS53003`. */
	readonly refusal: string | null;
	/** Seconds. */
	readonly tokenLife: number;
	/** Put into every token, so that a search of files finds any that was written. */
	readonly canary: string;
};

/** One request, with the form or the query it carried. */
type Asked = {
	/** The port it came from, to tell who sent it. */ readonly port: number;
	readonly method: string;
	readonly path: string;
	readonly form: Readonly<Record<string, string>>;
};

export type LocalAuthority = {
	readonly origin: string;
	readonly requests: readonly Asked[];
	readonly set: (change: Partial<Authority>) => void;
	/** Whether a token is one that this authority gave. */
	readonly accepts: (token: string) => boolean;
	readonly stop: () => Promise<void>;
};

const encode = (part: object | string) => Buffer.from(typeof part === 'string' ? part : JSON.stringify(part)).toString('base64url');

const send = (response: ServerResponse, status: number, body: object) => {
	response.writeHead(status, {'content-type': 'application/json'});
	response.end(JSON.stringify(body));
};

const bodyOf = async (request: IncomingMessage): Promise<Readonly<Record<string, string>>> => {
	let text = '';
	for await (const chunk of request) {
		text += chunk;
	}

	return Object.fromEntries(new URLSearchParams(text));
};

/** Starts an authority over HTTPS on localhost that speaks as much of Entra ID's OAuth as signing in needs. */
export const startAuthority = async (certificates: Certificates, given: Partial<Authority> = {}): Promise<LocalAuthority> => {
	let authority: Authority = {
		tenantId: '0b7c3f52-4d1e-4c7a-9f0e-5d1c2a86e413',
		upn: 'hana@contoso.com',
		pending: 0,
		device: 'approved',
		consented: permissions,
		refusal: null,
		tokenLife: 3600,
		canary: 'CANARY',
		...given,
	};
	const requests: Asked[] = [];
	const tokens = new Set<string>();
	const codes = new Map<string, {readonly challenge: string; readonly scope: string}>();
	let polls = 0;

	const refuse = (response: ServerResponse, error: string, code: string) =>
		send(response, 400, {
			error,
			error_description: `${code}: Said by the local authority. Trace ID: 0`,
			error_codes: [Number(code.slice(6))],
			suberror: '',
		});

	const permissionsIn = (scope: string) => scope.split(' ').flatMap(each => /([\w-]+\.Read[\w.]*)$/.exec(each)?.[1] ?? []);

	const issue = (response: ServerResponse, form: Readonly<Record<string, string>>, scope: string) => {
		const now = Math.floor(Date.now() / 1000);
		const {tenantId, upn, canary, tokenLife} = authority;
		const isApplication = form.grant_type === 'client_credentials';
		const claims = isApplication
			? {tid: tenantId, appid: form.client_id, idtyp: 'app', roles: authority.consented}
			: {tid: tenantId, upn, scp: authority.consented.join(' '), appid: form.client_id};
		const token = [{alg: 'none'}, {...claims, exp: now + tokenLife, jti: randomUUID()}, `${canary}-${randomUUID()}`].map(encode).join('.');
		tokens.add(token);
		const identity = {
			aud: form.client_id,
			iss: `${origin}/${tenantId}/v2.0`,
			tid: tenantId,
			oid: 'a1',
			sub: 'a1',
			preferred_username: upn,
			iat: now,
			nbf: now,
			exp: now + tokenLife,
			ver: '2.0',
		};
		send(response, 200, {
			token_type: 'Bearer',
			scope,
			expires_in: tokenLife,
			ext_expires_in: tokenLife,
			access_token: token,
			...(isApplication
				? {}
				: {
						refresh_token: `${canary}-refresh-${randomUUID()}`,
						id_token: [{alg: 'none'}, identity, ''].map(encode).join('.'),
						client_info: encode({uid: 'a1', utid: tenantId}),
					}),
		});
	};

	const giveToken = (response: ServerResponse, form: Readonly<Record<string, string>>) => {
		if (authority.refusal !== null) {
			return refuse(response, authority.refusal === 'AADSTS50076' ? 'interaction_required' : 'invalid_grant', authority.refusal);
		}

		const code = form.grant_type === 'authorization_code' ? codes.get(form.code ?? '') : undefined;
		const scope = form.scope ?? code?.scope ?? '';
		if (form.grant_type === 'authorization_code') {
			// PKCE: the verifier has to be what the challenge was made of.
			const challenge = createHash('sha256')
				.update(form.code_verifier ?? '')
				.digest('base64url');
			if (code === undefined || code.challenge !== challenge) {
				return refuse(response, 'invalid_grant', 'AADSTS501481');
			}
		}

		if (form.grant_type === 'client_credentials' && !form.client_assertion) {
			return refuse(response, 'invalid_client', 'AADSTS7000218');
		}

		if (permissionsIn(scope).some(permission => !authority.consented.includes(permission))) {
			return refuse(response, 'invalid_grant', 'AADSTS65001');
		}

		if (form.grant_type === 'urn:ietf:params:oauth:grant-type:device_code' || form.grant_type === 'device_code') {
			polls += 1;
			if (polls <= authority.pending || authority.device === 'never') {
				return refuse(response, 'authorization_pending', 'AADSTS70016');
			}

			if (authority.device === 'declined') {
				return refuse(response, 'authorization_declined', 'AADSTS70000');
			}

			if (authority.device === 'expired') {
				return refuse(response, 'expired_token', 'AADSTS70019');
			}
		}

		issue(response, form, scope);
	};

	const server = createServer({key: certificates.server.key, cert: certificates.server.cert}, async (request, response) => {
		const url = new URL(request.url ?? '/', origin);
		const form = request.method === 'POST' ? await bodyOf(request) : Object.fromEntries(url.searchParams);
		requests.push({port: request.socket.remotePort ?? 0, method: request.method ?? '', path: url.pathname, form});
		const [, tenant = '', ...rest] = url.pathname.split('/');
		const base = `${origin}/${tenant}`;
		switch (rest.join('/')) {
			case 'v2.0/.well-known/openid-configuration':
				return send(response, 200, {
					issuer: `${base}/v2.0`,
					authorization_endpoint: `${base}/oauth2/v2.0/authorize`,
					token_endpoint: `${base}/oauth2/v2.0/token`,
					device_authorization_endpoint: `${base}/oauth2/v2.0/devicecode`,
					end_session_endpoint: `${base}/oauth2/v2.0/logout`,
					jwks_uri: `${base}/discovery/v2.0/keys`,
				});
			case 'oauth2/v2.0/devicecode':
				polls = 0;
				if (authority.refusal !== null) {
					return refuse(response, 'invalid_request', authority.refusal);
				}

				return send(response, 200, {
					user_code: 'F7KQ2MXDA',
					device_code: `${authority.canary}-device-${randomUUID()}`,
					verification_uri: 'https://microsoft.com/devicelogin',
					expires_in: 900,
					interval: 1,
					message: 'To sign in, use a web browser.',
				});
			case 'oauth2/v2.0/authorize': {
				// Entra answers with a page whose form sends itself; whoever plays the browser sends it.
				const code = `${authority.canary}-code-${randomUUID()}`;
				codes.set(code, {challenge: form.code_challenge ?? '', scope: form.scope ?? ''});
				return send(response, 200, {
					action: form.redirect_uri,
					fields:
						authority.device === 'declined'
							? {error: 'access_denied', error_description: 'AADSTS65004: declined', state: form.state}
							: {code, state: form.state, client_info: encode({uid: 'a1', utid: authority.tenantId})},
				});
			}

			case 'oauth2/v2.0/token':
				return giveToken(response, form);
			default:
				response.writeHead(404).end();
		}
	});
	const sockets = new Set<Socket>();
	server.on('connection', socket => {
		sockets.add(socket);
		socket.on('close', () => sockets.delete(socket));
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	const origin = `https://localhost:${(server.address() as AddressInfo).port}`;
	return {
		origin,
		requests,
		accepts: token => tokens.has(token),
		set: change => {
			authority = {...authority, ...change};
		},
		stop: async () => {
			const closed = once(server, 'close');
			server.close();
			for (const socket of sockets) {
				socket.destroy();
			}

			await closed;
		},
	};
};
