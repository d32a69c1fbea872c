import {once} from 'node:events';
import type {RequestListener} from 'node:http';
import {createServer} from 'node:https';
import {type AddressInfo, createServer as createListener, type Server} from 'node:net';
import tls from 'node:tls';
import {afterAll, afterEach, beforeAll, describe, expect, it, vi} from 'vitest';
import {networkLines} from '../../src/app/doctor.ts';
import {reachOut} from '../../src/app/graph-sign-in.ts';
import {diagnose} from '../../src/graph/connectivity.ts';
import {built, newHome, run} from '../journeys/built.ts';
import {type Certificates, makeCertificates} from '../lab/graph/certificates.ts';
import {startProxy} from '../lab/graph/proxy.ts';

const trusted = tls.getCACertificates('default');
const open: Server[] = [];
let certificates: Certificates;

beforeAll(async () => {
	certificates = await makeCertificates();
	for (const name of ['HTTPS_PROXY', 'https_proxy', 'HTTP_PROXY', 'http_proxy', 'ALL_PROXY', 'all_proxy', 'NO_PROXY', 'no_proxy']) {
		vi.stubEnv(name, undefined);
	}

	await built();
});
afterAll(async () => {
	vi.unstubAllEnvs();
	await certificates.remove();
});
afterEach(async () => {
	vi.restoreAllMocks();
	await reachOut({proxy: null}, {});
	tls.setDefaultCACertificates(trusted);
	await Promise.all(open.splice(0).map(server => new Promise(resolve => server.close(resolve))));
});

const listening = async (server: Server): Promise<number> => {
	open.push(server);
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	return (server.address() as AddressInfo).port;
};

const json: RequestListener = (_request, response) => {
	response.writeHead(401, {'content-type': 'application/json'}).end('{"error":{"code":"InvalidAuthenticationToken"}}');
};

/** A host over TLS, with a certificate of Contoso Trials. */
const host = async (answer: RequestListener = json) => {
	const asked: {readonly path: string; readonly authorization: string | undefined}[] = [];
	const server = createServer({key: certificates.server.key, cert: certificates.server.cert}, (request, response) => {
		asked.push({path: request.url ?? '', authorization: request.headers.authorization});
		response.setHeader('connection', 'close');
		answer(request, response);
	});
	return {origin: `https://localhost:${await listening(server)}`, asked};
};

const aRefusedPort = async () => {
	const server = createListener();
	const port = await listening(server);
	await new Promise(resolve => open.pop()?.close(resolve));
	return port;
};

const look = (origin: string, more: {readonly proxy?: string; readonly milliseconds?: number} = {}) =>
	networkLines(
		{cloud: 'global', proxy: more.proxy ?? null, signIn: null},
		{WHFB_AUTHORITY_ORIGIN: origin, WHFB_GRAPH_ORIGIN: origin},
		more.milliseconds,
	);

describe('the network of this computer', () => {
	it('that is direct is said to be, and a certificate that only this computer trusts is an inspecting device', async () => {
		tls.setDefaultCACertificates([...trusted, certificates.ca]);
		const {origin, asked} = await host();
		const lines = await look(origin);
		const [direct, ...hosts] = lines;
		expect(direct).toBe('Network: directly, without a proxy.');
		expect(hosts).toEqual(
			['Sign-in', 'Graph'].map(
				what =>
					`${what}: ${new URL(origin).host} is reached. Its certificate is issued by Contoso Trials, which this computer trusts and Node's own list does not hold: a device that inspects TLS may stand between.`,
			),
		);
		expect([...new Set(asked.map(({path}) => path))].sort()).toEqual(['/common/v2.0/.well-known/openid-configuration', '/v1.0/domains']);
		expect(asked.map(({authorization}) => authorization)).not.toContainEqual(expect.anything());
	});

	it('is not called inspected where one of the authorities that Node brings vouches for the host', async () => {
		tls.setDefaultCACertificates([...trusted, certificates.ca]);
		const bundled = vi.spyOn(tls, 'getCACertificates').mockReturnValue([...tls.rootCertificates, certificates.ca]);
		const {origin} = await host();
		expect(await diagnose(`${origin}/v1.0/domains`)).toEqual({
			host: new URL(origin).host,
			fault: null,
			issuer: {name: 'Contoso Trials', isPublic: true},
		});
		expect((await look(origin))[2]).toBe(`Graph: ${new URL(origin).host} is reached; its certificate is issued by Contoso Trials.`);
		expect(bundled).toHaveBeenCalledWith('bundled');
	});

	it('whose devices present a certificate that nobody trusts is named, with who issued it', async () => {
		const {origin} = await host();
		for (const line of (await look(origin)).slice(1)) {
			expect(line).toMatch(/is not reached: its certificate comes from an authority that this computer does not trust/);
			expect(line).toMatch(/The certificate that came is issued by Contoso Trials\.$/);
		}
	});

	it('without DNS is named', async () => {
		expect((await diagnose('https://nowhere.invalid/v1.0/domains')).fault?.words).toContain('DNS');
	});

	it('that refuses the connection is named', async () => {
		const lines = await look(`https://localhost:${await aRefusedPort()}`);
		expect(lines.slice(1)).toEqual([
			expect.stringMatching(/^Sign-in: .* is not reached: the connection was refused\.$/),
			expect.stringMatching(/^Graph: .* is not reached: the connection was refused\.$/),
		]);
	});

	it('that swallows everything is given up at the deadline, both hosts at once', async () => {
		const sockets: {destroy: () => void}[] = [];
		const hole = createListener(socket => sockets.push(socket));
		const origin = `https://localhost:${await listening(hole)}`;
		const began = performance.now();
		const lines = await look(origin, {milliseconds: 1_000});
		expect(performance.now() - began).toBeGreaterThan(900);
		expect(performance.now() - began).toBeLessThan(1_800);
		for (const line of lines.slice(1)) {
			expect(line).toMatch(/is not reached: no answer within 1 s\.$/);
		}

		for (const socket of sockets) {
			socket.destroy();
		}
	});

	it.each([
		['a web page', 200, {'content-type': 'text/html'}],
		['a redirect to another place', 302, {location: 'http://portal.contoso.test/'}],
		['a bare refusal', 403, {'content-type': 'text/html'}],
	] as const)('where %s comes in place of the answer is named', async (_, status, headers) => {
		tls.setDefaultCACertificates([...trusted, certificates.ca]);
		const {origin} = await host((_request, response) => {
			response.writeHead(status, headers).end('<html><body>Sign in to the guest network</body></html>');
		});
		for (const line of (await look(origin)).slice(1)) {
			expect(line).toContain(`what answered (${status}) is not what was asked: a captive portal`);
			expect(line).not.toContain('is reached');
		}
	});

	it('that is broken on the way is not called reached', async () => {
		tls.setDefaultCACertificates([...trusted, certificates.ca]);
		const {origin} = await host((_request, response) => {
			response.writeHead(503, {'content-type': 'application/json'}).end('{}');
		});
		expect((await look(origin))[2]).toMatch(/is not reached: it is out of order for now \(503\)/);
	});

	it.skipIf(process.platform === 'win32')('is not touched without a sign-in', async () => {
		const {origin, asked} = await host();
		expect(
			await networkLines({cloud: 'global', proxy: null, signIn: 'none'}, {WHFB_AUTHORITY_ORIGIN: origin, WHFB_GRAPH_ORIGIN: origin}),
		).toEqual(['Network: not tried, because --sign-in none was chosen.']);
		expect(asked).toEqual([]);
	});
});

describe('a proxy on the way', () => {
	it('is said, but not by name, and the issuer is seen through it', async () => {
		tls.setDefaultCACertificates([...trusted, certificates.ca]);
		const proxy = await startProxy({password: 'correct'});
		const {origin} = await host();
		const lines = await look(origin, {proxy: proxy.url});
		expect(lines[0]).toBe('Network: through the proxy of --proxy.');
		expect(lines[2]).toContain('is reached. Its certificate is issued by Contoso Trials');
		expect(new Set(proxy.went)).toEqual(new Set([new URL(origin).host]));
		expect(proxy.went).toHaveLength(4);
		expect(lines.join()).not.toMatch(new RegExp(`correct|hana|${new URL(proxy.url).host}`));
		await proxy.stop();
	});

	it('goes before one that the environment names in small letters, for the certificates too', async () => {
		tls.setDefaultCACertificates([...trusted, certificates.ca]);
		const [named, other] = [await startProxy(), await startProxy()];
		vi.stubEnv('https_proxy', other.url);
		vi.stubEnv('no_proxy', 'localhost');
		const {origin} = await host();
		const lines = await networkLines(
			{cloud: 'global', proxy: named.url, signIn: null},
			{WHFB_AUTHORITY_ORIGIN: origin, WHFB_GRAPH_ORIGIN: origin, https_proxy: other.url},
		);
		expect(lines[2]).toContain('Its certificate is issued by Contoso Trials');
		expect(named.went).toHaveLength(4);
		expect(other.went).toEqual([]);
		await reachOut({proxy: null}, {});
		expect(process.env['https_proxy']).toBe(other.url);
		expect(process.env['no_proxy']).toBe('localhost');
		vi.stubEnv('https_proxy', undefined);
		vi.stubEnv('no_proxy', undefined);
		await Promise.all([named.stop(), other.stop()]);
	});

	it.each([
		['refuses', {refuses: true}, /is not reached: the proxy refused the way there \(403\)\.$/],
		['wants a password', {password: 'correct'}, /is not reached: the proxy wants a user name and a password \(407\)\.$/],
	] as const)('that %s is named', async (_, options, words) => {
		const proxy = await startProxy(options);
		const {origin, asked} = await host();
		const bare = new URL(proxy.url);
		bare.username = '';
		bare.password = '';
		for (const line of (await look(origin, {proxy: bare.href})).slice(1)) {
			expect(line).toMatch(words);
		}

		expect(asked).toEqual([]);
		await proxy.stop();
	});

	it('that is not there is named, but not by its name', async () => {
		const port = await aRefusedPort();
		const {origin} = await host();
		for (const line of (await look(origin, {proxy: `http://127.0.0.1:${port}`})).slice(1)) {
			expect(line).toMatch(/is not reached: the proxy could not be reached: the connection was refused\.$/);
			expect(line).not.toContain(`${port}`);
		}
	});
});

describe('whfb doctor', () => {
	it('ends with 0 and prints all its lines whatever the network is, with nothing that may not be pasted', async () => {
		const home = newHome();
		const proxy = await startProxy({password: 'correct'});
		const {origin} = await host();
		const ran = await run(['doctor', '--directory', 'corp.contoso.test', '--tenant', 'contoso.test'], {
			home,
			env: {
				WHFB_AUTHORITY_ORIGIN: origin,
				WHFB_GRAPH_ORIGIN: origin,
				HTTPS_PROXY: proxy.url,
				NO_PROXY: 'intranet.contoso.test',
			},
		});
		const said = ran.stdout.replace(/\s+/g, ' ');
		expect(ran).toMatchObject({exit: 0, stderr: ''});
		expect(said).toMatch(/checks can be looked at from here/);
		expect(said).toContain('Network: through the proxy of HTTPS_PROXY, but for what NO_PROXY names.');
		expect(said).toMatch(/Sign-in: .* does not trust for Node.* issued by Contoso Trials\./);
		expect(said).toMatch(/Graph: .* is not reached/);
		expect(proxy.went.length).toBeGreaterThan(0);
		expect(said).not.toMatch(new RegExp(`correct|hana|contoso\\.test|${new URL(proxy.url).host}`));
		expect(ran.stdout.split('\n').filter(line => line.length > 80)).toEqual([]);
		await proxy.stop();
		home.remove();
	});

	it('contacts nobody with --sign-in none', async () => {
		const home = newHome();
		const {origin, asked} = await host();
		const {exit, stdout} = await run(['doctor', '--sign-in', 'none'], {
			home,
			env: {WHFB_AUTHORITY_ORIGIN: origin, WHFB_GRAPH_ORIGIN: origin},
		});
		expect(exit).toBe(0);
		expect(stdout).toContain('Network: not tried, because --sign-in none was chosen.');
		expect(asked).toEqual([]);
		home.remove();
	});
});
