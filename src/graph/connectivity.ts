import https from 'node:https';
import tls, {type TLSSocket} from 'node:tls';
import {safeText} from '../guide/untrusted.ts';
import {authorityOrigin, type CloudName, graphOrigin, type Variables} from './clouds.ts';
import {type NetworkError, networkErrorOf} from './network-errors.ts';
import {isJson} from './response-body.ts';

/** Who issued a certificate, and whether one of the authorities that Node brings along vouches for it. */
type Issuer = {readonly name: string; readonly isPublic: boolean};

/** What a look at one address came to. */
export type Diagnosis = {
	readonly host: string;
	/** What is in the way, by name; null where the host itself has answered. */
	readonly fault: NetworkError | null;
	/** Null where there is no certificate, or none could be seen. */
	readonly issuer: Issuer | null;
};

/** Where each host answers anybody in JSON, without a token and without naming a tenant. */
export const addresses = (cloud: CloudName, env: Variables): {readonly signIn: string; readonly graph: string} => ({
	signIn: `${authorityOrigin(cloud, env)}/common/v2.0/.well-known/openid-configuration`,
	graph: `${graphOrigin(cloud, env)}/v1.0/domains`,
});

const patience = 10_000;

const meaningOf = (response: Response): NetworkError | null => {
	const {status} = response;
	if (status === 407) {
		return {reason: 'blocked', words: 'the proxy wants a user name and a password (407)', passing: false};
	}

	if (status >= 500) {
		return {reason: 'unreachable', words: `it is out of order for now (${status})`, passing: true};
	}

	return isJson(response)
		? null
		: {
				reason: 'malformed',
				words: `what answered (${status}) is not what was asked: a captive portal, a filter or a proxy answers in its place`,
				passing: false,
			};
};

const faultAt = async (address: string, signal: AbortSignal, milliseconds: number): Promise<NetworkError | null> => {
	try {
		const response = await fetch(address, {redirect: 'manual', signal});
		await response.body?.cancel();
		return meaningOf(response);
	} catch (error) {
		return (
			networkErrorOf(error) ?? {
				reason: 'timed-out',
				words: `no answer within ${Math.ceil(milliseconds / 1000)} s`,
				passing: true,
			}
		);
	}
};

/** Looks at the certificate of an address, directly or through the proxy in use. Nothing secret is sent, so one that is not trusted is looked at too. */
const issuerAt = (address: string, signal: AbortSignal): Promise<Issuer | null> =>
	new Promise(resolve => {
		if (!address.startsWith('https:')) {
			resolve(null);
			return;
		}

		// An agent of its own, because a connection that is taken up again shows no certificate.
		const agent = new https.Agent({maxCachedSessions: 0, proxyEnv: process.env});
		// Only what Node brings along: an authority that somebody added here vouches for nothing outside.
		const asking = https.request(address, {agent, ca: tls.getCACertificates('bundled'), rejectUnauthorized: false, signal});
		asking.once('response', response => {
			const socket = response.socket as TLSSocket;
			const {issuer} = socket.getPeerCertificate();
			const name: unknown = [issuer?.O ?? issuer?.CN].flat()[0];
			resolve(typeof name === 'string' ? {name: safeText(name), isPublic: socket.authorized} : null);
			asking.destroy();
		});
		asking.once('error', () => resolve(null));
		asking.end();
	});

/** Tries an address once, without a token, and names what is in the way: DNS, the connection, the certificate, the proxy, or what answers in its place. */
export const diagnose = async (address: string, signal?: AbortSignal, milliseconds = patience): Promise<Diagnosis> => {
	const late = AbortSignal.timeout(milliseconds);
	const either = signal === undefined ? late : AbortSignal.any([late, signal]);
	const [fault, issuer] = await Promise.all([faultAt(address, either, milliseconds), issuerAt(address, either)]);
	return {host: new URL(address).host, fault, issuer};
};
