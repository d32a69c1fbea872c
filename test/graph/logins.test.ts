import {spawnSync} from 'node:child_process';
import {chmodSync, existsSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {mkdtemp, rm} from 'node:fs/promises';
import {createServer, type RequestListener} from 'node:http';
import type {AddressInfo} from 'node:net';
import {tmpdir} from 'node:os';
import path from 'node:path';
import tls from 'node:tls';
import {afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi} from 'vitest';
import {signInFor} from '../../src/app/graph-sign-in.ts';
import {graphRunner} from '../../src/graph/graph.ts';
import type {NotSignedIn} from '../../src/graph/sign-in-errors.ts';
import {type SignedIn, type SignInParts, signIn} from '../../src/graph/token-acquisition.ts';
import {emptySession} from '../../src/session/session.ts';
import {begin, built, newHome} from '../journeys/built.ts';
import {type LocalAuthority, startAuthority} from '../lab/graph/authority.ts';
import {type Certificates, makeCertificates} from '../lab/graph/certificates.ts';
import {type LocalGraph, startGraph} from '../lab/graph.ts';
import {browserOf, sendsTheForm} from './own-browser.ts';

const tenantId = '0b7c3f52-4d1e-4c7a-9f0e-5d1c2a86e413';
const clientId = '99999999-8888-4777-8666-555555555555';
const minutes = 60_000;
let certificates: Certificates;
let authority: LocalAuthority;
let graph: LocalGraph;
let folder: string;
let given: Set<string>;
const identity = createServer();
const trusted = tls.getCACertificates('default');

beforeAll(async () => {
	certificates = await makeCertificates();
	folder = await mkdtemp(path.join(tmpdir(), 'whfb-logins-'));
	for (const name of ['HTTPS_PROXY', 'https_proxy', 'HTTP_PROXY', 'http_proxy', 'ALL_PROXY', 'all_proxy', 'NO_PROXY', 'no_proxy']) {
		vi.stubEnv(name, undefined);
	}

	for (const name of ['HOME', 'USERPROFILE', 'LOCALAPPDATA', 'XDG_CACHE_HOME']) {
		vi.stubEnv(name, folder);
	}

	vi.stubEnv('PATH', `${folder}:/usr/bin:/bin`);
	await new Promise<void>(resolve => identity.listen(0, '127.0.0.1', resolve));
	vi.stubEnv('IDENTITY_ENDPOINT', `http://127.0.0.1:${(identity.address() as AddressInfo).port}/msi/token`);
	vi.stubEnv('IDENTITY_HEADER', 'header-of-the-identity');
	await built();
});
afterAll(async () => {
	identity.close();
	vi.unstubAllEnvs();
	await certificates.remove();
	await rm(folder, {recursive: true, force: true});
});
beforeEach(async () => {
	tls.setDefaultCACertificates([...trusted, certificates.ca]);
	given = new Set();
	authority = await startAuthority(certificates, {consented: ['Domain.Read.All', 'Organization.Read.All']});
	graph = await startGraph({
		domains: [{id: 'contoso.com', isVerified: true}],
		organization: [{id: tenantId, displayName: 'Contoso Ltd', verifiedDomains: [{name: 'contoso.com', isDefault: true}]}],
		granted: ['Domain.Read.All', 'Organization.Read.All'],
		accepts: token => given.has(token) || authority.accepts(token),
	});
});
afterEach(async () => {
	for (const name of ['az', 'pwsh', 'xdg-open', 'asked', 'environment']) {
		rmSync(path.join(folder, name), {force: true});
	}

	identity.closeAllConnections();
	tls.setDefaultCACertificates(trusted);
	await Promise.all([authority.stop(), graph.stop()]);
});

/** A token that Graph takes, of a tenant, with the two permissions that are granted. */
const newToken = (tid = tenantId): string => {
	const claims = {tid, upn: 'hana@contoso.com', scp: 'Domain.Read.All Organization.Read.All', jti: `${Math.random()}`};
	const token = `e30.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.x`;
	given.add(token);
	return token;
};

/** A program on PATH that notes that it was asked, and then does what a shell is told. */
const program = (name: string, does: string) => {
	const file = path.join(folder, name);
	writeFileSync(file, `#!/bin/sh\n${name === 'pwsh' ? '[ "$1" = "/?" ] && exit 0\n' : ''}echo "$@" >> "${folder}/asked"\n${does}\n`);
	chmodSync(file, 0o755);
};
const timesAsked = () =>
	existsSync(path.join(folder, 'asked'))
		? readFileSync(path.join(folder, 'asked'), 'utf8').split(/^(?:account|-NoProfile)/m).length - 1
		: 0;

/** The processes that a stand-in noted, as long as they run. What has ended and that nobody has asked for does not run. */
const running = () => {
	const ids = readFileSync(path.join(folder, 'asked'), 'utf8').match(/^\d+$/gm) ?? [];
	expect(ids).toHaveLength(2);
	return ids.filter(id => !/^(?:Z.*)?$/.test(spawnSync('ps', ['-o', 'stat=', '-p', id], {encoding: 'utf8'}).stdout.trim()));
};

/** Hangs, as az does: a shell that waits for another program. */
const hangs = () => `sleep 60 & echo $! >> "${folder}/asked"; echo $$ >> "${folder}/asked"; wait`;

const prints = (name: 'az' | 'pwsh', token: string, life: number, does = '') => {
	const expiry = Date.now() + life;
	const answer =
		name === 'az'
			? {accessToken: token, expiresOn: new Date(expiry).toISOString(), expires_on: Math.floor(expiry / 1000), tokenType: 'Bearer'}
			: {ExpiresOn: new Date(expiry).toISOString(), Token: token};
	program(name, `${does}\necho '${JSON.stringify(answer)}'`);
};

/** The endpoint of a managed identity, as App Service has it; the library looks for its address once in the life of a program. */
const identityAt = (answer: RequestListener) => {
	identity.removeAllListeners('request');
	identity.on('request', answer);
};

const gives =
	(life: number): RequestListener =>
	(request, response) => {
		const isRight = request.headers['x-identity-header'] === 'header-of-the-identity' && request.url?.includes('graph.microsoft.com');
		response.writeHead(isRight ? 200 : 401, {'content-type': 'application/json'}).end(
			JSON.stringify({
				access_token: newToken(),
				expires_on: String(Math.floor((Date.now() + life) / 1000)),
				resource: 'https://graph.microsoft.com',
				token_type: 'Bearer',
				client_id: clientId,
			}),
		);
	};

const parts = (more: Partial<SignInParts>): SignInParts => ({
	way: 'cli',
	cloud: 'global',
	env: {WHFB_AUTHORITY_ORIGIN: authority.origin},
	tenant: tenantId,
	permissions: ['Domain.Read.All'],
	...more,
});
const signedIn = async (more: Partial<SignInParts>): Promise<SignedIn> => {
	const signing = await signIn(parts(more));
	expect(signing).toMatchObject({kind: 'signed-in'});
	return signing as SignedIn;
};
const refused = async (more: Partial<SignInParts>): Promise<NotSignedIn> => {
	const signing = await signIn(parts(more));
	expect(signing).toMatchObject({kind: 'unobserved'});
	return signing as NotSignedIn;
};
const query = (name: string, permission: string) =>
	({via: 'graph', path: `/v1.0/${name}`, permissions: [permission], applicationPermissions: [permission]}) as const;
const wish = {permissions: ['Domain.Read.All']};

describe.skipIf(process.platform === 'win32')('the sign-in of a program on this computer', () => {
	it.each([
		['cli', 'az', `--resource https://graph.microsoft.com/? --tenant ${tenantId}`],
		['powershell', 'pwsh', 'Get-AzAccessToken'],
	] as const)('(%s) is used, kept while it is good, and asked for anew before it ends', async (way, name, asks) => {
		prints(name, newToken(), 60 * minutes);
		const {who, token} = await signedIn({way});
		expect(who).toMatchObject({tenantId, account: 'hana@contoso.com', granted: ['Domain.Read.All', 'Organization.Read.All']});
		expect(readFileSync(path.join(folder, 'asked'), 'utf8')).toMatch(new RegExp(asks));
		expect(await graphRunner({origin: graph.origin, token}).ask(query('domains', 'Domain.Read.All'))).toMatchObject({kind: 'facts'});
		expect(timesAsked()).toBe(1);

		const short = newToken();
		prints(name, short, 2 * minutes);
		const again = await signedIn({way});
		expect(timesAsked()).toBe(2);
		const next = newToken();
		prints(name, next, 60 * minutes);
		expect(await again.token(wish)).toBe(next);
		expect(await again.token(wish)).toBe(next);
		expect(timesAsked()).toBe(3);
	});

	it.each([
		['cli', 'az'],
		['powershell', 'pwsh'],
	] as const)('(%s) that serves another tenant is not used', async (way, name) => {
		prints(name, newToken('ffffffff-4d1e-4c7a-9f0e-5d1c2a86e413'), 60 * minutes);
		expect(await refused({way})).toMatchObject({reason: 'foreign', detail: expect.stringContaining('ffffffff-4d1e')});
	});

	it.each([
		[
			'cli',
			'az',
			`echo "ERROR: Please run 'az login' to setup account." >&2; exit 1`,
			'Nobody is signed in to the Azure CLI. Run az login,',
		],
		['cli', 'az', 'echo "something else" >&2; exit 1', 'az account get-access-token says why'],
		['cli', 'az', 'echo "no JSON at all"', 'az account get-access-token says why'],
		[
			'cli',
			'az',
			'echo "AADSTS70043: The refresh token has expired. To re-authenticate, please run: az login --scope x" >&2; exit 1',
			'(AADSTS70043)',
		],
		[
			'powershell',
			'pwsh',
			'echo "Run Connect-AzAccount to login." >&2; exit 1',
			'Nobody is signed in to Az PowerShell. Run Connect-AzAccount,',
		],
		[
			'powershell',
			'pwsh',
			`echo "The specified module 'Az.Accounts' with version '2.2.0' was not loaded because no valid module file was found in any module directory" >&2; exit 1`,
			'PowerShell has no module Az.Accounts.',
		],
		['powershell', 'pwsh', 'echo "{}"', 'Get-AzAccessToken says why'],
	] as const)('(%s, %s) that fails with %j says what to do', async (way, name, does, words) => {
		program(name, does);
		const refusal = await refused({way});
		expect(refusal).toMatchObject({reason: 'not-signed-in', detail: expect.stringContaining(words)});
		expect(refusal.detail).not.toMatch(/something else|no JSON|ERROR/);
		expect(refusal.next).toContain('none');
	});

	it.each([
		['cli', 'az', 'The Azure CLI was asked for a token, and none came within 2 s.'],
		['powershell', 'pwsh', 'Az PowerShell was asked for a token, and none came within 2 s.'],
	] as const)('(%s) that hangs is given up at the deadline, and its programs are ended', async (way, name, words) => {
		program(name, hangs());
		const began = performance.now();
		expect(await refused({way, tokenMilliseconds: 2_000})).toMatchObject({reason: 'timed-out', detail: expect.stringContaining(words)});
		expect(performance.now() - began).toBeLessThan(2_500);
		await vi.waitFor(() => expect(running()).toEqual([]));
	});

	it.each([
		['cli', 'az'],
		['powershell', 'pwsh'],
	] as const)('(%s) that somebody stops leaves no program, and is asked again when they come back', async (way, name) => {
		program(name, hangs());
		const stopping = new AbortController();
		const signing = refused({way, signal: stopping.signal});
		await vi.waitFor(() => expect(running()).toHaveLength(2), {timeout: 5_000});
		stopping.abort();
		expect(await signing).toMatchObject({reason: 'cancelled'});
		await vi.waitFor(() => expect(running()).toEqual([]));
		prints(name, newToken(), 60 * minutes);
		await signedIn({way});
	});

	it('(powershell) that somebody stops while it is looked for is found when they come back', async () => {
		prints('pwsh', newToken(), 60 * minutes);
		const file = path.join(folder, 'pwsh');
		const looks = `echo looks >> "${folder}/asked"; sleep 0.5; echo shown >> "${folder}/asked"; exit 0`;
		writeFileSync(file, readFileSync(file, 'utf8').replace('&& exit 0', `&& { ${looks}; }`));
		const heard = (word: string) => vi.waitFor(() => expect(readFileSync(path.join(folder, 'asked'), 'utf8')).toContain(word));
		const stopping = new AbortController();
		const signing = refused({way: 'powershell', signal: stopping.signal});
		await heard('looks');
		stopping.abort();
		expect(await signing).toMatchObject({reason: 'cancelled'});
		await heard('shown');
		await signedIn({way: 'powershell'});
	});

	it('(cli) that hangs does not outlive whfb', async () => {
		program('az', hangs());
		const home = newHome();
		const whfb = begin(['check', '--step', '3', '--session', 'trial', '--sign-in', 'cli'], {home, env: {}});
		const ended = new Promise(resolve => whfb.on('exit', resolve));
		await vi.waitFor(() => expect(running()).toHaveLength(2), {timeout: 10_000});
		whfb.kill('SIGINT');
		expect(await ended).toBe(130);
		await vi.waitFor(() => expect(running()).toEqual([]), {timeout: 1_000});
		home.remove();
	}, 20_000);

	it.each([
		['cli', 'az'],
		['powershell', 'pwsh'],
	] as const)('(%s) is not given the token of WHFB_GRAPH_TOKEN', async (way, name) => {
		vi.stubEnv('WHFB_GRAPH_TOKEN', 'canary-of-the-token');
		prints(name, newToken(), 60 * minutes, `env > "${folder}/environment"`);
		await signedIn({way});
		const seen = readFileSync(path.join(folder, 'environment'), 'utf8');
		expect(seen).toContain('IDENTITY_HEADER=header-of-the-identity');
		expect(seen).not.toMatch(/WHFB_GRAPH_TOKEN|canary-of-the-token/);
	});

	it('(cli) cannot answer a claims challenge, and says what can', async () => {
		prints('az', newToken(), 60 * minutes);
		const {token} = await signedIn({way: 'cli'});
		expect(await token({...wish, claims: '{"access_token":{}}'})).toMatchObject({
			reason: 'not-signed-in',
			detail: expect.stringContaining('az login'),
		});
	});
});

describe('a managed identity', () => {
	it('gives a token, and one anew before it ends', async () => {
		identityAt(gives(2 * minutes));
		const {who, token} = await signedIn({way: 'managed-identity'});
		expect(who?.tenantId).toBe(tenantId);
		const [one, two] = [await token(wish), await token(wish)];
		expect(one).not.toBe(two);
		expect(await graphRunner({origin: graph.origin, token}).ask(query('domains', 'Domain.Read.All'))).toMatchObject({kind: 'facts'});
		expect(authority.requests).toEqual([]);
	});

	it.each([
		[400, {error: 'invalid_request', error_description: 'Identity not found'}],
		[404, {}],
		[403, '<html>'],
	] as const)(
		'that answers %i says what to do',
		async (status, body) => {
			identityAt((_request, response) => {
				response.writeHead(status, {'content-type': 'application/json'}).end(JSON.stringify(body));
			});
			expect(await refused({way: 'managed-identity'})).toMatchObject({
				reason: 'not-signed-in',
				detail: expect.stringMatching(/this computer has none, or not the one that --client-id names/),
			});
		},
		30_000,
	);

	it('whose address answers nobody is named, and not Entra ID', async () => {
		const {port} = identity.address() as AddressInfo;
		await new Promise(resolve => identity.close(resolve));
		const {detail, reason} = await refused({way: 'managed-identity'});
		await new Promise<void>(resolve => identity.listen(port, '127.0.0.1', resolve));
		expect(reason).toBe('not-signed-in');
		expect(detail).toMatch(/^Nothing answers where a managed identity is asked/);
	}, 30_000);

	it('that swallows the question is given up at the deadline', async () => {
		identityAt(() => {});
		const began = performance.now();
		expect(await refused({way: 'managed-identity', tokenMilliseconds: 1_000})).toMatchObject({
			reason: 'timed-out',
			detail: expect.stringContaining('The managed identity of this computer was asked for a token, and none came within 1 s.'),
		});
		expect(performance.now() - began).toBeLessThan(1_500);
	});
});

describe.skipIf(process.platform === 'win32')('a permission that nobody granted', () => {
	const browser = () => {
		program('xdg-open', '');
		return browserOf(
			folder,
			`import {writeFileSync} from 'node:fs';\nwriteFileSync('${folder}/environment', JSON.stringify(process.env));\n${sendsTheForm}`,
			certificates.caFile,
		);
	};
	const ready: Readonly<Record<string, () => unknown>> = {
		'device-code': () => undefined,
		browser,
		certificate: () => undefined,
		cli: () => prints('az', newToken(), 60 * minutes),
		powershell: () => prints('pwsh', newToken(), 60 * minutes),
		'managed-identity': () => identityAt(gives(60 * minutes)),
		token: () => undefined,
	};

	it('leaves the browser without the token of WHFB_GRAPH_TOKEN', async () => {
		await browser();
		vi.stubEnv('WHFB_GRAPH_TOKEN', 'canary-of-the-token');
		await signedIn({way: 'browser'});
		const seen = readFileSync(path.join(folder, 'environment'), 'utf8');
		expect(JSON.parse(seen)).toMatchObject({IDENTITY_HEADER: 'header-of-the-identity'});
		expect(seen).not.toMatch(/WHFB_GRAPH_TOKEN|canary-of-the-token/);
	});

	it.each(Object.keys(ready))('leaves its own question unseen and named, and the others seen (%s)', async way => {
		await ready[way]?.();
		const said: string[] = [];
		const token = await signInFor({
			known: {environment: {...emptySession.environment, signIn: way, tenant: tenantId, clientId}, identity: emptySession.identity},
			env: {
				...process.env,
				WHFB_AUTHORITY_ORIGIN: authority.origin,
				WHFB_GRAPH_ORIGIN: graph.origin,
				AZURE_CLIENT_CERTIFICATE_PATH: certificates.clientFile,
				WHFB_GRAPH_TOKEN: newToken(),
			},
			permissions: ['Domain.Read.All', 'Organization.Read.All', 'User.Read.All'],
			say: text => said.push(text),
		});
		const runner = graphRunner({origin: graph.origin, token});
		expect(await runner.ask(query('domains', 'Domain.Read.All'))).toMatchObject({kind: 'facts', facts: {value: [{id: 'contoso.com'}]}});
		expect(await runner.ask(query('organization', 'Organization.Read.All'))).toMatchObject({kind: 'facts'});
		const users = await runner.ask(query('users', 'User.Read.All'));
		expect(users).toMatchObject({kind: 'unobserved', reason: 'access-denied', detail: expect.stringContaining('User.Read.All')});
		expect(JSON.stringify(users)).not.toContain('Domain.Read.All');
		// Whoever has to type a second code is told why.
		expect(said.some(text => text.includes('Sign in once more'))).toBe(way === 'device-code' || way === 'browser');
	});
});

// The library never looks for PowerShell again once it was not there, so these come last.
describe('a program that is not on this computer', () => {
	it.each([
		['cli', 'there is no az on PATH'],
		['powershell', 'No PowerShell could be started.'],
	] as const)('(%s) is named', async (way, words) => {
		vi.stubEnv('PATH', folder);
		expect(await refused({way})).toMatchObject({reason: 'not-signed-in', detail: expect.stringContaining(words)});
	});
});
