import type {UnobservedReason} from '../guide/answer.ts';

/** What went wrong below HTTP, in words that end "Graph at graph.microsoft.com was asked for /v1.0/domains". */
export type NetworkError = {
	readonly reason: UnobservedReason;
	readonly words: string;
	/** Whether another attempt may go better. */
	readonly passing: boolean;
};

const certificate = (words: string): NetworkError => ({reason: 'unreachable', words, passing: false});
const inspected =
	'its certificate comes from an authority that this computer does not trust for Node. A device that inspects TLS may stand between: add its certificate to the system store, or to NODE_EXTRA_CA_CERTS';
const passing = (words: string): NetworkError => ({reason: 'unreachable', words, passing: true});

const faults: Readonly<Record<string, NetworkError>> = {
	ENOTFOUND: passing('its name is not known to DNS here'),
	EAI_AGAIN: passing('DNS did not answer'),
	ECONNREFUSED: passing('the connection was refused'),
	ECONNRESET: passing('the connection was cut'),
	EPIPE: passing('the connection was cut'),
	UND_ERR_SOCKET: passing('the connection was cut'),
	ETIMEDOUT: passing('no connection came about'),
	UND_ERR_CONNECT_TIMEOUT: passing('no connection came about'),
	UND_ERR_HEADERS_TIMEOUT: passing('nothing came back'),
	UND_ERR_BODY_TIMEOUT: passing('the answer stopped half way'),
	UND_ERR_RES_CONTENT_LENGTH_MISMATCH: passing('the answer was cut short'),
	EHOSTUNREACH: passing('there is no way to it from here'),
	ENETUNREACH: passing('there is no way to it from here'),
	SELF_SIGNED_CERT_IN_CHAIN: certificate(inspected),
	DEPTH_ZERO_SELF_SIGNED_CERT: certificate(inspected),
	UNABLE_TO_VERIFY_LEAF_SIGNATURE: certificate(inspected),
	UNABLE_TO_GET_ISSUER_CERT: certificate(inspected),
	UNABLE_TO_GET_ISSUER_CERT_LOCALLY: certificate(inspected),
	CERT_HAS_EXPIRED: certificate('its certificate has expired, or the clock of this computer is wrong'),
	CERT_NOT_YET_VALID: certificate('its certificate is not valid yet, or the clock of this computer is wrong'),
	ERR_TLS_CERT_ALTNAME_INVALID: certificate(
		'its certificate is for another name. A captive portal or a proxy may have answered in its place',
	),
	ERR_SSL_WRONG_VERSION_NUMBER: certificate('what answered does not speak TLS. A proxy may be set with the wrong scheme'),
	ERR_SSL_PACKET_LENGTH_TOO_LONG: certificate('what answered does not speak TLS. A proxy may be set with the wrong scheme'),
};

/** The errors inside an error: its causes, and the members of an AggregateError (one per address tried). */
const inside = (error: unknown, depth = 0): readonly unknown[] => {
	if (!(error instanceof Error) || depth > 6) {
		return [];
	}

	const members = error instanceof AggregateError ? error.errors.flatMap(member => inside(member, depth + 1)) : [];
	return [error, ...members, ...inside(error.cause, depth + 1)];
};

/** The proxy in use, if it is what an error is about: its name was looked up, or its port connected to. Some libraries keep only the words of Node's error. */
const proxyThatFailed = (error: Error & {readonly port?: unknown}): string | null => {
	const text = process.env.HTTPS_PROXY ?? '';
	if (!URL.canParse(text)) {
		return null;
	}

	const {hostname, host, port, protocol} = new URL(text);
	const isIt =
		error.port === Number(port || (protocol === 'https:' ? 443 : 80)) ||
		error.message.endsWith(` ${host}`) ||
		(error.message.includes('getaddrinfo') && error.message.endsWith(` ${hostname}`));
	return isIt ? host : null;
};

/**
 * An answer 407 that came as if it were Graph's own never reaches whoever called fetch: the standard makes a network error of it, undici one without a
 * word or a code, and it has no other of that kind for what is asked here (https://fetch.spec.whatwg.org/#http-network-or-cache-fetch, step 15).
 */
const proxyWantsPassword: NetworkError = {reason: 'blocked', words: 'the proxy wants a user name and a password (407)', passing: false};

/** Names a failure of DNS, TCP, TLS or a proxy from what fetch or @azure/identity threw; null if it is none, and so a defect of ours. */
export const networkErrorOf = (error: unknown): NetworkError | null => {
	const errors = inside(error);
	for (const each of errors) {
		const {code, message, constructor} = each as Error & {readonly code?: unknown};
		// undici says so in words only.
		const proxied = /(?:Proxy response|Proxy Authentication Required) \((\d{3})\)/.exec(message)?.[1];
		if (proxied === '407' || (each !== error && code === undefined && constructor === Error && message === '')) {
			return proxyWantsPassword;
		}

		if (proxied !== undefined) {
			return {
				reason: proxied < '500' ? 'blocked' : 'unreachable',
				words: `the proxy refused the way there (${proxied})`,
				passing: proxied >= '500',
			};
		}

		const known = typeof code === 'string' ? faults[code] : undefined;
		if (known !== undefined) {
			const proxy = proxyThatFailed(each as Error);
			return proxy === null ? known : {...known, words: `the proxy ${proxy} could not be reached: ${known.words}`};
		}
	}

	// fetch throws a TypeError for everything the network does; it has a cause, where a wrong argument has not always one.
	return errors.some(each => each instanceof TypeError && /^(?:fetch failed|terminated)$/.test(each.message))
		? passing('the connection failed')
		: null;
};
