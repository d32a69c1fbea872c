import http from 'node:http';
import tls from 'node:tls';
import {CannotStart} from '../cannot-start.ts';
import type {Variables} from './clouds.ts';

/** What names the way out of this network. */
export type NetworkParts = {
	/** `--proxy`; goes before the environment. */
	readonly proxy?: string;
	readonly env: Variables;
};

/** How this computer reaches the outside: through which proxy (host and port only), and what named it; null for directly. `undo` puts the proxy back as it was. */
export type Network = {readonly proxy: string | null; readonly from: string | null; readonly undo: () => void};

/** The variables that name a proxy, in the order in which @azure/identity looks at them: Graph has to go the same way. */
const variables = ['HTTPS_PROXY', 'https_proxy', 'ALL_PROXY', 'all_proxy', 'HTTP_PROXY', 'http_proxy'] as const;

/** A managed identity is asked on this computer, or on the address that every cloud's machine has for it; what proves who asks must not go to a proxy. */
const neverByProxy = ({IDENTITY_ENDPOINT, MSI_ENDPOINT}: Variables): readonly string[] => [
	'169.254.169.254',
	...[IDENTITY_ENDPOINT, MSI_ENDPOINT].flatMap(text => (text && URL.canParse(text) ? [new URL(text).hostname] : [])),
];

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
	const from = proxy ? '--proxy' : variables.find(name => env[name]);
	if (from === undefined) {
		return {proxy: null, from: null, undo: () => undefined};
	}

	const url = proxyUrl(proxy || (env[from] ?? ''), from);
	if (typeof http.setGlobalProxyFromEnv !== 'function') {
		throw new CannotStart(
			`This Node (${process.version}) cannot use a proxy. Node 24.21 or newer can, and so can a connection without one.`,
		);
	}

	const none = [env.NO_PROXY || env.no_proxy, ...neverByProxy(env)].filter(Boolean).join(',');
	const reset = http.setGlobalProxyFromEnv({http_proxy: url.href, https_proxy: url.href, no_proxy: none});
	// @azure/identity looks at the environment before it looks at the agents of Node. What is in small letters goes first for Node and for az.
	const used = {HTTPS_PROXY: url.href, https_proxy: url.href, NO_PROXY: none, no_proxy: none};
	const before = Object.keys(used).map(name => [name, process.env[name]] as const);
	Object.assign(process.env, used);
	return {
		proxy: url.host,
		from,
		undo: () => {
			reset();
			for (const [name, value] of before) {
				if (value === undefined) {
					delete process.env[name];
				} else {
					process.env[name] = value;
				}
			}
		},
	};
};
