import tls from 'node:tls';
import {afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi} from 'vitest';
import {CannotStart} from '../../src/cannot-start.ts';
import {graphRunner} from '../../src/graph/graph.ts';
import {type Network, useNetwork} from '../../src/graph/network.ts';
import {signIn} from '../../src/graph/token-acquisition.ts';
import {type LocalAuthority, startAuthority} from '../lab/graph/authority.ts';
import {type Certificates, makeCertificates} from '../lab/graph/certificates.ts';
import {startProxy} from '../lab/graph/proxy.ts';
import {type LocalGraph, startGraph} from '../lab/graph.ts';

const domains = {
	via: 'graph',
	path: '/v1.0/domains',
	permissions: ['Domain.Read.All'],
	applicationPermissions: ['Domain.Read.All'],
} as const;
const tenant = '0b7c3f52-4d1e-4c7a-9f0e-5d1c2a86e413';
const trusted = tls.getCACertificates('default');
let certificates: Certificates;
let authority: LocalAuthority;
let graph: LocalGraph;
let network: Network | undefined;

beforeAll(async () => {
	certificates = await makeCertificates();
	for (const name of ['HTTPS_PROXY', 'https_proxy', 'HTTP_PROXY', 'http_proxy', 'ALL_PROXY', 'all_proxy', 'NO_PROXY', 'no_proxy']) {
		vi.stubEnv(name, undefined);
	}
});
afterAll(async () => {
	vi.unstubAllEnvs();
	await certificates.remove();
});
beforeEach(async () => {
	tls.setDefaultCACertificates([...trusted, certificates.ca]);
	authority = await startAuthority(certificates);
	graph = await startGraph({domains: [{id: 'contoso.com', isVerified: true}], accepts: token => authority.accepts(token)});
});
afterEach(async () => {
	network?.undo();
	network = undefined;
	tls.setDefaultCACertificates(trusted);
	await authority.stop();
	await graph.stop();
});

const goThrough = (parts: Parameters<typeof useNetwork>[0]) => {
	network = useNetwork(parts);
	return network;
};
const signInAndAsk = async () => {
	const signing = await signIn({
		way: 'device-code',
		cloud: 'global',
		tenant,
		env: {WHFB_AUTHORITY_ORIGIN: authority.origin},
		permissions: ['Domain.Read.All'],
	});
	return signing.kind === 'signed-in'
		? graphRunner({origin: graph.origin, token: signing.token, queryMilliseconds: 3_000}).ask(domains)
		: signing;
};

describe('a proxy', () => {
	it.each(['--proxy', 'HTTPS_PROXY', 'ALL_PROXY', 'HTTP_PROXY'])(
		'given by %s takes every request of sign-in and Graph, and none goes directly',
		async from => {
			const proxy = await startProxy();
			const {proxy: named, from: source} = goThrough(
				from === '--proxy' ? {proxy: proxy.url, env: {HTTPS_PROXY: 'http://127.0.0.1:1'}} : {env: {[from]: proxy.url}},
			);
			expect(source).toBe(from);
			expect(named).toBe(new URL(proxy.url).host);
			expect(await signInAndAsk()).toMatchObject({kind: 'facts'});
			expect(new Set(proxy.went)).toEqual(new Set([new URL(authority.origin).host, new URL(graph.origin).host]));
			const all = [...authority.requests, ...graph.requests];
			expect(all.length).toBeGreaterThanOrEqual(4);
			expect(all.filter(({port}) => !proxy.ports.has(port))).toEqual([]);
			await proxy.stop();
		},
	);

	it('that wants a password gets the one of its address', async () => {
		const proxy = await startProxy({password: 'correct'});
		goThrough({proxy: proxy.url, env: {}});
		expect(await signInAndAsk()).toMatchObject({kind: 'facts'});
		await proxy.stop();
	});

	it('that wants a password nobody gave is named', async () => {
		const proxy = await startProxy({password: 'correct'});
		const bare = new URL(proxy.url);
		bare.username = '';
		bare.password = '';
		goThrough({proxy: bare.href, env: {}});
		expect(await signInAndAsk()).toMatchObject({
			kind: 'unobserved',
			reason: 'blocked',
			detail: expect.stringContaining('proxy wants a user name'),
		});
		expect(await graphRunner({origin: graph.origin, token: async () => graph.token}).ask(domains)).toMatchObject({
			reason: 'blocked',
			detail: expect.stringContaining('proxy'),
		});
		await proxy.stop();
	});

	it('that is not there is named, and nothing goes around it', async () => {
		const proxy = await startProxy();
		await proxy.stop();
		goThrough({proxy: proxy.url, env: {}});
		expect(await signInAndAsk()).toMatchObject({
			kind: 'unobserved',
			reason: 'unreachable',
			detail: expect.stringContaining(`the proxy ${new URL(proxy.url).host} could not be reached`),
		});
		expect(await graphRunner({origin: graph.origin, token: async () => graph.token, queryMilliseconds: 500}).ask(domains)).toMatchObject({
			reason: 'unreachable',
			detail: expect.stringContaining(`the proxy ${new URL(proxy.url).host} could not be reached`),
		});
		expect([...authority.requests, ...graph.requests]).toEqual([]);
	});

	it('is left out for the hosts of NO_PROXY', async () => {
		const proxy = await startProxy();
		goThrough({proxy: proxy.url, env: {NO_PROXY: '127.0.0.1'}});
		expect(await graphRunner({origin: graph.origin, token: async () => graph.token}).ask(domains)).toMatchObject({kind: 'facts'});
		expect(proxy.went).toEqual([]);
		await proxy.stop();
	});

	it.each(['proxy', 'ftp://proxy:21', 'http://', 'socks5://127.0.0.1:1'])(
		'that is no address (%s) stops the start, and its password is not repeated',
		text => {
			expect(() => useNetwork({proxy: text, env: {}})).toThrow(CannotStart);
			expect(() => useNetwork({env: {HTTPS_PROXY: `ftp://hana:secret@${text}`}})).toThrow(/^(?!.*secret)/s);
		},
	);

	it('is none where none is set', () => {
		expect(goThrough({env: {}}).proxy).toBeNull();
	});
});

describe('the certificates', () => {
	it('that are trusted stay, and the ones of the system are added', () => {
		tls.setDefaultCACertificates([...trusted, certificates.ca]);
		const before = tls.getCACertificates('default').length;
		goThrough({env: {}});
		expect(tls.getCACertificates('default').length).toBeGreaterThanOrEqual(before);
		expect(tls.getCACertificates('default').some(each => each.trim() === certificates.ca.trim())).toBe(true);
	});
});
