import http from 'node:http';
import tls from 'node:tls';
import {CannotStart} from '../cannot-start.ts';
import {safeText} from '../guide/untrusted.ts';
import type {Environment} from './clouds.ts';
import {type Fault, faultOf} from './faults.ts';

export type NetworkParts = {
	/** `--proxy`; goes before the environment. */
	readonly proxy?: string;
	readonly env: Environment;
};

/** How this computer reaches the outside: through which proxy (host and port only), or null for directly. `undo` puts the proxy back as it was. */
export type Network = {readonly proxy: string | null; readonly undo: () => void};

const proxyUrl = (text: string, from: string): URL => {
	const url = URL.canParse(text) ? new URL(text) : null;
	if (url === null || !/^https?:$/.test(url.protocol) || url.hostname === '') {
		throw new CannotStart(
			`${from} is set to something that is not the address of a proxy. It takes one such as http://proxy.corp.example.test:8080.`,
		);
	}

	return url;
};

/**
 * Sets, once and for the whole program, the proxy and the certificates that sign-in and Graph use alike.
 * Certificates of the system's store are added to Node's own. Throws CannotStart for a proxy that is no address.
 */
export const useNetwork = ({proxy, env}: NetworkParts): Network => {
	// The list is replaced, not added to, and holds for this thread: https://nodejs.org/api/tls.html#tlssetdefaultcacertificatescerts
	tls.setDefaultCACertificates([...new Set([...tls.getCACertificates('default'), ...tls.getCACertificates('system')])]);
	const fromEnvironment = env.HTTPS_PROXY || env.https_proxy;
	const text = proxy || fromEnvironment;
	if (!text) {
		return {proxy: null, undo: () => undefined};
	}

	const url = proxyUrl(text, proxy ? '--proxy' : 'HTTPS_PROXY');
	if (typeof http.setGlobalProxyFromEnv !== 'function') {
		throw new CannotStart(
			`This Node (${process.version}) cannot use a proxy. Node 24.21 or newer can, and so can a connection without one.`,
		);
	}

	const none = env.NO_PROXY || env.no_proxy;
	const reset = http.setGlobalProxyFromEnv({http_proxy: url.href, https_proxy: url.href, ...(none ? {no_proxy: none} : {})});
	// @azure/identity looks at the environment before it looks at the agents of Node.
	const before = {HTTPS_PROXY: process.env.HTTPS_PROXY, NO_PROXY: process.env.NO_PROXY};
	process.env.HTTPS_PROXY = url.href;
	if (none) {
		process.env.NO_PROXY = none;
	}

	return {
		proxy: url.host,
		undo: () => {
			reset();
			for (const [name, value] of Object.entries(before)) {
				if (value === undefined) {
					delete process.env[name];
				} else {
					process.env[name] = value;
				}
			}
		},
	};
};

/** Whether an address can be reached at all; a fault says by name what is in the way. */
export type Diagnosis = {readonly host: string; readonly fault: Fault | null};

const patience = 10_000;

/** Tries an origin once, without a token, and names what is in the way: DNS, the connection, the certificate, the proxy. */
export const diagnose = async (origin: string, signal?: AbortSignal): Promise<Diagnosis> => {
	const url = new URL(origin);
	const late = AbortSignal.timeout(patience);
	try {
		const response = await fetch(url, {redirect: 'manual', signal: signal === undefined ? late : AbortSignal.any([late, signal])});
		await response.body?.cancel();
		return {host: url.host, fault: null};
	} catch (error) {
		return {
			host: url.host,
			fault: faultOf(error) ?? {reason: 'unreachable', words: `no answer within ${patience / 1000} s`, passing: true},
		};
	}
};

/**
 * Who issued an origin's certificate, to tell a device that inspects TLS; null where it could not be looked at.
 * Connects directly, so it is not for a computer behind a proxy. Nothing is sent, so a certificate that is not trusted is shown too.
 */
export const issuerOf = (origin: string): Promise<string | null> =>
	new Promise(resolve => {
		const url = new URL(origin);
		const socket = tls.connect({
			host: url.hostname,
			port: Number(url.port || 443),
			servername: url.hostname,
			rejectUnauthorized: false,
			timeout: patience,
		});
		const done = (issuer: string | null) => {
			socket.destroy();
			resolve(issuer);
		};
		socket.once('secureConnect', () => {
			const {issuer} = socket.getPeerCertificate();
			const name: unknown = [issuer?.O ?? issuer?.CN].flat()[0];
			done(typeof name === 'string' ? safeText(name) : null);
		});
		socket.once('error', () => done(null));
		socket.once('timeout', () => done(null));
	});
